"""Attribute answers as the JSON that their columns hold."""

from __future__ import annotations

import math

import orjson

from db.errors import SchemeViolation
from db.model import Attributes, AttributeValue
from db.text import typed

_GREATEST_INTEGER = 2**63 - 1


def as_json(values: Attributes) -> str:
    """The column's text; keys keep the order in which they were answered."""
    return orjson.dumps({name: _storable(value) for name, value in values.items()}).decode()


def with_value(values: Attributes, name: str, value: AttributeValue | None) -> str:
    """The column's text with one answer set, or removed by None."""
    if value is None:
        return as_json({key: each for key, each in values.items() if key != name})
    return as_json({**values, name: value})


def _storable(value: AttributeValue) -> AttributeValue:
    if isinstance(value, str):
        return typed.lines(value) if not value.isprintable() else value
    if isinstance(value, float) and not math.isfinite(value):
        raise SchemeViolation("This is not a number. Nothing was changed.")
    if abs(value) > _GREATEST_INTEGER and not isinstance(value, float):
        raise SchemeViolation("This number is too large to be kept. Nothing was changed.")
    return value
