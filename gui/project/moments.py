"""Where sections find `gui.widgets.moments`, which all pages share."""

from __future__ import annotations

from gui.widgets.moments import ago, duration, moment

__all__ = ["ago", "duration", "moment"]
