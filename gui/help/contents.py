"""The left side of the handbook: the table of contents, or what a search has found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from gui.help.book import Book, Place
from gui.help.search import Hit
from gui.translation import tr
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font
from gui.widgets.row_delegate import RowDelegate

_PLACE = Qt.ItemDataRole.UserRole
_HIT = Qt.ItemDataRole.UserRole + 1


class Contents(QTreeWidget):
    """Pages, and their main headings under the one that is read.

    `place_wanted` comes as soon as somebody goes to a row.
    """

    place_wanted = Signal(object)

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.setAccessibleName(tr("Table of contents"))
        self.setHeaderHidden(True)
        self.setItemDelegate(RowDelegate(self))
        self.setRootIsDecorated(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in book.pages:
            top = _row(page.title, Place(page=page.name))
            self.addTopLevelItem(top)
            for section in page.sections[1:]:
                if section.level == 2:
                    top.addChild(_row(section.title, section.place))
        self.currentItemChanged.connect(self._tell)

    def show_place(self, place: Place) -> None:
        """Mark where somebody is, without going there again."""
        for at in range(self.topLevelItemCount()):
            top = self.topLevelItem(at)
            if top is None or top.data(0, _PLACE).page != place.page:
                continue
            under = [top.child(number) for number in range(top.childCount())]
            within = (each for each in under if each is not None and each.data(0, _PLACE) == place)
            found = next(within, top)
            self.blockSignals(True)  # noqa: FBT003 - Qt's way
            top.setExpanded(True)
            self.setCurrentItem(found)
            self.blockSignals(False)  # noqa: FBT003
            self.viewport().update()

    @Slot(QTreeWidgetItem)
    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.place_wanted.emit(item.data(0, _PLACE))


class Results(QListWidget):
    """The sections that have the words; `place_wanted` comes as soon as somebody goes to one."""

    place_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Found in the handbook"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TwoLines(self))
        self.currentItemChanged.connect(self._tell)
        self.itemClicked.connect(self._tell)

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show other results, none of them chosen yet."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title}\n{hit.page_title}: {hit.excerpt}", self)
            item.setData(_PLACE, hit.place)
            item.setData(_HIT, hit)
            item.setToolTip(hit.excerpt)
        self.setCurrentRow(-1)
        self.blockSignals(False)  # noqa: FBT003

    def go_on(self) -> None:
        """Go to the next result, after the last to the first."""
        if self.count():
            self.setCurrentRow((self.currentRow() + 1) % self.count())

    @Slot(QListWidgetItem)
    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.place_wanted.emit(item.data(_PLACE))


def _row(title: str, place: Place) -> QTreeWidgetItem:
    item = QTreeWidgetItem([title])
    item.setData(0, _PLACE, place)
    item.setToolTip(0, title)
    return item


class _TwoLines(QStyledItemDelegate):
    """The heading, and under it the page with the words around what was found."""

    def __init__(self, view: Results) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> QSize:
        """One line for the heading, two for the words."""
        small = QFontMetrics(secondary_font(self._view)).lineSpacing()
        high = option.fontMetrics.lineSpacing() + 2 * small + scaled(self._view, 14)
        return QSize(10, round(high))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the lines on the ground of a chosen row, or on none."""
        hit: Hit = index.data(_HIT)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour(QPalette.ColorRole.Highlight))
        edge, air = round(scaled(self._view, 10)), round(scaled(self._view, 6))
        area = option.rect.adjusted(edge, air, -edge, -air)
        head = QFontMetrics(bold(self._view.font()))
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.setFont(bold(self._view.font()))
        title = head.elidedText(hit.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side, title)
        painter.setFont(secondary_font(self._view))
        painter.setPen(colour(QPalette.ColorRole.Text))
        under = QRect(area.left(), area.top() + head.lineSpacing(), area.width(), area.height())
        under.setBottom(area.bottom())
        words = f"{hit.page_title}: {hit.excerpt}"
        painter.drawText(under, side | Qt.TextFlag.TextWordWrap, words)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            draw_ring(painter, option.rect.toRectF(), 4)
        painter.restore()
