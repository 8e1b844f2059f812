"""The tab with all commands and their keys: to find, change, hand on and take over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.errors import UserFault
from gui import ask
from gui.actions import GROUPS
from gui.command import key_parts
from gui.keys.choices import SUFFIX, KeyChoices, read_file, write_file
from gui.keys.conflicts import Entry, Where, clashes
from gui.keys.in_force import in_force
from gui.preferences.key_dialog import KeyDialog
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.fuzzy import folded
from gui.widgets.key_cap import KeyCap
from gui.widgets.parts import button, clear, words
from gui.widgets.search_field import SearchField

_FILTER = f"TOML (*{SUFFIX})"
_SHOWN_KEYS = 3


class KeysTab(QWidget):
    """One row a command; what is changed here holds everywhere at once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self.field = SearchField(tr("Find a key or a command"))
        self.field.textChanged.connect(self._narrow)
        self._reset = button(tr("All as usual"), self._reset_all)
        self._said = words("", "muted", wraps=True)
        self._blocks: list[tuple[QWidget, list[KeyRow]]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_head())
        layout.addWidget(self._make_sheet(), 1)
        in_force().changed.connect(self.show_keys)
        self.show_keys()

    @property
    def rows(self) -> tuple[KeyRow, ...]:
        """The rows that are to be seen."""
        every = (row for _, rows in self._blocks for row in rows)
        return tuple(row for row in every if not row.isHidden())

    def row(self, command: str) -> KeyRow:
        """The row of a command."""
        every = (row for _, rows in self._blocks for row in rows)
        return next(row for row in every if row.entry.command.id == command)

    @Slot()
    def show_keys(self) -> None:
        """Show the keys that hold now."""
        for _, rows in self._blocks:
            for row in rows:
                row.show_keys()
        self._reset.setEnabled(bool(in_force().choices.by_command))
        self._narrow()

    def change(self, entry: Entry) -> None:
        """Ask for another key for a command."""
        dialog = KeyDialog(self, entry, self._entries, in_force().choices)
        dialog.accepted.connect(lambda: in_force().use(dialog.choices))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make_head(self) -> QWidget:
        head = QFrame()
        set_role(head, "pane", "panel")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(button(tr("Read from a file…"), self._read_file))
        row.addWidget(button(tr("Save to a file…"), self._save_file))
        row.addWidget(self._reset)
        column = QVBoxLayout(head)
        column.setContentsMargins(28, 14, 28, 10)
        column.addLayout(row)
        column.addWidget(self._said)
        self._said.hide()
        return head

    def _make_sheet(self) -> QScrollArea:
        sheet = QFrame()
        set_role(sheet, "pane", "page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(28, 14, 28, 24)
        column.setSpacing(2)
        for title, shown in _groups(self._entries):
            heading = words(title, "strong")
            heading.setContentsMargins(0, 12, 0, 4)
            column.addWidget(heading)
            rows = [KeyRow(entry, self) for entry in shown]
            for row in rows:
                column.addWidget(row)
            self._blocks.append((heading, rows))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(tr("Keys"))
        return area

    @Slot()
    def _narrow(self) -> None:
        wanted = folded(self.field.text().strip())
        for heading, rows in self._blocks:
            for row in rows:
                row.setVisible(wanted in row.words)
            heading.setVisible(any(not row.isHidden() for row in rows))

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _reset_all(self) -> None:
        if ask.confirm(
            self,
            tr("All keys as usual"),
            tr("Every key that you chose gives way to the usual one."),
            yes=tr("All as usual"),
            is_danger=True,
        ):
            in_force().use(KeyChoices())

    def _read_file(self) -> None:
        path = ask.open_file(self, tr("Read keys from a file"), _FILTER)
        if path is None:
            return
        try:
            choices = read_file(path)
        except UserFault as fault:
            ask.message(self, fault)
            return
        doubles = list(clashes(self._entries, choices))
        if doubles:
            one, key, other = doubles[0]
            self._say(
                tr(
                    "{file} was not taken: it gives {key} both to “{one}” and to “{other}”.",
                    file=path.name,
                    key="+".join(key_parts(key)),
                    one=one.command.words,
                    other=other.command.words,
                )
            )
            return
        in_force().use(choices)
        self._say(tr("These are the keys of {file} now.", file=path.name))

    def _save_file(self) -> None:
        suggestion = Path(platformdirs.user_documents_dir()) / f"{tr('Demarche keys')}{SUFFIX}"
        path = ask.save_file(self, tr("Save the keys to a file"), suggestion, _FILTER)
        if path is None:
            return
        try:
            write_file(path, in_force().choices)
        except UserFault as fault:
            ask.message(self, fault)
            return
        self._say(tr("Saved to {file}.", file=path.name))


class KeyRow(QFrame):
    """A command, its keys, and buttons to change them; `words` is what a search looks at."""

    def __init__(self, entry: Entry, tab: KeysTab) -> None:
        super().__init__()
        self.entry = entry
        self.words = ""
        title = entry.command.words
        self._title = ElidedLabel(title)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(8)
        self._usual = button(tr("As usual"), self._reset, role="link")
        self._usual.setAccessibleName(tr("{title}: usual keys again", title=title))
        self._change = button(tr("Change…"), lambda: tab.change(entry))
        self._change.setAccessibleName(tr("Change the key of: {title}", title=title))
        self._note = words(entry.note, "muted", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(10)
        row.addWidget(self._title, 1)
        row.addWidget(self._usual)
        row.addLayout(self._keys)
        row.addWidget(self._note if entry.command.is_fixed else self._change)
        (self._change if entry.command.is_fixed else self._note).setParent(self)
        (self._change if entry.command.is_fixed else self._note).hide()

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys that the row shows."""
        return in_force().bound(self.entry.command).all_keys

    def show_keys(self) -> None:
        """Show the keys that hold now."""
        clear(self._keys)
        keys = tuple(dict.fromkeys(key_parts(key) for key in self.shown_keys))
        is_series = len(keys) > _SHOWN_KEYS
        for number, parts in enumerate((keys[0], keys[-1]) if is_series else keys):
            if number:
                self._keys.addWidget(words("–" if is_series else tr("or"), "muted"))
            self._keys.addWidget(KeyCap(parts))
        if not keys:
            self._keys.addWidget(words(tr("no key"), "muted"))
        title = self.entry.command.words
        self.words = folded(" ".join((title, *("+".join(parts) for parts in keys))))
        self._usual.setVisible(in_force().choices.has(self.entry.command))

    def _reset(self) -> None:
        self._change.setFocus()
        in_force().use(in_force().choices.reset(self.entry.command))


def _groups(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by group, in the order of the overlay; each page's own keys by themselves."""
    found = []
    for group in GROUPS:
        for where in Where:
            shown = [
                each for each in entries if each.command.group == group and each.where is where
            ]
            if shown:
                found.append((tr(group), shown))
    return found
