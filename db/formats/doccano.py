"""Doccano's JSONL: entities and relations, or the older pairs of offsets under "label".

Doccano means code points, but versions of it wrote UTF-16 units, and it quotes nothing: only where
words end tells the one from the other, so the text is asked each time. What is written here carries
its quotes, which doccano passes over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from db.formats.faults import Object
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignNote,
    ForeignRead,
)
from db.formats.json_lines import dicts, objects, plain_values
from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, Written, name_of
from db.formats.marks import Account, Mark, placed, refused, tied
from db.formats.offsets import RawText
from db.formats.record import Record
from db.model import AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".jsonl", ".json")

_TEXTS = ("text", "data")
_ENTITIES = ("entities", "label", "labels", "annotations", "spans")
_OWN_KEYS = frozenset({
    *_TEXTS, *_ENTITIES, "id", "title", "relations", "Comments", "comments", "cats", "meta",
})  # fmt: skip


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each article of a file; old exports that name users give a layer for each of them."""
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield _read(data, Account(path, number), annotator)


def _read(data: Object, account: Account, annotator: str | None) -> ForeignRead:
    raw = next((data[key] for key in _TEXTS if isinstance(data.get(key), str)), None)
    if not isinstance(raw, str):
        return refused(account.path, 'there is no "text"', account.line)
    try:
        text = RawText(raw)
    except Unreadable as error:
        return refused(account.path, f'"text" can\'t be used: {error}', account.line)
    links = list(_links(data, account))
    marks: dict[str | None, list[Mark]] = {}
    for user, mark in _marks(data, account):
        marks.setdefault(user, []).append(mark)
    layers = [
        ForeignLayer(annotator=user or annotator, spans=placed(text, own, account))
        for user, own in sorted(marks.items() or [(None, [])], key=lambda each: str(each[0]))
    ]
    layers = _with_links(layers, links, account)
    layers[0] = replace(layers[0], notes=tuple(_notes(data)), answers=_categories(data))
    meta = data.get("meta")
    name = data.get("id")
    title = data.get("title")
    article = ForeignArticle(
        name=str(name) if isinstance(name, str | int) else "",
        text=text.body,
        title=title if isinstance(title, str) and title else title_of(text.body, fallback=""),
        metadata=plain_values(data, but=_OWN_KEYS)
        | (plain_values(meta) if isinstance(meta, dict) else {}),
        layers=tuple(layer for layer in layers if layer != ForeignLayer(annotator=annotator)),
    )
    return account.read(article)


def _marks(data: Object, account: Account) -> Iterator[tuple[str | None, Mark]]:
    """Each entity with the user who made it, where the file says so."""
    counter = 0
    taken: set[str] = set()
    for key in _ENTITIES:
        entities = data.get(key)
        for entity in entities if isinstance(entities, list) else []:
            counter += 1
            words = f"entity {counter}"
            found = _mark(entity, words, f"e{counter}")
            if found is not None and found.id not in taken:
                taken.add(found.id)
                yield _user(entity), found
            elif found is not None:
                account.problem(f'{words}: there is another one with the id "{found.id}" before')
            elif not isinstance(entity, str):
                account.problem(f"{words} has no label, start and end")


def _mark(entity: object, words: str, default: str) -> Mark | None:
    match entity:
        case [int(start), int(end), str(label)]:
            return Mark(id=default, label=label, pieces=((start, end),), words=words)
        case {
            "start_offset": int(start),
            "end_offset": int(end),
            "label": str() | int() as label,
            **rest,
        }:
            identifier, quote = rest.get("id"), rest.get("text")
            return Mark(
                id=default if identifier is None else str(identifier),
                label=str(label),
                pieces=((start, end),),
                words=words,
                quote=quote if isinstance(quote, str) else None,
            )
        case _:
            return None


def _user(entity: object) -> str | None:
    user = entity.get("user") if isinstance(entity, dict) else None
    return None if user is None else str(user)


def _links(data: Object, account: Account) -> Iterator[ForeignLink]:
    for counter, relation in enumerate(dicts(data.get("relations")), start=1):
        source, target = relation.get("from_id"), relation.get("to_id")
        role = relation.get("type")
        if source is None or target is None or role is None:
            account.problem(f"relation {counter} has no type, from_id and to_id")
            continue
        yield ForeignLink(
            id=f"r{relation.get('id', counter)}",
            role=str(role),
            source=str(source),
            target=str(target),
        )


def _with_links(
    layers: list[ForeignLayer], links: list[ForeignLink], account: Account
) -> list[ForeignLayer]:
    """Each link in the layer that holds its source; where none does, the first tells of it."""
    left = links
    filled = []
    for layer in reversed(layers):
        ids = {span.id for span in layer.spans}
        own = left if layer is layers[0] else [link for link in left if link.source in ids]
        left = [link for link in left if link.source not in ids]
        filled.append(replace(layer, links=tied(own, layer.spans, account)))
    return filled[::-1]


def _categories(data: Object) -> dict[str, AttributeValue]:
    """Labels that are about the whole text."""
    found = [name for key in ("label", "labels", "cats") for name in _texts(data.get(key))]
    return {"label": ", ".join(found)} if found else {}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each]


def _notes(data: Object) -> Iterator[ForeignNote]:
    for key in ("Comments", "comments"):
        comments = data.get(key)
        for comment in comments if isinstance(comments, list) else []:
            text = comment.get("text") if isinstance(comment, dict) else comment
            if isinstance(text, str) and text:
                yield ForeignNote(text=text)


def write(record: Record) -> Written:
    """One line. All lines have the same keys: doccano can't store what only some lines have."""
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_attributes()
    ledger.lose_referents()
    ledger.lose_links(only_absent=True)
    ledger.lose_fields(record.article.metadata)
    ids = {span.id: number for number, span in enumerate(record.spans, start=1)}
    links = [link for link in record.links if link.target is not None]
    data = {
        "id": name_of(record),
        "text": record.article.body,
        "entities": [
            {
                "id": ids[span.id],
                "label": span.label,
                "start_offset": span.start,
                "end_offset": span.end,
                "text": record.article.body[span.start : span.end],
            }
            for span in record.spans
        ],
        "relations": [
            {
                "id": number,
                "from_id": ids[link.source],
                "to_id": ids[link.target or ""],
                "type": link.role,
            }
            for number, link in enumerate(links, start=1)
        ],
        "Comments": [],
        "title": record.article.title,
        "meta": record.article.metadata,
    }
    return Written(data=json_line(data), losses=ledger.losses)
