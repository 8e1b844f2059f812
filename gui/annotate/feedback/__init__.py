"""The Feedback tab: what was settled beside what the annotator marked."""
