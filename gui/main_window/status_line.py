"""The line at the bottom: whether all is saved, which keys do something now, and where one is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gui.key_hints import KeyHints
from gui.style_sheet import set_role
from gui.translation import tr, tr_count
from gui.widgets.key_cap import KeyCap
from gui.widgets.task_book import TaskBook

_AIR = 1


class StatusLine(QFrame):
    """Hints that do not fit are left out from the end; nothing wraps and nothing is cut.

    `tray_wanted` asks for what is under way and what happened.
    """

    tray_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "bottom")
        self._saved = _muted(tr("✓ Saved"))
        self._background = _muted("")
        self._place = _muted("")
        self._tasks = QPushButton()
        set_role(self._tasks, "quiet")
        set_role(self._tasks, "compact")
        self._tasks.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tasks.clicked.connect(self.tray_wanted)
        self._tasks.hide()
        self._hints = _HintRow()
        for part in (self._hints, self._place):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, _AIR, 14, _AIR)
        layout.setSpacing(18)
        layout.addWidget(self._saved)
        layout.addWidget(self._hints, 1)
        layout.addWidget(self._background)
        layout.addWidget(self._tasks)
        layout.addWidget(self._place)

    def sizeHint(self) -> QSize:
        """As high with work under way as without, lest the page above moves when some begins."""
        return self._with_room_for_tasks(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return self._with_room_for_tasks(super().minimumSizeHint())

    def show_saved(self) -> None:
        """Everything up to now is on the disk."""
        self._saved.setText(tr("✓ Saved"))
        _set_problem(self._saved, is_problem=False)

    def show_not_saved(self) -> None:
        """The last step could not be written."""
        self._saved.setText(tr("Not saved"))
        _set_problem(self._saved, is_problem=True)

    def show_background(self, text: str) -> None:
        """Say what goes on behind the window; "" for nothing."""
        self._background.setText(text)

    def show_tasks(self, book: TaskBook, *, has_more: bool = False) -> None:
        """Say what runs and how far it is, or that there is something to read again."""
        running = book.running
        percents = [book.share(task).percent for task in running]
        percent = percents[0] if percents else None
        far = f" {tr('{percent} %', percent=percent)}" if percent is not None else ""
        if len(running) > 1:
            words = tr_count(len(running), "{count} task under way", "{count} tasks under way")
        elif running:
            words = f"{running[0].title}{far or ' …'}"
        else:
            words = tr("What happened") if book.finished or has_more else ""
        if words != self._tasks.text():
            self._tasks.setText(words)
            self._tasks.setAccessibleName(words)
            self._tasks.setVisible(bool(words))

    def show_about_text(self, *, is_shown: bool) -> None:
        """Show or hide what is about the text: keys that act in it, and where one is in it."""
        self._hints.setVisible(is_shown)
        self._place.setVisible(is_shown)

    def show_facts(self, hints: KeyHints, place: str) -> None:
        """Show the caps of keys with their meanings, and where the selection is."""
        self._hints.show_hints(hints)
        self._place.setText(place)

    def _with_room_for_tasks(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        least = self._tasks.sizeHint().height() + edges.top() + edges.bottom() + 2 * _AIR
        return size.expandedTo(QSize(0, least))


class _HintRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._hints: KeyHints = ()
        self._parts: list[QWidget] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        self._layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_hints(self, hints: KeyHints) -> None:
        if hints == self._hints:
            return
        self._hints = hints
        for part in self._parts:
            self._layout.removeWidget(part)
            # At once: until it is deleted it would stand under the new ones.
            part.hide()
            part.deleteLater()
        self._parts = [_hint(keys, meaning) for keys, meaning in hints]
        for index, part in enumerate(self._parts):
            self._layout.insertWidget(index, part)
        self._fit()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt hands it over
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        for part in self._parts:
            room -= part.sizeHint().width()
            part.setVisible(room >= 0)
            room -= self._layout.spacing()


def _hint(keys: tuple[str, ...], meaning: str) -> QWidget:
    part = QWidget()
    layout = QHBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(KeyCap(keys))
    layout.addWidget(_muted(meaning))
    return part


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)  # noqa: FBT003 - Qt's way
    label.setProperty("secondary", True)  # noqa: FBT003
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _set_problem(label: QLabel, *, is_problem: bool) -> None:
    label.setProperty("problem", is_problem)
    label.style().unpolish(label)
    label.style().polish(label)
