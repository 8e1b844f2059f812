"""The kinds of cases, the most frequent first, two lines each; the first row stands for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRectF, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette

from db.review.alike import Likeness
from db.scheme.model import Scheme
from gui.explore.kinds import Kind
from gui.explore.wording import likeness_words, shortened, status_words
from gui.isolation import BETWEEN, in_a_row
from gui.translation import tr, tr_count
from gui.widgets.painting import (
    TRAILING,
    bold,
    colour,
    draw_elided,
    scaled,
    secondary_font,
)
from gui.widgets.quiet_list import QuietList
from gui.widgets.row_models import ROW, Index, ListModel
from gui.widgets.two_lines import TwoLines

_GAP = 6

_Lines = tuple[str, str, int]
"""What stands in the two lines, and how many cases there are."""


class KindList(QuietList):
    """`chosen` carries the Likeness of the kind that a person went to, None for all."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Alike cases"))
        self._likenesses: tuple[Likeness | None, ...] = ()
        self._lines = ListModel(self, _spoken)
        self.setModel(self._lines)
        self.setItemDelegate(_KindLines(self))
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current))

    @property
    def current(self) -> Likeness | None:
        """What the chosen kind has in common; None for all."""
        index = self.currentIndex()
        return self._likenesses[index.row()] if index.isValid() else None

    def show_kinds(self, kinds: Sequence[Kind], scheme: Scheme) -> None:
        """Show these without telling anybody; a kind that is still there stays chosen, else all.

        Nothing is shown where there are none.
        """
        total = sum(kind.count for kind in kinds)
        first = (tr("All"), tr_count(len(kinds), "{count} kind", "{count} kinds"), total)
        lines = (first, *(_lines_of(kind, scheme) for kind in kinds)) if kinds else ()
        known = (None, *(kind.likeness for kind in kinds)) if kinds else ()
        wanted = self.current
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        if lines != self._lines.rows or known != self._likenesses:
            self._likenesses = known
            self._lines.show_rows(lines)
        if known:
            row = known.index(wanted) if wanted in known else 0
            self.setCurrentIndex(self._lines.index(row))
        self.blockSignals(False)  # noqa: FBT003

    def choose_all(self) -> None:
        """Go to the row that stands for all, without telling anybody."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.setCurrentIndex(self._lines.index(0))
        self.blockSignals(False)  # noqa: FBT003


class _KindLines(TwoLines):
    def draw_first(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """What they have in common, and how many there are at the end."""
        title, _, count = index.data(ROW)
        number, small = QLocale().toString(count), secondary_font(self._view)
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        draw_elided(painter, area, number, side=TRAILING)
        painter.setFont(bold(self._view.font()))
        painter.setPen(colour(QPalette.ColorRole.Text))
        taken = QFontMetricsF(small).horizontalAdvance(number) + scaled(self._view, _GAP)
        draw_elided(painter, area.adjusted(0, 0, -taken, 0), title)

    def draw_second(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """The words of one of them, and what is to say of all."""
        _, detail, _ = index.data(ROW)
        draw_elided(painter, area, detail)


def _spoken(lines: _Lines) -> str:
    title, detail, count = lines
    return f"{title}\n{detail}{BETWEEN}{QLocale().toString(count)}"


def _lines_of(kind: Kind, scheme: Scheme) -> _Lines:
    likeness = kind.likeness
    settled = ""
    if kind.settled:
        settled = tr("{count} settled", count=QLocale().toString(kind.settled))
    parts = (f"“{shortened(kind.quote)}”", status_words(likeness.status), settled)
    detail = in_a_row(parts)
    return likeness_words(likeness, scheme), detail, kind.count
