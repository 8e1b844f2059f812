"""The dialog in which one command gets another key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.command import key_parts, normal_key
from gui.dialog_room import room_over
from gui.keys.choices import KeyChoices
from gui.keys.conflicts import Clash, Entry, clash
from gui.preferences.key_press import KeyField
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.key_cap import KeyCap
from gui.widgets.painting import scaled
from gui.widgets.parts import button, clear, words
from gui.widgets.scrolled_room import sideways

_WIDTH = 460


class KeyDialog(QDialog):
    """Shows the keys of a command, takes a new one and says who has it; `choices` is the outcome.

    Nothing holds before the dialog is accepted.
    """

    def __init__(
        self, parent: QWidget | None, entry: Entry, entries: Sequence[Entry], choices: KeyChoices
    ) -> None:
        super().__init__(parent)
        self.choices = choices
        self._entry = entry
        self._entries = entries
        self._key = ""
        self._clash: Clash | None = None
        self.setWindowTitle(entry.command.words)
        self.setMinimumWidth(min(round(scaled(self, _WIDTH)), room_over(parent).width()))
        self._now = QWidget()
        self._keys = FlowLayout(self._now, gap=10, line_gap=6)
        self.field = KeyField()
        self.field.pressed.connect(self._look_at)
        self._said = words("", wraps=True)
        self._only = button(tr("Use this key"), self._use_only, role="primary")
        self._too = button(tr("Use it, too"), self._use_too, role="")
        self._cancel = button(tr("Cancel"), self.reject, role="")
        self._lay_out()
        self._show_keys()
        self._show_said()
        self.field.setFocus()

    @property
    def said(self) -> str:
        """What stands in the way of the pressed key; empty where nothing does."""
        return self._said.text()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        for each in (self._cancel, self._too, self._only):
            row.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words(self._entry.command.words, "heading", wraps=True))
        layout.addWidget(self._now)
        layout.addWidget(self.field)
        layout.addWidget(self._said)
        layout.addWidget(sideways(row))

    def _show_keys(self) -> None:
        clear(self._keys)
        keys = tuple(map(normal_key, self._bound_keys()))
        if not keys:
            self._keys.addWidget(words(tr("No key so far"), "muted"))
        for key in keys:
            self._keys.addWidget(KeyCap(key_parts(key), self._now))
            # The name says which key goes, for those who don't see what is beside the button.
            remove = button(tr("Remove"), partial(self._remove, key))
            remove.setAccessibleName(tr("Remove {key}", key="+".join(key_parts(key))))
            self._keys.addWidget(remove)

    def _bound_keys(self) -> tuple[str, ...]:
        return self.choices.bound(self._entry.command).all_keys

    @Slot(str)
    def _look_at(self, key: str) -> None:
        self._key = key
        self._clash = clash(key, self._entry, self._entries, self.choices)
        self.field.show_key(key)
        self._show_said()
        # So that Enter takes the key and Escape leaves all as it is.
        (self._only if self._only.isEnabled() else self._cancel).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _show_said(self) -> None:
        found = self._clash
        self._said.setText(_clash_words(found))
        self._said.setVisible(found is not None)
        can_have = bool(self._key) and (found is None or found.can_take)
        self._only.setEnabled(can_have)
        self._too.setEnabled(can_have and bool(self._bound_keys()))
        takes = found is not None and found.can_take
        self._only.setText(tr("Take it from there") if takes else tr("Use this key"))

    def _use_only(self) -> None:
        self._settle((self._key,))

    def _use_too(self) -> None:
        self._settle((*self._bound_keys(), self._key))

    def _settle(self, keys: Sequence[str]) -> None:
        if self._clash is not None and self._clash.holder is not None:
            holder = self._clash.holder.command
            left = [
                key
                for key in self.choices.bound(holder).all_keys
                if normal_key(key) != normal_key(self._key)
            ]
            self.choices = self.choices.choose(holder, left)
        self.choices = self.choices.choose(self._entry.command, keys)
        self.accept()

    def _remove(self, key: str) -> None:
        left = [each for each in self._bound_keys() if normal_key(each) != key]
        self.choices = self.choices.choose(self._entry.command, left)
        self.accept()


def _clash_words(found: Clash | None) -> str:
    if found is None:
        return ""
    if found.holder is None:
        return found.reason + " " + tr("Press another one.")
    title = found.holder.command.words
    if found.can_take:
        return tr("“{title}” has this key. It can be taken from there.", title=title)
    return tr("“{title}” has this key, and it stays there. Press another one.", title=title)
