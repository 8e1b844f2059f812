"""The only place that applies theme and zoom, whoever changes them: the person or the system."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.settings import ZOOM_DEFAULT, ZOOM_STEPS, Settings
from gui.theme import THEME_CHOICES, Theme, apply, theme_for

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Appearance(QObject):
    """The theme and zoom in force; `changed` carries the theme that was just applied."""

    changed = Signal(object)

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._theme = theme_for(settings.theme, settings.sight)
        settings.changed.connect(self._follow_setting)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        if hasattr(hints, "accessibility"):  # from Qt 6.10 on
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        apply(app, self._theme, settings.zoom)
        self._usual_flash = hints.cursorFlashTime()
        self._usual_effects = tuple(each for each in _EFFECTS if app.isEffectEnabled(each))
        self._keep_still()

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def zoom(self) -> int:
        """The zoom in force, in percent."""
        return self._settings.zoom

    def zoom_in(self) -> None:
        """Go to the next larger of the usual sizes."""
        larger = (step for step in ZOOM_STEPS if step > self.zoom)
        self._settings.zoom = next(larger, self.zoom)

    def zoom_out(self) -> None:
        """Go to the next smaller of the usual sizes."""
        smaller = (step for step in reversed(ZOOM_STEPS) if step < self.zoom)
        self._settings.zoom = next(smaller, self.zoom)

    def reset_zoom(self) -> None:
        """Go back to 100 %."""
        self._settings.zoom = ZOOM_DEFAULT

    def choose_next_theme(self) -> None:
        """Go round the choices: as the system does, light, dark, and both of high contrast."""
        position = THEME_CHOICES.index(self._settings.theme)
        self._settings.theme = THEME_CHOICES[(position + 1) % len(THEME_CHOICES)]

    def _follow_setting(self, name: str) -> None:
        if name in ("theme", "sight", "zoom"):
            self._apply()
        elif name in ("reading_zoom", "reading_width"):
            self.changed.emit(self._theme)
        elif name == "keeps_still":
            self._keep_still()

    def _keep_still(self) -> None:
        """Let the caret blink and menus and boxes unroll, or not."""
        is_still = self._settings.keeps_still
        self._app.setCursorFlashTime(0 if is_still else self._usual_flash)
        for effect in self._usual_effects:
            self._app.setEffectEnabled(effect, not is_still)

    def _follow_system(self) -> None:
        if self._settings.theme == "system":
            self._apply()

    def _apply(self) -> None:
        self._theme = theme_for(self._settings.theme, self._settings.sight)
        apply(self._app, self._theme, self._settings.zoom)
        self.changed.emit(self._theme)
