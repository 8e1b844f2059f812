"""Tells whose JSON something is by the keys of its first objects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from db.formats.faults import Object
from db.imports.kinds import Kind

_LOOKED_AT = 20
_BETWEEN = re.compile(r"[\s,]*")
_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')
_OF_CAS = frozenset({"%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"})
_OF_PRODIGY = frozenset({"_input_hash", "_task_hash", "_session_id", "_annotator_id", "answer"})
_OF_LABEL_STUDIO = frozenset({"annotations", "completions", "predictions"})
_PLACED_BY_LABEL_STUDIO = frozenset({"labels", "hypertextlabels"})


def kind_of_json(head: bytes) -> Kind | None:
    """The kind of a list of objects, of lines of them, or of one; None for what is no JSON.

    `head` may break off anywhere.
    """
    text = head.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    is_any = False
    for data in _objects(text):
        is_any = True
        known = _shape(data)
        if known is not None:
            return known
    if is_any:
        return Kind.JSON
    if text[:1] not in {"{", "["}:
        return None
    # Not even the first object is complete, so that only the names of its keys can be told.
    return _by_keys(set(_KEY.findall(text)))


def _objects(text: str) -> Iterator[Object]:
    decoder = json.JSONDecoder()
    position = 1 if text.startswith("[") else 0
    for _ in range(_LOOKED_AT):
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        try:
            data, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        if isinstance(data, dict):
            yield data


def _shape(data: Object) -> Kind | None:
    """Whose object it is; None where it may be anybody's."""
    return next((kind for kind, is_of in _SHAPES if is_of(data)), None)


def _is_of_cas(data: Object) -> bool:
    return bool(data.keys() & _OF_CAS)


def _is_record(data: Object) -> bool:
    return "schema_version" in data


def _is_of_label_studio(data: Object) -> bool:
    """A task as it is exported, or its short form."""
    is_task = isinstance(data.get("data"), dict) and (
        bool(data.keys() & _OF_LABEL_STUDIO) or "text" not in data
    )
    return is_task or any(map(_is_of_short_form, data.values()))


def _is_of_prodigy(data: Object) -> bool:
    has_spans = bool(data.keys() & _OF_PRODIGY) or _has_places(data.get("spans"), "start")
    return has_spans and isinstance(data.get("text"), str)


def _is_of_short_form(value: object) -> bool:
    return _has_places(value, "start") and any(
        isinstance(each, dict) and each.keys() & _PLACED_BY_LABEL_STUDIO for each in _list(value)
    )


def _is_of_doccano(data: Object) -> bool:
    if not isinstance(data.get("text", data.get("data")), str):
        return False
    if isinstance(data.get("entities"), list) or _has_places(
        data.get("annotations"), "start_offset"
    ):
        return True
    return any(
        isinstance(each, list)
        and len(each) == 3
        and [type(part) for part in each[:2]] == [int, int]
        for key in ("label", "labels")
        for each in _list(data.get(key))
    )


def _is_of_tokens(data: Object, tokens: str, tags: str) -> bool:
    return isinstance(data.get(tokens), list) and any(key.startswith(tags) for key in data)


def _has_passages(documents: object) -> bool:
    return any(isinstance(each, dict) and "passages" in each for each in _list(documents))


def _has_turns(messages: object, who: str) -> bool:
    return any(isinstance(each, dict) and who in each for each in _list(messages))


def _has_places(value: object, key: str) -> bool:
    return any(isinstance(each, dict) and type(each.get(key)) is int for each in _list(value))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _by_keys(keys: set[str]) -> Kind | None:
    if keys & _OF_CAS or {"documents", "passages"} <= keys:
        return Kind.CAS_JSON if keys & _OF_CAS else Kind.BIOC
    if "schema_version" in keys:
        return Kind.RECORDS
    if "data" in keys and keys & _OF_LABEL_STUDIO:
        return Kind.LABEL_STUDIO
    if keys & _OF_PRODIGY:
        return Kind.PRODIGY
    if keys & {"entities", "start_offset"} and "text" in keys:
        return Kind.DOCCANO
    return Kind.JSON if keys else None


_SHAPES: tuple[tuple[Kind, Callable[[Object], bool]], ...] = (
    (Kind.CAS_JSON, _is_of_cas),
    (Kind.BIOC, lambda data: _has_passages(data.get("documents"))),
    (Kind.RECORDS, _is_record),
    (Kind.LABEL_STUDIO, _is_of_label_studio),
    (Kind.PRODIGY, _is_of_prodigy),
    (Kind.DOCCANO, _is_of_doccano),
    (Kind.GLINER, lambda data: _is_of_tokens(data, "tokenized_text", "ner")),
    (Kind.DYGIEPP, lambda data: "doc_key" in data and isinstance(data.get("sentences"), list)),
    (Kind.HF_TOKENS, lambda data: _is_of_tokens(data, "tokens", "ner_tags")),
    (Kind.CHAT, lambda data: _has_turns(data.get("messages"), "role")),
    (Kind.CHAT, lambda data: _has_turns(data.get("conversations"), "from")),
)
