"""The Agreement page: how far annotators agree, and the differences behind every figure."""
