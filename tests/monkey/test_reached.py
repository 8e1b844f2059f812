"""What the monkey reached is told, and what it seldom was at comes more often."""

from __future__ import annotations

import random
from collections import Counter

from tests.monkey.reached import Reached, dialogs_of_the_program


def test_what_was_not_reached_is_named() -> None:
    reached = Reached()
    reached.expect("page", ("annotate", "review"))
    reached.note("page", "review")
    assert reached.missing("page") == ["annotate"]
    assert reached.told() == "page: 1 of 2; not reached: annotate"


def test_what_was_seldom_chosen_is_chosen_rather() -> None:
    reached, chance = Reached(), random.Random(1)
    for _ in range(200):
        reached.choose(chance, "page", ["annotate"])
    times = Counter(reached.choose(chance, "page", ["annotate", "review"]) for _ in range(40))
    assert times["review"] > 30


def test_the_same_dice_choose_the_same() -> None:
    names = {"annotate", "review", "explore", "project"}
    walks = []
    for _ in range(2):
        reached, chance = Reached(), random.Random(5)
        walks.append([reached.choose(chance, "page", names) for _ in range(50)])
    assert walks[0] == walks[1]


def test_every_dialog_of_the_program_is_known() -> None:
    assert {"PersonDialog", "RecoveryDialog", "KeyDialog", "_Question"} <= dialogs_of_the_program()
