"""From one parsed JSON object to a record, with every reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from db.formats.faults import Faults, Object
from db.formats.record import Record, RecordLayer, RecordScheme, RecordSpan
from db.formats.record_annotation import AnnotationReader
from db.model import AnnotatorKind, AttributeValue, Fragment, LayerState, NewArticle
from db.scheme.model import Scheme
from db.text.decoding import Unreadable
from db.text.normalise import Normalised, normalise
from db.text.titles import title_of

SCHEMA_VERSION = "1.0"
OFFSET_UNIT = "codepoint"
MAX_BODY_CHARACTERS = 20_000_000

_SOURCES_ARE_NOT_KEPT = "how the spans of gold came about is not kept, for it rests on a review"

_KEYS = frozenset({
    "schema_version", "id", "title", "text", "text_sha256", "offset_unit", "meta", "spans", "links",
    "referents", "labels", "layer", "scheme", "split",
})  # fmt: skip
_LAYER_KEYS = frozenset({"kind", "annotator", "state", "nothing_here", "flag"})
_SCHEME_KEYS = frozenset({"id", "version", "sha256"})


TextOf = Callable[[str], str | None]
"""Finds the body whose SHA-256 somebody has in hexadecimal digits; None where there is none."""


def is_stand_off(data: Object) -> bool:
    """Whether a record names its text by the digest alone."""
    return data.get("text") is None and isinstance(data.get("text_sha256"), str)


def read_record(
    data: Object,
    scheme: Scheme | None,
    source: str | None = None,
    *,
    text_of: TextOf | None = None,
) -> tuple[Record | None, tuple[str, ...], tuple[str, ...]]:
    """The record, or None with the reasons; the last tuple notes what was replaced on the way.

    With a scheme, labels, roles and answers must be known to it. `source` is the file it is from.
    `text_of` finds the texts of records that are stand-off, which can't be read without.
    """
    if "schema_version" not in data:
        return None, ('it is no record of this program: "schema_version" is missing',), ()
    if text_of is not None and is_stand_off(data):
        text = text_of(str(data["text_sha256"]))
        if text is None:
            return None, (_missing_text(data),), ()
        data = {**data, "text": text}
    faults = Faults()
    reader = _Reader(data, scheme, faults, source)
    record = reader.record()
    if faults.reasons:
        return None, tuple(faults.reasons), ()
    return record, (), reader.notes


def _missing_text(data: Object) -> str:
    title = data.get("title")
    name = title if isinstance(title, str) and title.strip() else data.get("id")
    return f"the text of “{name}” is not in this project; import the articles first"


class _Reader:
    """The checks of one record; what hangs on its text is read by AnnotationReader."""

    def __init__(
        self, data: Object, scheme: Scheme | None, faults: Faults, source: str | None
    ) -> None:
        self.notes: tuple[str, ...] = ()
        self._source = source
        self._data = data
        self._scheme = scheme
        self._faults = faults
        self._text = ""

    def record(self) -> Record:
        faults, data = self._faults, self._data
        self._format()
        normalised = self._body()
        title = faults.optional_text("the record", data, "title") or ""
        article = NewArticle(
            title=title if title.strip() else title_of(normalised.body, fallback="Untitled"),
            body=normalised.body,
            metadata=faults.values("the record", data, "meta"),
            external_id=faults.text("the record", data, "id"),
            source=self._source,
        )
        annotation = AnnotationReader(data, self._text, self._scheme, faults)
        referents, spans, links = annotation.parts()
        if any(span.source is not None for span in spans):
            self.notes = (*self.notes, _SOURCES_ARE_NOT_KEPT)
        record = Record(
            article=article,
            layer=self._layer(),
            spans=tuple(_moved(span, normalised) for span in spans),
            links=links,
            referents=referents,
            labels=self._answers(annotation),
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

    def _answers(self, annotation: AnnotationReader) -> dict[str, AttributeValue]:
        answers = self._faults.values("the record", self._data, "labels")
        if self._scheme is not None and answers:
            fields = tuple(field for field in self._scheme.fields if field.per_annotator)
            annotation.check_answers('"labels"', answers, fields)
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
        # Actors alone may be marked where there is no statement to find.
        if record.layer is not None and record.layer.nothing_here and record.links:
            self._faults.add('"layer" says that there is nothing here, but there are links')


def _moved(span: RecordSpan, normalised: Normalised) -> RecordSpan:
    if not normalised.dropped:
        return span
    fragments = tuple(
        Fragment(normalised.moved(piece.start), normalised.moved(piece.end))
        for piece in span.fragments
    )
    return replace(span, fragments=fragments)
