"""The only place that reads metadata from file names, by a pattern such as {date}_{publisher}.

A pattern is matched with the end of a path, without the suffix of the name: `{publisher}/{date}
{title}` reads the folder, too. Between braces stands an article field, `title`, `id` or
`annotator`; `{}` passes over something. `{date:%Y%m%d}` says how it is written, `{title:exact}`
that underscores are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from db.errors import UserFault
from db.imports.name_pieces import Piece, form_for
from db.model import Attributes, AttributeValue
from db.scheme.answers import what_is_wrong
from db.scheme.model import ArticleField, AttributeKind, Scheme
from db.scheme.spelling import did_you_mean

TITLE, ID, ANNOTATOR = "title", "id", "annotator"
OF_EVERY_SCHEME = (TITLE, ID, ANNOTATOR)

_PIECES = re.compile(r"\{([^{}]*)\}|([^{}]+)|[{}]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}(?:\.gz)?$")


class InvalidPattern(UserFault):
    """A pattern that can't be used; `str()` is a sentence that says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReading:
    """What a pattern reads from one name; `problems` say why something, or all, was not read."""

    name: str
    values: Attributes = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def preview(
    pattern: str, names: Iterable[str], scheme: Scheme | None = None
) -> tuple[NameReading, ...]:
    """What a pattern reads from each name; raises InvalidPattern."""
    parsed = FileNamePattern(pattern, scheme)
    return tuple(parsed.read(name) for name in names)


class FileNamePattern:
    """One pattern, ready to read names. Raises InvalidPattern when it is made.

    With a scheme, only its article fields are taken, and their kinds say what a piece looks like.
    """

    def __init__(self, pattern: str, scheme: Scheme | None = None) -> None:
        self._scheme = scheme
        path = pattern.strip().replace("\\", "/").lstrip("/")
        self._pieces = tuple(self._parsed(path))
        self.fields = tuple(piece.field for piece in self._pieces if piece.field)
        """The names between braces, in their order."""
        self._refuse_unclear()
        last = self._pieces[-1].literal
        self._end = last.rpartition("/")[2].lower()
        self._depth = path.count("/") + 1

    def read(self, name: str) -> NameReading:
        """What one name says, a path with the slashes of any system."""
        text = self._matched_part(name)
        way = _Way(self._pieces, text)
        found = way.find(0, 0)
        if found is None:
            return NameReading(name=name, problems=(way.what_failed(),))
        values: dict[str, AttributeValue] = {}
        problems = []
        for piece, words in reversed(found):
            if piece.field and piece.form is not None:
                value = piece.form.value(words)
                wrong = self._take(piece.field, value, values)
                if wrong:
                    problems.append(wrong)
        return NameReading(name=name, values=values, problems=tuple(problems))

    def _take(
        self, name: str, value: AttributeValue | None, values: dict[str, AttributeValue]
    ) -> str:
        """Keep a value, or say why not."""
        if value is None:
            return ""
        question = None if self._scheme is None else self._scheme.field(name)
        if question is not None and question.kind is AttributeKind.CHOICE:
            value = _option(question, value)
        wrong = "" if question is None else what_is_wrong(question, value)
        if wrong:
            return f"{name}: {wrong}"
        values[name] = value
        return ""

    def _matched_part(self, name: str) -> str:
        parts = name.replace("\\", "/").split("/")[-self._depth :]
        suffix = _SUFFIX.search(parts[-1])
        if suffix and suffix.start() and not self._end.endswith(suffix[0].lower()):
            parts[-1] = parts[-1][: suffix.start()]
        return "/".join(parts)

    def _parsed(self, pattern: str) -> Iterator[Piece]:
        for found in _PIECES.finditer(pattern):
            if found[1] is not None:
                yield self._field(found[1])
            elif found[2] is not None:
                yield Piece(literal=found[2])
            else:
                raise InvalidPattern(
                    f"The pattern has a “{found[0]}” without its other half. Write fields as in "
                    "{date}."
                )

    def _field(self, inside: str) -> Piece:
        name, _, said = inside.partition(":")
        name = name.strip()
        form = form_for(self._kind(name), said.strip())
        if isinstance(form, str):
            raise InvalidPattern(form)
        return Piece(field="" if name == "_" else name, form=form)

    def _kind(self, name: str) -> AttributeKind | None:
        if name in {"", "_", *OF_EVERY_SCHEME}:
            return None
        if self._scheme is None:
            return AttributeKind.DATE if name == "date" else None
        question = self._scheme.field(name)
        if question is None:
            known = [*OF_EVERY_SCHEME, *(each.name for each in _fields(self._scheme))]
            hint = did_you_mean(name, known) or f" There are: {', '.join(known)}."
            raise InvalidPattern(f"“{name}” in the pattern is no article field.{hint}")
        if question.per_annotator:
            raise InvalidPattern(
                f"“{name}” is answered by each annotator, so file names can't fill it."
            )
        return question.kind

    def _refuse_unclear(self) -> None:
        if not self.fields:
            raise InvalidPattern(
                "The pattern names no field. Write one in braces, as in {date}_{title}."
            )
        twice = next((each for each in self.fields if self.fields.count(each) > 1), None)
        if twice is not None:
            raise InvalidPattern(f"The pattern has {{{twice}}} twice.")
        for before, after in zip(self._pieces, self._pieces[1:], strict=False):
            if before.is_open and after.is_open:
                raise InvalidPattern(
                    f"Nothing stands between {{{before.field}}} and {{{after.field}}}, so nobody "
                    "can tell where one ends. Put the sign between them that is in the names."
                )


