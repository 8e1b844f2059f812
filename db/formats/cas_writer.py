"""Writing a CAS as XMI with its type system, or as JSON: spans, links, tokens and sentences.

All features are texts, so that every record fits the same type system. Referents and their names
are features of their mentions. Offsets count UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import orjson

from db.formats.cas import INITIAL_VIEW, Structure
from db.formats.losses import Ledger, LossKind, Written, as_text, name_of
from db.formats.marks import REFERENT, REFERENT_NAME
from db.formats.offsets import OffsetUnit, Scale
from db.formats.record import Record, RecordSpan
from db.formats.tokens import tokens_of
from db.formats.uima import (
    ANNOTATION,
    LINK_TYPE,
    META_DATA,
    SENTENCE,
    SPAN_TYPE,
    TOKEN,
    is_fit,
)
from db.formats.xml_tree import is_writable, tag, writable

_SOFA_ID = 1
_STRING = "uima.cas.String"
_DOCUMENT = "uima.tcas.DocumentAnnotation"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = {
    "cas": "uima.cas",
    "custom": "webanno.custom",
    "segmentation": TOKEN.rpartition(".")[0],
    "metadata": META_DATA.rpartition(".")[0],
}


def write_xmi(record: Record) -> Written:
    """The XMI file; it is to be read with `type_system` of all attributes that are used."""
    record, ledger = _fitted(record)
    lines = [_head(), f"  {tag('cas:NULL', {'xmi:id': 0})}"]
    ids = []
    for structure in _structures(record):
        space, _, name = structure.type_name.rpartition(".")
        prefix = next(key for key, value in _SPACES.items() if value == space)
        pointers = {key: each[0] for key, each in structure.references.items()}
        own = {"xmi:id": structure.id, "sofa": _SOFA_ID}
        lines.append(f"  {tag(f'{prefix}:{name}', {**own, **structure.features, **pointers})}")
        ids.append(structure.id)
    sofa = {
        "xmi:id": _SOFA_ID,
        "sofaNum": 1,
        "sofaID": INITIAL_VIEW,
        "mimeType": "text",
        "sofaString": record.article.body,
    }
    lines += [
        f"  {tag('cas:Sofa', sofa)}",
        f"  {tag('cas:View', {'sofa': _SOFA_ID, 'members': ' '.join(map(str, ids))})}",
        "</xmi:XMI>\n",
    ]
    return Written(data="\n".join(lines).encode(), losses=ledger.losses)


def _head() -> str:
    spaces = "".join(
        f' xmlns:{prefix}="http:///{space.replace(".", "/")}.ecore"'
        for prefix, space in _SPACES.items()
    )
    return f'{_HEAD}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"{spaces} xmi:version="2.0">'


def write_json(record: Record) -> Written:
    """The JSON file, with its types."""
    record, ledger = _fitted(record)
    structures = list(_structures(record))
    sofa: dict[str, object] = {
        "%ID": _SOFA_ID,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": INITIAL_VIEW,
        "mimeType": "text",
        "sofaString": record.article.body,
    }
    data = {
        "%TYPES": {
            name: {
                "%NAME": name,
                "%SUPER_TYPE": parent,
                **{key: {"%NAME": key, "%RANGE": kind} for key, kind in features.items()},
            }
            for name, parent, features in _types(attributes_of([record]))
        },
        "%FEATURE_STRUCTURES": [
            sofa,
            *(
                {
                    "%ID": each.id,
                    "%TYPE": each.type_name,
                    "@sofa": _SOFA_ID,
                    **each.features,
                    **{f"@{key}": ids[0] for key, ids in each.references.items()},
                }
                for each in structures
            ),
        ],
        "%VIEWS": {INITIAL_VIEW: {"%SOFA": _SOFA_ID, "%MEMBERS": [each.id for each in structures]}},
    }
    written = orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return Written(data=written, losses=ledger.losses)


def type_system(attributes: Iterable[str]) -> bytes:
    """The TypeSystem.xml for records that use these attributes of spans."""
    lines = [
        _HEAD.rstrip(),
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "  <types>",
    ]
    for name, parent, features in _types(attributes):
        lines += [
            "    <typeDescription>",
            f"      <name>{name}</name>",
            "      <description/>",
            f"      <supertypeName>{parent}</supertypeName>",
            "      <features>",
        ]
        lines += [
            f"        <featureDescription><name>{feature}</name><description/>"
            f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>"
            for feature, kind in features.items()
        ]
        lines += ["      </features>", "    </typeDescription>"]
    return "\n".join([*lines, "  </types>", "</typeSystemDescription>", ""]).encode()


def attributes_of(records: Iterable[Record]) -> tuple[str, ...]:
    """The attributes of spans that records use and that can be written."""
    names = {name for record in records for span in record.spans for name in span.attributes}
    return tuple(sorted(filter(is_fit, names)))


def _types(attributes: Iterable[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    texts = ["label", REFERENT, REFERENT_NAME, *sorted(set(filter(is_fit, attributes)))]
    yield META_DATA, _DOCUMENT, {"documentTitle": _STRING, "documentId": _STRING}
    yield SENTENCE, ANNOTATION, {"id": _STRING}
    yield TOKEN, ANNOTATION, {"id": _STRING}
    yield SPAN_TYPE, ANNOTATION, dict.fromkeys(texts, _STRING)
    yield (
        LINK_TYPE,
        ANNOTATION,
        {"Governor": ANNOTATION, "Dependent": ANNOTATION, "role": _STRING},
    )


def _fitted(record: Record) -> tuple[Record, Ledger]:
    """The record without what can't be written, and the account of that."""
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links(only_absent=True)
    ledger.lose_referents(names_are_kept=True)
    ledger.lose_fields()
    if not is_writable(record.article.body) or not is_writable(record.article.title):
        ledger.lose(LossKind.TEXT)
    unfit = {
        referent.id
        for referent in record.referents
        if not is_writable(referent.name) or not is_writable(referent.id)
    }
    spans = []
    for span in record.spans:
        if not is_writable(span.label):
            ledger.lose(LossKind.ATTRIBUTES, span.id, "label")
        if span.referent in unfit or not is_writable(span.referent or ""):
            ledger.lose(LossKind.REFERENTS, span.id, span.referent)
            span = replace(span, referent=None)  # noqa: PLW2901 - as it is written
        spans.append(replace(span, attributes=dict(_attributes(span, ledger))))
    article = replace(
        record.article,
        body=writable(record.article.body),
        title=writable(record.article.title),
        external_id=writable(name_of(record)),
    )
    return replace(record, article=article, spans=tuple(spans)), ledger


