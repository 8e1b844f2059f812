"""The Feedback tab of a work package: the settled version beside one's own, to learn from.

It can only be looked at. What the annotator marked stays as it was.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal, Slot

from db.model import Fragment
from db.queries import feedback
from db.queries.feedback import Feedback
from db.review.model import Unit, UnitKind, Variant
from db.review.units import units_of
from gui.annotate.current_article import CurrentArticle
from gui.annotate.feedback.wording import note_words, quoted, sentences
from gui.project_session import ProjectSession
from gui.rule_field import rule_words
from gui.theme import Theme, label_colour, label_tint
from gui.translation import tr, tr_count
from gui.widgets.card import Card
from gui.widgets.chip import Chip
from gui.widgets.late_contents import LateContents
from gui.widgets.parts import clear, words
from gui.widgets.scrolled_column import ScrolledColumn


class FeedbackPane(ScrolledColumn):
    """`title_changed` carries the words of the tab, `stretch_wanted` a Fragment to show."""

    title_changed = Signal(str)
    stretch_wanted = Signal(object)

    def __init__(self, session: ProjectSession, current: CurrentArticle, theme: Theme) -> None:
        super().__init__("", QMargins(14, 12, 14, 16), spacing=10)
        self._session = session
        self._current = current
        self._theme = theme
        self._feedback: Feedback | None = None
        self._differing: tuple[Unit, ...] = ()
        self._same = 0
        self._title = ""
        self._contents = LateContents(self, self._show)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Feedback"))
        current.reloaded.connect(self._follow)
        self._follow()

    @property
    def tab_title(self) -> str:
        """The words on this pane's tab."""
        count = len(self._differing)
        return tr("Feedback {count}", count=count) if count else tr("Feedback")

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._contents.refresh()

    @Slot()
    def _follow(self) -> None:
        self._compare()
        if self.tab_title != self._title:
            self._title = self.tab_title
            self.title_changed.emit(self._title)
        self._contents.follow()

    def _compare(self) -> None:
        self._feedback, self._differing, self._same = None, (), 0
        article, own = self._current.article, self._current.annotation
        if article is None or own is None:
            return
        self._feedback = feedback.of_article(
            self._session.project, article.id, self._session.author
        )
        if self._feedback is None:
            return
        units = [
            each
            for each in units_of((own, self._feedback.gold), self._session.scheme)
            if each.kind is not UnitKind.ARTICLE
        ]
        self._differing = tuple(each for each in units if _is_different(each))
        self._same = len(units) - len(self._differing)

    def _show(self) -> None:
        clear(self.column)
        for said in self._words():
            self.column.addWidget(words(*said, wraps=True))
        for unit in self._differing:
            self.column.addWidget(self._card(unit))
        self.column.addStretch(1)

    def _words(self) -> list[tuple[str, ...]]:
        """What stands above the cards: words, and behind them their roles."""
        if self._feedback is None:
            return [
                (
                    tr(
                        "This article is not settled yet. Once it is, you see here what was "
                        "decided beside what you marked."
                    ),
                    "muted",
                )
            ]
        lines: list[tuple[str, ...]] = [
            (
                tr_count(
                    self._same,
                    "{count} place reads the same in the settled version.",
                    "{count} places read the same in the settled version.",
                ),
                "strong",
            )
        ]
        if self._differing:
            lines.append(
                (
                    tr_count(
                        len(self._differing),
                        "{count} place differs. Your own marks stay as they are.",
                        "{count} places differ. Your own marks stay as they are.",
                    ),
                    "muted",
                )
            )
        lines += [(note_words(each),) for each in self._feedback.notes]
        return lines

    def _card(self, unit: Unit) -> Card:
        own, settled = self._readings(unit)
        shown = own if not own.is_nothing else settled
        span_type = self._session.scheme.span_type(shown.label)
        title = span_type.title if span_type is not None else shown.label
        chip = Chip(f"{title} {quoted(shown.quote)}", is_removable=False)
        if span_type is not None:
            chip.set_look(
                tint=label_tint(span_type, self._theme),
                outline=label_colour(span_type, self._theme),
            )
        stretch = Fragment(shown.fragments[0].start, shown.fragments[-1].end)
        chip.clicked.connect(lambda: self.stretch_wanted.emit(stretch))
        card = Card(has_head=False)
        card.body.addWidget(chip)
        said = sentences(unit, own, settled, self._session.scheme)
        for sentence in (*said, *self._rules_behind(settled)):
            card.body.addWidget(words(sentence, "secondary", wraps=True))
        return card

    def _rules_behind(self, settled: Variant) -> tuple[str, ...]:
        """The rule that the settled version rests on, where the lead named one."""
        rules = self._feedback.rules if self._feedback is not None else {}
        return tuple(
            tr("Decided by {rule}.", rule=rule_words(rules[span]))
            for span in settled.spans
            if span in rules
        )

    def _readings(self, unit: Unit) -> tuple[Variant, Variant]:
        """The annotator's own variant and the settled one; one that marks nothing is empty."""
        author = self._session.author
        nothing = Variant(readings=(), is_nothing=True)
        own = next((each for each in unit.marked if author in each.annotators), nothing)
        settled = next((each for each in unit.marked if set(each.annotators) - {author}), nothing)
        return own, settled


def _is_different(unit: Unit) -> bool:
    return len(unit.marked) != 1 or len(unit.marked[0].annotators) < 2
