"""The assistant's window: three steps, and a project at the end or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserFault
from db.imports.plan import ImportPlan
from gui import ask
from gui.background import Background, Progress, State, Task
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr
from gui.welcome.new_project import making
from gui.welcome.new_project.articles import Articles
from gui.welcome.new_project.basics import Basics
from gui.welcome.new_project.making import Wish
from gui.welcome.new_project.scheme_choice import SchemeChoice
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words
from gui.widgets.task_line import TaskLine

_SIZE = (620, 500)
_MARGIN = 30


class NewProjectDialog(QDialog):
    """Escape gives up and leaves nothing; `made` carries the path of what was made."""

    made = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        theme: Theme,
        articles: Sequence[Path] = (),
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._background = Background(self)
        self._task: Task | None = None
        self._seen: Wish | None = None
        self.basics = Basics(settings)
        self.scheme = SchemeChoice()
        self.articles = Articles(theme, self._background, self._look)
        self._steps = (
            (tr("Title and place"), self.basics),
            (tr("What may be marked"), self.scheme),
            (tr("Articles"), self.articles),
        )
        self._heading = words("", "heading")
        self._count = words("", "muted")
        self._stack = QStackedWidget()
        self._line = TaskLine(theme.accent)
        self.back = button(tr("Back", meaning="to where one was"), lambda: self._go(-1), role="")
        self.next = button("", self.go_on, role="primary")
        self.cancel = button(tr("Cancel"), self.reject, role="")
        self.setWindowTitle(tr("New project"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._lay_out()
        for part in (self.basics, self.scheme, self.articles):
            part.changed.connect(self._show_ways)
        self._go(0)
        if articles:
            self.articles.add(articles)

    def go_on(self) -> None:
        """Go to the next step, or make the project after the last one."""
        if self._stack.currentIndex() < len(self._steps) - 1:
            self._go(1)
        else:
            self._make()

    def reject(self) -> None:
        """Stop what runs first; the window stays until it has."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Go for good."""
        super().done(result)
        self._background.close()
        self.deleteLater()

    @property
    def _wish(self) -> Wish:
        return Wish(
            title=self.basics.title.text(),
            path=self.basics.path,
            name=self.basics.name.text(),
            scheme=self.scheme.toml,
        )

    def _look(self, paths: tuple[Path, ...]) -> Callable[[Progress], ImportPlan]:
        # The fields are read here, on the window's thread.
        return partial(making.look, self._wish, paths)

    def _go(self, by: int) -> None:
        at = self._stack.currentIndex() + by
        self._stack.setCurrentIndex(at)
        title, part = self._steps[at]
        self._heading.setText(title)
        self._count.setText(tr("Step {number} of {total}", number=at + 1, total=len(self._steps)))
        if (
            part is self.articles
            and self._seen is not None
            and self._seen.scheme != self.scheme.toml
        ):
            self.articles.refresh()
        if part is self.articles:
            self._seen = self._wish
            self.next.setFocus()
        elif part is self.scheme:
            self.scheme.take_focus()
        else:
            self.basics.take_focus()
        self._show_ways()

    def _show_ways(self) -> None:
        at = self._stack.currentIndex()
        is_last = at == len(self._steps) - 1
        self.back.setVisible(at > 0)
        self.next.setText(tr("Create the project") if is_last else tr("Next"))
        is_ready = (
            not self.basics.problem,
            self.scheme.is_ready,
            self.articles.is_ready,
        )[at]
        could_go_on = self.next.isEnabled()
        self.next.setEnabled(is_ready and self._task is None)
        if is_last and self.next.isEnabled() and not could_go_on:
            self.next.setFocus()
        self.back.setEnabled(self._task is None)
        self._stack.setEnabled(self._task is None)

    def _make(self) -> None:
        wish, plan = self._wish, self.articles.plan

        def make(progress: Progress) -> Path:
            return making.make(wish, plan, progress)

        self._task = self._background.start(
            make,
            done=self._finish,
            failed=self._explain,
            title=tr("Making the project"),
            pure=True,
        )
        self._task.finished.connect(self._end)
        self._line.show_task(self._task)
        self._show_ways()

    def _finish(self, path: Path) -> None:
        if not self._settings.is_name_asked:
            self._settings.author = " ".join(self.basics.name.text().split())
            self._settings.is_name_asked = True
        self._task = None
        self.accept()
        self.made.emit(path)

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)

    def _end(self, state: State) -> None:
        if state is not State.DONE:
            self._task = None
            self._show_ways()
        if state is State.CANCELLED and self.isVisible():
            self.reject()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._count)
        for _title, part in self._steps:
            self._stack.addWidget(_scrolling(part))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        self.next.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._line)
        layout.addLayout(foot)
        wanted = QSize(*(round(scaled(self, each)) for each in _SIZE))
        over = self.parentWidget()
        room = self.screen().availableSize() if over is None else over.window().size()
        room -= QSize(_MARGIN, _MARGIN)
        self.resize(wanted.boundedTo(room))


def _scrolling(part: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(part)
    return area
