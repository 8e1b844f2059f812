"""The only place where a text and what is known of it become an article, or a reason why not.

Readers of files that hold articles alone say where each one stands and hand over a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from db.errors import Problem
from db.formats.plain_text import MAX_BODY_BYTES
from db.formats.record import Read, Record
from db.model import AttributeValue, NewArticle
from db.text.decoding import Unreadable
from db.text.normalise import normalise
from db.text.titles import title_of
from db.text.typed import line as one_line

MAX_LISTED = 1_000
"""How many problems of one file are told before reading stops, and how many notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article stands; `entry` are words for it inside its file, such as "entry 3"."""

    path: str
    line: int | None = None
    entry: str = ""

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.replace("\\", "/").rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name of the file without its suffix, for articles without any title."""
        return self.file_name.partition(".")[0] or self.file_name

    def problem(self, reason: str) -> Problem:
        """A reason, with the place."""
        words = f"{self.entry}: {reason}" if self.entry else reason
        return Problem(path=self.path, line=self.line, reason=words)

    def refused(self, reason: str) -> Read:
        """No article, because something is wrong."""
        return Read(path=self.path, line=self.line, record=None, problems=(self.problem(reason),))

    def without_text(self, reason: str) -> Read:
        """A file without words is refused; an entry of a file without words is left out."""
        is_entry = self.line is not None or bool(self.entry)
        return self.noted(f"it was left out: {reason}") if is_entry else self.refused(reason)

    def noted(self, *reasons: str) -> Read:
        """No article, though nothing is wrong."""
        notes = tuple(self.problem(reason) for reason in reasons)
        return Read(path=self.path, line=self.line, record=None, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text as it was found; `values` are article fields by name, blank ones count for nothing."""

    body: str
    title: str = ""
    values: Mapping[str, AttributeValue | None] = field(default_factory=dict)
    external_id: str | None = None
    notes: tuple[str, ...] = ()


def article(place: Place, draft: Draft) -> Read:
    """The article of a draft, or why there is none."""
    if _is_too_large(draft.body):
        return place.refused(
            f"its text has more than the {MAX_BODY_BYTES / 1e6:,.0f} MB that an article may have; "
            "split it into articles first"
        )
    try:
        found = normalise(draft.body)
    except Unreadable:
        return place.without_text("there is no text in it")
    made = NewArticle(
        title=_one_line(draft.title) or title_of(found.body, fallback=place.stem),
        body=found.body,
        metadata=_filled(draft.values),
        external_id=_one_line(draft.external_id or "") or None,
        source=place.file_name,
    )
    notes = tuple(place.problem(note) for note in (*draft.notes, *found.notes))
    return Read(path=place.path, line=place.line, record=Record(article=made), notes=notes)


def listed(
    reads: Iterable[Read], path: str, *, nothing: str = "there is no article in it"
) -> Iterator[Read]:
    """The same, ended after MAX_LISTED problems and with the notes beyond as many only counted.

    Where nothing came of a file and nothing says why, `nothing` is its problem.
    """
    place = Place(path=path)
    articles = problems = notes = 0
    for read in reads:
        articles += read.record is not None
        problems += len(read.problems)
        notes += len(read.notes)
        untold = min(max(notes - MAX_LISTED, 0), len(read.notes))
        if untold:
            read = replace(read, notes=read.notes[: len(read.notes) - untold])  # noqa: PLW2901
        yield read
        if problems >= MAX_LISTED:
            yield place.refused(
                f"there are {problems:,} problems up to here; the rest of the file was not read"
            )
            return
    if notes > MAX_LISTED:
        yield place.noted(f"{notes - MAX_LISTED:,} more remarks of this kind are not listed")
    if not articles and not problems:
        yield place.refused(nothing)


def _is_too_large(body: str) -> bool:
    if 4 * len(body) <= MAX_BODY_BYTES:
        return False
    return len(body.encode("utf-8", "surrogatepass")) > MAX_BODY_BYTES


def _one_line(words: str) -> str:
    """The same as `db.text.typed.line`, several times as quick where nothing is to be changed."""
    is_usual = words.isprintable() and "  " not in words and words == words.strip()
    return words if is_usual else one_line(words)


def _filled(values: Mapping[str, AttributeValue | None]) -> dict[str, AttributeValue]:
    filled: dict[str, AttributeValue] = {}
    for name, value in values.items():
        plain = _one_line(value) if isinstance(value, str) else value
        if plain is not None and plain != "":
            filled[name] = plain
    return filled
