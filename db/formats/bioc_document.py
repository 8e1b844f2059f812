"""One document of BioC: its text put together, and its annotations moved into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from db.formats.faults import Object
from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignLink, ForeignRead
from db.formats.json_lines import dicts, plain_values
from db.formats.marks import Account, Mark, placed, refused, tied
from db.formats.offsets import Counting, OffsetUnit, RawText, Scale, same_words
from db.model import AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of

ANNOTATION, RELATION = "annotation", "relation"
_TYPE, _TITLE = "type", "title"
_SOURCES = ("source", "arg1", "subject", "agent", "trigger", "head", "from")
_MOST_JUDGED = 2_000
_SHOWN_CHARACTERS = 40


@dataclass(slots=True, kw_only=True)
class _Segment:
    """A passage or a sentence; `start` is where its text stands here, `offset` where it says."""

    start: int
    offset: int
    text: str
    scales: dict[OffsetUnit, Scale] = field(default_factory=dict)

    def scale(self, unit: OffsetUnit) -> Scale:
        """Positions in its text by another unit."""
        if unit not in self.scales:
            self.scales[unit] = Scale(self.text, unit)
        return self.scales[unit]


@dataclass(slots=True, kw_only=True)
class _Marked:
    """An annotation with the segment that it stands in."""

    id: str
    data: Object
    segment: _Segment

    @property
    def quote(self) -> str:
        """What it says that stands there; some tools write the name of what is meant."""
        text = self.data.get("text")
        return text if isinstance(text, str) else ""

    def locations(self) -> Iterator[tuple[int, int]]:
        """Offsets and lengths as they are in the file."""
        for location in dicts(self.data.get("locations")):
            offset, length = _number(location.get("offset")), _number(location.get("length"))
            if offset is not None and length is not None:
                yield offset, length

    def pieces(self, unit: OffsetUnit) -> list[tuple[int, int]]:
        """Where it stands in the whole text, if it counts so."""
        found = [self._piece(offset, length, unit) for offset, length in self.locations()]
        return [each for each in found if each is not None]

    def _piece(self, offset: int, length: int, unit: OffsetUnit) -> tuple[int, int] | None:
        """From the document's beginning, or else from that of the passage or sentence."""
        scale = self.segment.scale(unit)
        usable = []
        for first in (offset - self.segment.offset, offset):
            start, end = scale.code_point(first), scale.code_point(first + length)
            if start is not None and end is not None:
                usable.append((start, end))
        fitting = [
            each for each in usable if same_words(self.segment.text[slice(*each)], self.quote)
        ]
        if not usable:
            return None
        start, end = (fitting or usable)[0]
        return self.segment.start + start, self.segment.start + end


