"""A layer as a record, read row by row: where SQLite's own JSON would not say it right."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from db.errors import Bug, DamagedQuote
from db.exports.read_back import NotReadBack
from db.formats.record import Record, RecordLayer, RecordLink, RecordReferent, RecordSpan
from db.model import (
    Annotation,
    Attributes,
    NewArticle,
    Referent,
    ReferentId,
)
from db.project import Project
from db.queries import export_parts, layers, referents
from db.queries.export_rows import ExportRow
from db.scheme.naming import Naming

NO_REFERENT = "a span's referent is not in the register"


def record_of(project: Project, row: ExportRow, *, layer: RecordLayer, naming: Naming) -> Record:
    """The record of one layer."""
    stored = layers.one(project, row.layer)
    if stored is None:
        raise Bug("a layer vanished while it was exported")
    annotation = layers.annotation(project, stored)
    for span in annotation.spans:
        check_quote(row, span.start, span.end, span.quote)
    beyond = export_parts.beyond(project, row.layer)
    entries = _entries(project, annotation, tuple(each.referent for each in beyond.listing), naming)
    ids = _referent_ids(
        project, entries, {each.referent: each.external_id for each in beyond.listing}
    )
    if any(span.referent is not None and span.referent not in ids for span in annotation.spans):
        raise NotReadBack(row.title, NO_REFERENT)
    external = export_parts.external_ids(project, row.layer)
    sources = export_parts.sources(project, row.layer)
    return Record(
        article=NewArticle(
            title=row.title,
            body=row.body,
            metadata=orjson.loads(row.metadata_json),
            external_id=row.id,
        ),
        layer=layer,
        spans=tuple(
            RecordSpan(
                id=external.get(span.id, span.id),
                label=span.label,
                fragments=span.fragments,
                referent=None if span.referent is None else ids[span.referent],
                attributes=_translated(span.attributes, ids, naming.spans.get(span.label)),
                source=sources.get(span.id),
            )
            for span in annotation.spans
        ),
        links=tuple(
            RecordLink(
                id=external.get(link.id, link.id),
                role=link.role,
                source=external.get(link.source, link.source),
                target=None if link.target is None else external.get(link.target, link.target),
                absence=link.absence,
            )
            for link in annotation.links
        ),
        referents=tuple(
            RecordReferent(
                id=ids[entry.id],
                label=entry.label,
                name=entry.name,
                attributes=_translated(entry.attributes, ids, naming.referents.get(entry.label)),
            )
            for entry in entries
        ),
        labels=stored.labels,
        split=beyond.split,
    )


def check_quote(row: ExportRow, start: int, end: int, quote: str) -> None:
    """Raise DamagedQuote unless code points [start, end) of the body are what was marked."""
    if row.body[start:end] != quote:
        raise DamagedQuote(row.title, quote)


def _entries(
    project: Project, annotation: Annotation, listed: tuple[ReferentId, ...], naming: Naming
) -> tuple[Referent, ...]:
    """Listed ones in their order, those with mentions, then those that only answers name."""
    wanted = list(dict.fromkeys((*listed, *(each.id for each in annotation.referents))))
    known = {each.id: each for each in annotation.referents}
    named_by_spans = [
        ReferentId(str(span.attributes[name]))
        for span in annotation.spans
        for name in sorted(naming.spans.get(span.label, ()))
        if name in span.attributes
    ]
    wanted.extend(dict.fromkeys(named_by_spans))
    entries: dict[ReferentId, Referent] = {}
    while wanted:
        # Whatever the answers of these name comes after them, oldest first.
        named: set[ReferentId] = set()
        for each in wanted:
            entry = known.get(each) or referents.one(project, each)
            if entry is None or each in entries:
                continue
            entries[each] = entry
            named.update(
                ReferentId(str(entry.attributes[name]))
                for name in naming.referents.get(entry.label, ())
                if name in entry.attributes
            )
        wanted = sorted(named - entries.keys())
    return tuple(entries.values())


def _referent_ids(
    project: Project, entries: tuple[Referent, ...], listed: Mapping[ReferentId, str]
) -> dict[ReferentId, str]:
    """What each is called in this record: as listed, as elsewhere, or by its id; no two alike."""
    elsewhere = referents.external_ids(project, tuple(entry.id for entry in entries))
    ids: dict[ReferentId, str] = {}
    taken: set[str] = set()
    # The listed ones first, so that they keep theirs.
    for entry in sorted(entries, key=lambda each: each.id not in listed):
        name = listed.get(entry.id) or elsewhere.get(entry.id, entry.id)
        ids[entry.id] = entry.id if name in taken else name
        taken.add(ids[entry.id])
    return ids


def _translated(
    attributes: Attributes, ids: Mapping[ReferentId, str], naming: frozenset[str] | None
) -> Attributes:
    if not naming:
        return attributes
    return {
        name: ids.get(ReferentId(str(value)), value) if name in naming else value
        for name, value in attributes.items()
    }
