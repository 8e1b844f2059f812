"""What the project keeps of one person: shown, handed out, or forgotten."""
