"""What an annotator sees of their work package besides the articles."""
