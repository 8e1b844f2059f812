"""Finding the agency's header at the beginning of a body, and what it says.

The body itself keeps it: offsets must not move. The window shows it muted and offers what it says
as article fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineHeader:
    """The header is `body[:end]`, in code points; `values` are article fields, by name."""

    end: int
    values: Mapping[str, str]


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})"
_DAY_FIRST = rf"(?P<day>\d{{1,2}})\.?\ {_MONTH}(?:,?\ (?P<year>\d{{4}}))?"
_MONTH_FIRST = rf"{_MONTH}\ (?P<day>\d{{1,2}})(?:,?\ (?P<year>\d{{4}}))?"
_DATES = (_ISO, _DAY_FIRST, _MONTH_FIRST)
_AGENCY = r"\((?P<agency>[^\W\d_a-z][^()\n]{1,40})\)"
_DASH = r"(?:--|[-–—―])"
# A dateline is a place in capitals, perhaps with its country: "PARIS", "NEW YORK", "GENEVA,
# Switzerland".
_PLACE = r"[^\W\d_a-z]{2}(?:[^\W\d_a-z]|[ .'’/-])*(?:,\ [A-Z](?:[^\W\d_]|[.’' -]){1,30}?)?"

_SHAPES = tuple(
    re.compile(rf"\s*{shape}\s*", re.VERBOSE)
    for shape in (
        *(
            each
            for written in _DATES
            for each in (
                # date 2024-03-05 (MENAFN)
                rf"(?:[Dd]ate[:]?\ )?{written}\ {_AGENCY}\ ?(?:{_DASH}|:)?",
                # (MENAFN) 5 March 2024 -
                rf"{_AGENCY}\ {written}\ ?(?:{_DASH}|:)",
                # PARIS, March 5 (Agency) -
                rf"{_PLACE},?\ {written}\ {_AGENCY}\ ?(?:{_DASH}|:)?",
            )
        ),
        # PARIS (Agency) -
        rf"(?:{_PLACE}\ )?{_AGENCY}\ ?{_DASH}",
    )
)

_SEARCHED_CHARACTERS = 200


def inline_header(body: str) -> InlineHeader | None:
    """The header that a body begins with, or None; its end is where the first sentence begins."""
    head = body[:_SEARCHED_CHARACTERS]
    # All of them name the agency so.
    if "(" not in head:
        return None
    for shape in _SHAPES:
        found = shape.match(head)
        if found is not None:
            values = _values(found.groupdict())
            if values is not None:
                return InlineHeader(end=found.end(), values=values)
    return None


def _values(parts: dict[str, str | None]) -> dict[str, str] | None:
    """The fields that the parts fill; None where what looks like a month or day is none."""
    written = parts.get("iso")
    month = parts.get("month")
    if month is not None:
        number = _month(month)
        if number is None:
            return None
        year = parts.get("year")
        # A day without its year dates nothing.
        written = None if year is None else f"{year}-{number:02}-{int(parts['day'] or 0):02}"
    if written is not None and not _is_date(written):
        return None
    values = {"date": written, "publisher": parts["agency"]}
    return {name: value.strip() for name, value in values.items() if value}


def _month(word: str) -> int | None:
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word.lower()) or word.lower() == "sept" == name[:4]:
            return number
    return None


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
