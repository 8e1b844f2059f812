"""The Explore page: a phrase or a referent in all articles, and what everybody marked there."""
