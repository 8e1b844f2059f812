"""The window of the settings: one tab for each kind, and all of it in force at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.keys.conflicts import Entry
from gui.preferences.backups_tab import BackupsTab
from gui.preferences.keys_tab import KeysTab
from gui.preferences.look_tab import LookTab
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import button
from gui.widgets.scrolled_room import ScrolledRoom, ShownPages
from gui.widgets.underline_tabs import UnderlineTabs

LOOK, KEYS, BACKUPS = "look", "keys", "backups"
_SIZE = QSize(760, 620)


class Preferences(QDialog):
    """There is nothing to confirm: what is chosen holds and is kept."""

    def __init__(
        self, parent: QWidget | None, settings: Settings, entries: Sequence[Entry]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys and settings"))
        self.look = LookTab(settings)
        self.keys = KeysTab(entries)
        self.backups = BackupsTab(settings)
        self._names = (LOOK, KEYS, BACKUPS)
        self._tabs = UnderlineTabs(tr("Keys and settings"))
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = ShownPages()
        for title, tab in (
            (tr("Look and language"), self.look),
            (tr("Keys"), self.keys),
            (tr("Backups"), self.backups),
        ):
            self._tabs.addTab(title)
            self._stack.addWidget(tab)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._lay_out()
        self.resize(_SIZE * scaled(self, 1.0))

    @staticmethod
    def show_over(
        window: QWidget, settings: Settings, entries: Sequence[Entry], tab: str = LOOK
    ) -> Preferences:
        """Show the settings over a window until they are closed."""
        dialog = Preferences(window, settings, entries)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(dialog.size().boundedTo(window.size() * 0.94))
        dialog.setModal(True)
        dialog.show_tab(tab)
        dialog.show()
        return dialog

    @Slot(str)
    def show_tab(self, tab: str) -> None:
        """Bring up "look", "keys" or "backups", where the keyboard starts."""
        self._tabs.setCurrentIndex(self._names.index(tab))
        (self.look.theme, self.keys.field, self.backups.automatic)[
            self._names.index(tab)
        ].setFocus()

    def _lay_out(self) -> None:
        head = QFrame()
        set_role(head, "bar", "top")
        across = QHBoxLayout(head)
        across.setContentsMargins(20, 2, 20, 0)
        across.addWidget(self._tabs, 1)
        ground = QFrame()
        set_role(ground, "pane", "page")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        # With very large letters the window is as high as the screen, and the rest is scrolled to.
        room = ScrolledRoom(self._stack)
        for part in (room.viewport(), self._stack):
            # The ground is the page's.
            part.setAutoFillBackground(False)
        inside.addWidget(room)
        foot = QFrame()
        set_role(foot, "bar", "bottom")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.addStretch(1)
        row.addWidget(button(tr("Close"), self.accept, role=""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (head, ground, foot):
            layout.addWidget(part, 1 if part is ground else 0)
