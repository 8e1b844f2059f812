"""The list of places where a referent is mentioned, each with the words around it.

The Annotate page and the Project page show the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView

from db.model import AnnotatorId
from db.queries.referents import Mention
from gui.isolation import in_a_row
from gui.widgets.painting import bold, colour, draw_elided, one_line
from gui.widgets.quiet_list import TakingList
from gui.widgets.row_models import ROW, Index, ListModel
from gui.widgets.two_lines import TwoLines

_SHARE_BEFORE = 0.45
_SIDE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip


class MentionList(TakingList):
    """`taken` carries the Mention to go to, `chosen_changed` comes with the selection.

    Several can be selected, to be split off.
    """

    chosen_changed = Signal()

    def __init__(self, accessible_name: str) -> None:
        super().__init__(accessible_name)
        self._names: Mapping[AnnotatorId, str] = {}
        self._mentions = ListModel(self, self._spoken)
        self.setModel(self._mentions)
        self.setItemDelegate(_MentionLines(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self._mentions.modelReset.connect(self.chosen_changed)

    def show_mentions(
        self, mentions: Sequence[Mention], names: Mapping[AnnotatorId, str] | None = None
    ) -> None:
        """Show these, in the order of articles and text; nothing moves where they are the same.

        `names` are those of the annotators, where several may have marked them.
        """
        names = names or {}
        if tuple(mentions) != self.mentions or names != self._names:
            self._names = names
            self._mentions.show_rows(mentions)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All that are shown."""
        return self._mentions.rows

    @property
    def chosen(self) -> tuple[Mention, ...]:
        """Those that are selected, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.mentions[row] for row in rows)

    def place(self, mention: Mention) -> str:
        """Where a mention is, and whose it is where several people work."""
        who = self._names.get(mention.annotator, "") if len(self._names) > 1 else ""
        return in_a_row((one_line(mention.article_title), who))

    def _spoken(self, mention: Mention) -> str:
        said = one_line(f"… {mention.before}{mention.quote}{mention.after} …")
        return f"{said}\n{self.place(mention)}"


class _MentionLines(TwoLines):
    def __init__(self, view: MentionList) -> None:
        super().__init__(view)
        self._mentions = view

    def draw_first(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """The quote in bold, with as much before and after it as there is room for."""
        mention: Mention = index.data(ROW)
        plain, strong = self._mentions.font(), bold(self._mentions.font())
        measure, wide = QFontMetricsF(plain), QFontMetricsF(strong)
        quote = wide.elidedText(one_line(mention.quote), Qt.TextElideMode.ElideMiddle, area.width())
        room = max(0.0, area.width() - wide.horizontalAdvance(quote))
        before, after = (
            one_line(mention.before, keep_end=True),
            one_line(mention.after, keep_start=True),
        )
        left = min(measure.horizontalAdvance(before), room * _SHARE_BEFORE)
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

    def draw_second(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Where it is."""
        draw_elided(painter, area, self._mentions.place(index.data(ROW)))
