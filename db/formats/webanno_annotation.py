"""From the cells of WebAnno TSV 3 to spans, links and referents.

An annotation over several tokens has a number, which all their lines repeat; one on a single line
has none and is known by its place there. Slots and relations point at a line and, where several
annotations begin there, at a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.formats.foreign import ForeignLayer, ForeignLink, ForeignReferent
from db.formats.marks import Account, Mark, placed, tied, with_referents
from db.formats.offsets import Counting, OffsetUnit, RawText, Scale
from db.formats.uima import ANNOTATION, TOKEN, labelled, short, with_role
from db.formats.webanno_layers import (
    EMPTY,
    NOTHING,
    Cell,
    Kind,
    LayerHead,
    Row,
    numbered,
    plain,
    reference,
    split,
)
from db.model import AttributeValue

MAX_STACKED = 1_000

_NUMBERS = re.compile(r"\d{1,9}-\d{1,9}", re.ASCII)
_LINK_TYPE_OF_CHAIN, _RELATION_OF_CHAIN = "referenceType", "referenceRelation"


@dataclass(slots=True)
class _Span:
    id: str
    type_name: str
    number: int
    first: Row
    last: Row
    features: dict[str, AttributeValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Arrow:
    """A link before its ends are found: `source` and `target` are spans or point at lines."""

    role: str
    attributes: dict[str, AttributeValue]
    source: _Span | tuple[str, str, int]
    target: _Span | tuple[str, str, int]
    type_name: str
    line: int


class Annotations:
    """All rows of a file, taken in when it is made."""

    def __init__(self, heads: Sequence[LayerHead], rows: Sequence[Row], account: Account) -> None:
        self._account = account
        self._spans: dict[object, _Span] = {}
        self._at: dict[str, list[_Span]] = {}
        self._arrows: list[_Arrow] = []
        self._chains: dict[tuple[str, int], dict[int, _Span]] = {}
        self._rows = {row.unit: row for row in rows}
        for row in rows:
            for head in heads:
                cells = row.cells[head.first : head.first + len(head.columns)]
                stacks = [split(cell, "|") for cell in cells]
                if all(stack == [NOTHING] for stack in stacks):
                    continue
                if max(map(len, stacks)) > MAX_STACKED:
                    account.problem(f"more than {MAX_STACKED:,} annotations stand there", row.line)
                    continue
                for place in range(max(map(len, stacks))):
                    pieces = [stack[place] if place < len(stack) else NOTHING for stack in stacks]
                    self._take(head, row, place, pieces)

    def _take(self, head: LayerHead, row: Row, place: int, pieces: list[str]) -> None:
        match head.kind:
            case Kind.SPAN:
                self._span(head, row, place, pieces)
            case Kind.CHAIN:
                self._chain(head, row, pieces)
            case Kind.RELATION:
                self._relation(head, row, pieces)

    def _span(self, head: LayerHead, row: Row, place: int, pieces: list[str]) -> None:
        number = 0
        values: list[str] = []
        for column, piece in zip(head.columns, pieces, strict=True):
            # Numbers behind targets are those of the targets.
            value, own = (piece, None) if column.cell is Cell.TARGETS else numbered(piece)
            values.append(value)
            number = number or own or 0
        key = (head.type_name, number) if number else (head.type_name, row.unit, place)
        known = self._spans.get(key)
        if known is not None:
            known.last = row
            self._at.setdefault(row.unit, []).append(known)
            return
        span = self._new_span(key, head.type_name, number, row)
        roles: list[str] = []
        for column, value in zip(head.columns, values, strict=True):
            if column.cell is Cell.FEATURE and plain(value) is not None:
                span.features[column.name] = plain(value) or ""
            elif column.cell is Cell.ROLES:
                roles = [plain(each) or column.name for each in split(value, ";")]
            elif column.cell is Cell.TARGETS:
                self._slots(span, roles, value, column.name, row)

    def _new_span(self, key: object, type_name: str, number: int, row: Row) -> _Span:
        span = _Span(f"s{len(self._spans) + 1}", type_name, number, row, row)
        self._spans[key] = span
        self._at.setdefault(row.unit, []).append(span)
        return span

    def _slots(self, host: _Span, roles: list[str], value: str, type_name: str, row: Row) -> None:
        targets = [each for each in split(value, ";") if each not in {EMPTY, NOTHING}]
        for place, piece in enumerate(targets):
            found = reference(piece)
            if found is None:
                self._account.problem(f"“{piece[:40]}” points at no line", line=row.line)
                continue
            role = roles[place] if place < len(roles) else ""
            target = (type_name, found[0], found[1])
            self._arrows.append(_Arrow(role, {}, host, target, host.type_name, row.line))

    def _relation(self, head: LayerHead, row: Row, pieces: list[str]) -> None:
        features: dict[str, AttributeValue] = {}
        for column, piece in zip(head.columns, pieces, strict=True):
            if column.cell is Cell.BASE:
                found = reference(piece)
                if found is None:
                    self._account.problem(f"“{piece[:40]}” points at no line", line=row.line)
                    continue
                unit, source, target = found
                role, attributes = with_role(head.type_name, features)
                self._arrows.append(
                    _Arrow(
                        role,
                        attributes,
                        (column.name, unit, source),
                        (column.name, row.unit, target),
                        head.type_name,
                        row.line,
                    )
                )
            elif plain(piece) is not None:
                features[column.name] = plain(piece) or ""

    def _chain(self, head: LayerHead, row: Row, pieces: list[str]) -> None:
        cells = {column.name: piece for column, piece in zip(head.columns, pieces, strict=True)}
        kind, _ = numbered(cells.get(_LINK_TYPE_OF_CHAIN, EMPTY))
        relation, sign, place = cells.get(_RELATION_OF_CHAIN, "").rpartition("->")
        chain, _, element = place.partition("-")
        if not sign or not _NUMBERS.fullmatch(place):
            self._account.problem(f"“{place[:40]}” is no place in a chain", line=row.line)
            return
        key = (head.type_name, int(chain), int(element))
        known = self._spans.get(key)
        if known is not None:
            known.last = row
            return
        span = self._new_span(key, head.type_name, 0, row)
        value = plain(kind)
        if value is not None:
            span.features[_LINK_TYPE_OF_CHAIN] = value
        if plain(relation) is not None:
            span.features[_RELATION_OF_CHAIN] = plain(relation) or ""
        self._chains.setdefault((head.type_name, int(chain)), {})[int(element)] = span

    def layer(self, text: RawText, scale: Scale, annotator: str | None) -> ForeignLayer:
        """All that the rows say about a text, whose offsets `scale` understands."""
        links, lines = self._links()
        marks = list(self._marks(text, scale))
        counting = Counting(text, OffsetUnit.CODE_POINT, is_raw=True)
        spans = placed(text, marks, self._account, counting=counting)
        known = {span.id for span in spans}
        own, referents = with_referents(spans)
        chains = tuple(
            ForeignReferent(
                id=f"{short(type_name)}-{number}",
                mentions=tuple(span.id for _, span in sorted(elements.items()) if span.id in known),
                kind=short(type_name),
            )
            for (type_name, number), elements in self._chains.items()
        )
        return ForeignLayer(
            annotator=annotator,
            spans=own,
            links=tied(links, spans, self._account, lines),
            referents=(*(chain for chain in chains if chain.mentions), *referents),
        )

    def _marks(self, text: RawText, scale: Scale) -> Iterator[Mark]:
        for span in self._spans.values():
            start, end = scale.code_point(span.first.start), scale.code_point(span.last.end)
            if start is None or end is None:
                self._account.left_out.add(span.id)
                continue
            label, attributes = labelled(span.type_name, span.features)
            yield Mark(
                id=span.id,
                label=label,
                pieces=((start, end),),
                words=f"{short(span.type_name)} “{text.raw[start:end][:40]}”",
                attributes=attributes,
                kind=short(span.type_name),
                line=span.first.line,
            )

    def _links(self) -> tuple[list[ForeignLink], dict[str, int]]:
        links: list[ForeignLink] = []
        lines: dict[str, int] = {}
        for counter, arrow in enumerate(self._arrows, start=1):
            ends = [
                end if isinstance(end, _Span) else self._found(*end)
                for end in (arrow.source, arrow.target)
            ]
            if None in ends:
                self._account.problem(
                    f"{short(arrow.type_name)} “{arrow.role}” points at a line without annotation",
                    line=arrow.line,
                )
                continue
            lines[f"l{counter}"] = arrow.line
            links.append(
                ForeignLink(
                    id=f"l{counter}",
                    role=arrow.role,
                    source=ends[0].id if ends[0] else "",
                    target=ends[1].id if ends[1] else "",
                    attributes=arrow.attributes,
                    kind=short(arrow.type_name),
                )
            )
        return links, lines

    def _found(self, type_name: str, unit: str, number: int) -> _Span | None:
        """The annotation of a type at a line; a token becomes one when it is pointed at."""
        here = [
            span
            for span in self._at.get(unit, ())
            if type_name in {span.type_name, ANNOTATION} and (not number or span.number == number)
        ]
        if here:
            return min(here, key=lambda span: (span.first.unit != unit, bool(span.number)))
        row = self._rows.get(unit)
        if row is None or (number and type_name != TOKEN):
            return None
        return self._new_span((TOKEN, unit), type_name, 0, row)
