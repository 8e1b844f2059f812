"""Where sections find `gui.widgets.work_dialog`, which all pages share."""

from __future__ import annotations

from gui.widgets.work_dialog import WorkDialog, work

__all__ = ["WorkDialog", "work"]
