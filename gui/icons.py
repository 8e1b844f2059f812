"""The only place that draws the program's icons: one-colour SVG files, tinted when drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.resource_paths import resource

# Near enough to every size that a zoom of 80 to 300 % asks for, on screens of one or two
# pixels a point.
_SIZES = (12, 16, 20, 24, 32, 40, 64, 96)


def icon(name: str, colour: QColor) -> QIcon:
    """The icon `resources/icons/<name>.svg` in this colour; FileNotFoundError without that file."""
    return _icon(name, colour.name(QColor.NameFormat.HexArgb))


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` points for a screen of `ratio` pixels a point."""
    picture = _drawn(_source(name), colour, round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def names() -> tuple[str, ...]:
    """Every icon that there is."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


@lru_cache(maxsize=256)
def _icon(name: str, argb: str) -> QIcon:
    source = _source(name)
    result = QIcon()
    for size in _SIZES:
        picture = _drawn(source, QColor(argb), size)
        # Qt would wash the colour out on a selected row.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            result.addPixmap(picture, mode)
    return result


@lru_cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def _drawn(source: str, colour: QColor, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
