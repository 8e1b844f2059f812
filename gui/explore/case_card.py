"""One case in full: the words around it, who marked what, and the ways to where it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from db.model import AnnotatorId
from db.review.alike import Case, Said
from db.scheme.model import Scheme
from gui.command import key_parts
from gui.explore.wording import details, label_words, said_words, shortened, state_words
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.parts import button, clear, words


class CaseCard(Card):
    """Hidden while there is no single case; `article_wanted` and `review_wanted` carry it."""

    article_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(self, *, can_review: bool) -> None:
        super().__init__()
        self._can_review = can_review
        self._case: Case | None = None
        self._title = words("", "strong", wraps=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        self._open = button(tr("Open the article"), lambda: self.article_wanted.emit(self._case))
        self._review = button(tr("Open in Review"), lambda: self.review_wanted.emit(self._case))
        self._open.setToolTip("+".join(key_parts("Return")))
        self._review.setToolTip("+".join(key_parts("Shift+Return")))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open)
        buttons.addWidget(self._review)
        buttons.addStretch(1)
        self.head.addWidget(self._title, 1)
        self.body.addLayout(self._lines)
        self.body.addSpacing(4)
        self.body.addLayout(buttons)
        self.hide()

    def show_case(
        self, case: Case | None, names: Mapping[AnnotatorId, str], scheme: Scheme
    ) -> None:
        """Show a case, or nothing."""
        self._case = case
        self.setVisible(case is not None)
        clear(self._lines)
        if case is None:
            return
        self._title.setText(case.title)
        self._review.setVisible(self._can_review and case.unit is not None)
        for who, what, more in _sayings(case, names, scheme):
            self._lines.addWidget(words(who, "muted", "secondary", wraps=True))
            self._lines.addWidget(words(what, wraps=True))
            for each in more:
                self._lines.addWidget(words(each, "secondary", wraps=True))
            self._lines.addSpacing(4)
        for label, quote in case.inside:
            inside = tr(
                "Inside {label} “{words}”",
                label=label_words(label, scheme).lower(),
                words=shortened(quote),
            )
            self._lines.addWidget(words(inside, "muted", "secondary", wraps=True))
        self._lines.addWidget(words(state_words(case).capitalize(), "secondary", wraps=True))


def _sayings(
    case: Case, names: Mapping[AnnotatorId, str], scheme: Scheme
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if case.unit is not None:
        for variant, said in zip(case.unit.variants, case.said, strict=True):
            who = ", ".join(names.get(each, "") for each in variant.annotators)
            yield who, said_words(said, scheme), _more(said, scheme)
    elif case.readers:
        who = ", ".join(names.get(each, "") for each in case.readers)
        yield who, tr("read it and marked nothing here"), ()
    if case.gold is not None:
        yield tr("gold"), said_words(case.gold, scheme), _more(case.gold, scheme)


def _more(said: Said, scheme: Scheme) -> tuple[str, ...]:
    return tuple(details(said, scheme, with_questions=True))
