"""The keys of the Review page: each means one thing, and the page knows every command."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from gui.actions import COMMANDS, GROUPS, REVIEW_COMMANDS, commands_on
from tests.gui.review.lead import Lead


def test_no_key_calls_two_commands_in_the_text() -> None:
    everywhere = [key for each in COMMANDS if not each.in_text for key in each.keys]
    own = [key for each in REVIEW_COMMANDS for key in each.keys]
    counts = Counter(QKeySequence(key).toString() for key in (*everywhere, *own))
    assert [key for key, count in counts.items() if count > 1] == []
    assert {each.group for each in REVIEW_COMMANDS} <= set(GROUPS)


@pytest.mark.parametrize("command", [each.id for each in REVIEW_COMMANDS if each.id != "help.keys"])
def test_the_page_knows_every_command(lead: Lead, command: str) -> None:
    known = lead.page._commands._table
    kind, _, number = command.partition(".version_")
    assert command in known or (kind == "review" and number.isdecimal())


def test_commands_of_others_are_not_the_pages(lead: Lead) -> None:
    assert not lead.page.run_command("span.next")
    assert not lead.page.run_command("review.version_x")


def test_on_the_page_the_overlay_tells_its_own_keys_in_the_place_of_those_of_the_text() -> None:
    told = {each.id: each for each in commands_on("review", COMMANDS)}
    assert "review.next" in told
    assert "span.next" not in told
    assert told["article.next"].text_keys == ()
    assert told["help.keys"].text_keys == ("?",)
    assert commands_on("annotate", COMMANDS) == COMMANDS
