"""The cards on the right: each statement of the article with its slots and answers."""
