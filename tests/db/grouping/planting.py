"""Texts to look for copies in, and copies of them as agencies and their customers make them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from db.grouping.near_duplicates import Found, find
from db.model import ArticleId
from tests.benchmarks.corpus import prose, vocabulary

HEADER = "BRUSSELS, March 5 (The Agency) - Updated by our staff with what was said since noon.\n\n"
FOOTER = "\n\nFor more news see our pages; all rights are reserved by The Agency and its partners."


def originals(number: int) -> dict[ArticleId, str]:
    """Texts of 1,500 to 4,500 characters that have nothing to do with each other."""
    return {
        ArticleId(f"original {seed}"): prose(1_500 + seed * 37 % 3_000, seed=seed)
        for seed in range(number)
    }


def changed(text: str, share: float, seed: int) -> str:
    """The text with so many of its words replaced."""
    dice = random.Random(seed)
    known = vocabulary()
    words = text.split(" ")
    return " ".join(dice.choice(known) if dice.random() < share else word for word in words)


COPIES: Mapping[str, Callable[[str, int], str]] = {
    "in capitals, other line breaks": lambda text, _: text.upper().replace(" ", "\n"),
    "another header and footer": lambda text, _: HEADER + text + FOOTER,
    "the first two thirds": lambda text, _: text[: len(text) * 2 // 3],
    "the first half": lambda text, _: text[: len(text) // 2],
    "one word in a hundred changed": lambda text, seed: changed(text, 0.01, seed),
    "edited, cut, with a header": lambda text, seed: (
        HEADER + changed(text, 0.01, seed)[: len(text) * 4 // 5]
    ),
}


def search(bodies: Mapping[ArticleId, str], **how: object) -> Found:
    """What is found among articles by their ids."""
    return find(bodies.items(), body=bodies.__getitem__, **how)
