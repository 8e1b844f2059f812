"""From one parsed JSON object to a record, with every reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from db.formats.faults import Faults, Object
from db.formats.record import (
    Record,
    RecordLayer,
    RecordLink,
    RecordReferent,
    RecordScheme,
    RecordSpan,
)
from db.model import Absence, AnnotatorKind, AttributeValue, Fragment, LayerState, NewArticle
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind, Scheme
from db.text.decoding import Unreadable
from db.text.normalise import Normalised, normalise
from db.text.titles import title_of

SCHEMA_VERSION = "1.0"
OFFSET_UNIT = "codepoint"
MAX_BODY_CHARACTERS = 20_000_000

_KEYS = frozenset({
    "schema_version", "id", "title", "text", "text_sha256", "offset_unit", "meta", "spans", "links", "referents",
    "labels", "layer", "scheme", "split",
})  # fmt: skip
_SPAN_KEYS = frozenset(
    {"id", "label", "start", "end", "fragments", "text", "referent", "attributes"}
)
_LINK_KEYS = frozenset({"id", "role", "source", "target", "absent"})
_REFERENT_KEYS = frozenset({"id", "label", "name", "attributes"})
_LAYER_KEYS = frozenset({"kind", "annotator", "state", "nothing_here", "flag"})
_SCHEME_KEYS = frozenset({"id", "version", "sha256"})


def read_record(
    data: Object, scheme: Scheme | None
) -> tuple[Record | None, tuple[str, ...], tuple[str, ...]]:
    """The record, or None with the reasons; the last tuple notes what was replaced on the way.

    With a scheme, labels, roles and answers must be known to it.
    """
    if "schema_version" not in data:
        return None, ('it is no record of this program: "schema_version" is missing',), ()
    faults = Faults()
    reader = _Reader(data, scheme, faults)
    record = reader.record()
    if faults.reasons:
        return None, tuple(faults.reasons), ()
    return record, (), reader.notes


class _Reader:
    """The checks of one record; the parts that come later look things up in those that came before."""

    def __init__(self, data: Object, scheme: Scheme | None, faults: Faults) -> None:
        self.notes: tuple[str, ...] = ()
        self._data = data
        self._scheme = scheme
        self._faults = faults
        self._text = ""
        self._labels: dict[str, str] = {}
        self._referents: dict[str, str] = {}

    def record(self) -> Record:
        faults, data = self._faults, self._data
        self._format()
        normalised = self._body()
        article = NewArticle(
            title=faults.optional_text("the record", data, "title")
            or title_of(normalised.body, fallback=str(data.get("id"))),
            body=normalised.body,
            metadata=faults.values("the record", data, "meta"),
            external_id=faults.text("the record", data, "id"),
        )
        referents = self._all_referents()
        spans = self._all_spans()
        links = self._all_links()
        record = Record(
            article=article,
            layer=self._layer(),
            spans=tuple(_moved(span, normalised) for span in spans),
            links=links,
            referents=referents,
            labels=self._answers(),
            scheme=self._made_with(),
            split=faults.optional_text("the record", data, "split"),
        )
        self._cross_checks(record)
        return record

    def _format(self) -> None:
        version = self._data.get("schema_version")
        if version != SCHEMA_VERSION:
            self._faults.add(f'"schema_version" must be "{SCHEMA_VERSION}", not {version!r}')
        unit = self._data.get("offset_unit", OFFSET_UNIT if not self._data.get("spans") else None)
        if unit != OFFSET_UNIT:
            self._faults.add(f'"offset_unit" must be "{OFFSET_UNIT}", not {unit!r}')
        self._faults.unknown_keys("the record", self._data, _KEYS)

    def _body(self) -> Normalised:
        text = self._data.get("text")
        if not isinstance(text, str):
            self._faults.add('the record has no "text"' if text is None else '"text" must be text')
            return Normalised(body="")
        self._text = text
        if len(text) > MAX_BODY_CHARACTERS:
            self._faults.add(f'"text" is longer than {MAX_BODY_CHARACTERS:,} characters')
            return Normalised(body="")
        sha256 = self._faults.optional_text("the record", self._data, "text_sha256")
        if sha256 is not None and sha256 != hashlib.sha256(text.encode()).hexdigest():
            self._faults.add('"text_sha256" does not fit the text, so one of them was changed')
        try:
            normalised = normalise(text)
        except Unreadable as error:
            self._faults.add(f'"text" can\'t be used: {error}')
            return Normalised(body="")
        self.notes = normalised.notes
        return normalised

    def _all_referents(self) -> tuple[RecordReferent, ...]:
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
                self._check_answers(where, referent.attributes, span_type.referent_attributes)
        return tuple(referent for _, referent in found)

    def _all_spans(self) -> tuple[RecordSpan, ...]:
        spans: list[RecordSpan] = []
        places: dict[object, str] = {}
        for where, data in self._faults.objects(self._data, "spans", "span"):
            self._faults.unknown_keys(where, data, _SPAN_KEYS)
            identifier, label = self._new_id(where, data, self._labels), self._label(where, data)
            self._labels[identifier] = label
            fragments = self._fragments(where, data)
            referent = self._referent_of(where, data, label)
            attributes = self._faults.values(where, data, "attributes")
            span_type = self._scheme.span_type(label) if self._scheme else None
            if span_type is not None:
                self._check_answers(where, attributes, span_type.attributes)
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
                f"{where}: {start}–{end} is no stretch of the text, which has {len(self._text)} characters"
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
        reason = f'{where}: "fragments" must be pairs like [12, 18], ascending and apart, from {start} to {end}'
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

    def _all_links(self) -> tuple[RecordLink, ...]:
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

    def _layer(self) -> RecordLayer | None:
        if self._data.get("layer") is None:
            return None
        data = self._faults.object("the record", self._data, "layer")
        where = '"layer"'
        self._faults.unknown_keys(where, data, _LAYER_KEYS)
        kind = self._faults.choice(where, data, "kind", AnnotatorKind) or AnnotatorKind.GOLD
        annotator = self._faults.optional_text(where, data, "annotator")
        if kind is not AnnotatorKind.GOLD and not (annotator or "").strip():
            self._faults.add('"layer" must name its "annotator", or be of kind gold')
        return RecordLayer(
            kind=kind,
            annotator=annotator,
            state=self._faults.choice(where, data, "state", LayerState) or LayerState.DONE,
            nothing_here=self._faults.flag(where, data, "nothing_here"),
            flag=self._faults.optional_text(where, data, "flag"),
        )

    def _answers(self) -> dict[str, AttributeValue]:
        answers = self._faults.values("the record", self._data, "labels")
        if self._scheme is not None:
            fields = tuple(field for field in self._scheme.fields if field.per_annotator)
            self._check_answers('"labels"', answers, fields)
        return answers

    def _made_with(self) -> RecordScheme | None:
        if self._data.get("scheme") is None:
            return None
        data = self._faults.object("the record", self._data, "scheme")
        self._faults.unknown_keys('"scheme"', data, _SCHEME_KEYS)
        return RecordScheme(
            id=self._faults.text('"scheme"', data, "id"),
            version=self._faults.text('"scheme"', data, "version"),
            sha256=self._faults.optional_text('"scheme"', data, "sha256"),
        )

    def _cross_checks(self, record: Record) -> None:
        has_annotation = record.spans or record.links or record.referents or record.labels
        if record.layer is None and has_annotation:
            self._faults.add('there is annotation but no "layer" to say whose it is')
        if record.layer is not None and record.layer.nothing_here and record.spans:
            self._faults.add('"layer" says that there is nothing here, but there are spans')

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

    def _check_answers(
        self, where: str, answers: Mapping[str, AttributeValue], known: tuple[Attribute, ...]
    ) -> None:
        for name, value in answers.items():
            attribute = next((each for each in known if each.name == name), None)
            reason = what_is_wrong(attribute, value)
            if attribute is not None and attribute.kind is AttributeKind.REFERENT:
                reason = (
                    "" if value in self._referents else f'"{value}" is no referent of this record'
                )
            if reason:
                self._faults.add(f"{where}: {name}: {reason}")


def _moved(span: RecordSpan, normalised: Normalised) -> RecordSpan:
    if not normalised.dropped:
        return span
    fragments = tuple(
        Fragment(normalised.moved(piece.start), normalised.moved(piece.end))
        for piece in span.fragments
    )
    return replace(span, fragments=fragments)
