"""Where the page finds `gui.widgets.three_panes`, which all pages share."""

from __future__ import annotations

from gui.widgets.three_panes import ThreePanes, shares

__all__ = ["ThreePanes", "shares"]
