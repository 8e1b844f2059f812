"""What a strategy would settle: proposed, looked through, and only then written."""
