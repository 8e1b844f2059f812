from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.actions import COMMANDS, build_actions, commands_on, taught_key, with_key
from gui.keys.choices import KeyChoices
from gui.keys.in_force import in_force
from gui.palette.command_items import commands as palette_items
from gui.settings import Settings

BY_ID = {command.id: command for command in COMMANDS}
NO = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def keys(tmp_path):
    in_force().follow(Settings(tmp_path / "settings.ini"))
    yield in_force()
    in_force().use(KeyChoices())
    in_force().reserve(())


@pytest.fixture
def window(qtbot, keys):
    made = QWidget()
    made.text = QTextEdit(made, readOnly=True)
    made.ran = []
    made.built = build_actions(made, COMMANDS, made.ran.append, texts=(made.text,))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.text.setFocus()
    qtbot.waitUntil(made.text.hasFocus)
    return made


def choose(keys, id_, *wanted):
    keys.use(keys.choices.choose(BY_ID[id_], wanted))


def test_a_new_key_works_at_once_and_the_old_one_no_longer(window, keys):
    choose(keys, "palette.open", "Ctrl+D")
    QTest.keyClick(window.text, Qt.Key.Key_D, CTRL)
    QTest.keyClick(window.text, Qt.Key.Key_K, CTRL)
    assert window.ran == ["palette.open"]


def test_a_letter_in_the_text_can_be_chosen_changed_and_given_up(window, keys):
    choose(keys, "article.next", "Alt+PgDown", "Y")
    QTest.keyClick(window.text, Qt.Key.Key_Y, NO)
    QTest.keyClick(window.text, Qt.Key.Key_J, NO)
    assert window.ran == ["article.next"]
    choose(keys, "article.next", "Alt+PgDown")
    QTest.keyClick(window.text, Qt.Key.Key_Y, NO)
    assert window.ran == ["article.next"]
    keys.use(KeyChoices())
    QTest.keyClick(window.text, Qt.Key.Key_J, NO)
    assert window.ran == ["article.next"] * 2


def test_two_commands_can_change_their_keys_with_each_other(window, keys):
    choices = keys.choices.choose(BY_ID["article.flag"], ["N"])
    keys.use(choices.choose(BY_ID["article.nothing"], ["F"]))
    QTest.keyClick(window.text, Qt.Key.Key_N, NO)
    QTest.keyClick(window.text, Qt.Key.Key_F, NO)
    assert window.ran == ["article.flag", "article.nothing"]


def test_what_shows_keys_shows_the_new_ones(window, keys):
    choose(keys, "palette.open", "Ctrl+D")
    assert taught_key("palette.open") == "Ctrl+D"
    assert with_key("Search", "palette.open") == "Search  Ctrl+D"
    told = {each.id: each for each in commands_on("annotate", COMMANDS)}
    assert told["palette.open"].keys == ("Ctrl+D",)
    choose(keys, "find.open", "Ctrl+T")
    items = {item.title: item for item in palette_items(window.built, "")}
    assert items["Find in the article"].caps == ("Ctrl", "T")
    choose(keys, "palette.open")
    assert with_key("Search", "palette.open") == "Search"


def test_choices_are_there_after_a_restart(keys, tmp_path):
    choose(keys, "palette.open", "Ctrl+D")
    settings = Settings(tmp_path / "settings.ini")
    assert "Ctrl+D" in settings.key_choices
    keys.use(KeyChoices())
    assert settings.key_choices == ""


def test_choices_are_kept_after_the_settings_of_before_are_gone(keys, tmp_path):
    in_force().follow(Settings(tmp_path / "new.ini"))
    choose(keys, "palette.open", "Ctrl+D")
    assert "Ctrl+D" in Settings(tmp_path / "new.ini").key_choices


def test_choices_that_can_not_be_read_give_way_to_the_usual_keys(keys, tmp_path):
    settings = Settings(tmp_path / "other.ini")
    settings.key_choices = "no = keys"
    in_force().follow(settings)
    assert taught_key("palette.open") == "Ctrl+K"


def test_the_scheme_keeps_its_letters(window, keys):
    choose(keys, "span.overlap", "X", "O")
    keys.reserve(["X"])
    QTest.keyClick(window.text, Qt.Key.Key_X, NO)
    assert window.ran == []
    QTest.keyClick(window.text, Qt.Key.Key_O, NO)
    assert window.ran == ["span.overlap"]


def test_actions_that_were_put_away_follow_no_more(window, keys):
    window.built.put_away()
    choose(keys, "palette.open", "Ctrl+D")
    QTest.keyClick(window.text, Qt.Key.Key_D, CTRL)
    assert window.ran == []
