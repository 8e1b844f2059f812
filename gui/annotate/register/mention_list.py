"""The list of all places where a referent is mentioned, with the words around each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.queries.referents import Mention
from gui.translation import tr
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_Index = QModelIndex | QPersistentModelIndex


class MentionModel(QAbstractListModel):
    """The mentions, replaced as a whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mentions: tuple[Mention, ...] = ()

    def show_mentions(self, mentions: Sequence[Mention]) -> None:
        """Show other mentions."""
        if tuple(mentions) == self.mentions:
            return
        self.beginResetModel()
        self.mentions = tuple(mentions)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many mentions there are."""
        return 0 if parent.isValid() else len(self.mentions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, for the screen reader with the article."""
        if not index.isValid():
            return None
        mention = self.mentions[index.row()]
        context = f"{mention.before}{mention.quote}{mention.after}".replace("\n", " ")
        if role == Qt.ItemDataRole.DisplayRole:
            return context
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{context}\n{mention.article_title}"
        return mention if role == Qt.ItemDataRole.UserRole else None


class MentionList(QListView):
    """`opened` carries the mention to go to: Enter or a double click.

    Several can be selected, to be split off.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MentionModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_MentionDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(tr("Where it is mentioned"))
        self.doubleClicked.connect(self._open)

    def show_mentions(self, mentions: Sequence[Mention]) -> None:
        """Show other mentions."""
        self._model.show_mentions(mentions)

    @property
    def selected(self) -> tuple[Mention, ...]:
        """The mentions that are selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._model.mentions[row] for row in rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the mention."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out anew for another zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        mention = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(mention, Mention):
            self.opened.emit(mention)


class _MentionDelegate(QStyledItemDelegate):
    """Two lines: the words in their context, and the article's title."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Two lines with air around them."""
        small = QFontMetricsF(secondary_font(self._view)).height()
        height = QFontMetricsF(option.font).height() + small + scaled(self._view, 10)
        return QSize(round(scaled(self._view, 120)), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one mention."""
        mention = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(mention, Mention):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            radius = scaled(self._view, 5)
            painter.drawRoundedRect(QRectF(option.rect), radius, radius)
        air = scaled(self._view, 5)
        room = QRectF(option.rect).adjusted(
            scaled(self._view, 8), air, -scaled(self._view, 8), -air
        )
        line = QFontMetricsF(option.font).height()
        self._draw_words(
            painter, QRectF(room.left(), room.top(), room.width(), line), mention, option
        )
        small = secondary_font(self._view)
        title = QFontMetricsF(small).elidedText(
            mention.article_title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        painter.drawText(room.adjusted(0, line, 0, 0), Qt.AlignmentFlag.AlignLeft, title)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, QRectF(option.rect), scaled(self._view, 5))
        painter.restore()

    def _draw_words(
        self, painter: QPainter, room: QRectF, mention: Mention, option: QStyleOptionViewItem
    ) -> None:
        strong = bold(option.font)
        plain, thick = QFontMetricsF(option.font), QFontMetricsF(strong)
        quote = thick.elidedText(
            _line(mention.quote), Qt.TextElideMode.ElideRight, room.width() * 0.7
        )
        share = (room.width() - thick.horizontalAdvance(quote)) / 2
        before = plain.elidedText(_line(mention.before), Qt.TextElideMode.ElideLeft, share)
        left = room.left() + plain.horizontalAdvance(before)
        right = left + thick.horizontalAdvance(quote)
        after = plain.elidedText(
            _line(mention.after), Qt.TextElideMode.ElideRight, room.right() - right
        )
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        muted = colour(QPalette.ColorRole.PlaceholderText)
        for font, ink, x, words in (
            (option.font, muted, room.left(), before),
            (strong, colour(QPalette.ColorRole.Text), left, quote),
            (option.font, muted, right, after),
        ):
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(QRectF(x, room.top(), room.width(), room.height()), side, words)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
