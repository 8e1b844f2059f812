from __future__ import annotations

from db.scheme.keys import RESERVED_KEYS
from gui.actions import COMMANDS


def test_a_scheme_can_take_no_letter_that_a_command_has():
    letters = {key for command in COMMANDS for key in command.all_keys if key.isalpha()}
    assert {key for key in letters if len(key) == 1} <= RESERVED_KEYS
