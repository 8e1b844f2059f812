"""The hub in the window: setting it up, sending and fetching through it, and what lies there."""