def _attributes(span: RecordSpan, ledger: Ledger) -> Iterator[tuple[str, str]]:
    for name, value in span.attributes.items():
        words = as_text(value)
        if is_fit(name) and words and is_writable(words):
            yield name, words
        else:
            ledger.lose(LossKind.ATTRIBUTES, span.id, name)


def _structures(record: Record) -> Iterator[Structure]:
    """All structures but the text itself, numbered from the one after it."""
    scale = Scale(record.article.body, OffsetUnit.UTF16)
    tokens = tokens_of(record.article.body)
    names = {referent.id: referent.name for referent in record.referents}
    places: list[tuple[str, int, int, dict[str, str]]] = [
        (
            META_DATA,
            0,
            len(record.article.body),
            {"documentTitle": record.article.title, "documentId": name_of(record)},
        ),
        *(
            (SENTENCE, tokens.items[first].start, tokens.items[last - 1].end, {})
            for first, last in tokens.sentences
        ),
        *((TOKEN, token.start, token.end, {}) for token in tokens.items),
        *(
            (SPAN_TYPE, span.start, span.end, _features(span, names.get(span.referent or "")))
            for span in record.spans
        ),
    ]
    last_id = _SOFA_ID
    for type_name, start, end, features in places:
        last_id += 1
        place = {"begin": scale.offset(start), "end": scale.offset(end)}
        yield Structure(id=last_id, type_name=type_name, features={**place, **features})
    yield from _links(record, scale, last_id)


def _features(span: RecordSpan, name: str | None) -> dict[str, str]:
    features = {"label": writable(span.label)}
    if span.referent is not None:
        features[REFERENT] = span.referent
        features[REFERENT_NAME] = name or ""
    return {**features, **{key: as_text(value) for key, value in span.attributes.items()}}


def _links(record: Record, scale: Scale, last_id: int) -> Iterator[Structure]:
    """A link lies where its target is, as INCEpTION's relations do."""
    first_span = last_id - len(record.spans) + 1
    ids = {span.id: first_span + place for place, span in enumerate(record.spans)}
    spans = {span.id: span for span in record.spans}
    for link in record.links:
        if link.target is None:
            continue
        last_id += 1
        target = spans[link.target]
        yield Structure(
            id=last_id,
            type_name=LINK_TYPE,
            features={
                "begin": scale.offset(target.start),
                "end": scale.offset(target.end),
                "role": writable(link.role),
            },
            references={"Governor": (ids[link.source],), "Dependent": (ids[link.target],)},
        )
