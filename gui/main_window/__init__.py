"""The window around the pages: top bar, pages, status line, and what its commands do."""
