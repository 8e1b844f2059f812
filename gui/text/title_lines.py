"""The only place that breaks a title into the two lines that a list has for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from gui.text.positions import PositionMap


def title_lines(title: str, width: float, font: QFont) -> tuple[str, ...]:
    """The title in lines of a width, the last one cut where it is too long."""
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(width)
    layout.endLayout()
    split = PositionMap(title).to_code_point(line.textLength()) if line.isValid() else len(title)
    first, rest = title[:split].rstrip(), title[split:].strip()
    if not rest:
        return (first,)
    return first, QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
