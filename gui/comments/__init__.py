"""Comments as annotating and reviewing show them; whose they are is the pages' business."""
