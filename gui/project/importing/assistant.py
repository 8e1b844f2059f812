"""The assistant: files, fields, annotations and what will come in, for one import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import UserFault
from db.imports.choices import Copies, ImportChoices
from db.imports.plan import ImportPlan
from gui import ask
from gui.background import Background, Task
from gui.project.importing import plan_words, wish
from gui.project.importing.annotations_step import AnnotationsStep
from gui.project.importing.copy_watch import CopyWatch
from gui.project.importing.fields_step import FieldsStep
from gui.project.importing.files_step import FilesStep
from gui.project.importing.map_files import MapFiles
from gui.project.importing.outcome_step import OutcomeStep
from gui.project.importing.planner import Planner
from gui.project.importing.steps import Step, Steps
from gui.project.importing.wish import Wish
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button
from gui.widgets.task_line import TaskLine


class ImportAssistant(QWidget):
    """Looks at files, shows what would come of them, and follows what a person says of them.

    `import_wanted` carries the ImportPlan, `put_away` says that a person wants nothing more of it.
    All is read in the background; nothing is written here.
    """

    import_wanted = Signal(object)
    put_away = Signal()

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._wish = self._shown = Wish()
        self._plan: ImportPlan | None = None
        self._planner = Planner(session, background, self)
        self._copies = CopyWatch(session, background, self)
        self._maps = MapFiles(session, background, self)
        self._line = TaskLine(theme.accent)
        self._files = FilesStep(theme, background)
        self._fields = FieldsStep(session.scheme, background)
        self._annotations = AnnotationsStep(session, theme)
        self._outcome = OutcomeStep(theme)
        self._steps = Steps()
        self._about = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        set_role(self._about, "muted")
        self._about.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._load = button(tr("Load a map…"), self._maps.load, role="quiet")
        self._save = button(tr("Save as a map…"), self._save_map, role="quiet")
        self._import = button("", self._want_import, role="primary")
        self._back = button(
            tr("Back", meaning="to where one was"), lambda: self._steps.go(-1), role=""
        )
        self._next = button(tr("Next"), lambda: self._steps.go(1), role="")
        self._close = button(tr("Put away"), self.put_away.emit, role="quiet")
        self._lay_out()
        self._connect()

    def start(self, paths: Sequence[Path]) -> None:
        """Look at files and folders, besides those that were looked at before."""
        self._look(self._wish.with_paths(paths))

    def let_go(self) -> None:
        """Read nothing more, so that this can be destroyed."""
        self._maps.let_go()
        self._planner.stop()
        self._copies.stop()
        for step in (self._files, self._fields, self._annotations):
            step.let_go()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._line.set_colour(theme.accent)
        for step in (self._files, self._annotations, self._outcome):
            step.set_theme(theme)

    def _lay_out(self) -> None:
        # Above what they are about, so that they are in sight however long that is.
        head = FlowLayout(gap=8, line_gap=6)
        parts = (self._import, self._back, self._next, self._close, self._load, self._save)
        for each in parts:
            head.addWidget(each)
        self._steps.add(Step.FILES, tr("Files"), self._files)
        self._steps.add(Step.FIELDS, tr("Fields"), self._fields)
        self._steps.add(Step.ANNOTATIONS, tr("Annotations"), self._annotations)
        self._steps.add(Step.OUTCOME, tr("What will come in"), self._outcome)
        self._steps.add_beside(self._about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._line)
        layout.addWidget(self._steps)

    def _connect(self) -> None:
        self._planner.started.connect(self._show_task)
        self._planner.planned.connect(self._show_plan)
        self._planner.failed.connect(self._explain)
        self._planner.stopped.connect(self._return)
        self._copies.started.connect(self._show_task)
        self._copies.found.connect(self._take_copies)
        self._copies.ended.connect(self._show_copies)
        self._maps.loaded.connect(self._follow)
        for step in (self._files, self._fields, self._annotations):
            step.changed.connect(self._follow)
        self._outcome.changed.connect(self._choose_copies)
        self._outcome.sound_files_wanted.connect(self._leave_out_broken)
        self._fields.usable_changed.connect(self._fit)
        self._steps.changed.connect(self._fit)

    def step(self, by: int) -> None:
        """Go to the step before (-1) or after (1), if there is one."""
        self._steps.go(by)

    def _look(self, wanted: Wish) -> None:
        self._wish = wanted
        self._note_choices(wanted.choices)
        self._copies.stop()
        self._planner.look(wanted)
        self._fit()

    def _follow(self, choices: ImportChoices) -> None:
        """A person said something of the files: look again."""
        self._look(replace(self._wish, choices=choices))

    def _choose_copies(self, choices: ImportChoices) -> None:
        """What comes in is another than before only where copies are left out, or were."""
        if Copies.SKIP in {choices.copies, self._wish.choices.copies}:
            self._follow(choices)
            return
        self._note_choices(choices)
        if self._plan is not None and not self._planner.is_looking:
            self._shown = self._wish
            chosen = replace(self._plan.choices, copies=choices.copies)
            self._plan = replace(self._plan, choices=chosen)
            self._copies.look(self._plan)
            self._show_copies()

    def _take_copies(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._show_copies()

    def _show_copies(self) -> None:
        if self._plan is not None:
            self._outcome.show_copies(
                self._plan,
                is_looking=self._copies.is_looking,
                are_too_many=self._copies.are_too_many,
            )

    def _note_choices(self, choices: ImportChoices) -> None:
        """Let all steps build on what was said in one of them."""
        self._wish = replace(self._wish, choices=choices)
        self._files.choices = choices
        self._fields.choices = choices
        self._annotations.choices = choices
        self._outcome.choices = choices

    def _show_task(self, task: Task) -> None:
        self._line.show_task(task)

    def _show_plan(self, plan: ImportPlan) -> None:
        is_first = self._plan is None
        self._plan = plan
        self._shown = self._wish
        choices = self._wish.choices
        self._files.show_plan(plan, choices)
        self._fields.show_plan(plan, choices)
        self._annotations.show_plan(plan, choices)
        self._outcome.show_plan(plan, choices, self._session.scheme)
        count = self._annotations.homeless
        title = tr("Annotations")
        self._steps.show_step(
            Step.ANNOTATIONS,
            tr("{title} · {count} left out", title=title, count=count) if count else title,
            is_shown=plan.seen is not None,
        )
        self._about.setText(_about(self._wish))
        self._import.setText(plan_words.verb(plan))
        if is_first:
            self._steps.show_at(self._first_step(plan))
        self._copies.look(plan)
        self._show_copies()
        self._fit()
        if is_first:
            self._take_focus()

    def _first_step(self, plan: ImportPlan) -> Step:
        """Where there is something to say; else the last one, so that one key is enough."""
        if plan.problems and any(file.kind.has_fields for file in plan.with_problems):
            return Step.FIELDS
        if plan.seen is not None and not plan.problems and self._annotations.homeless:
            return Step.ANNOTATIONS
        return Step.OUTCOME

    def _take_focus(self) -> None:
        match self._steps.current:
            case Step.FIELDS:
                self._fields.take_focus()
            case Step.ANNOTATIONS:
                self._annotations.take_focus()
            case _:
                (self._import if self._import.isEnabled() else self._close).setFocus()

    def _fit(self) -> None:
        """Nothing can be imported while it has problems, or is not what was said last."""
        plan = self._plan
        is_ready = plan is not None and not self._planner.is_looking and self._fields.is_usable
        self._steps.setVisible(plan is not None)
        self._import.setVisible(plan is not None)
        self._import.setEnabled(
            is_ready and plan is not None and plan.has_anything and not plan.problems
        )
        self._save.setVisible(plan is not None)
        for part, by in ((self._back, -1), (self._next, 1)):
            part.setVisible(plan is not None)
            part.setEnabled(self._steps.has(by))

    def _want_import(self) -> None:
        self._copies.stop()
        self._show_copies()
        if self._plan is not None:
            choices = replace(self._plan.choices, copies=self._wish.choices.copies)
            self.import_wanted.emit(replace(self._plan, choices=choices))

    def _leave_out_broken(self) -> None:
        if self._plan is not None:
            broken = [file.path for file in self._plan.with_problems]
            self._follow(wish.without(self._wish.choices, broken))

    def _return(self) -> None:
        """What was shown before counts again; without such there is nothing to show."""
        if self._plan is None:
            self.put_away.emit()
            return
        self._wish = self._shown
        self._note_choices(self._shown.choices)
        self._show_plan(self._plan)

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)
        self._return()

    def _save_map(self) -> None:
        if self._plan is not None:
            self._maps.save(replace(self._wish.choices, mapping=self._plan.choices.mapping))


def _about(wanted: Wish) -> str:
    if len(wanted.paths) == 1:
        return str(wanted.paths[0])
    return tr_count(
        len(wanted.paths),
        "{count} file or folder, the first is {name}",
        "{count} files and folders, the first is {name}",
        name=wanted.paths[0].name,
    )
