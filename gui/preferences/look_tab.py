"""The tab for how the program looks and reads: all of it takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from gui.settings import WIDTH_STEPS, ZOOM_STEPS, Settings
from gui.theme import SIGHTS, THEME_CHOICES
from gui.translation import languages, tr
from gui.widgets.parts import words


class LookTab(QWidget):
    """Shows what the settings hold, also when a key changes them meanwhile."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.theme = _choice(
            tr("Colours"), [(theme_title(each), each) for each in THEME_CHOICES], self._set_theme
        )
        self.sight = _choice(tr("Colours of labels"), _sights(), self._set_sight)
        sizes = [(tr("{percent} %", percent=each), each) for each in ZOOM_STEPS]
        self.zoom = _choice(tr("Size of everything"), sizes, self._set_zoom)
        self.reading = _choice(tr("Size of the article’s text"), sizes, self._set_reading)
        self.width_choice = _choice(tr("Width of the text"), _widths(), self._set_width)
        self.language = _choice(tr("Language"), _languages(), self._set_language)
        self.still = QCheckBox(tr("Let nothing move that need not"))
        self.still.toggled.connect(self._set_still)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Your name"))
        self.name.editingFinished.connect(self._set_name)
        self._choices = (
            self.theme,
            self.sight,
            self.zoom,
            self.reading,
            self.width_choice,
            self.language,
        )
        self._form = QFormLayout(self)
        self._form.setContentsMargins(28, 24, 28, 24)
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(12)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in self._choices:
            self._form.addRow(field.accessibleName(), field)
        note = words(tr("Another language is there at the next start."), "muted", "secondary")
        self._form.addRow("", note)
        self._form.addRow(tr("Movement"), self.still)
        self._form.addRow(tr("Your name"), self.name)
        told = tr("For projects that you make; in this one, the Project page changes it.")
        self._form.addRow("", words(told, "muted", "secondary"))
        settings.changed.connect(self.show_settings)
        self.show_settings()

    @Slot()
    def show_settings(self) -> None:
        """Show what holds now."""
        settings = self._settings
        for field, value in (
            (self.theme, settings.theme),
            (self.sight, settings.sight),
            (self.zoom, settings.zoom),
            (self.reading, settings.reading_zoom),
            (self.width_choice, settings.reading_width),
            (self.language, settings.language),
        ):
            _show(field, value)
        self.still.setChecked(settings.keeps_still)
        self.name.setText(settings.author)

    @Slot()
    def _set_theme(self) -> None:
        chosen = self.theme.currentData()
        self._settings.theme = next(each for each in THEME_CHOICES if each == chosen)

    @Slot()
    def _set_sight(self) -> None:
        chosen = self.sight.currentData()
        self._settings.sight = next(each for each in SIGHTS if each == chosen)

    @Slot()
    def _set_zoom(self) -> None:
        self._settings.zoom = int(self.zoom.currentData())

    @Slot()
    def _set_reading(self) -> None:
        self._settings.reading_zoom = int(self.reading.currentData())

    @Slot()
    def _set_width(self) -> None:
        self._settings.reading_width = int(self.width_choice.currentData())

    @Slot()
    def _set_language(self) -> None:
        self._settings.language = str(self.language.currentData())

    @Slot()
    def _set_name(self) -> None:
        name = " ".join(self.name.text().split())
        # Walking through the field is no answer.
        if name != self._settings.author:
            self._settings.author = name
            self._settings.is_name_asked = True

    @Slot(bool)
    def _set_still(self, is_still: bool) -> None:  # noqa: FBT001 - Qt hands it over
        self._settings.keeps_still = is_still


def theme_title(choice: str) -> str:
    """What a choice of colours is called."""
    titles = {
        "system": tr("As the system"),
        "light": tr("Light"),
        "dark": tr("Dark"),
        "contrast-light": tr("Light, high contrast"),
        "contrast-dark": tr("Dark, high contrast"),
    }
    return titles[choice]


def _sights() -> list[tuple[str, object]]:
    titles = (
        tr("As the scheme has them"),
        tr("For eyes without red (protanopia)"),
        tr("For eyes without green (deuteranopia)"),
        tr("For eyes without blue (tritanopia)"),
    )
    return list(zip(titles, SIGHTS, strict=True))


def _widths() -> list[tuple[str, object]]:
    titles = (tr("Narrow"), tr("Usual"), tr("Wide"), tr("Very wide"))
    return list(zip(titles, WIDTH_STEPS, strict=True))


def _languages() -> list[tuple[str, object]]:
    known = [(QLocale(code).nativeLanguageName() or code, code) for code in languages()]
    return [(tr("As the system"), ""), *((title[:1].upper() + title[1:], c) for title, c in known)]


def _choice(name: str, options: Sequence[tuple[str, object]], run: Callable[[], None]) -> QComboBox:
    field = QComboBox()
    field.setAccessibleName(name)
    for title, value in options:
        field.addItem(title, value)
    field.activated.connect(run)
    return field


def _show(field: QComboBox, value: object) -> None:
    at = field.findData(value)
    if at < 0:
        # Set by hand in the file, or by a finer step elsewhere.
        field.addItem(f"{value} %" if isinstance(value, int) else str(value), value)
        at = field.count() - 1
    field.setCurrentIndex(at)
