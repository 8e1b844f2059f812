"""Draws the program's icon in the sizes and formats of each system: `draw_icons.py SVG FOLDER`.

Needs PySide6; run by package.py with the environment of the bundle.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def main(drawing: Path, folder: Path) -> None:
    """Write PNGs, an .ico and an .icns."""
    _app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(drawing))
    for size in SIZES:
        _drawn(renderer, size).save(str(folder / f"demarche-{size}.png"))
    _drawn(renderer, 256).save(str(folder / "demarche.ico"))
    _drawn(renderer, 512).save(str(folder / "demarche.icns"))


def _drawn(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
