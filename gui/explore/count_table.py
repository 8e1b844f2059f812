"""How often each annotator marked the words with each label, as a small quiet grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.model import AnnotatorId
from db.review.alike import Case
from db.scheme.model import Scheme
from gui.explore.kinds import GOLD, label_counts
from gui.explore.wording import label_words
from gui.translation import tr
from gui.widgets.parts import clear, words

_NONE = "–"


class CountTable(QWidget):
    """One row an annotator and one for gold, one column a label and one for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("How often each label was given"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._shown: tuple[tuple[str, ...], ...] = ()
        self._asked: tuple[Sequence[Case], dict[AnnotatorId, str], Scheme] | None = None

    def show_counts(
        self, cases: Sequence[Case], names: Mapping[AnnotatorId, str], scheme: Scheme
    ) -> None:
        """Count what was marked in these cases."""
        asked = (cases, dict(names), scheme)
        if self._asked is not None and asked[0] is self._asked[0] and asked == self._asked:
            return
        self._asked = asked
        rows = tuple(_rows(cases, names, scheme))
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._grid)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                is_head = row == 0 or column == 0
                label = words(text, "secondary", *(("muted",) if is_head else ()))
                side = Qt.AlignmentFlag.AlignLeading if column == 0 else Qt.AlignmentFlag.AlignRight
                label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self._grid.addWidget(label, row, column)
        self._grid.setColumnStretch(0, 1)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The words that are shown, the heads first."""
        return self._shown


def _rows(
    cases: Sequence[Case], names: Mapping[AnnotatorId, str], scheme: Scheme
) -> list[tuple[str, ...]]:
    counts = label_counts(cases)
    if not counts:
        return []
    used = {label for each in counts.values() for label in each}
    labels = [each.label for each in scheme.span_types if each.label in used]
    labels += sorted(label for label in used if label and label not in labels)
    heads = ["", *(label_words(each, scheme) for each in labels)]
    if "" in used:
        labels.append("")
        heads.append(tr("nothing"))
    people = [each for each in names if each in counts]
    rows = [tuple(heads)]
    for who in (*people, *((GOLD,) if GOLD in counts else ())):
        name = names[who] if who in names else tr("gold")
        rows.append((name, *(_number(counts[who].get(label, 0)) for label in labels)))
    return rows


def _number(count: int) -> str:
    return QLocale().toString(count) if count else _NONE
