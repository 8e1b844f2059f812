"""An annotated article on paper or as PDF: the text with its spans, its statements, a legend."""
