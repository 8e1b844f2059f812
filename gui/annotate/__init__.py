"""The Annotate page: the article, what is said about it, and the gestures that say it."""
