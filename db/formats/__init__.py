"""How articles and annotation stand in files; pure, one file a format."""
