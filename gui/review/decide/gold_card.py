"""The only place that shows what is settled in the chosen unit, by whom, and what is new since."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.model import Span
from db.queries.review import ReviewArticle, Settled
from db.review.choices import ArticleDraft, SpanDraft
from db.review.model import Unit
from db.review.standing import Standing
from gui.review.contents import MarkKind, passage
from gui.review.decide.marked_words import MarkedWords
from gui.review.decide.showing import show_part, show_words
from gui.review.naming import Naming
from gui.review.wording import label_title, news_words, settled_words
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
        self._news = words("", "problem", "secondary", wraps=True)
        again = button(tr("Open again"), self.reopen_wanted.emit)
        set_role(again, "quiet")
        again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(again)
        self.body.addLayout(top)
        for part in (self._words, self._state, self._how, self._news):
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
        if settled is None:
            return
        who = reviewed.names.get(settled.author, tr("somebody"))
        self._how.setText(settled_words(settled, moment(settled.at), who))
        show_words(self._news, _news(standing, unit, reviewed, naming))
        show_words(self._state, self._show_gold(reviewed, settled))

    def _show_gold(self, reviewed: ReviewArticle, settled: Settled) -> str:
        """Show the words that gold has, and tell what words can't show."""
        written = settled.decision.written
        gold = reviewed.gold.span(settled.decision.gold) if reviewed.gold else None
        show_part(self._words, is_shown=gold is not None)
        if gold is not None:
            marks = ((piece, MarkKind.SHARED) for piece in gold.fragments)
            self._words.show_passage(passage(reviewed.article.body, marks))
            title = label_title(reviewed.scheme, gold.label)
            if isinstance(written, SpanDraft) and _differs(gold, written):
                return tr("{label} · edited by hand since", label=title)
            return title
        if isinstance(written, SpanDraft):
            return tr("Removed from gold by hand since it was settled.")
        if isinstance(written, ArticleDraft):
            return tr("Nothing here") if written.nothing_here else tr("Something is here")
        return tr("No span here")


def _differs(gold: Span, written: SpanDraft) -> bool:
    return (gold.label, gold.fragments, dict(gold.attributes)) != (
        written.label,
        written.fragments,
        dict(written.attributes),
    )


def _news(standing: Standing, unit: Unit, reviewed: ReviewArticle, naming: Naming) -> str:
    return "\n".join(news_words(each, unit, reviewed.scheme, naming) for each in standing.news)
