from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from gui import theme as themes
from gui.appearance import Appearance
from gui.settings import Settings
from gui.theme import DARK, LIGHT


@pytest.fixture
def settings(tmp_path):
    made = Settings(tmp_path / "settings.ini")
    made.theme = "light"
    return made


@pytest.fixture
def appearance(qapp, settings):
    made = Appearance(qapp, settings)
    yield made
    made.deleteLater()


def test_the_chosen_theme_is_on_from_the_start(qapp, appearance):
    assert appearance.theme is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Base) == LIGHT.page


def test_a_new_choice_is_applied_and_told(qapp, qtbot, appearance, settings):
    with qtbot.waitSignal(appearance.changed) as told:
        settings.theme = "dark"
    assert told.args == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Base) == DARK.page


def test_a_setting_that_is_not_about_looks_changes_nothing(qtbot, appearance, settings):
    with qtbot.assertNotEmitted(appearance.changed):
        settings.author = "somebody"


def test_the_system_is_followed_if_the_person_wants_it(qtbot, monkeypatch, appearance, settings):
    settings.theme = "system"
    monkeypatch.setattr("gui.appearance.theme_for", lambda _choice, _sight: DARK)
    with qtbot.waitSignal(appearance.changed):
        themes.QGuiApplication.styleHints().colorSchemeChanged.emit(themes.Qt.ColorScheme.Dark)
    assert appearance.theme is DARK


def test_the_system_is_not_followed_against_the_persons_choice(qtbot, appearance):
    with qtbot.assertNotEmitted(appearance.changed):
        themes.QGuiApplication.styleHints().colorSchemeChanged.emit(themes.Qt.ColorScheme.Dark)


def test_zooming_goes_through_the_usual_sizes_and_stops_at_the_ends(qapp, appearance):
    sizes = []
    for _ in range(12):
        appearance.zoom_in()
        sizes.append(appearance.zoom)
    assert sizes[:4] == [110, 125, 150, 175]
    assert sizes[-1] == 300
    appearance.reset_zoom()
    assert appearance.zoom == 100
    for _ in range(4):
        appearance.zoom_out()
    assert appearance.zoom == 80
    assert qapp.font().pixelSize() == 10


def test_the_choices_of_a_theme_go_round(appearance, settings):
    seen = []
    for _ in range(5):
        appearance.choose_next_theme()
        seen.append(settings.theme)
    assert sorted(seen) == ["contrast-dark", "contrast-light", "dark", "light", "system"]


def test_the_colours_of_labels_follow_whose_eyes_they_are_for(qtbot, appearance, settings):
    with qtbot.waitSignal(appearance.changed) as told:
        settings.sight = "tritanopia"
    assert told.args[0].sight == "tritanopia"


def test_nothing_moves_where_nothing_is_to_move_and_all_moves_again_afterwards(
    qapp, appearance, settings
):
    effects = [Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip]
    before = [qapp.isEffectEnabled(effect) for effect in effects]
    flash = qapp.cursorFlashTime()
    settings.keeps_still = True
    assert qapp.cursorFlashTime() == 0
    assert not any(qapp.isEffectEnabled(effect) for effect in effects)
    settings.keeps_still = False
    assert qapp.cursorFlashTime() == flash
    assert [qapp.isEffectEnabled(effect) for effect in effects] == before
