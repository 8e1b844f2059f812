"""The only place that says which answers an attribute takes, and which one it starts with."""

from __future__ import annotations

import math
import re
from datetime import date

from db.model import AttributeValue
from db.scheme.model import Attribute, AttributeKind, SpanType

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def default_referent_attributes(span_type: SpanType) -> dict[str, AttributeValue]:
    """The answers that a new referent of a label starts with."""
    return {
        each.name: each.default
        for each in span_type.referent_attributes
        if each.default is not None
    }


def what_is_wrong(attribute: Attribute | None, value: AttributeValue) -> str:
    """Why a value is no answer to an attribute, in a few words; "" where it is one.

    None stands for an attribute that the scheme does not have.
    """
    if attribute is None:
        return "the scheme has no such question"
    match attribute.kind:
        case AttributeKind.CHOICE:
            is_option = any(option.value == value for option in attribute.options)
            return "" if is_option else f"“{value}” is none of the options"
        case AttributeKind.YES_NO:
            return "" if isinstance(value, bool) else "must be yes or no"
        case AttributeKind.NUMBER:
            return "" if _is_number(value) else "must be a number"
        case AttributeKind.DATE:
            return (
                ""
                if isinstance(value, str) and _is_date(value)
                else "must be a date like 2024-03-05"
            )
        case AttributeKind.TEXT | AttributeKind.REFERENT:
            return "" if isinstance(value, str) else "must be text"


def _is_number(value: AttributeValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_date(text: str) -> bool:
    # A year or a month alone is what many articles tell: 2024, 2024-03.
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
