from __future__ import annotations

import pytest

from db import shipped
from db.scheme import toml
from gui.actions import COMMANDS, REVIEW_COMMANDS
from gui.keys.choices import KeyChoices
from gui.keys.conflicts import Entry, Where, clash, clashes, reserved
from gui.preferences.entries import entries

SCHEME = toml.parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
EVERY = entries(SCHEME)
USUAL = KeyChoices()


def entry(id_: str) -> Entry:
    return next(each for each in EVERY if each.command.id == id_)


def holder(key: str, id_: str, choices: KeyChoices = USUAL) -> str:
    found = clash(key, entry(id_), EVERY, choices)
    assert found is not None
    return found.holder.command.id if found.holder else found.reason


def free(key: str, id_: str, choices: KeyChoices = USUAL) -> bool:
    return clash(key, entry(id_), EVERY, choices) is None


def test_the_usual_keys_and_those_of_the_scheme_never_clash():
    assert list(clashes(EVERY, USUAL)) == []


def test_every_usual_key_could_be_chosen_again():
    for each in EVERY:
        for key in each.command.all_keys:
            assert clash(key, each, EVERY, USUAL) is None, (each.command.id, key)


def test_a_key_of_the_whole_window_is_taken_in_every_text():
    assert holder("Ctrl+K", "span.overlap") == "palette.open"
    assert holder("Ctrl+K", "review.union") == "palette.open"
    assert holder("Ctrl+K", "find.open") == "palette.open"


def test_the_same_letter_can_mean_something_on_each_page():
    assert free("O", "review.union")
    assert holder("O", "comment.add") == "span.overlap"
    assert holder("U", "review.edit") == "review.union"


def test_a_letter_for_the_whole_window_acts_in_the_text_of_annotate_only():
    assert holder("O", "palette.open") == "span.overlap"
    assert free("G", "palette.open")


def test_a_window_key_that_a_page_uses_in_its_text_is_taken():
    chosen = USUAL.choose(entry("review.union").command, ["Ctrl+U"])
    assert holder("Ctrl+U", "palette.open", chosen) == "review.union"


def test_the_key_that_shows_all_keys_is_taken_in_every_text():
    assert holder("?", "review.gap") == "help.keys"
    assert holder("?", "article.flag") == "help.keys"


def test_the_keys_of_the_scheme_are_taken_and_can_not_be_given_away():
    found = clash("A", entry("span.overlap"), EVERY, USUAL)
    assert found is not None
    assert found.holder is not None
    assert not found.can_take
    assert found.holder.command.id == "label.ACTOR"
    assert holder("Shift+B", "comment.add") == "slot_on.B"


def test_a_key_that_was_given_up_is_free():
    given_up = USUAL.choose(entry("palette.open").command, [])
    assert free("Ctrl+K", "find.open", given_up)


def test_what_only_the_lead_has_does_not_clash_with_what_only_annotators_have():
    assert free("Ctrl+Shift+S", "project.import")
    assert not free("Ctrl+Shift+S", "palette.open")


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("Alt+F4", "system"),
        ("Meta+K", "system"),
        ("Ctrl+Alt+F3", "system"),
        ("Ctrl+C", "copies"),
        ("Ctrl+Alt+E", "types a character"),
        ("Down", "moves the caret"),
        ("Shift+Right", "moves the caret"),
        ("Ctrl+Left", "moves the caret"),
        ("Alt+Up", "moves the caret"),
        ("", "no name"),
    ],
)
def test_some_keys_are_nobodys_to_give(key, part):
    assert part in reserved(key, in_text=True)


@pytest.mark.parametrize("key", ["Tab", "Return", "Space", "Esc"])
def test_what_works_the_controls_can_act_in_the_text_only(key):
    assert "in the text only" in reserved(key, in_text=False)
    assert not reserved(key, in_text=True)


def test_arrows_are_free_where_no_caret_is_moved():
    assert not reserved("Right", in_text=True, moves_caret=False)
    assert any(each.id == "review.next_unit" for each in REVIEW_COMMANDS)


def test_in_a_work_package_only_its_own_commands_are_told():
    told = entries(SCHEME, is_work_package=True)
    assert all(each.where is Where.ANNOTATE for each in told)
    ids = {each.command.id for each in told}
    assert "work.send_back" in ids
    assert "project.import" not in ids
    assert {each.id for each in COMMANDS if each.in_text} <= ids
