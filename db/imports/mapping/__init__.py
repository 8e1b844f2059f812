"""What other tools said, turned into a scheme's words: seen, proposed, chosen and carried out."""
