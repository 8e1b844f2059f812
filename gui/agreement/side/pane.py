"""The panel on the right: what was opened, its differences, and the ways on from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from db.agreement.figure import Figure
from db.model import ArticleId
from db.queries.passages import Passage
from gui.agreement.measures import measure_words
from gui.agreement.sheets import FoundDifferences
from gui.agreement.side.difference_list import DifferenceList
from gui.agreement.side.legend import Legend
from gui.agreement.wish import Behind
from gui.agreement.wording import (
    Names,
    behind_words,
    difference_words,
    rests_on,
    value_words,
)
from gui.isolation import in_a_row
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.parts import button, words


class DifferencesPane(QFrame):
    """Emits `article_wanted(ArticleId, Fragment | None)`, `unit_wanted(ArticleId, SpanId | None)`.

    `more_wanted` carries the number of the first difference that is to be read next.
    """

    article_wanted = Signal(object, object)
    unit_wanted = Signal(object, object)
    more_wanted = Signal(int)

    def __init__(self, theme: Theme, names: Callable[[], Names], *, can_review: bool) -> None:
        super().__init__()
        self._names = names
        self._can_review = can_review
        self.found: FoundDifferences | None = None
        self._title = words("", "heading", wraps=True)
        self._measure = words("", "muted", "secondary", wraps=True)
        self._counts = words("", "muted", "secondary", wraps=True)
        self._legend = Legend(theme)
        self._list = DifferenceList(theme, lambda each: difference_words(each, names()))
        self._list.taken.connect(self._take)
        self._list.current_changed.connect(self._offer)
        self._list.differences.more_wanted.connect(self.more_wanted)
        self._review = button(tr("Settle in Review"), self._want_unit, role="primary")
        self._open = button(tr("Open the article"), self._want_article)
        self._lay_out()
        self.show_nothing(
            tr("Open a figure, a cell or a bar: the differences behind it are shown here.")
        )

    @property
    def list(self) -> DifferenceList:
        """The list, for the focus."""
        return self._list

    def show_nothing(self, said: str) -> None:
        """Say something in place of differences."""
        self.found = None
        self._title.setText(tr("Differences"))
        self._measure.setText("")
        self._counts.setText(said)
        self._list.differences.show_passages((), 0)
        self._legend.hide()
        self._offer()

    def show_looking(self, behind: Behind) -> None:
        """Say what is being looked for."""
        self.show_nothing(tr("Looking for the differences …"))
        self._show_title(behind, behind.figure)

    def show_found(self, found: FoundDifferences) -> None:
        """Show the differences behind something."""
        self.found = found
        self._show_title(found.behind, found.figure)
        count = len(found.differences)
        said = tr_count(count, "{count} difference", "{count} differences")
        if count:
            articles = tr_count(found.articles, "{count} article", "{count} articles")
            said = tr("{differences} in {articles}", differences=said, articles=articles)
        else:
            said = tr("Nothing differs here.")
        figure = found.figure
        parts = [tr("of {what}", what=rests_on(figure))] if figure is not None and count else []
        self._counts.setText(in_a_row((said, *parts)))
        self._list.differences.show_passages(found.passages, count)
        pair = found.behind.scope.annotators
        first, second = (
            map(self._names().annotator, sorted(pair))
            if pair is not None
            else (tr("the first"), tr("the second"))
        )
        self._legend.show_names(first, second)
        self._legend.setVisible(bool(count))
        if count:
            self._list.setCurrentIndex(self._list.differences.index(0))
        self._offer()

    def add(self, passages: Sequence[Passage]) -> None:
        """Show more of the same."""
        self._list.differences.add(passages)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._list.set_theme(theme)
        self._legend.set_theme(theme)

    def _lay_out(self) -> None:
        set_role(self, "pane", "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 16, 14, 14)
        layout.setSpacing(6)
        for part in (self._title, self._measure, self._counts):
            layout.addWidget(part)
        layout.addWidget(self._legend)
        layout.addSpacing(4)
        layout.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._review)
        row.addWidget(self._open)
        row.addStretch(1)
        layout.addLayout(row)
        self._review.setVisible(self._can_review)

    def _show_title(self, behind: Behind, figure: Figure | None) -> None:
        title = behind_words(behind, self._names())
        if figure is not None:
            title = f"{title}   {value_words(figure.value)}"
        self._title.setText(title)
        self._measure.setText(measure_words(behind.measure, behind.basis.grain))

    def _offer(self) -> None:
        for each in (self._review, self._open):
            each.setEnabled(self._list.current is not None)

    def _take(self, _passage: Passage) -> None:
        if self._can_review:
            self._want_unit()
        else:
            self._want_article()

    def _want_unit(self) -> None:
        passage = self._list.current
        if passage is not None:
            span = next((each for each in passage.difference.items if each is not None), None)
            self.unit_wanted.emit(ArticleId(passage.difference.article), span)

    def _want_article(self) -> None:
        passage = self._list.current
        if passage is not None:
            self.article_wanted.emit(passage.difference.article, passage.place)
