"""The only place that reads cases, a slice at a time, and keeps them in step with the project."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from db.errors import UserFault
from db.model import AnnotatorId, ArticleId, Changes
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import annotators, explore
from db.queries.explore import Asked, Slice
from db.review.alike import Case
from gui.background import Background, Task
from gui.beside import beside
from gui.project_session import ProjectSession

_FIRST_LIMIT = 100
_LIMIT = 400
_MOST_CASES = 5_000
"""So many are read unasked; more only when a person wants more."""
_GROWTH = 1.5
_MOST_ARTICLES_AGAIN = 200
"""Where more articles changed, all is read again."""
TABLES = ("article", "layer", "span", "link", "referent", "decision", "annotator", "scheme")

_Again = tuple[tuple[int, tuple[Case, ...]], ...]


class CaseReader(QObject):
    """`changed` comes when there are more or other cases, `progressed` when only more was read.

    `ended` comes when reading stops for now. What is shown stays until what was read anew is there.
    """

    changed = Signal()
    progressed = Signal()
    ended = Signal()

    def __init__(self, session: ProjectSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.asked = Asked()
        self.cases: tuple[Case, ...] = ()
        self.names: dict[AnnotatorId, str] = {}
        self.share = 1.0
        self.is_complete = True
        self._session = session
        self._background = background
        self._task: Task | None = None
        self._fresh: list[Case] = []
        self._last = 0
        self._wanted = _MOST_CASES
        self._keeps_until = 0
        self._turn = 0

    @property
    def is_reading(self) -> bool:
        """Whether more is on its way."""
        return self._task is not None

    def ask(self, asked: Asked) -> None:
        """Look for something else."""
        if asked == self.asked:
            return
        self.asked = asked
        self.cases = ()
        self._wanted = _MOST_CASES
        self.names = {each.id: each.name for each in annotators.every(self._session.project)}
        self._start(keeps_until=0)
        self.changed.emit()

    def read_on(self) -> None:
        """Read as many more as are read unasked."""
        if self.is_complete or self.is_reading:
            return
        self._wanted = len(self.cases) + _MOST_CASES
        self._next_slice()

    def stop(self) -> None:
        """Read no further; what is read stays."""
        self._turn += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.ended.emit()

    def catch_up(self, changes: Sequence[Changes]) -> None:
        """Read again what these touched."""
        if self.asked == Asked() or not any(each.touches(None, *TABLES) for each in changes):
            return
        self.names = {each.id: each.name for each in annotators.every(self._session.project)}
        articles = {article for each in changes for article in each.articles}
        is_small = all(each.articles and not each.is_large for each in changes)
        if is_small and len(articles) <= _MOST_ARTICLES_AGAIN and not self.is_reading:
            self._read_again(articles)
        else:
            self._start(keeps_until=len(self.cases))

    def _start(self, *, keeps_until: int) -> None:
        self.stop()
        self._fresh, self._last, self._keeps_until = [], 0, keeps_until
        self.share, self.is_complete = 0.0, self.asked == Asked()
        if self.is_complete:
            self.share = 1.0
            self.ended.emit()
            return
        self._next_slice()

    def _next_slice(self) -> None:
        asked, after, turn = self.asked, self._last, self._turn
        limit = _LIMIT if self._fresh else _FIRST_LIMIT

        def work(project: Project, _tell: Tell, is_cancelled: IsCancelled) -> Slice:
            return explore.read(project, asked, after=after, limit=limit, is_cancelled=is_cancelled)

        self._task = self._background.start(
            beside(self._session, work),
            done=lambda part: self._take(part, turn),
            failed=lambda fault: self._fail(fault, turn),
        )

    def _take(self, part: Slice, turn: int) -> None:
        if turn != self._turn:
            return
        self._task = None
        self._fresh += part.cases
        self._last, self.share, self.is_complete = part.last, part.share, part.is_complete
        goes_on = not part.is_complete and len(self._fresh) < max(self._wanted, self._keeps_until)
        if goes_on:
            self._next_slice()
        # What is shown is counted and sorted as a whole each time, so ever more comes at once.
        is_due = not goes_on or len(self._fresh) >= _GROWTH * len(self.cases)
        if part.is_complete or (is_due and len(self._fresh) >= self._keeps_until):
            self.cases = tuple(self._fresh)
            self.changed.emit()
        else:
            self.progressed.emit()
        if not goes_on:
            self.ended.emit()

    def _fail(self, fault: UserFault, turn: int) -> None:
        if turn == self._turn:
            self._task = None
            self._session.failed.emit(fault)
            self.ended.emit()

    def _read_again(self, articles: set[ArticleId]) -> None:
        asked, turn = self.asked, self._turn

        def work(project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> _Again:
            return explore.of_articles(project, asked, articles)

        self._background.start(
            beside(self._session, work),
            done=lambda again: self._put_in(articles, again, turn),
            failed=self._session.failed.emit,
        )

    def _put_in(self, articles: set[ArticleId], again: _Again, turn: int) -> None:
        if turn != self._turn:
            return
        kept = [case for case in self._fresh if case.article not in articles]
        for number, cases in again:
            # What lies beyond comes when it is read.
            if number <= self._last:
                at = bisect_left(kept, number, key=lambda case: case.number)
                kept[at:at] = cases
        self._fresh = kept
        self.cases = tuple(kept)
        self.changed.emit()
