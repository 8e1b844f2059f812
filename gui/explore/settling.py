"""The gesture that settles or marks the chosen cases alike: one step, which undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.model import Changes
from db.operations import review_words
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.review.alike import Case
from gui.background import Background
from gui.beside import beside
from gui.explore.offers import Offer, Settlement, Why, settlement
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.work_dialog import work

_MOST_AT_ONCE = 20
"""What is in more articles is written beside the window."""


class Settling(QObject):
    """`said` carries what was done, in words, and whether undo takes it back."""

    said = Signal(str, bool)

    def __init__(
        self, session: ProjectSession, background: Background, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._background = background
        self._theme = theme
        self._window = window

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def settle(self, cases: Sequence[Case], offer: Offer, why: Why, *, is_own: bool) -> None:
        """Write an answer into gold, or, where `is_own`, mark bare words as own work."""
        wanted = [case for case in cases if case.unit is None] if is_own else cases
        what = settlement(wanted, offer, why)
        left = what.left + len(cases) - len(wanted)
        if not what.count:
            self.said.emit(tr("That fits none of the chosen places. Nothing was changed."), False)  # noqa: FBT003
            return
        if what.articles <= _MOST_AT_ONCE:
            changes = self._write_now(what, is_own=is_own)
            if changes is not None:
                self._tell(what, left, changes)
            return
        work(
            self._window,
            self._background,
            self._theme,
            beside(self._session, self._writing(what, is_own=is_own)),
            title=tr("Settling places"),
            done=lambda changes: self._announce(what, left, changes),
        )

    def _write_now(self, what: Settlement, *, is_own: bool) -> Changes | None:
        run = self._session.run
        if is_own:
            return run(review_words.mark_alike, markings=what.markings)
        return run(review_words.settle_alike, wishes=what.wishes, markings=what.markings)

    def _writing(
        self, what: Settlement, *, is_own: bool
    ) -> Callable[[Project, Tell, IsCancelled], Changes]:
        author = self._session.author

        def write(project: Project, tell: Tell, is_cancelled: IsCancelled) -> Changes:
            if is_own:
                return review_words.mark_alike(
                    project,
                    author,
                    markings=what.markings,
                    progress=tell,
                    is_cancelled=is_cancelled,
                )
            return review_words.settle_alike(
                project,
                author,
                wishes=what.wishes,
                markings=what.markings,
                progress=tell,
                is_cancelled=is_cancelled,
            )

        return write

    def _announce(self, what: Settlement, left: int, changes: Changes) -> None:
        self._session.announce(changes)
        self._tell(what, left, changes)

    def _tell(self, what: Settlement, left: int, changes: Changes) -> None:
        if not changes.tables:
            self.said.emit(tr("All of this was marked like that already."), False)  # noqa: FBT003
            return
        done = tr_count(what.count, "{count} place settled", "{count} places settled")
        if what.articles > 1:
            done = tr(
                "{done} in {articles}",
                done=done,
                articles=tr_count(what.articles, "{count} article", "{count} articles"),
            )
        rest = (
            tr_count(
                left,
                "{count} does not fit and stays as it is",
                "{count} do not fit and stay as they are",
            )
            if left
            else ""
        )
        self.said.emit(f"{done}. {rest}." if rest else f"{done}.", True)  # noqa: FBT003
