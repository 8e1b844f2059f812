"""What keys and mouse do to the article's annotation: one file for each group of gestures, one operation for each gesture."""
