"""Settings in one window: what is chosen holds at once, is kept, and can be handed on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from db import shipped
from db.scheme import toml
from gui import ask, theme
from gui.keys.choices import KeyChoices, read_file
from gui.keys.in_force import in_force
from gui.preferences.dialog import Preferences
from gui.preferences.entries import entries
from gui.preferences.key_dialog import KeyDialog
from gui.preferences.key_press import sequence_of
from gui.settings import Settings
from gui.theme import LIGHT

SCHEME = toml.parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
NO = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot, settings):
    in_force().follow(settings)
    made = Preferences(None, settings, entries(SCHEME))
    qtbot.addWidget(made)
    made.show()
    yield made
    in_force().use(KeyChoices())


def pick(field: QComboBox, data: object) -> None:
    at = field.findData(data)
    assert at >= 0
    field.setCurrentIndex(at)
    field.activated.emit(at)


def dialog_for(window, command) -> KeyDialog:
    window.keys.change(window.keys.row(command).entry)
    return window.keys.findChildren(KeyDialog)[-1]


def press_in(dialog, key, modifiers=NO) -> None:
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, key, modifiers)


def use(dialog, words) -> None:
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == words)
    assert button.isEnabled()
    button.click()


def test_looks_hold_at_once_and_are_kept(window, settings):
    pick(window.look.theme, "dark")
    pick(window.look.zoom, 125)
    pick(window.look.reading, 150)
    pick(window.look.width_choice, 125)
    pick(window.look.language, "en")
    window.look.still.setChecked(True)
    assert (settings.theme, settings.zoom, settings.reading_zoom) == ("dark", 125, 150)
    assert (settings.reading_width, settings.language, settings.keeps_still) == (125, "en", True)


def test_what_a_key_changes_meanwhile_is_shown(window, settings):
    settings.zoom = 175
    assert window.look.zoom.currentData() == 175
    settings.zoom = 133
    assert window.look.zoom.currentText() == "133 %"


def test_backups_can_be_left_out_for_large_projects(window, settings):
    window.backups.largest.setValue(500)
    window.backups.largest.editingFinished.emit()
    assert settings.largest_backup == 500
    window.backups.automatic.setChecked(False)
    assert not settings.makes_backups
    assert not window.backups.largest.isEnabled()


def test_commands_are_found_by_name_and_by_key(window):
    window.keys.field.setText("overlap")
    assert [row.entry.command.id for row in window.keys.rows] == ["span.overlap"]
    window.keys.field.setText("ctrl+k")
    assert "palette.open" in [row.entry.command.id for row in window.keys.rows]
    window.keys.field.setText("no such thing")
    assert window.keys.rows == ()


def test_a_free_key_is_taken_with_enter(window):
    dialog = dialog_for(window, "palette.open")
    press_in(dialog, Qt.Key.Key_D, CTRL)
    assert dialog.said == ""
    use(dialog, "Use this key")
    assert window.keys.row("palette.open").shown_keys == ("Ctrl+D",)


def test_a_further_key_can_be_added_and_one_be_removed(window):
    dialog = dialog_for(window, "palette.open")
    press_in(dialog, Qt.Key.Key_D, CTRL)
    use(dialog, "Use it, too")
    assert window.keys.row("palette.open").shown_keys == ("Ctrl+K", "Ctrl+D")
    dialog = dialog_for(window, "palette.open")
    use(dialog, "Remove")
    assert window.keys.row("palette.open").shown_keys == ("Ctrl+D",)


def test_a_key_that_another_command_has_is_taken_from_there(window):
    dialog = dialog_for(window, "palette.open")
    press_in(dialog, Qt.Key.Key_F, CTRL)
    assert "Find in the article" in dialog.said
    use(dialog, "Take it from there")
    assert window.keys.row("palette.open").shown_keys == ("Ctrl+F",)
    assert window.keys.row("find.open").shown_keys == ()


def test_a_key_of_the_scheme_stays_where_it_is(window):
    dialog = dialog_for(window, "span.overlap")
    press_in(dialog, Qt.Key.Key_P)
    assert "Proposal" in dialog.said
    assert not any(
        each.isEnabled() for each in dialog.findChildren(QPushButton) if "Use" in each.text()
    )
    dialog.reject()
    assert window.keys.row("span.overlap").shown_keys == ("O",)


def test_keys_of_the_system_and_of_the_text_are_refused(window):
    dialog = dialog_for(window, "palette.open")
    press_in(dialog, Qt.Key.Key_C, CTRL)
    assert "copies" in dialog.said
    dialog.reject()


def test_escape_after_a_key_leaves_all_as_it_is(window):
    dialog = dialog_for(window, "palette.open")
    press_in(dialog, Qt.Key.Key_D, CTRL)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert in_force().choices == KeyChoices()


def test_one_or_all_keys_are_as_usual_again(window, monkeypatch):
    for command, key in (("palette.open", Qt.Key.Key_D), ("find.open", Qt.Key.Key_T)):
        dialog = dialog_for(window, command)
        press_in(dialog, key, CTRL)
        use(dialog, "Use this key")
    row = window.keys.row("palette.open")
    use(row, "As usual")
    assert row.shown_keys == ("Ctrl+K",)
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_kwargs: True)
    use(window.keys, "All as usual")
    assert in_force().choices == KeyChoices()


def test_keys_are_handed_on_in_a_file(window, tmp_path, monkeypatch):
    path = tmp_path / "keys.toml"
    dialog = dialog_for(window, "palette.open")
    press_in(dialog, Qt.Key.Key_D, CTRL)
    use(dialog, "Use this key")
    chosen = in_force().choices
    monkeypatch.setattr(ask, "save_file", lambda *_args: path)
    monkeypatch.setattr(ask, "open_file", lambda *_args: path)
    use(window.keys, "Save to a file…")
    assert read_file(path) == chosen
    in_force().use(KeyChoices())
    use(window.keys, "Read from a file…")
    assert in_force().choices == chosen


def test_a_file_that_gives_one_key_twice_is_not_taken(window, tmp_path, monkeypatch):
    path = tmp_path / "keys.toml"
    path.write_text('format = 1\n[keys]\n"palette.open" = ["Ctrl+F"]\n', encoding="utf-8")
    monkeypatch.setattr(ask, "open_file", lambda *_args: path)
    use(window.keys, "Read from a file…")
    assert in_force().choices == KeyChoices()
    assert "Ctrl+F" in window.keys._said.text()


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "expected"),
    [
        (Qt.Key.Key_K, CTRL, "", "Ctrl+K"),
        (Qt.Key.Key_Question, SHIFT, "?", "?"),
        (Qt.Key.Key_Plus, CTRL | SHIFT, "+", "Ctrl++"),
        (Qt.Key.Key_A, SHIFT, "A", "Shift+A"),
        (Qt.Key.Key_Backtab, SHIFT, "", "Shift+Tab"),
        (Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier, "1", "1"),
        (Qt.Key.Key_F5, NO, "", "F5"),
        (Qt.Key.Key_Shift, SHIFT, "", ""),
        (Qt.Key.Key_Escape, NO, "", "Esc"),
    ],
)
def test_a_pressed_key_is_spelled_as_in_the_table(key, modifiers, text, expected):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, text)
    assert sequence_of(event) == expected


def test_with_very_large_letters_the_window_needs_no_more_room_than_there_is(qapp, qtbot, settings):
    theme.apply(qapp, LIGHT, 300)
    made = Preferences(None, settings, entries(SCHEME))
    qtbot.addWidget(made)
    made.resize(1000, 660)
    made.show()
    assert made.minimumSizeHint().height() <= 660
    assert made.height() <= 660
    theme.apply(qapp, LIGHT, 100)
