"""What the doctor finds, in words fit to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.model import ArticleId
from db.operations.repairs import Fix
from db.project import Project


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """Something that was saved is damaged, or reads otherwise than it was marked."""
    WARNING = "warning"
    """Something is untidy; nothing is lost by it."""


class FindingKind(StrEnum):
    """What is wrong, for grouping."""

    FILE = "file"
    PROJECT = "project"
    ARTICLE = "article"
    LAYER = "layer"
    SPAN = "span"
    LINK = "link"
    REFERENT = "referent"
    COMMENT = "comment"
    JOURNAL = "journal"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong; `row` is the id of the row, `fixes` what sets it right safely."""

    severity: Severity
    kind: FindingKind
    text: str
    article: ArticleId | None = None
    row: str | None = None
    fixes: tuple[Fix, ...] = ()

    @property
    def can_repair(self) -> bool:
        """Whether `repair` sets it right without losing anything that was marked."""
        return bool(self.fixes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What became of a finding; the text says what was done, or that it was left and what to do."""

    finding: Finding
    was_repaired: bool
    text: str


Check = Callable[[Project], Iterator[Finding]]
"""One examination: reads, and yields what is wrong."""


def shortened(words: str, most: int = 60) -> str:
    """Words for a message: in one line, and not too long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
