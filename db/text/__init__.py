"""Text as such: normalising, decoding, and comparing words. Offsets count code points."""
