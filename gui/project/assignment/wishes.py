"""What the lead wishes in the window of the plan, as one value; no screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.assignment.model import Balance, Order
from db.model import AnnotatorId, ArticleId


class Which(StrEnum):
    """Among which articles the plan chooses."""

    UNASSIGNED = "unassigned"
    FILTERED = "filtered"
    SELECTED = "selected"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One annotator who takes part; None is no limit, and an even share."""

    annotator: AnnotatorId
    quota: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """All that can be set. `selected` are the articles that were selected when the window opened.

    With `calibrates_with_selected` these are the calibration articles, whatever their number.
    `repeats` articles come to everybody for the second time, `repeats_after` others later at least.
    """

    which: Which
    people: tuple[Person, ...]
    per_article: int
    common: int
    calibration: int
    calibrates_with_selected: bool
    order: Order
    seed: int
    balance: Balance
    round: int
    selected: tuple[ArticleId, ...] = ()
    repeats: int = 0
    repeats_after: int = 10
