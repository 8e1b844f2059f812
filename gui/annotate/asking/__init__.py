"""The small popups beside a span that ask one thing each: a letter, some words, a referent."""
