"""The Comments tab: remarks on the article and on its spans."""
