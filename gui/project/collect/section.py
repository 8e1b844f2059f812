"""The section where returned work comes in, after a look at it, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from db.merge.plan import Authority
from db.model import Annotator, AnnotatorId, Changes
from db.operations.taking_back import take_back
from db.packages import collect
from db.packages.collect_plan import CollectPlan
from db.packages.hub import exchange
from db.packages.hub.exchange import Fetched
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import annotators, collects
from db.queries.collects import Collected
from gui import ask
from gui.background import Background, State
from gui.beside import LatestReading, Work, beside
from gui.project.collect.came_card import CameCard
from gui.project.collect.decisions import Decisions
from gui.project.collect.history_card import HistoryCard
from gui.project.collect.intake import Intake
from gui.project.collect.wording import back_question
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.work_dialog import work

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the section itself shows of the project."""

    people: tuple[Annotator, ...]
    collected: tuple[Collected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """What was written, and the files that came in with it."""

    changes: Changes
    files: tuple[Collected, ...]


class CollectSection(Section):
    """Plans, collects, merges and takes back; all of it in the background."""

    tables = (
        "work_package",
        "forked_layer",
        "annotator",
        "referent",
        "layer",
        "span",
        "setting",
        "scheme",
    )

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Collect and merge"), is_wide=True)
        self._background = background
        self._found = _Found(people=(), collected=())
        self._reading = LatestReading(session, background, _read, self._show_found)
        self.intake = Intake(session, theme, background)
        self.came = CameCard()
        self.decisions = Decisions(session, theme, background)
        self.history = HistoryCard()
        for part in (self.intake, self.came, self.decisions, self.history):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.intake.planned.connect(self.came.hide)
        self.intake.apply_wanted.connect(self._apply)
        self.came.back_wanted.connect(self._ask_back)
        self.history.back_wanted.connect(self._ask_back)
        self.decisions.counted.connect(self.came.show_questions)

    def reload(self) -> None:
        """Read again what came in, and what there is to decide."""
        self._reading.refresh()
        self.decisions.refresh()
        self.intake.hub.show_address()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.intake.set_theme(theme)
        self.decisions.set_theme(theme)

    def plan_collect(self, paths: Sequence[Path]) -> None:
        """Look at returned files, and at those in folders, and show what would come in."""
        self.intake.plan_collect(paths)

    def plan_merge(self, path: Path) -> None:
        """Look at another project and show what a merge would bring."""
        self.intake.plan_merge(path)

    def _apply(self, plan: CollectPlan, fetched: Fetched | None) -> None:
        author = self.session.author

        def apply(project: Project, tell: Tell, is_cancelled: IsCancelled) -> _Came:
            known = {each.operation for each in collects.every(project)}
            changes = collect.apply(project, author, plan, progress=tell, is_cancelled=is_cancelled)
            if fetched is not None:
                taken = {each.path for each in plan.files if not each.refusal}
                exchange.note(project, author, fetched, taken=taken)
            files = collects.every(project)
            return _Came(
                changes=changes,
                files=tuple(each for each in files if each.operation not in known),
            )

        is_merge = plan.authority is Authority.MERGE
        self._write(apply, tr("Merging") if is_merge else tr("Collecting"), self._finish)

    def _finish(self, came: _Came) -> None:
        count = len(came.files)
        self._background.tell_outcome(
            tr_count(count, "{count} file came in", "{count} files came in")
        )
        self.intake.put_away()
        self.came.show_came(came.files, self._names)
        self.session.announce(came.changes)

    def _ask_back(self, operations: Sequence[int]) -> None:
        files = [each for each in self._found.collected if each.operation in operations]
        if ask.confirm(
            self,
            tr("Take back what came in"),
            back_question(files),
            yes=tr("Take it back"),
            is_danger=True,
        ):
            self._take_back(operations)

    def _take_back(self, operations: Sequence[int]) -> None:
        author, newest_first = self.session.author, sorted(operations, reverse=True)

        def back(project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> Changes:
            changes = Changes(name="take back")
            for operation in newest_first:
                changes = take_back(project, author, operation=operation)
            return changes

        self._write(back, tr("Taking back"), self.session.announce)

    def _write(self, job: Work[T], title: str, done: Callable[[T], None]) -> None:
        def catch_up(state: State) -> None:
            # Of many files, the first may be in when the person stops or the disk is full.
            if state is not State.DONE:
                self.session.announce(Changes(name=title, is_large=True))

        task = work(
            self,
            self._background,
            self.theme,
            beside(self.session, job),
            title=title,
            done=done,
        )
        task.finished.connect(catch_up)

    @property
    def _names(self) -> dict[AnnotatorId, str]:
        return {each.id: each.name for each in self._found.people}

    def _show_found(self, found: _Found) -> None:
        self._found = found
        self.intake.know_people(found.people)
        count = len(found.collected)
        self.set_lead(
            tr_count(count, "{count} file came in", "{count} files came in") if count else ""
        )
        self.history.show_files(found.collected, self._names)
        self.came.keep_in_step(found.collected)


def _read(project: Project) -> _Found:
    return _Found(people=annotators.every(project), collected=collects.every(project))
