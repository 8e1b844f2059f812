"""The third step: the first articles, looked at before anything is made; none is fine, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from db.errors import Problem, UserFault
from db.imports.plan import ImportPlan
from gui import ask
from gui.background import Background, Progress, State, Task
from gui.project.articles.drop_area import DropArea
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, words
from gui.widgets.row_delegate import RowDelegate
from gui.widgets.task_line import TaskLine

_REMARKS_SHOWN = 500

Look = Callable[[tuple[Path, ...]], Callable[[Progress], ImportPlan]]
"""Gives the job that looks at some files; called on the window's thread."""


class Articles(QWidget):
    """Takes files and folders; `plan` is what comes of them. `changed` after each look."""

    changed = Signal()

    def __init__(self, theme: Theme, background: Background, look: Look) -> None:
        super().__init__()
        self._background = background
        self._look = look
        self._task: Task | None = None
        self.paths: tuple[Path, ...] = ()
        self.plan: ImportPlan | None = None
        self.area = DropArea()
        self.area.files_wanted.connect(self.choose_files)
        self.area.folder_wanted.connect(self.choose_folder)
        self.area.dropped.connect(self.add)
        self._line = TaskLine(theme.accent)
        self._told = words("", "strong", wraps=True)
        self._remarks = QListWidget()
        self._remarks.setItemDelegate(RowDelegate(self._remarks))
        self._remarks.setAccessibleName(tr("What is to be known about the files"))
        self.sound = button(tr("Leave out the files with problems"), self.leave_out_broken)
        self.none = button(tr("Take none of them"), self.drop_all, role="quiet")
        row = FlowLayout(gap=8, line_gap=6)
        row.addWidget(self.sound)
        row.addWidget(self.none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        for part in (self.area, self._line, self._told):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(self._remarks)
        layout.addStretch(1)
        self._show()

    @property
    def is_ready(self) -> bool:
        """Whether a project can be made with what is here: nothing at all, or a sound plan."""
        if self._task is not None:
            return False
        return not self.paths or (self.plan is not None and not self.plan.problems)

    def choose_files(self) -> None:
        """Ask for files."""
        filters = tr("All files") + " (*)"
        self.add(ask.open_files(self, tr("Choose files to import"), filters))

    def choose_folder(self) -> None:
        """Ask for a folder."""
        folder = ask.open_folder(self, tr("Choose a folder to import"))
        self.add(() if folder is None else (folder,))

    def add(self, paths: Sequence[Path]) -> None:
        """Take more files and folders, and look at all of them."""
        if paths:
            self.paths = tuple(dict.fromkeys((*self.paths, *paths)))
            self.refresh()

    def drop_all(self) -> None:
        """Begin without articles after all."""
        self.paths, self.plan = (), None
        self._show()
        self.area.setFocus()

    def leave_out_broken(self) -> None:
        """Look again at the files without problems."""
        if self.plan is not None:
            broken = set(self.plan.with_problems)
            self.paths = tuple(file.path for file in self.plan.files if file not in broken)
            self.refresh()

    def refresh(self) -> None:
        """Look at the files again, as another scheme asks for."""
        if self._task is not None:
            self._task.cancel()
        self.plan = None
        if self.paths:
            self._task = self._background.start(
                self._look(self.paths),
                done=self._take,
                failed=self._explain,
                title=tr("Reading the files"),
                pure=True,
            )
            self._task.finished.connect(self._end)
            self._line.show_task(self._task)
        self._show()

    def _take(self, plan: ImportPlan) -> None:
        self.plan = plan

    def _explain(self, fault: UserFault) -> None:
        self.paths = ()
        ask.message(self, fault)

    def _end(self, _state: State) -> None:
        if self._task is not None and not self._task.is_running:
            self._task = None
        self._show()

    def _show(self) -> None:
        plan = self.plan
        self._told.setText("" if plan is None else _words(plan))
        self._told.setVisible(plan is not None)
        self._remarks.clear()
        remarks = () if plan is None else (*plan.problems, *plan.skipped, *plan.notes)
        self._remarks.addItems([_line(each) for each in remarks[:_REMARKS_SHOWN]])
        self._remarks.setVisible(bool(remarks))
        can_mend = plan is not None and bool(plan.problems) and len(plan.with_problems) > 0
        self.sound.setVisible(can_mend)
        self.none.setVisible(bool(self.paths))
        self.changed.emit()


def _line(problem: Problem) -> str:
    """A remark with the name of its file alone: the list has little room."""
    name = Path(problem.path).name
    place = name if problem.line is None else f"{name}:{problem.line}"
    return f"{place}: {problem.reason}"


def _words(plan: ImportPlan) -> str:
    if plan.problems:
        return tr_count(
            len(plan.problems),
            "There is {count} problem. Mend it, or leave out its file.",
            "There are {count} problems. Mend them, or leave out their files.",
        )
    if not plan.has_anything:
        return tr("There is nothing in these files that can come in.")
    articles = tr_count(plan.articles, "{count} article", "{count} articles")
    files = tr_count(len(plan.files), "{count} file", "{count} files")
    return tr("{articles} from {files} will come in.", articles=articles, files=files)
