"""The Review page: what annotators said differently, settled place by place."""
