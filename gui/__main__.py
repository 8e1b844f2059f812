"""`python -m gui` opens the window."""

from __future__ import annotations

import gc
import sys

# What the imports make stays until the end: nothing there is worth a search for garbage, now or in
# the middle of a key press.
gc.disable()
from gui.app import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    sys.exit(main())
