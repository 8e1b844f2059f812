"""The only place that makes an answer of another tool one that an attribute of a scheme takes."""

from __future__ import annotations

import math
import re
from collections import abc

from db.formats import dates
from db.formats.losses import as_text
from db.model import AttributeValue
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind
from db.text.keys import match_key

# Longer ones can't be stored as whole numbers.
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_YES = frozenset({"true", "yes", "y", "1", "on"})
_NO = frozenset({"false", "no", "n", "0", "off"})


def fitted(
    attribute: Attribute, value: AttributeValue, values: abc.Mapping[str, AttributeValue]
) -> AttributeValue | None:
    """The answer that a foreign one stands for; None where it is none.

    `values` say what foreign texts stand for. Options are found by their value or title, whatever
    the case, and dates however they are written, unless they could mean two days.
    """
    chosen = values.get(as_text(value), value)
    if attribute.kind is AttributeKind.REFERENT:
        return None
    made = _made(attribute, chosen)
    return made if made is not None and not what_is_wrong(attribute, made) else None


def _made(attribute: Attribute, value: AttributeValue) -> AttributeValue | None:
    said = as_text(value)
    match attribute.kind:
        case AttributeKind.CHOICE:
            return _option(attribute, said)
        case AttributeKind.YES_NO:
            return value if isinstance(value, bool) else _yes_or_no(said)
        case AttributeKind.NUMBER:
            return value if isinstance(value, int | float) else _number(said)
        case AttributeKind.DATE:
            return dates.iso(said)
        case _:
            return said


def _option(attribute: Attribute, said: str) -> str | None:
    if any(option.value == said for option in attribute.options):
        return said
    wanted = match_key(said)
    near = (
        option.value
        for option in attribute.options
        if wanted in {match_key(option.value), match_key(option.title)}
    )
    return next(near, None)


def _yes_or_no(said: str) -> bool | None:
    folded = said.strip().casefold()
    return True if folded in _YES else False if folded in _NO else None


def _number(said: str) -> float | None:
    if _WHOLE.fullmatch(said):
        return int(said)
    try:
        number = float(said)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
