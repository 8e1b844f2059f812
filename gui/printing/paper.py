"""The only place that draws a sheet on paper: margins, pages, and their numbers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from db.errors import StorageFault
from gui.printing.paging import pages_of
from gui.printing.parts import parts_of
from gui.printing.sheet import Sheet
from gui.theme import LIGHT, interface_families
from gui.translation import tr

MARGINS_MM = QMarginsF(22, 20, 22, 22)
_DPI = 96.0
_PDF_DPI = 600
_FOOT_PX = 30.0
_FOOT_FONT_PX = 10


def page_layout(size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> QPageLayout:
    """An upright page with our margins."""
    return QPageLayout(
        QPageSize(size),
        QPageLayout.Orientation.Portrait,
        MARGINS_MM,
        QPageLayout.Unit.Millimeter,
    )


def write_pdf(sheet: Sheet, path: Path) -> int:
    """Write a sheet as PDF and return the number of pages; StorageFault where the disk refuses.

    Fit for a thread of its own.
    """
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(page_layout())
    writer.setTitle(sheet.title)
    writer.setCreator("Demarche")
    pages = draw(sheet, writer)
    try:
        # All of it or nothing: a half-written PDF opens nowhere.
        path.write_bytes(content.data().data())
    except OSError as error:
        raise StorageFault(
            tr(
                "{file} could not be written ({reason}). Choose another folder or name.",
                file=path.name,
                reason=error.strerror,
            )
        ) from error
    return pages


def draw(sheet: Sheet, device: QPagedPaintDevice) -> int:
    """Draw all pages on a printer or into a PDF; 0 where the device can't be drawn on."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    scale = device.logicalDpiX() / _DPI
    whole = device.pageLayout().paintRectPixels(device.logicalDpiX())
    width, height = whole.width() / scale, whole.height() / scale - _FOOT_PX
    parts = parts_of(sheet, width)
    pages = pages_of(parts, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            device.newPage()
        painter.save()
        painter.scale(scale, scale)
        for placed in page:
            painter.save()
            painter.translate(0, placed.at)
            parts[placed.number].draw(painter, placed.top, placed.bottom)
            painter.restore()
        _draw_foot(painter, QRectF(0, height, width, _FOOT_PX), sheet.title, number, len(pages))
        painter.restore()
    painter.end()
    return len(pages)


def _draw_foot(painter: QPainter, area: QRectF, title: str, number: int, count: int) -> None:
    font = QFont()
    font.setFamilies(interface_families())
    font.setPixelSize(_FOOT_FONT_PX)
    painter.setFont(font)
    painter.setPen(LIGHT.muted)
    page = tr("page {number} of {count}", number=number, count=count)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | bottom, page)
    room = area.width() - painter.fontMetrics().horizontalAdvance(page) - 20
    short = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | bottom, short)
