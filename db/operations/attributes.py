"""Attribute answers as the JSON that their columns hold."""

from __future__ import annotations

import orjson

from db.model import Attributes, AttributeValue


def as_json(values: Attributes) -> str:
    """The column's text; keys keep the order in which they were answered."""
    return orjson.dumps(dict(values)).decode()


def with_value(values: Attributes, name: str, value: AttributeValue | None) -> str:
    """The column's text with one answer set, or removed by None."""
    kept = {key: each for key, each in values.items() if key != name or value is not None}
    return as_json(kept if value is None else {**kept, name: value})
