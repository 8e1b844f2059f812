"""The only place that shows what is settled in the chosen unit, by whom, and what is new since."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.model import Fragment, Span
from db.queries.review import ReviewArticle, Settled
from db.review.choices import ArticleDraft, SpanDraft
from db.review.model import Unit
from db.review.standing import Standing
from gui.review.contents import MarkKind, Passage, Said, passage
from gui.review.decide.marked_words import MarkedWords
from gui.review.decide.showing import show_part, show_words
from gui.review.decide.version_card import said_html, said_label
from gui.review.naming import Naming
from gui.review.wording import label_title, news_words, settled_words, unit_title, why_words
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.moments import moment
from gui.widgets.parts import button, words


class GoldCard(Card):
    """Gold so far in one unit; hidden while the unit is open. `reopen_wanted` is its button."""

    reopen_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, has_head=False)
        self._theme = theme
        self._title = words(tr("Gold"), "strong")
        self._how = words("", "muted", "secondary", wraps=True)
        self._words = MarkedWords(theme)
        self._state = words("", "secondary", wraps=True)
        self._why = words("", "secondary", wraps=True)
        self._news = words("", "problem", "secondary", wraps=True)
        self._said = said_label()
        self._again = button(tr("Open again"), self.reopen_wanted.emit)
        set_role(self._again, "quiet")
        self._again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self._again)
        self.body.addLayout(top)
        for part in (self._words, self._state, self._said, self._why, self._how, self._news):
            self.body.addWidget(part)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._words.set_theme(theme)

    def show_unit(
        self, reviewed: ReviewArticle, unit: Unit, standing: Standing, naming: Naming
    ) -> None:
        """Show what is settled in a unit, if anything."""
        settled = reviewed.settlement(unit.id)
        show_part(self, is_shown=settled is not None)
        show_part(self._again, is_shown=True)
        show_words(self._said, "")
        if settled is None:
            return
        who = reviewed.names.get(settled.author, tr("somebody"))
        show_words(self._how, settled_words(settled, moment(settled.at), who))
        show_words(self._why, why_words(settled))
        show_words(self._news, _news(standing, unit, reviewed, naming))
        show_words(self._state, self._show_gold(reviewed, settled))

    def show_only_gold(self, reviewed: ReviewArticle, unit: Unit, said: tuple[Said, ...]) -> None:
        """Show what gold has where no annotator marked anything, with what it says besides."""
        show_part(self, is_shown=True)
        show_part(self._again, is_shown=False)
        show_part(self._words, is_shown=True)
        self._words.show_passage(_whole(reviewed, unit.marked[0].fragments))
        show_words(self._state, unit_title(unit, reviewed.scheme))
        show_words(self._said, said_html(said, self._theme))
        for label in (self._why, self._news):
            show_words(label, "")
        decision = reviewed.standing(unit).decision
        assert decision is not None
        written = reviewed.settlement(decision.unit)
        show_words(
            self._how,
            tr("Edited freely. 0 takes it out of gold, E edits it.")
            if written is None
            else tr("Nobody marks it any more. 0 takes it out of gold, E edits it."),
        )

    def _show_gold(self, reviewed: ReviewArticle, settled: Settled) -> str:
        """Show the words that gold has, and tell what words can't show."""
        written = settled.decision.written
        gold = reviewed.gold.span(settled.decision.gold) if reviewed.gold else None
        show_part(self._words, is_shown=gold is not None)
        if gold is not None:
            self._words.show_passage(_whole(reviewed, gold.fragments))
            title = label_title(reviewed.scheme, gold.label)
            if isinstance(written, SpanDraft) and _differs(gold, written):
                return tr("{label} · edited by hand since", label=title)
            return title
        if isinstance(written, SpanDraft):
            return tr("Removed from gold by hand since it was settled.")
        if isinstance(written, ArticleDraft):
            return tr("Nothing here") if written.nothing_here else tr("Something is here")
        return tr("No span here")


def _whole(reviewed: ReviewArticle, fragments: Iterable[Fragment]) -> Passage:
    return passage(reviewed.article.body, ((piece, MarkKind.SHARED) for piece in fragments))


def _differs(gold: Span, written: SpanDraft) -> bool:
    return (gold.label, gold.fragments, dict(gold.attributes)) != (
        written.label,
        written.fragments,
        dict(written.attributes),
    )


def _news(standing: Standing, unit: Unit, reviewed: ReviewArticle, naming: Naming) -> str:
    return "\n".join(news_words(each, unit, reviewed.scheme, naming) for each in standing.news)
