"""The referents, spans and links of a parsed record, with every reason why they are none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from db.formats.faults import Faults, Object
from db.formats.record import RecordLink, RecordReferent, RecordSpan
from db.model import Absence, AttributeValue, Fragment
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind, Scheme

_SPAN_KEYS = frozenset(
    {"id", "label", "start", "end", "fragments", "text", "referent", "attributes", "source"}
)
_LINK_KEYS = frozenset({"id", "role", "source", "target", "absent"})
_REFERENT_KEYS = frozenset({"id", "label", "name", "attributes"})
_NONE: list[object] = []


class AnnotationReader:
    """Reads one record's referents first, then its spans, then its links: each names the former.

    `text` is the text as it came in, by whose characters the file counts.
    """

    def __init__(self, data: Object, text: str, scheme: Scheme | None, faults: Faults) -> None:
        self._data = data
        self._text = text
        self._scheme = scheme
        self._faults = faults
        self._labels: dict[str, str] = {}
        self._referents: dict[str, str] = {}

    def parts(
        self,
    ) -> tuple[tuple[RecordReferent, ...], tuple[RecordSpan, ...], tuple[RecordLink, ...]]:
        """Referents, spans and links."""
        # Most records of a large import are articles alone.
        if all(self._data.get(key, _NONE) == _NONE for key in ("referents", "spans", "links")):
            return (), (), ()
        return self.referents(), self.spans(), self.links()

    def referents(self) -> tuple[RecordReferent, ...]:
        """The referents in the order of the file."""
        found = []
        for where, data in self._faults.objects(self._data, "referents", "referent"):
            referent = RecordReferent(
                id=self._new_id(where, data, self._referents),
                label=self._label(where, data),
                name=self._faults.text(where, data, "name"),
                attributes=self._faults.values(where, data, "attributes"),
            )
            self._referents[referent.id] = referent.label
            self._faults.unknown_keys(where, data, _REFERENT_KEYS)
            found.append((where, referent))
        # Only now, because an affiliation may name a referent that stands further down.
        for where, referent in found:
            span_type = self._scheme.span_type(referent.label) if self._scheme else None
            if span_type is not None:
                self.check_answers(where, referent.attributes, span_type.referent_attributes)
        return tuple(referent for _, referent in found)

    def spans(self) -> tuple[RecordSpan, ...]:
        """The spans by start, the longer first, as the file counts them."""
        spans: list[RecordSpan] = []
        places: dict[object, str] = {}
        for where, data in self._faults.objects(self._data, "spans", "span"):
            self._faults.unknown_keys(where, data, _SPAN_KEYS)
            identifier, label = self._new_id(where, data, self._labels), self._label(where, data)
            self._labels[identifier] = label
            fragments = self._fragments(where, data)
            referent = self._referent_of(where, data, label)
            attributes = self._faults.values(where, data, "attributes")
            source = self._faults.optional_text(where, data, "source")
            span_type = self._scheme.span_type(label) if self._scheme else None
            if span_type is not None:
                self.check_answers(where, attributes, span_type.attributes)
            if not fragments:
                continue
            twin = places.setdefault((label, fragments), where)
            if twin is not where:
                self._faults.add(f"{where} marks the same words as {twin}")
            spans.append(
                RecordSpan(
                    id=identifier,
                    label=label,
                    fragments=fragments,
                    referent=referent,
                    attributes=attributes,
                    source=source,
                )
            )
        return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))

    def _fragments(self, where: str, data: Object) -> tuple[Fragment, ...]:
        """The pieces as the file counts them, or () where they are not in the text as it says."""
        start, end = (self._faults.offset(where, data, key) for key in ("start", "end"))
        if start is None or end is None:
            return ()
        if not start < end <= len(self._text):
            self._faults.add(
                f"{where}: {start}–{end} is no stretch of the text, "
                f"which has {len(self._text)} characters"
            )
            return ()
        quote = data.get("text")
        if quote is not None and quote != self._text[start:end]:
            shown = self._text[start:end][:40]
            self._faults.add(f'{where}: "text" is not what stands at {start}–{end}, "{shown}"')
            return ()
        pieces = self._pieces(where, data, start, end)
        for piece in pieces:
            words = self._text[piece.start : piece.end]
            if words != words.strip():
                self._faults.add(f"{where} begins or ends with white space")
                return ()
        return pieces

    def _pieces(self, where: str, data: Object, start: int, end: int) -> tuple[Fragment, ...]:
        value = data.get("fragments")
        if value is None:
            return (Fragment(start, end),)
        reason = (
            f'{where}: "fragments" must be pairs like [12, 18], '
            f"ascending and apart, from {start} to {end}"
        )
        pairs = value if isinstance(value, list) else []
        pieces = []
        for pair in pairs:
            match pair:
                case [int(first), int(last)] if 0 <= first < last:
                    pieces.append(Fragment(first, last))
                case _:
                    pieces = []
                    break
        is_whole = pieces and pieces[0].start == start and pieces[-1].end == end
        if not is_whole or any(left.end >= right.start for left, right in pairwise(pieces)):
            self._faults.add(reason)
            return ()
        return tuple(pieces)

    def links(self) -> tuple[RecordLink, ...]:
        """The links in the order of the file."""
        links: list[RecordLink] = []
        seen: dict[str, str] = {}
        said: dict[object, str] = {}
        for where, data in self._faults.objects(self._data, "links", "link"):
            self._faults.unknown_keys(where, data, _LINK_KEYS)
            identifier = self._new_id(where, data, seen)
            seen[identifier] = ""
            role = self._faults.text(where, data, "role")
            source = self._faults.text(where, data, "source")
            target = self._faults.optional_text(where, data, "target")
            absence = None
            if target is None:
                absence = self._faults.choice(where, data, "absent", Absence)
            elif data.get("absent") is not None:
                self._faults.add(f'{where} has both a "target" and "absent"')
            self._check_link(where, role, source, target)
            twin = said.setdefault((role, source, target), where)
            if twin is not where:
                self._faults.add(f"{where} says the same as {twin}")
            if target is not None or absence is not None:
                links.append(
                    RecordLink(
                        id=identifier, role=role, source=source, target=target, absence=absence
                    )
                )
        return tuple(links)

    def _check_link(self, where: str, role: str, source: str, target: str | None) -> None:
        for end, key in ((source, "source"), (target, "target")):
            if end is not None and end and end not in self._labels:
                self._faults.add(f'{where}: its {key} "{end}" is no span of this record')
        if source and source == target:
            self._faults.add(f"{where} points from a span to itself")
        if self._scheme is None or source not in self._labels or not role:
            return
        known = self._scheme.role(role, self._labels[source])
        label = self._labels.get(target or "")
        if known is None:
            self._faults.add(f'{where}: the scheme has no role "{role}" for {self._labels[source]}')
        elif label and label not in known.targets:
            self._faults.add(f'{where}: "{role}" can\'t point at {label}')

    def _new_id(self, where: str, data: Object, taken: Mapping[str, str]) -> str:
        identifier = self._faults.text(where, data, "id")
        if identifier and identifier in taken:
            self._faults.add(f"{where}: there is another one of this id before it")
        return identifier

    def _label(self, where: str, data: Object) -> str:
        label = self._faults.text(where, data, "label")
        if label and self._scheme is not None and self._scheme.span_type(label) is None:
            self._faults.add(f'{where}: the scheme has no label "{label}"')
        return label

    def _referent_of(self, where: str, data: Object, label: str) -> str | None:
        referent = self._faults.optional_text(where, data, "referent")
        if referent is None:
            return None
        if referent not in self._referents:
            self._faults.add(f'{where}: its referent "{referent}" is not in this record')
        elif self._referents[referent] != label:
            self._faults.add(f'{where}: its referent "{referent}" is a {self._referents[referent]}')
        return referent

    def check_answers(
        self, where: str, answers: Mapping[str, AttributeValue], known: tuple[Attribute, ...]
    ) -> None:
        """Note the answers that fit none of the questions; once the referents are read."""
        for name, value in answers.items():
            attribute = next((each for each in known if each.name == name), None)
            reason = what_is_wrong(attribute, value)
            if attribute is not None and attribute.kind is AttributeKind.REFERENT:
                reason = (
                    "" if value in self._referents else f'"{value}" is no referent of this record'
                )
            if reason:
                self._faults.add(f"{where}: {name}: {reason}")
