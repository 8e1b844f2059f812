"""Who has what, how far everybody is, and the place where returned files are dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.model import AnnotatorId
from db.queries.assignment_loads import AnnotatorLoad
from gui.icons import icon
from gui.project.articles.drop_area import DropFrame
from gui.project.assignment.wording import load_words
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.parts import button, number, words
from gui.widgets.progress_line import ProgressLine


class PeoplePane(QFrame):
    """One block a person.

    `rename_wanted` and `only_wanted` carry an AnnotatorId, `add_wanted` nothing, `files_dropped` a
    list of paths.
    """

    add_wanted = Signal()
    rename_wanted = Signal(object)
    only_wanted = Signal(object)
    files_dropped = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._blocks: dict[AnnotatorId, _Block] = {}
        self._nobody = words(
            tr("Nobody but you is here yet. Add the people who will annotate."),
            "muted",
            wraps=True,
        )
        self._nobody.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        self._drop = _ReturnedFiles()
        self._drop.dropped.connect(lambda paths: self.files_dropped.emit(list(paths)))
        self._inside = QVBoxLayout(self)
        self._lay_out()

    def show_loads(self, loads: Sequence[AnnotatorLoad]) -> None:
        """Show who has what now."""
        if list(self._blocks) != [each.annotator for each in loads]:
            self._rebuild(loads)
        for load in loads:
            self._blocks[load.annotator].show_load(load)
        self._nobody.setVisible(not loads)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for block in self._blocks.values():
            block.set_theme(theme)

    def event(self, event: QEvent) -> bool:
        """Be as high as the wrapped lines need, which scroll areas don't ask for."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.setMinimumHeight(self._inside.totalHeightForWidth(self.width()))
        return super().event(event)

    def _lay_out(self) -> None:
        set_role(self, "pane", "panel")
        head = QHBoxLayout()
        head.addWidget(words(tr("Who has what"), "heading"), 1)
        add = button(tr("Add…"), self.add_wanted.emit)
        add.setAccessibleName(tr("Add an annotator"))
        head.addWidget(add)
        inside = self._inside
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(14)
        inside.addLayout(head)
        inside.addWidget(self._nobody)
        inside.addLayout(self._column)
        inside.addWidget(self._drop)
        inside.addStretch(1)

    def _rebuild(self, loads: Sequence[AnnotatorLoad]) -> None:
        present = {each.annotator for each in loads}
        for annotator, block in self._blocks.items():
            self._column.removeWidget(block)
            if annotator not in present:
                block.hide()
                block.deleteLater()
        self._blocks = {
            each.annotator: self._blocks.get(each.annotator) or self._block(each.annotator)
            for each in loads
        }
        for block in self._blocks.values():
            self._column.addWidget(block)

    def _block(self, annotator: AnnotatorId) -> _Block:
        block = _Block(self._theme)
        block.rename_wanted.connect(lambda: self.rename_wanted.emit(annotator))
        block.only_wanted.connect(lambda: self.only_wanted.emit(annotator))
        return block


class _Block(QWidget):
    """Name and figures, the bar, and what else there is to know."""

    rename_wanted = Signal()
    only_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name = ElidedLabel()
        set_role(self._name, "strong")
        self._count = words("", "muted")
        self._menu = QMenu(self)
        self._menu.addAction(tr("Show only these articles"), self.only_wanted.emit)
        self._menu.addAction(tr("Rename…"), self.rename_wanted.emit)
        self._more = QToolButton()
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu)
        self._more.setIcon(icon("more", theme.muted))
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bar = ProgressLine("", theme.done)
        self._says = words("", "muted", "secondary", wraps=True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        head.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._says)

    def show_load(self, load: AnnotatorLoad) -> None:
        told = tr("{back} of {all} back", back=number(load.back), all=number(load.assigned))
        self._name.setText(load.name)
        self._count.setText(told if load.assigned else "")
        self._bar.show_share(load.back, load.assigned or 1)
        self._bar.setAccessibleName(f"{load.name}: {told}")
        self._says.setText(load_words(load))
        self._more.setAccessibleName(tr("More about {name}", name=load.name))
        self._more.setToolTip(tr("More about {name}", name=load.name))

    def set_theme(self, theme: Theme) -> None:
        self._bar.set_colour(theme.done)
        self._more.setIcon(icon("more", theme.muted))


class _ReturnedFiles(DropFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Drop returned files here"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(3)
        layout.addWidget(words(tr("Drop returned files here"), "strong"))
        layout.addWidget(words(tr("You see what will change before it does."), "muted", wraps=True))
