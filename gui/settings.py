"""The only place that remembers how a person likes the window, between two starts.

What stands in the file is checked in `kept_values.py`; projects are remembered by
`kept_projects.py`.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray

from gui.kept_projects import PLACE_LIMIT, RECENT_LIMIT, KeptProjects, Place
from gui.kept_values import short_key
from gui.theme import SIGHTS, THEME_CHOICES, Sight, ThemeChoice

__all__ = ["PLACE_LIMIT", "RECENT_LIMIT", "Place", "Settings"]

ZOOM_MIN, ZOOM_MAX, ZOOM_DEFAULT = 80, 300, 100
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250, 300)
WIDTH_MIN, WIDTH_MAX = 60, 180
WIDTH_STEPS = (80, 100, 125, 150)
BACKUP_MOST = 1_000_000


class Settings(KeptProjects):
    """Typed settings; writing one emits `changed` with its name, and who applies it listens."""

    def use_for_now(self, *, theme: ThemeChoice | None = None, zoom: int | None = None) -> None:
        """Let these stand in for what is kept, until the person chooses others."""
        if theme is not None:
            self._for_now["window/theme"] = theme
        if zoom is not None:
            self._for_now["window/zoom"] = min(ZOOM_MAX, max(ZOOM_MIN, zoom))

    @property
    def theme(self) -> ThemeChoice:
        """The set of colours, or as the system does."""
        stored = self._text("window/theme")
        return next((choice for choice in THEME_CHOICES if choice == stored), "system")

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._write("theme", "window/theme", choice)

    @property
    def sight(self) -> Sight:
        """Whose eyes the colours of labels are for."""
        stored = self._text("window/sight")
        return next((sight for sight in SIGHTS if sight == stored), "usual")

    @sight.setter
    def sight(self, sight: Sight) -> None:
        self._write("sight", "window/sight", sight)

    @property
    def language(self) -> str:
        """The code of the interface's language; empty means the system's."""
        return self._text("window/language")

    @language.setter
    def language(self, code: str) -> None:
        self._write("language", "window/language", code)

    @property
    def zoom(self) -> int:
        """The size of everything, in percent."""
        return self._number("window/zoom", ZOOM_DEFAULT, ZOOM_MIN, ZOOM_MAX)

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._write("zoom", "window/zoom", min(ZOOM_MAX, max(ZOOM_MIN, percent)))

    @property
    def reading_zoom(self) -> int:
        """The size of the article's text, in percent and on top of `zoom`."""
        return self._number("window/reading_zoom", ZOOM_DEFAULT, ZOOM_MIN, ZOOM_MAX)

    @reading_zoom.setter
    def reading_zoom(self, percent: int) -> None:
        self._write("reading_zoom", "window/reading_zoom", min(ZOOM_MAX, max(ZOOM_MIN, percent)))

    @property
    def reading_width(self) -> int:
        """The width of the column of text, in percent of the usual one."""
        return self._number("window/reading_width", 100, WIDTH_MIN, WIDTH_MAX)

    @reading_width.setter
    def reading_width(self, percent: int) -> None:
        percent = min(WIDTH_MAX, max(WIDTH_MIN, percent))
        self._write("reading_width", "window/reading_width", percent)

    @property
    def keeps_still(self) -> bool:
        """Whether nothing is to move that need not."""
        return self._text("window/motion") == "still"

    @keeps_still.setter
    def keeps_still(self, is_still: bool) -> None:
        self._write("keeps_still", "window/motion", "still" if is_still else "")

    @property
    def makes_backups(self) -> bool:
        """Whether backups are made unasked."""
        return self._text("backups/automatic") != "off"

    @makes_backups.setter
    def makes_backups(self, is_on: bool) -> None:
        self._write("makes_backups", "backups/automatic", "" if is_on else "off")

    @property
    def largest_backup(self) -> int:
        """Above how many megabytes a project gets no backup unasked; 0 for no such limit."""
        return self._number("backups/largest", 0, 0, BACKUP_MOST)

    @largest_backup.setter
    def largest_backup(self, megabytes: int) -> None:
        self._write("largest_backup", "backups/largest", min(BACKUP_MOST, max(0, megabytes)))

    @property
    def key_choices(self) -> str:
        """The keys that were chosen in place of the usual ones, as a file of keys; "" for none."""
        return self._text("keys/choices")

    @key_choices.setter
    def key_choices(self, text: str) -> None:
        self._write("key_choices", "keys/choices", text)

    @property
    def geometry(self) -> QByteArray:
        """What QWidget.saveGeometry gave; empty at the first start."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, state: QByteArray) -> None:
        self._write("geometry", "window/geometry", state)

    def geometry_on(self, screens: str) -> QByteArray:
        """The geometry that was kept for these screens, else the last one on any."""
        kept = self._bytes(f"geometry/{short_key(screens)}")
        return self.geometry if kept.isEmpty() else kept

    def keep_geometry_on(self, screens: str, state: QByteArray) -> None:
        """Remember a geometry for these screens, and as the last one."""
        self._store.setValue(f"geometry/{short_key(screens)}", state)
        self.geometry = state

    def splitter_sizes(self, name: str) -> list[int]:
        """The sizes of a splitter's parts in pixels; empty where no sensible ones were kept."""
        stored = self._store.value(f"splitters/{name}")
        texts = [str(each) for each in stored] if isinstance(stored, list) else []
        return [int(text) for text in texts] if all(text.isdecimal() for text in texts) else []

    def keep_splitter_sizes(self, name: str, sizes: list[int]) -> None:
        """Remember the sizes of a splitter's parts in pixels."""
        self._store.setValue(f"splitters/{name}", [str(size) for size in sizes])

    @property
    def article_pill(self) -> str:
        """Which articles the list shows: the key of its pill; empty for all."""
        return self._text("window/article_pill")

    @article_pill.setter
    def article_pill(self, key: str) -> None:
        self._write("article_pill", "window/article_pill", key)

    @property
    def review_order(self) -> str:
        """What comes first in the queue of the review; empty for the usual order."""
        return self._text("review/order")

    @review_order.setter
    def review_order(self, order: str) -> None:
        self._write("review_order", "review/order", order)

    @property
    def hides_names(self) -> bool:
        """Whether annotators are letters while their work is reviewed."""
        return self._text("review/names") == "hidden"

    @hides_names.setter
    def hides_names(self, is_hidden: bool) -> None:
        self._write("hides_names", "review/names", "hidden" if is_hidden else "")

    @property
    def author(self) -> str:
        """The name that a person gave for new projects; empty before the first one."""
        return self._text("person/name")

    @author.setter
    def author(self, name: str) -> None:
        self._write("author", "person/name", name)

    @property
    def is_name_asked(self) -> bool:
        """Whether the person was asked for a name; they may have given none."""
        return bool(self.author) or self._text("person/asked") == "yes"

    @is_name_asked.setter
    def is_name_asked(self, is_asked: bool) -> None:
        self._write("is_name_asked", "person/asked", "yes" if is_asked else "")

    @property
    def tour_step(self) -> str:
        """The step at which the guided tour goes on; empty before it was ever begun."""
        return self._text("tour/step")

    @tour_step.setter
    def tour_step(self, step: str) -> None:
        self._write("tour_step", "tour/step", step)
