"""Gestures about the article as a whole: done, skipped, nothing here, flagged, the next one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from db.model import ArticleId, LayerState
from db.operations import layers
from db.scheme.model import Level
from db.scheme.rules import RuleProblem, problems_at_done
from gui import ask
from gui.actions import taught_key
from gui.annotate.gestures.desk import Desk
from gui.translation import tr


class ArticleOrder(Protocol):
    """Who knows which article comes next."""

    def choose_next(self, after: ArticleId | None) -> ArticleId | None:
        """Choose the next article that is not done; None where there is none."""
        ...

    def choose_neighbour(self, step: int) -> ArticleId | None:
        """Choose the next (1) or previous (-1) article of the list, done or not.

        None at its ends.
        """
        ...


class ProblemBoard(Protocol):
    """Who shows what is still wrong."""

    def show_problems(self, problems: tuple[RuleProblem, ...], *, can_go_on: bool) -> None:
        """List the problems; `can_go_on` says that they are warnings only."""
        ...


class Articles:
    """Ctrl+Enter, N, F and the keys that go to other articles."""

    def __init__(
        self, desk: Desk, order: ArticleOrder, board: ProblemBoard, window: QWidget
    ) -> None:
        self._desk = desk
        self._order = order
        self._board = board
        self._window = window
        self._warned: tuple[ArticleId | None, tuple[RuleProblem, ...]] = (None, ())

    def finish(self) -> None:
        """Mark the article as done and open the next one.

        Errors stand in the way, warnings only once.
        """
        desk = self._desk
        article, annotation = desk.article, desk.current.annotation
        if article is None or annotation is None:
            return
        found = problems_at_done(desk.scheme, annotation)
        errors = tuple(each for each in found if each.level is Level.ERROR)
        if errors:
            self._board.show_problems(errors, can_go_on=False)
            return
        if found and self._warned != (article, found):
            self._warned = (article, found)
            self._board.show_problems(found, can_go_on=True)
            return
        is_done = annotation.layer.state is LayerState.DONE
        if is_done or desk.run(layers.set_state, article=article, state=LayerState.DONE):
            self._open_next(article)

    def skip(self) -> None:
        """Leave the article for later, or take that back."""
        desk = self._desk
        article, annotation = desk.article, desk.current.annotation
        if article is None or annotation is None:
            return
        if annotation.layer.state is LayerState.SKIPPED:
            desk.run(layers.set_state, article=article, state=LayerState.OPEN)
        elif desk.run(layers.set_state, article=article, state=LayerState.SKIPPED) is not None:
            self._open_next(article)

    def say_nothing_here(self) -> None:
        """Say that the article holds nothing to mark, or take that back."""
        desk = self._desk
        article, annotation = desk.article, desk.current.annotation
        if article is None or annotation is None:
            return
        value = not annotation.layer.nothing_here
        if value and any(desk.scheme.is_statement(span.label) for span in annotation.spans):
            desk.said.emit(
                tr("There are statements in this article. Remove them first if they are none.")
            )
            return
        if desk.run(layers.set_nothing_here, article=article, value=value) is not None and value:
            key = taught_key("article.done")
            desk.said.emit(tr("Noted: nothing here. {key} marks the article as done.", key=key))

    def flag(self) -> None:
        """Flag the article for the lead, perhaps with a question, or take the flag away."""
        desk = self._desk
        article, annotation = desk.article, desk.current.annotation
        if article is None or annotation is None:
            return
        if annotation.layer.flag is not None:
            if desk.run(layers.set_flag, article=article, flag=None) is not None:
                desk.said.emit(tr("The flag is taken away."))
            return
        question = ask.paragraph(
            self._window,
            tr("Flag for the lead"),
            tr("What is the question? You can leave this empty."),
        )
        if question is not None:
            desk.run(layers.set_flag, article=article, flag=question)

    def go(self, step: int) -> None:
        """Open the next (1) or the previous (-1) article of the list."""
        self._order.choose_neighbour(step)

    def _open_next(self, article: ArticleId) -> None:
        if self._order.choose_next(article) is None:
            self._desk.said.emit(tr("That was the last article that is not done."))
