"""Where sections find `gui.beside`, which all pages share."""

from __future__ import annotations

from gui.beside import LatestReading, Work, beside

__all__ = ["LatestReading", "Work", "beside"]
