"""From offsets of another tool to spans of a body, with an account of what could not be taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from db.errors import Problem
from db.formats.foreign import (
    ForeignArticle,
    ForeignLink,
    ForeignRead,
    ForeignReferent,
    ForeignSpan,
)
from db.formats.offsets import Counting, OffsetUnit, RawText, Stretch, counting_of, same_words
from db.model import Attributes, Fragment

MAX_LISTED = 1_000
REFERENT = "referent"
REFERENT_NAME = "referent_name"
"""Attributes by which formats without referents carry them; readers turn them back."""

_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span as a file has it: `pieces` of start and end in the file's own unit.

    `words` name it in problems, such as `span "T3"`.
    """

    id: str
    label: str
    pieces: tuple[tuple[int, int], ...]
    words: str
    quote: str | None = None
    attributes: Attributes = field(default_factory=dict)
    kind: str = ""
    line: int | None = None


class Account:
    """Problems and notes of one article of a file; past MAX_LISTED only their number is told."""

    def __init__(self, path: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []
        self._untold = 0
        self.left_out: set[str] = set()
        """Ids of spans that were left out with a note, though the file is right."""

    def problem(self, reason: str, line: int | None = None) -> None:
        """Tell of a fault of the file."""
        self._add(self._problems, reason, line)

    def note(self, reason: str, line: int | None = None) -> None:
        """Tell of something that was left out or changed though the file is right."""
        self._add(self._notes, reason, line)

    def _add(self, listing: list[Problem], reason: str, line: int | None) -> None:
        if len(listing) < MAX_LISTED:
            listing.append(Problem(path=self.path, line=line or self.line, reason=reason))
        else:
            self._untold += 1

    @property
    def has_problems(self) -> bool:
        """Whether a fault was told."""
        return bool(self._problems)

    def read(self, article: ForeignArticle | None) -> ForeignRead:
        """The account together with what was read."""
        notes = list(self._notes)
        if self._untold:
            reason = f"{self._untold:,} more of such remarks are not listed"
            notes.append(Problem(path=self.path, line=None, reason=reason))
        return ForeignRead(
            path=self.path,
            line=self.line,
            article=article,
            problems=tuple(self._problems),
            notes=tuple(notes),
        )


def refused(path: str, reason: str, line: int | None = None) -> ForeignRead:
    """The account of something that gave no article."""
    problem = Problem(path=path, line=line, reason=reason)
    return ForeignRead(path=path, line=line, article=None, problems=(problem,))


def placed(
    text: RawText,
    marks: Sequence[Mark],
    account: Account,
    *,
    default: OffsetUnit = OffsetUnit.CODE_POINT,
    counting: Counting | None = None,
) -> tuple[ForeignSpan, ...]:
    """The spans of marks, by start, then the longer first; those that fit nowhere are told of.

    A `counting` says for certain what the offsets count; nothing else is tried then.
    """
    if counting is None:
        counting = counting_of(text, [_stretch(mark) for mark in marks], default=default)
    if counting.unit is not default:
        account.note(f"its offsets count {counting.unit}, as the marked words show")
    spans = []
    for mark in marks:
        fragments = _fragments(text, mark, counting, account)
        if fragments:
            spans.append(
                ForeignSpan(
                    id=mark.id,
                    label=mark.label,
                    fragments=fragments,
                    attributes=mark.attributes,
                    kind=mark.kind,
                )
            )
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _stretch(mark: Mark) -> Stretch:
    """The mark for judging how it counts: quotes of several pieces leave out what is between."""
    start, end = mark.pieces[0]
    quote = mark.quote if len(mark.pieces) == 1 else None
    return Stretch(start=start, end=end, quote=quote)


def _fragments(
    text: RawText, mark: Mark, counting: Counting, account: Account
) -> tuple[Fragment, ...]:
    pieces = []
    for first, last in mark.pieces:
        start, end = counting.position(first), counting.position(last)
        if start is None or end is None or start > end:
            account.problem(
                f"{mark.words}: {first}–{last} is no stretch of the text", line=mark.line
            )
            return ()
        pieces.append((start, end))
    words = " ".join(text.body[start:end] for start, end in pieces)
    if mark.quote is not None and not _is_quote(mark.quote, words, text, pieces):
        shown = words[:_SHOWN_CHARACTERS]
        quote = mark.quote[:_SHOWN_CHARACTERS]
        account.problem(
            f"{mark.words} should hold “{quote}”, but “{shown}” stands there", line=mark.line
        )
        return ()
    return _trimmed(text.body, pieces, mark, account)


def _is_quote(quote: str, words: str, text: RawText, pieces: list[tuple[int, int]]) -> bool:
    # NUL was replaced in the body; with pieces, some tools quote what is between them, too.
    quote = quote.replace("\x00", "\ufffd")
    return same_words(words, quote) or same_words(text.body[pieces[0][0] : pieces[-1][1]], quote)


def _trimmed(
    body: str, pieces: list[tuple[int, int]], mark: Mark, account: Account
) -> tuple[Fragment, ...]:
    """The pieces in order, apart, and without white space at their edges."""
    kept: list[Fragment] = []
    is_trimmed = False
    for start, end in sorted(pieces):
        words = body[start:end]
        first = start + len(words) - len(words.lstrip())
        last = end - len(words) + len(words.rstrip())
        is_trimmed |= (first, last) != (start, end) and start < end
        if first >= last:
            continue
        if kept and first <= kept[-1].end:
            kept[-1] = Fragment(kept[-1].start, max(last, kept[-1].end))
        else:
            kept.append(Fragment(first, last))
    if not kept:
        account.left_out.add(mark.id)
        account.note(f"{mark.words} marks no visible character and was left out", line=mark.line)
    elif is_trimmed:
        account.note(f"{mark.words} lost the white space at its edges", line=mark.line)
    return tuple(kept)


def tied(
    links: Iterable[ForeignLink],
    spans: Iterable[ForeignSpan],
    account: Account,
    lines: dict[str, int] | None = None,
) -> tuple[ForeignLink, ...]:
    """The links whose ends were taken; the others are told of. `lines` are theirs, by id."""
    known = {span.id for span in spans}
    kept = []
    for link in links:
        missing = next((end for end in (link.source, link.target) if end not in known), None)
        if missing is None:
            kept.append(link)
            continue
        tell = account.note if missing in account.left_out else account.problem
        tell(
            f'link "{link.id}" ({link.role}) was left out: its end "{missing}" is no span '
            "that was taken",
            (lines or {}).get(link.id),
        )
    return tuple(kept)


def with_referents(
    spans: Iterable[ForeignSpan],
) -> tuple[tuple[ForeignSpan, ...], tuple[ForeignReferent, ...]]:
    """Spans whose attributes `referent` and `referent_name` have become referents."""
    kept: list[ForeignSpan] = []
    mentions: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for span in spans:
        referent = span.attributes.get(REFERENT)
        if not isinstance(referent, str) or not referent:
            kept.append(span)
            continue
        mentions.setdefault(referent, []).append(span.id)
        names.setdefault(referent, str(span.attributes.get(REFERENT_NAME, "")))
        rest = {
            name: value
            for name, value in span.attributes.items()
            if name not in {REFERENT, REFERENT_NAME}
        }
        kept.append(
            ForeignSpan(
                id=span.id,
                label=span.label,
                fragments=span.fragments,
                attributes=rest,
                kind=span.kind,
            )
        )
    referents = tuple(
        ForeignReferent(id=each, mentions=tuple(ids), name=names[each], kind=REFERENT)
        for each, ids in mentions.items()
    )
    return tuple(kept), referents
