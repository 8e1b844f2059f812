"""What opens over the window when it is asked for: keys, settings, handbook, pages to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.main_window.page_turner import PageTurner
from gui.main_window.window_keys import WindowKeys
from gui.printing.commands import Printing
from gui.settings import Settings
from gui.translation import tr, tr_count
from gui.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from gui.project_session import ProjectSession

# Imports stand in the functions where most starts go on without what they bring.


class Overlays(QObject):
    """Each slot opens one of them."""

    def __init__(
        self, window: QMainWindow, keys: WindowKeys, turner: PageTurner, toast: Toast
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keys = keys
        self._turner = turner
        self._toast = toast

    @Slot()
    def show_keys(self) -> None:
        """Show all keys that mean something on the page."""
        from gui.widgets.key_overlay import KeyOverlay  # noqa: PLC0415 - see above

        KeyOverlay.show_over(self._window, self._keys.told(self._turner.page))

    @Slot()
    def show_handbook(self) -> None:
        """Open the handbook where it fits what is done here."""
        from gui.help import topics, window  # noqa: PLC0415 - see above

        place = topics.place_for(self._turner.page, self._turner.section)
        window.HelpWindow.show_over(self._window, place)

    def show_settings(self, settings: Settings, session: ProjectSession) -> None:
        """Show keys and settings."""
        from gui.preferences.dialog import Preferences  # noqa: PLC0415 - see above
        from gui.preferences.entries import entries  # noqa: PLC0415

        known = entries(session.scheme, is_work_package=session.is_work_package)
        Preferences.show_over(self._window, settings, known)

    def print_article(self, printing: Printing, how: str) -> None:
        """Print what the Annotate page shows: `how` is "paper" or "pdf"."""
        if self._turner.page != "annotate":
            self._toast.say(tr("That prints what is shown on the Annotate page."))
        elif how == "pdf":
            printing.save_pdf()
        else:
            printing.preview()

    def show_trouble(self, count: int) -> None:
        """Say that the doctor found something, and lead to where it says what."""
        self._toast.say(
            tr_count(
                count,
                "{count} thing in this project is not as it was marked.",
                "{count} things in this project are not as they were marked.",
            ),
            action=tr("Ask the doctor"),
            run=lambda: self._turner.show_page("project", "safety"),
            lasts=True,
        )

    @Slot(str, str, object)
    def say(self, sentence: str, action: str, run: object) -> None:
        """Say a sentence in passing, perhaps with something to do about it."""
        self._toast.say(sentence, action=action, run=run if callable(run) else None, lasts=True)
