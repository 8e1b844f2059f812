"""Spans over texts, a line for each layer: what training scripts for spaCy take most simply.

Offsets count code points and may end anywhere, so nothing has to fit tokens. A line is one of
Prodigy's without tokens and relations, and is read as such.
"""

from __future__ import annotations

from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, Written, name_of
from db.formats.marks import REFERENT, REFERENT_NAME
from db.formats.prodigy import read
from db.formats.record import Record, RecordSpan
from db.model import AnnotatorKind

__all__ = ["SUFFIXES", "read", "write"]

SUFFIXES = (".jsonl",)


def write(record: Record) -> Written:
    """One line; attributes and referents travel in the spans, which spaCy passes over."""
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links()
    ledger.lose_referents(names_are_kept=True)
    ledger.lose_fields(record.article.metadata.keys() - {"id", "title"})
    names = {referent.id: referent.name for referent in record.referents}
    data: dict[str, object] = {
        "text": record.article.body,
        "spans": [_span(record, span, names) for span in record.spans],
        "meta": {**record.article.metadata, "id": name_of(record), "title": record.article.title},
    }
    layer = record.layer
    if layer is not None and layer.annotator and layer.kind is not AnnotatorKind.GOLD:
        data["_annotator_id"] = layer.annotator
    return Written(data=json_line(data), losses=ledger.losses)


def _span(record: Record, span: RecordSpan, names: dict[str, str]) -> dict[str, object]:
    data: dict[str, object] = {
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "id": span.id,
        # Without it, nobody could tell for certain what the offsets count.
        "text": record.article.body[span.start : span.end],
    }
    if span.attributes:
        data["attributes"] = span.attributes
    if span.referent is not None:
        data[REFERENT] = span.referent
        data[REFERENT_NAME] = names.get(span.referent, "")
    return data
