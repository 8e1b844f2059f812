"""The annotators, one by one: what they did, and how they stand to the settled version."""