class _Way:
    """One search for the ends of all pieces in one name; each place is tried once."""

    def __init__(self, pieces: tuple[Piece, ...], text: str) -> None:
        self._pieces = pieces
        self._text = text
        self._dead: set[tuple[int, int]] = set()
        self._furthest = 0

    def find(self, index: int, position: int) -> list[tuple[Piece, str]] | None:
        """The pieces from one on with their words, in reverse; None where they don't fit."""
        if index == len(self._pieces):
            return [] if position == len(self._text) else None
        if (index, position) in self._dead:
            return None
        self._furthest = max(self._furthest, index)
        piece = self._pieces[index]
        for end in self._ends(index, position):
            rest = self.find(index + 1, end)
            if rest is not None:
                rest.append((piece, self._text[position:end]))
                return rest
        self._dead.add((index, position))
        return None

    def _ends(self, index: int, position: int) -> Iterator[int]:
        piece, text = self._pieces[index], self._text
        if piece.form is None:
            if text.startswith(piece.literal, position):
                yield position + len(piece.literal)
        elif piece.is_open:
            yield from self._open_ends(index, position)
        else:
            for end in piece.form.ends(text, position):
                if piece.form.value(text[position:end]) is not None:
                    yield end

    def _open_ends(self, index: int, position: int) -> Iterator[int]:
        """Ends of words, the nearest first, within a part of the path."""
        text = self._text
        slash = text.find("/", position)
        limit = len(text) if slash < 0 else slash
        if index + 1 == len(self._pieces):
            ends: Iterable[int] = (limit,)
        elif self._pieces[index + 1].literal:
            ends = self._before(self._pieces[index + 1].literal, position, limit)
        else:
            ends = range(position + 1, limit + 1)
        return (end for end in ends if text[position:end].strip())

    def _before(self, literal: str, position: int, limit: int) -> Iterator[int]:
        end = self._text.find(literal, position + 1)
        while 0 <= end <= limit:
            yield end
            end = self._text.find(literal, end + 1)

    def what_failed(self) -> str:
        """Where the name ceased to fit."""
        piece, *behind = self._pieces[self._furthest :]
        if piece.form is None:
            return f"the name does not fit the pattern: there is no “{piece.literal}” in its place"
        field = f"{{{piece.field}}}"
        sign = behind[0].literal if behind else ""
        if piece.is_open and sign:
            return f"the name does not fit the pattern: there is no “{sign}” behind {field}"
        return f"the name does not fit the pattern: {field} should be {piece.form.words}"


def _fields(scheme: Scheme) -> tuple[ArticleField, ...]:
    return tuple(each for each in scheme.fields if not each.per_annotator)


def _option(question: ArticleField, value: AttributeValue) -> AttributeValue:
    """The option that a word means, by its value or its title."""
    word = str(value).casefold()
    known = (
        each.value
        for each in question.options
        if word in {each.value.casefold(), each.title.casefold()}
    )
    return next(known, value)
