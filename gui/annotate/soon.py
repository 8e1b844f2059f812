"""Where panes find `gui.widgets.soon`, which all pages share."""

from __future__ import annotations

from gui.widgets.soon import Soon

__all__ = ["Soon"]
