from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from gui.actions import COMMANDS, GROUPS, Command, build_actions, key_parts, page_commands

PAGES = page_commands((("annotate", "Annotate"), ("project", "Project")))


class Room(QMainWindow):
    """A window with an article's text and a field, and a list of what was run."""

    def __init__(self, commands):
        super().__init__()
        self.ran: list[str] = []
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.field = QLineEdit()
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.addWidget(self.text)
        layout.addWidget(self.field)
        self.setCentralWidget(inner)
        self.built = build_actions(self, commands, self.ran.append, texts=(self.text,))


@pytest.fixture
def room(qtbot):
    made = Room((*COMMANDS, *PAGES))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.text.setFocus()
    qtbot.waitUntil(made.text.hasFocus)
    return made


def test_every_command_has_its_own_id_and_a_known_group():
    ids = Counter(command.id for command in (*COMMANDS, *PAGES))
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert {command.group for command in COMMANDS} <= set(GROUPS)


def test_no_key_calls_two_commands():
    keys = Counter(
        QKeySequence(key).toString() for command in (*COMMANDS, *PAGES) for key in command.all_keys
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("command", [*COMMANDS, *PAGES], ids=lambda command: command.id)
def test_every_key_is_one_that_qt_knows(command):
    for key in command.all_keys:
        assert not QKeySequence(key).isEmpty()
        assert QKeySequence(key)[0].key() is not Qt.Key.Key_unknown


def test_keys_without_ctrl_or_alt_act_in_the_text_only_unless_they_write_nothing():
    harmless = {"F1", "F2", "F3", "F6", "Shift+F3", "Shift+F6", "Shift+F1"}
    for command in COMMANDS:
        if not command.in_text:
            bare = {key for key in command.keys if "Ctrl" not in key and "Alt" not in key}
            assert bare <= harmless, command.id


@pytest.mark.parametrize(
    ("key", "modifier", "command"),
    [
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "palette.open"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "article.done"),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "edit.undo"),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, "edit.redo"),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier, "article.next"),
        (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier, "page.project"),
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "article.next"),
        (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "article.nothing"),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.NoModifier, "help.keys"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "selection.clear"),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "span.next"),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, "span.previous"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "span.remove"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, "end.left"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "card.open"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help.guidelines"),
    ],
)
def test_a_key_in_the_text_runs_its_command_once(qtbot, room, key, modifier, command):
    qtbot.keyClick(room.text, key, modifier)
    assert room.ran == [command]


def test_letters_stay_letters_in_a_field(qtbot, room):
    room.field.setFocus()
    qtbot.waitUntil(room.field.hasFocus)
    qtbot.keyClicks(room.field, "jnfo?")
    assert room.ran == []
    assert room.field.text() == "jnfo?"


def test_keys_with_ctrl_act_in_a_field_too(qtbot, room):
    room.field.setFocus()
    qtbot.waitUntil(room.field.hasFocus)
    qtbot.keyClick(room.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert room.ran == ["palette.open"]


def test_an_action_runs_its_command_from_a_menu_as_well(room):
    room.built["project.open"].trigger()
    assert room.ran == ["project.open"]
    assert "project.open" in room.built
    assert "label.ACTOR" not in room.built


def test_only_moves_go_on_while_a_key_is_held(room):
    assert room.built["span.next"].autoRepeat()
    assert not room.built["article.done"].autoRepeat()


def test_actions_that_are_put_away_leave_their_keys_to_others_at_once(qtbot, room):
    room.built.put_away()
    others: list[str] = []
    build_actions(room, COMMANDS, others.append, texts=(room.text,))
    qtbot.keyClick(room.text, Qt.Key.Key_N)
    assert others == ["article.nothing"]
    assert room.ran == []


def test_actions_that_are_deleted_take_their_keys_along(qtbot, room):
    extra = Command(id="label.ACTOR", title="Actor", group="Marking", keys=("A", "1"), in_text=True)
    built = build_actions(room, [extra], room.ran.append, texts=(room.text,))
    qtbot.keyClick(room.text, Qt.Key.Key_A)
    qtbot.keyClick(room.text, Qt.Key.Key_1)
    assert room.ran == ["label.ACTOR", "label.ACTOR"]
    with qtbot.waitSignal(built.destroyed):
        built.deleteLater()
    qtbot.keyClick(room.text, Qt.Key.Key_A)
    assert room.ran == ["label.ACTOR", "label.ACTOR"]


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("Ctrl+K", ("Ctrl", "K")),
        ("Ctrl++", ("Ctrl", "+")),
        ("+", ("+",)),
        ("Ctrl+-", ("Ctrl", "-")),
        ("Tab", ("Tab",)),
        ("Alt+Shift+Left", ("Alt", "Shift", "Left")),
        ("Ctrl+Return", ("Ctrl", "Enter")),
        ("Alt+PgDown", ("Alt", "Page down")),
        ("Delete", ("Delete",)),
        ("", ()),
    ],
)
def test_a_key_is_shown_as_the_caps_to_press(qapp, key, parts):
    assert key_parts(key) == parts
