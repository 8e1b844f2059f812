"""The mentions of one referent with the words around them, drawn two lines each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from db.model import AnnotatorId, SpanId
from db.queries.referents import Mention
from gui.translation import tr
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_INDEX = QModelIndex | QPersistentModelIndex
_AIR = 6
_MENTION = Qt.ItemDataRole.UserRole


class MentionModel(QAbstractListModel):
    """Mentions in the order of articles and text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mentions: tuple[Mention, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}

    def show_mentions(self, mentions: Sequence[Mention], names: Mapping[AnnotatorId, str]) -> None:
        """Show these; `names` are those of the annotators."""
        if tuple(mentions) == self._mentions and names == self._names:
            return
        self.beginResetModel()
        self._mentions, self._names = tuple(mentions), names
        self.endResetModel()

    def mention(self, row: int) -> Mention:
        """The mention of a row."""
        return self._mentions[row]

    def place(self, mention: Mention) -> str:
        """Where a mention is, and whose it is where several people work."""
        who = self._names.get(mention.annotator, "") if len(self._names) > 1 else ""
        return " · ".join(part for part in (_line(mention.article_title), who) if part)

    def rowCount(self, parent: _INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a mention."""
        return 0 if parent.isValid() else len(self._mentions)

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words for screen readers and the tool tip; the delegate draws the mention itself."""
        mention = self._mentions[index.row()]
        if role == _MENTION:
            return mention
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            said = _line(f"… {mention.before}{mention.quote}{mention.after} …")
            return f"{said}\n{self.place(mention)}"
        return None


class MentionList(QListView):
    """`taken` carries the Mention on which a person pressed Enter or double-clicked.

    `chosen_changed` comes with the selection.
    """

    taken = Signal(object)
    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mentions = MentionModel(self)
        self.setModel(self.mentions)
        self.setItemDelegate(_MentionDelegate(self))
        self.setAccessibleName(tr("Mentions"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(
            lambda index: self.taken.emit(self.mentions.mention(index.row()))
        )
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.mentions.modelReset.connect(self.chosen_changed)

    @property
    def chosen(self) -> tuple[SpanId, ...]:
        """The spans that are selected, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.mentions.mention(row).span for row in rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the mention."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentIndex().isValid():
            self.taken.emit(self.mentions.mention(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)


class _MentionDelegate(QStyledItemDelegate):
    def __init__(self, view: MentionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _INDEX) -> QSize:  # noqa: ARG002
        first = QFontMetricsF(self._view.font()).height()
        second = QFontMetricsF(secondary_font(self._view)).height()
        return QSize(120, round(first + second + scaled(self._view, 2 * _AIR + 2)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _INDEX) -> None:
        mention: Mention = index.data(_MENTION)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = scaled(self._view, 5)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area.adjusted(0, 0, 0, -1), radius, radius)
        air = scaled(self._view, _AIR)
        inside = area.adjusted(air, air, -air, -air)
        first = QFontMetricsF(self._view.font()).height()
        self._draw_words(
            painter, mention, QRectF(inside.left(), inside.top(), inside.width(), first)
        )
        self._draw_place(painter, mention, inside.adjusted(0, first + 2, 0, 0))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area, radius)
        painter.restore()

    def _draw_words(self, painter: QPainter, mention: Mention, area: QRectF) -> None:
        """The quote in bold, with as much before and after it as there is room for."""
        plain, strong = self._view.font(), bold(self._view.font())
        measure, wide = QFontMetricsF(plain), QFontMetricsF(strong)
        quote = wide.elidedText(_line(mention.quote), Qt.TextElideMode.ElideMiddle, area.width())
        width = wide.horizontalAdvance(quote)
        room = max(0.0, area.width() - width)
        before, after = _line(mention.before, keep_end=True), _line(mention.after, keep_start=True)
        left = min(measure.horizontalAdvance(before), room * 0.45)
        before = measure.elidedText(before, Qt.TextElideMode.ElideLeft, left + 1)
        left = measure.horizontalAdvance(before)
        after = measure.elidedText(after, Qt.TextElideMode.ElideRight, max(0.0, room - left))
        x = area.left()
        for text, font, role in (
            (before, plain, QPalette.ColorRole.PlaceholderText),
            (quote, strong, QPalette.ColorRole.Text),
            (after, plain, QPalette.ColorRole.PlaceholderText),
        ):
            painter.setFont(font)
            painter.setPen(colour(role))
            advance = QFontMetricsF(font).horizontalAdvance(text)
            painter.drawText(QRectF(x, area.top(), advance + 2, area.height()), _SIDE, text)
            x += advance

    def _draw_place(self, painter: QPainter, mention: Mention, area: QRectF) -> None:
        font = secondary_font(self._view)
        painter.setFont(font)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        place = self._view.mentions.place(mention)
        words = QFontMetricsF(font).elidedText(place, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _SIDE, words)


_SIDE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip


def _line(text: str, *, keep_start: bool = False, keep_end: bool = False) -> str:
    """A text on one line; a space at an end is kept where words go on beyond it."""
    flat = " ".join(text.split())
    start = " " if keep_start and text[:1].isspace() else ""
    end = " " if keep_end and text[-1:].isspace() else ""
    return start + flat + end
