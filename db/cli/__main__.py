"""Makes `python -m db.cli` the same as `demarche`."""

from __future__ import annotations

from db.cli import main

if __name__ == "__main__":
    main()
