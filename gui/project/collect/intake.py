"""From dropped files to a plan that a person agrees to: reading, looking, looking again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import UserFault
from db.merge.plan import Authority
from db.model import Annotator, AnnotatorId
from db.packages import collect
from db.packages.bundle import BACK_SUFFIX
from db.packages.collect_plan import CollectPlan, Wishes
from db.packages.hub.exchange import Fetched
from db.project import SUFFIX
from gui import ask
from gui.background import Background
from gui.beside import beside
from gui.project.collect.drop_card import DropCard
from gui.project.collect.plan_view import PlanView
from gui.project.hub.pane import HubPane, confirm_key
from gui.project.shown_plan import ShownPlan
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.task_line import TaskLine


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """Which files are to come in, on whose word, and what was agreed to besides."""

    paths: tuple[Path, ...] = ()
    authority: Authority = Authority.COLLECT
    agreed: Wishes = field(default_factory=Wishes)
    fetched: Fetched | None = None


class Intake(QWidget):
    """Reads files in the background and shows what they would bring; writes nothing.

    `planned` tells that another plan is shown, `apply_wanted` carries the CollectPlan that a person
    agrees to, and the Fetched that its files come from, or None. It is open until it is put away.
    """

    planned = Signal()
    apply_wanted = Signal(object, object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._background = background
        self._wish = _Wish()
        self._shown = ShownPlan()
        self._people: tuple[Annotator, ...] = ()
        self.area = DropCard()
        self.hub = HubPane(session, theme, background)
        self._line = TaskLine(theme.accent)
        self._view = PlanView(theme)
        self._view.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for part in (self.area, self.hub, self._line, self._view):
            layout.addWidget(part)
        self._connect()

    def know_people(self, people: Sequence[Annotator]) -> None:
        """The annotators of the project, whom files may be by."""
        self._people = tuple(people)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.hub.set_theme(theme)
        self._line.set_colour(theme.accent)
        self._view.set_theme(theme)

    def plan_collect(self, paths: Sequence[Path]) -> None:
        """Look at returned files, and at those in folders, and show what would come in."""
        files = _files_of(paths)
        if files:
            self._look(_Wish(paths=files))
        else:
            ask.note(
                self,
                tr("Collect returned work"),
                tr("There is no file from an annotator in it. Nothing was read."),
            )

    def plan_merge(self, path: Path) -> None:
        """Look at another project and show what a merge would bring."""
        self._look(_Wish(paths=(path,), authority=Authority.MERGE))

    def plan_fetched(self, fetched: Fetched, trusted: Collection[AnnotatorId]) -> None:
        """Look at what came out of the hub; `trusted` are those whose new key may be taken."""
        agreed = Wishes(trusted=tuple(trusted))
        self._look(_Wish(paths=fetched.paths, agreed=agreed, fetched=fetched))

    def put_away(self) -> None:
        """Forget the plan."""
        self._shown.close()
        self._view.hide()

    def _connect(self) -> None:
        self.area.files_wanted.connect(self._choose_files)
        self.area.merge_wanted.connect(self._choose_project)
        self.area.dropped.connect(self.plan_collect)
        self.hub.fetched.connect(self.plan_fetched)
        view = self._view
        view.apply_wanted.connect(self._agree)
        view.put_away.connect(self.put_away)
        view.drop_wanted.connect(self._drop_unplaced)
        view.person_chosen.connect(self._choose_person)
        view.trust_wanted.connect(self._trust)
        view.other_way_wanted.connect(self._take_other_way)
        # Not a method of this widget, which is half gone by then.
        self.destroyed.connect(self._shown.close)

    def _choose_files(self) -> None:
        filters = tr("Returned work") + f" (*{BACK_SUFFIX} *{SUFFIX});;" + tr("All files") + " (*)"
        paths = ask.open_files(
            self, tr("Choose files to collect"), filters, self._session.path.parent
        )
        if paths:
            self.plan_collect(paths)

    def _choose_project(self) -> None:
        filters = tr("Projects") + f" (*{SUFFIX})"
        path = ask.open_file(
            self, tr("Choose a project to merge"), filters, self._session.path.parent
        )
        if path is not None:
            self.plan_merge(path)

    def _look(self, wish: _Wish) -> None:
        self.put_away()
        self._wish = wish
        task = self._background.start(
            beside(
                self._session,
                lambda project, tell, is_cancelled: collect.read_plan(
                    project,
                    wish.paths,
                    authority=wish.authority,
                    wishes=wish.agreed,
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            done=self._show_plan,
            failed=self._explain,
            title=tr_count(len(wish.paths), "Reading {count} file", "Reading {count} files"),
        )
        self._line.show_task(task)

    def _show_plan(self, plan: CollectPlan) -> None:
        self._shown.close()
        self._shown.plan = plan
        self._view.show_plan(plan, self._people, drops_unplaced=self._wish.agreed.drops_unplaced)
        self._view.show()
        self.planned.emit()
        self._view.take_focus()

    def _agree(self) -> None:
        if self._shown.plan is not None:
            self.apply_wanted.emit(self._shown.plan, self._wish.fetched)

    def _choose_person(self, theirs: AnnotatorId, ours: AnnotatorId) -> None:
        agreed = self._wish.agreed
        self._look_again(replace(agreed, people={**agreed.people, theirs: ours}))

    def _trust(self, annotator: AnnotatorId, name: str) -> None:
        if confirm_key(self, name):
            agreed = self._wish.agreed
            self._look_again(replace(agreed, trusted=(*agreed.trusted, annotator)))

    def _drop_unplaced(self) -> None:
        question = tr(
            "What the scheme has no place for is left out of these layers. The files keep it, and "
            "the rest comes in."
        )
        if ask.confirm(
            self, tr("Leave something out"), question, yes=tr("Take the rest"), is_danger=True
        ):
            self._look_again(replace(self._wish.agreed, drops_unplaced=True))

    def _look_again(self, agreed: Wishes) -> None:
        self._look(replace(self._wish, agreed=agreed))

    def _take_other_way(self, path: Path) -> None:
        if self._wish.authority is Authority.MERGE:
            self.plan_collect((path,))
        else:
            self.plan_merge(path)

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)


def _files_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files themselves, and of folders what annotators send back."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(path.glob(f"*{BACK_SUFFIX}")))
        else:
            found.append(path)
    return tuple(found)