class Document:
    """Reads one document, as JSON has it."""

    def __init__(self, data: Object, account: Account) -> None:
        self._data = data
        self._account = account
        self._pieces: list[str] = []
        self._length = self._end = 0
        self._title = ""
        self._marked: list[_Marked] = []
        self._relations: list[Object] = []
        self._ids: set[str] = set()

    def read(self, annotator: str | None) -> ForeignRead:
        """The document as an article with one layer."""
        for passage in dicts(self._data.get("passages")):
            self._passage(passage)
        self._relations += dicts(self._data.get("relations"))
        body = "".join(self._pieces)
        try:
            text = RawText(body)
        except Unreadable as error:
            if self._account.has_problems:
                return self._account.read(None)
            return refused(self._account.path, str(error))
        unit = self._unit(body)
        if unit is not OffsetUnit.CODE_POINT:
            self._account.note(f"its offsets count {unit}, as the marked words show")
        marks = list(self._marks(unit, body))
        counting = Counting(text, OffsetUnit.CODE_POINT, is_raw=True)
        spans = placed(text, marks, self._account, counting=counting)
        # Relations of relations have no place here, though the file is right.
        self._account.left_out.update(str(each.get("id", "")) for each in self._relations)
        links = tied(list(self._links()), spans, self._account)
        name = str(self._data.get("id", "")).strip()
        return self._account.read(
            ForeignArticle(
                name=name,
                text=text.body,
                title=self._title or title_of(text.body, fallback=name),
                metadata=plain_values(_infons(self._data)),
                layers=(ForeignLayer(annotator=annotator, spans=spans, links=links),),
            )
        )

    def _passage(self, passage: Object) -> None:
        whole = self._segment(passage, "\n")
        self._take(passage, whole)
        for number, sentence in enumerate(dicts(passage.get("sentences"))):
            self._take(sentence, self._segment(sentence, "\n" if number == 0 else " "))
        is_title = str(_infons(passage).get(_TYPE, "")).casefold() == _TITLE
        if is_title and whole is not None and not self._title:
            self._title = " ".join(whole.text.split())

    def _segment(self, data: Object, between: str) -> _Segment | None:
        """Put a text behind what is there: close to it only where its offset says so."""
        text, offset = data.get("text"), _number(data.get("offset"))
        if offset is None:
            self._account.problem("a passage or a sentence has no offset")
            return None
        if not isinstance(text, str) or not text:
            return _Segment(start=self._length, offset=offset, text="")
        is_close = not self._pieces or offset == self._end
        self._pieces.append(text if is_close else f"{between}{text}")
        start = self._length + (0 if is_close else len(between))
        self._length = start + len(text)
        self._end = offset + len(text)
        return _Segment(start=start, offset=offset, text=text)

    def _take(self, data: Object, segment: _Segment | None) -> None:
        """The annotations and relations of a passage or a sentence."""
        self._relations += dicts(data.get("relations"))
        for annotation in dicts(data.get("annotations")):
            identifier = str(annotation.get("id") or f"a{len(self._ids) + 1}")
            while identifier in self._ids:
                identifier += "'"
            self._ids.add(identifier)
            if segment is not None:
                self._marked.append(_Marked(id=identifier, data=annotation, segment=segment))

    def _unit(self, body: str) -> OffsetUnit:
        """The way of counting under which most quotes stand where the file says."""
        if body.isascii():
            return OffsetUnit.CODE_POINT

        def fitting(unit: OffsetUnit) -> int:
            return sum(_fits(each, unit, body) for each in self._marked[:_MOST_JUDGED])

        return max(OffsetUnit, key=fitting)

    def _marks(self, unit: OffsetUnit, body: str) -> Iterator[Mark]:
        others = []
        for each in self._marked:
            words = f'{ANNOTATION} "{each.id}"'
            pieces = each.pieces(unit)
            if not pieces:
                self._account.problem(f"{words} does not stand in its passage or sentence")
                continue
            if each.quote and not _fits(each, unit, body):
                others.append((each.quote, body[pieces[0][0] : pieces[-1][1]]))
            label, kind, attributes = _labelled(_infons(each.data), ANNOTATION)
            yield Mark(
                id=each.id,
                label=label,
                kind=kind,
                pieces=tuple(pieces),
                words=words,
                attributes=attributes,
            )
        if others:
            quote, there = (each[:_SHOWN_CHARACTERS] for each in others[0])
            self._account.note(
                f"the words of {len(others):,} annotations are not those that stand there: the "
                f"first says “{quote}”, and “{there}” was taken"
            )

    def _links(self) -> Iterator[ForeignLink]:
        """From the node that is a source, or the first one, to each of the others."""
        number = 0
        for relation in self._relations:
            nodes = [
                (str(each.get("refid", "")), str(each.get("role", "")))
                for each in dicts(relation.get("nodes"))
            ]
            if len(nodes) < 2:
                self._account.problem(
                    f'{RELATION} "{relation.get("id", "")}" does not name two annotations'
                )
                continue
            first = next((node for node in nodes if node[1].casefold() in _SOURCES), nodes[0])
            role, kind, attributes = _labelled(_infons(relation), RELATION)
            for node in (each for each in nodes if each is not first):
                number += 1
                named = node[1] if len(nodes) > 2 and node[1] else role
                yield ForeignLink(
                    id=f"r{number}", role=named, source=first[0], target=node[0], kind=kind,
                    attributes=attributes,
                )  # fmt: skip


def _labelled(
    infons: Mapping[str, object], usual: str
) -> tuple[str, str, dict[str, AttributeValue]]:
    """The label, where it comes from, and the rest: `type` says it, or what is said alone."""
    said = plain_values(infons)
    if _TYPE in said:
        return str(said[_TYPE]), "", {key: said[key] for key in said if key != _TYPE}
    if len(said) == 1:
        ((kind, label),) = said.items()
        return str(label), kind, {}
    return usual, "", said


def _fits(marked: _Marked, unit: OffsetUnit, body: str) -> bool:
    words = " ".join(body[start:end] for start, end in marked.pieces(unit))
    return same_words(words, marked.quote)


def _infons(data: Object) -> Mapping[str, object]:
    found = data.get("infons")
    return found if isinstance(found, dict) else {}


def _number(value: object) -> int | None:
    """A number that is not negative; XML has it as a text."""
    if type(value) is int and value >= 0:
        return value
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
        return int(value.strip()[:15])
    return None
