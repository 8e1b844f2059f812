"""The window that shows the pages before they are printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QToolBar,
    QToolButton,
    QWidget,
)

from gui.printing.paper import draw, page_layout
from gui.printing.sheet import Sheet
from gui.translation import tr


def show_preview(window: QWidget, sheet: Sheet) -> QPrintPreviewDialog:
    """Show the pages over a window; the dialog prints them, and goes when it is closed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout())
    printer.setDocName(sheet.title)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(tr("Print: {title}", title=sheet.title))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _name_controls(dialog)
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        _hide_page_setup(dialog)
    dialog.paintRequested.connect(lambda device: draw(sheet, device))
    # The dialog keeps no printer of its own.
    dialog.printer_of_pages = printer  # type: ignore[attr-defined]
    dialog.resize(window.size() * 0.9)
    dialog.open()
    return dialog


def _name_controls(dialog: QPrintPreviewDialog) -> None:
    """Say what Qt's own controls are, of which it only draws pictures."""
    for button in dialog.findChildren(QToolButton):
        action = button.defaultAction()
        if action is not None:
            button.setAccessibleName(action.text())
        # Qt leaves these to the mouse.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for box in dialog.findChildren(QComboBox):
        box.setAccessibleName(tr("Size of the pages on the screen"))
    for field in dialog.findChildren(QLineEdit):
        if not isinstance(field.parent(), QComboBox):
            field.setAccessibleName(tr("Page"))
    for view in dialog.findChildren(QPrintPreviewWidget):
        view.setAccessibleName(tr("Pages"))
        for pages in view.findChildren(QAbstractScrollArea):
            pages.setAccessibleName(tr("Pages"))
            pages.setStyleSheet("QGraphicsView:focus { border: 2px solid palette(highlight); }")


def _hide_page_setup(dialog: QPrintPreviewDialog) -> None:
    """Qt can set up the page of a real printer only, and complains where there is none."""
    for bar in dialog.findChildren(QToolBar):
        # Qt names none of its actions; this one stands before the last, which prints.
        bar.actions()[-2].setVisible(False)
