from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence

from db.errors import UserFault
from gui.actions import COMMANDS, EXPLORE_COMMANDS, REVIEW_COMMANDS
from gui.keys.choices import (
    Chosen,
    KeyChoices,
    NoKeysFile,
    from_toml,
    read_file,
    to_toml,
    write_file,
)

BY_ID = {command.id: command for command in COMMANDS}
PALETTE, NEXT, OVERLAP = BY_ID["palette.open"], BY_ID["article.next"], BY_ID["span.overlap"]


def test_without_a_choice_a_command_has_its_usual_keys():
    assert all(KeyChoices().bound(command) == command for command in COMMANDS)


def test_a_chosen_key_takes_the_place_of_the_usual_ones():
    chosen = KeyChoices().choose(PALETTE, ["Ctrl+D"])
    assert chosen.bound(PALETTE).all_keys == ("Ctrl+D",)
    assert chosen.bound(NEXT) == NEXT
    assert chosen.has(PALETTE)


def test_a_single_letter_acts_in_the_text_only_whoever_it_is_for():
    bound = KeyChoices().choose(PALETTE, ["Ctrl+D", "X", "Shift+X"]).bound(PALETTE)
    assert bound.keys == ("Ctrl+D",)
    assert bound.text_keys == ("X", "Shift+X")


def test_the_keys_of_a_command_of_the_text_stay_in_the_text():
    bound = KeyChoices().choose(OVERLAP, ["Ctrl+Alt+O"]).bound(OVERLAP)
    assert bound.keys_in_text == ("Ctrl+Alt+O",)


def test_choosing_the_usual_keys_is_no_choice():
    assert KeyChoices().choose(NEXT, NEXT.all_keys) == KeyChoices()
    assert KeyChoices().choose(PALETTE, ["Ctrl+D"]).reset(PALETTE) == KeyChoices()


def test_a_command_can_be_left_without_a_key():
    assert KeyChoices().choose(PALETTE, []).bound(PALETTE).all_keys == ()


def test_what_a_scheme_takes_wins_over_a_chosen_letter():
    choices = KeyChoices().choose(OVERLAP, ["X", "Y"])
    assert choices.bound(OVERLAP, taken=frozenset({"X"})).all_keys == ("Y",)


def test_one_question_mark_is_that_of_every_page():
    asked = [each for each in (*REVIEW_COMMANDS, *EXPLORE_COMMANDS) if each.id == "help.keys"]
    choices = KeyChoices().choose(BY_ID["help.keys"], ["Ctrl+/", "Y"])
    assert [choices.bound(each).all_keys for each in asked] == [("Y",)] * 2


def test_fixed_keys_stay():
    fixed = EXPLORE_COMMANDS[0]
    assert KeyChoices({fixed.id: Chosen(in_text=("X",))}).bound(fixed) == fixed


def test_the_file_is_a_short_table_that_people_can_read():
    choices = KeyChoices().choose(PALETTE, ["Ctrl+D", "X"])
    assert to_toml(choices) == (
        'format = 1\n\n[keys]\n"palette.open" = ["Ctrl+D"]\n\n'
        '[keys_in_text]\n"palette.open" = ["X"]\n'
    )


@given(
    st.dictionaries(
        st.sampled_from(list(COMMANDS)),
        st.lists(
            st.sampled_from(["Ctrl+D", "X", "F9", "Ctrl+\\", "+", '"', "Ctrl+Shift+F2", "Tab"]),
            max_size=4,
        ),
    )
)
def test_what_is_written_is_read_again(chosen):
    choices = KeyChoices()
    for command, keys in chosen.items():
        choices = choices.choose(command, keys)
    assert from_toml(to_toml(choices)) == choices


@pytest.mark.parametrize(
    "text", ["", "format = 2", "format = ", "format = 1\nkeys = 3", 'format=1\n[keys]\na = "X"']
)
def test_a_file_without_keys_is_refused_in_plain_words(text):
    with pytest.raises(NoKeysFile, match="Your keys are as they were"):
        from_toml(text, "mine.toml")


def test_a_word_that_is_no_key_is_left_out():
    read = from_toml('format = 1\n[keys]\n"palette.open" = ["Ctrl+Hugo", "", "Ctrl+D"]\n')
    assert read.by_command["palette.open"].keys == ("Ctrl+D",)
    assert QKeySequence("Ctrl+D").count() == 1


def test_a_file_goes_to_the_disk_and_back(tmp_path):
    choices = KeyChoices().choose(PALETTE, ["Ctrl+D"])
    write_file(tmp_path / "keys.toml", choices)
    assert read_file(tmp_path / "keys.toml") == choices
    with pytest.raises(UserFault, match="could not be written"):
        write_file(tmp_path / "none" / "keys.toml", choices)
    (tmp_path / "large.toml").write_bytes(b"\0" * 300_000)
    (tmp_path / "noise.toml").write_bytes(b"\xff\xfe")
    for name in ("large.toml", "noise.toml", "absent.toml"):
        with pytest.raises(NoKeysFile):
            read_file(tmp_path / name)
