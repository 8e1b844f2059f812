"""The window that shows what can be saved of a damaged project, and makes a new one of it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db import backup
from db.doctor import Recovery, recovery
from db.errors import Stopped, UserFault
from db.project import SUFFIX
from gui import ask
from gui.background import Background, Cancelled, Progress, State, Task
from gui.recovery.saved_tree import SavedTree, summary
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.moments import moment
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words
from gui.widgets.task_line import TaskLine

_SIZE = (680, 560)
_MARGIN = 40


def can_help(path: Path) -> bool:
    """Whether there is a file that is a damaged project."""
    try:
        has_content = path.is_file() and path.stat().st_size > 0
    except OSError:
        return False
    return has_content and recovery.may_help(path)


def recover(parent: QWidget | None, path: Path, theme: Theme, reason: str = "") -> Path | None:
    """Ask whether to make a new project of a damaged one; the new file, or None.

    `reason` says what is wrong with the damaged one.
    """
    background = Background()
    made: list[Path] = []
    dialog = RecoveryDialog(parent, path, theme, background, reason=reason)
    dialog.recovered.connect(made.append)
    try:
        dialog.exec()
    finally:
        background.close()
    return made[0] if made else None


def _of_backup(path: Path) -> str:
    latest = next(iter(backup.every(path)), None)
    if latest is None:
        return ""
    return tr(
        "The newest backup was made {when} and lies in {folder}. Where more is lost here than was "
        "done since, open that one instead.",
        when=moment(latest.made),
        folder=latest.path.parent,
    )


class RecoveryDialog(QDialog):
    """Looks by itself at once; `recovered` carries the path of the new project, once it is there.

    The damaged file is only read.
    """

    recovered = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        theme: Theme,
        background: Background,
        *,
        reason: str = "",
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._background = background
        self._target = recovery.suggested(path)
        self._found: Recovery | None = None
        self._task: Task | None = None
        self._kept = ExitStack()
        self._workplace = self._kept.enter_context(recovery.workplace())
        self._reason = words(reason, wraps=True)
        self._reason.setVisible(bool(reason))
        self._backup = words(_of_backup(path), "muted", wraps=True)
        self._backup.setVisible(bool(self._backup.text()))
        self._said = words("", "strong", wraps=True)
        self._line = TaskLine(theme.accent)
        self.tree = SavedTree(theme)
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._elsewhere = button(tr("Choose another place…"), self.choose_place)
        self._make = button(tr("Make the new project and open it"), self.make, role="primary")
        self._cancel = button(tr("Cancel"), self.reject, role="")
        self.setWindowTitle(tr("Repair and recover"))
        self._lay_out()
        self._show_place()
        self._offer()
        self._look()

    def choose_place(self) -> None:
        """Ask where the new project should lie."""
        chosen = ask.save_file(
            self,
            tr("Where should the new project lie?"),
            self._target,
            f"Demarche (*{SUFFIX})",
        )
        if chosen is not None:
            self._target = chosen
            self._show_place()

    def make(self) -> None:
        """Put the new project in its place."""
        found, target = self._found, self._target
        if found is None:
            return

        def write(_progress: Progress) -> Path:
            recovery.write(found, target)
            return target

        self._follow(
            self._background.start(
                write,
                done=self._finish,
                failed=self._explain,
                title=tr("Writing the new project"),
                pure=True,
            )
        )

    def reject(self) -> None:
        """Ask the work to stop first; the window stays until it has."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Go for good, with the draft."""
        super().done(result)
        self._kept.close()
        self.deleteLater()

    def _look(self) -> None:
        path, workplace = self._path, self._workplace

        def look(progress: Progress) -> Recovery:
            try:
                return recovery.prepare(
                    path,
                    workplace,
                    lambda done, total: progress.report(done, total or 0),
                    lambda: progress.is_cancelled,
                )
            except Stopped as stopped:
                raise Cancelled from stopped

        self._follow(
            self._background.start(
                look,
                done=self._show,
                failed=self._give_up,
                title=tr("Looking for what can be saved"),
                pure=True,
            )
        )

    def _follow(self, task: Task) -> None:
        self._task = task
        self._line.show_task(task)
        task.finished.connect(self._end)
        self._offer()

    @Slot(object)
    def _end(self, state: object) -> None:
        self._task = None
        self._offer()
        if state is State.CANCELLED:
            self.reject()

    def _show(self, found: Recovery) -> None:
        self._found = found
        self._said.setText(summary(found))
        self.tree.show_recovery(found)
        self.tree.setFocus()

    def _give_up(self, fault: UserFault) -> None:
        self._said.setText(
            tr(
                "Nothing can be saved: {reason} If there are backups of it, open the newest of "
                "them instead.",
                reason=tr_said(str(fault)),
            )
        )

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)

    def _finish(self, made: Path) -> None:
        self._task = None
        self.recovered.emit(made)
        self.accept()

    def _show_place(self) -> None:
        self._place.setText(str(self._target))

    def _offer(self) -> None:
        is_ready = self._found is not None and self._task is None
        self._make.setEnabled(is_ready)
        self._elsewhere.setEnabled(is_ready)
        self._make.setDefault(is_ready)

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(words(tr("New project"), "muted"))
        place.addWidget(self._place, 1)
        place.addWidget(self._elsewhere)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._reason)
        layout.addWidget(
            words(
                tr(
                    "{file} stays as it is. What can be read of it, and what the journal remembers "
                    "of the rest, goes into a new project. Here you see what that would hold; "
                    "nothing is written before you say so.",
                    file=self._path.name,
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addWidget(self._backup)
        layout.addWidget(self._line)
        layout.addWidget(self._said)
        layout.addWidget(self.tree, 1)
        layout.addLayout(place)
        layout.addLayout(row)
        wanted = (round(scaled(self, _SIZE[0])), round(scaled(self, _SIZE[1])))
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(min(wanted[0], room.width() - _MARGIN), min(wanted[1], room.height() - _MARGIN))
