"""The only place that shows all keys at once, made from the command table and so never wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.actions import GROUPS, Command, key_parts
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.fuzzy import folded
from gui.widgets.key_cap import KeyCap
from gui.widgets.painting import scaled
from gui.widgets.search_field import SearchField

_COLUMN_WIDTH = 330
_SHOWN_KEYS = 2


class KeyOverlay(QDialog):
    """The commands that have keys, group by group in columns; typing narrows them."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("All keys"))
        self._blocks = tuple(_blocks(commands))
        self._columns = 0
        self._field = SearchField(tr("Find a key or a command"))
        self._field.textChanged.connect(self._narrow)
        self._nothing = QLabel(tr("Nothing found"))
        set_role(self._nothing, "muted")
        self._nothing.hide()
        self._sheet = QFrame()
        set_role(self._sheet, "pane", "page")
        self._sheet_layout = QHBoxLayout(self._sheet)
        self._sheet_layout.setContentsMargins(24, 18, 24, 24)
        self._sheet_layout.setSpacing(28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_head())
        layout.addWidget(self._make_scroll_area(), 1)
        self._arrange(3)

    @staticmethod
    def show_over(window: QWidget, commands: Sequence[Command]) -> None:
        """Show the keys over a window until they are closed, as with Escape."""
        overlay = KeyOverlay(commands, window)
        overlay.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        overlay.resize(round(window.width() * 0.86), round(window.height() * 0.86))
        overlay.setModal(True)
        overlay.show()

    @property
    def shown_titles(self) -> tuple[str, ...]:
        """The titles that are to be seen, group by group."""
        return tuple(title for block in self._blocks for title in block.shown_titles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange(max(1, min(4, int(self.width() / scaled(self, _COLUMN_WIDTH)))))

    def _make_head(self) -> QFrame:
        head = QFrame()
        set_role(head, "bar", "top")
        title = QLabel(tr("All keys"))
        set_role(title, "heading")
        hint = ElidedLabel(tr("Single letters act while the text has the focus"))
        set_role(hint, "muted")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(title)
        row.addWidget(hint, 1)
        self._field.setMinimumWidth(round(scaled(self, 220)))
        row.addWidget(self._field)
        return head

    def _make_scroll_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._sheet)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("All keys"))
        return area

    def _arrange(self, columns: int) -> None:
        """Deal the groups out so that no column is much longer than another."""
        if columns == self._columns:
            return
        self._columns = columns
        while (item := self._sheet_layout.takeAt(0)) is not None:
            if (column := item.layout()) is not None:
                while column.takeAt(0) is not None:
                    pass
                column.deleteLater()
        stacks = [QVBoxLayout() for _ in range(columns)]
        lengths = [0] * columns
        for block in self._blocks:
            place = lengths.index(min(lengths))
            stacks[place].addWidget(block)
            lengths[place] += block.row_count + 2
        self._sheet_layout.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        for stack in stacks:
            stack.setSpacing(20)
            stack.addStretch()
            self._sheet_layout.addLayout(stack, 1)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        wanted = folded(text.strip())
        for block in self._blocks:
            block.narrow(wanted)
        self._nothing.setVisible(not self.shown_titles)


class _Block(QWidget):
    """One group: its title, and a row for each command."""

    def __init__(self, group: str, commands: Sequence[Command]) -> None:
        super().__init__()
        heading = QLabel(tr(group))
        set_role(heading, "strong")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(heading)
        self._rows = tuple(_Row(command) for command in commands)
        for row in self._rows:
            layout.addWidget(row)

    @property
    def row_count(self) -> int:
        """How many commands the group has."""
        return len(self._rows)

    @property
    def shown_titles(self) -> tuple[str, ...]:
        """The titles of the rows that are to be seen."""
        return tuple(row.title for row in self._rows if not row.isHidden())

    def narrow(self, wanted: str) -> None:
        """Show only the rows whose title or key has these letters."""
        for row in self._rows:
            row.setVisible(wanted in row.words)
        self.setVisible(bool(self.shown_titles))


class _Row(QWidget):
    """One command and its keys; `words` is what a search looks at."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        self.title = command.words
        keys = tuple(dict.fromkeys(key_parts(key) for key in command.all_keys))
        self.words = folded(" ".join((self.title, *("+".join(parts) for parts in keys))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(ElidedLabel(self.title), 1)
        is_series = len(keys) > _SHOWN_KEYS and all(parts[0].isdecimal() for parts in keys)
        # A third way to say the same teaches nothing.
        shown = (keys[0], keys[-1]) if is_series else keys[:_SHOWN_KEYS]
        for number, parts in enumerate(shown):
            if number:
                other = QLabel("–" if is_series else tr("or"))
                set_role(other, "muted")
                row.addWidget(other)
            row.addWidget(KeyCap(parts))


def _blocks(commands: Sequence[Command]) -> Iterator[_Block]:
    for group in GROUPS:
        with_keys = [each for each in commands if each.group == group and each.all_keys]
        if with_keys:
            yield _Block(group, with_keys)
