"""The Article tab: what is known about the article, and what the annotator answers about it."""
