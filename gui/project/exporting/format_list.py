"""The list of all formats by what they are for, with a few words on what each can express."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
)

from db.exports import catalogue
from gui.project.exporting import wording
from gui.project.exporting.keeping import Keeps, in_short
from gui.translation import tr, tr_said
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font
from gui.widgets.popup_items import PopupDelegate, PopupItem

_ROWS = 9.5
"""Half a row shows that there are more."""


class FormatList(QListWidget):
    """`chosen` carries the name of the format that a person went to; letters find a title."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Format"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(self))
        for purpose in wording.purposes():
            self._add(QListWidgetItem(purpose.title), Qt.ItemFlag.NoItemFlags)
            for kind in purpose.formats:
                item = QListWidgetItem(tr_said(kind.title))
                _tell(item, kind.name, tr_said(kind.title), wording.in_short(kind))
                self._add(item, Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.choose(catalogue.OURS)
        self.currentItemChanged.connect(lambda: self.chosen.emit(self.format))

    @property
    def format(self) -> str:
        """The name of the chosen format."""
        item = self.currentItem().data(Qt.ItemDataRole.UserRole)
        return item.key if isinstance(item, PopupItem) else catalogue.OURS

    def choose(self, name: str) -> None:
        """Choose a format by its name."""
        for row in range(self.count()):
            item = self.item(row).data(Qt.ItemDataRole.UserRole)
            if isinstance(item, PopupItem) and item.key == name:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))

    def show_keeps(self, found: Mapping[str, Keeps]) -> None:
        """Say in a few words what formats keep, by their names."""
        for row in range(self.count()):
            item = self.item(row)
            said = item.data(Qt.ItemDataRole.UserRole)
            if isinstance(said, PopupItem) and said.key in found:
                _tell(item, said.key, said.title, in_short(found[said.key]))

    def doItemsLayout(self) -> None:
        """Keep the height in step with the zoom."""
        super().doItemsLayout()
        wanted = round(_ROWS * self.sizeHintForRow(0))
        if wanted > 0 and self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _add(self, item: QListWidgetItem, flags: Qt.ItemFlag) -> None:
        item.setFlags(flags)
        self.addItem(item)


def _tell(item: QListWidgetItem, name: str, title: str, detail: str) -> None:
    item.setData(Qt.ItemDataRole.UserRole, PopupItem(key=name, title=title, detail=detail))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {detail}")


class _Delegate(PopupDelegate):
    def __init__(self, view: FormatList) -> None:
        super().__init__(view)
        self._list = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a format, with a ring while the list has the focus, or a heading."""
        if isinstance(index.data(Qt.ItemDataRole.UserRole), PopupItem):
            super().paint(painter, option, index)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.save()
                draw_ring(painter, QRectF(option.rect), scaled(self._list, 5))
                painter.restore()
            return
        painter.save()
        painter.setFont(bold(secondary_font(self._list)))
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        area = QRectF(option.rect).adjusted(0, 0, 0, -scaled(self._list, 3))
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
        painter.drawText(area, side, str(index.data()))
        painter.restore()
