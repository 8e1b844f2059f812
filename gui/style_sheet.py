"""The only place that knows Qt's style sheets: it fills in the template and gives widgets roles.

The template names colours as `$token` and sizes as `13sp`, a pixel that grows with the zoom.
`5sp-1` takes one true pixel off again, so that a control whose border grows by one on focus keeps
its words where they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.resource_paths import resource

_SIZE = re.compile(r"(?<![\w.$-])(\d+(?:\.\d+)?)sp([+-]\d+)?\b")


def filled_style_sheet(names: Mapping[str, str], zoom: int) -> str:
    """The application style sheet with every `$name` and size filled in; KeyError if unknown."""
    return Template(_SIZE.sub(lambda found: _pixels(found, zoom), _template())).substitute(
        names, marks=resource("styles", names["theme"]).as_posix()
    )


def set_role(widget: QWidget, role: str, value: bool | str = True) -> None:  # noqa: FBT001, FBT002
    """Give a widget a role of the style sheet (muted, card, primary ...), or take it away again."""
    if widget.property(role) == value:
        return
    widget.setProperty(role, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@lru_cache
def _template() -> str:
    return resource("styles", "demarche.qss").read_text(encoding="utf-8")


def _pixels(found: re.Match[str], zoom: int) -> str:
    # Rounded down, so that two radii never make more than the height that they were meant for.
    scaled = int(float(found[1]) * zoom / 100)
    return f"{max(0, scaled + int(found[2] or 0))}px"
