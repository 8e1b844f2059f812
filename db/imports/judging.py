"""Places what was read, and keeps the account of what would come in and what would not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from db.errors import Problem
from db.formats.record import Read, Record, RecordSpan
from db.imports.placing import NO_COPIES, Placer
from db.model import Attributes
from db.operations.record_rows import Placed
from db.project import Project

PREVIEWED = 20
_SHOWN_CHARACTERS = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One of the first articles or layers that would come in; `words` are the first of its body.

    `annotator` is None for an article alone, and "" for gold. `marks` are those of the `spans`
    that lie within the words.
    """

    path: str
    line: int | None
    title: str
    words: str
    metadata: Attributes = field(default_factory=dict)
    annotator: str | None = None
    is_new: bool = True
    spans: int = 0
    links: int = 0
    referents: int = 0
    marks: tuple[RecordSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """How much of a file, or of all files of a kind, would come in."""

    articles: int = 0
    layers: int = 0


# Most files hold one article, and there may be very many of them.
contents_of = lru_cache(1024)(Contents)


class Judge:
    """Judges one record after another; a trial is for a plan, which writes nothing."""

    def __init__(
        self,
        project: Project,
        *,
        is_trial: bool = False,
        unwanted: Mapping[bytes, str] = NO_COPIES,
    ) -> None:
        self.articles = 0
        self.layers = 0
        self.new_annotators: list[str] = []
        self.problems: list[Problem] = []
        self.skipped: list[Problem] = []
        self.notes: list[Problem] = []
        self.previews: list[Preview] = []
        self._placer = Placer(project, is_trial=is_trial, unwanted=unwanted)

    def judge(self, found: Read) -> Placed | None:
        """The place of a record, or None where it has problems or is there already."""
        self.problems.extend(found.problems)
        self.notes.extend(found.notes)
        if found.record is None:
            return None
        decision = self._placer.place(found, found.record)
        for text, account in ((decision.skipped, self.skipped), (decision.note, self.notes)):
            if text is not None:
                account.append(Problem(path=found.path, line=found.line, reason=text))
        placed = decision.placed
        if placed is not None:
            self.articles += placed.is_new
            self.layers += placed.annotator is not None
            if placed.new_annotator is not None:
                self.new_annotators.append(placed.new_annotator.name)
            if len(self.previews) < PREVIEWED:
                self.previews.append(_preview(found, placed))
        return placed

    def since(self, before: Contents) -> Contents:
        """What has come since there was so much."""
        return contents_of(self.articles - before.articles, self.layers - before.layers)


def _preview(found: Read, placed: Placed) -> Preview:
    record = placed.record
    return Preview(
        path=found.path,
        line=found.line,
        title=record.article.title,
        words=record.article.body[:_SHOWN_CHARACTERS],
        metadata=record.article.metadata,
        annotator=_whose(record),
        is_new=placed.is_new,
        spans=len(record.spans),
        links=len(record.links),
        referents=len(record.referents),
        marks=tuple(span for span in record.spans if span.end <= _SHOWN_CHARACTERS),
    )


def _whose(record: Record) -> str | None:
    return None if record.layer is None else record.layer.annotator or ""


def summed(contents: Iterable[Contents]) -> Contents:
    """All of them together."""
    articles = layers = 0
    for each in contents:
        articles += each.articles
        layers += each.layers
    return Contents(articles, layers)
