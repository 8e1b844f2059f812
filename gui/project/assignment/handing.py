"""What keys and the menu do to cells: hand articles out, take them back, as one step each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.model import AnnotatorId, ArticleId, Changes
from db.operations import assignments as operations
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import assignment_wishes
from db.queries.assignment_filter import Filter
from db.queries.assignment_wishes import Among, Held
from gui.background import Background
from gui.beside import beside
from gui.project.assignment.fitting import fitting
from gui.project.assignment.wording import kept_words
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.work_dialog import work

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The articles that are meant: these, or all that fit a filter."""

    articles: tuple[ArticleId, ...] = ()
    all_of: Filter | None = None

    def read(self, project: Project, is_cancelled: IsCancelled | None = None) -> list[ArticleId]:
        """Which ones these are now."""
        if self.all_of is None:
            return list(self.articles)
        return fitting(project, self.all_of, is_cancelled=is_cancelled)

    @property
    def is_quick(self) -> bool:
        """Whether these are few enough to be handed out between two frames."""
        return self.all_of is None and len(self.articles) <= _AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    changes: Changes
    held: Held


class Handing(QObject):
    """Carries out gestures: few articles at once, many in the background.

    `told` carries a sentence where something stayed as it was.
    """

    told = Signal(str)

    def __init__(
        self, window: QWidget, session: ProjectSession, theme: Theme, background: Background
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._theme = theme
        self._background = background

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def hand_out(self, chosen: Chosen, annotators: Sequence[AnnotatorId]) -> None:
        """Let these people have these articles, as far as they don't have them yet."""
        people = tuple(annotators)
        if chosen.is_quick:
            self._session.run(operations.assign_to, articles=chosen.articles, annotators=people)
            return
        author = self._session.author

        def job(project: Project, _tell: Progress, is_cancelled: IsCancelled) -> Changes:
            return operations.assign_to(
                project,
                author,
                articles=chosen.read(project, is_cancelled),
                annotators=people,
            )

        work(
            self._window,
            self._background,
            self._theme,
            beside(self._session, job),
            title=tr("Handing out"),
            done=self._session.announce,
        )

    def take_back(self, chosen: Chosen, annotators: Sequence[AnnotatorId]) -> None:
        """Take these articles back from these people, as far as nothing was begun or sent."""
        people = tuple(annotators)
        if chosen.is_quick:
            among = Among(articles=chosen.articles, annotators=people)
            held = assignment_wishes.held(self._session.project, among)
            changes = self._session.run(
                operations.unassign, articles=chosen.articles, annotators=people
            )
            if changes is not None:
                self._tell(held)
            return
        author = self._session.author

        def job(project: Project, _tell: Progress, is_cancelled: IsCancelled) -> _Taken:
            articles = chosen.read(project, is_cancelled)
            held = assignment_wishes.held(project, Among(articles=articles, annotators=people))
            changes = operations.unassign(project, author, articles=articles, annotators=people)
            return _Taken(changes=changes, held=held)

        work(
            self._window,
            self._background,
            self._theme,
            beside(self._session, job),
            title=tr("Taking back"),
            done=self._finish_taking,
        )

    def _finish_taking(self, taken: _Taken) -> None:
        self._session.announce(taken.changes)
        self._tell(taken.held)

    def _tell(self, held: Held) -> None:
        if held.started or held.sent:
            self.told.emit(kept_words(held))
