"""The only place where dates as people and programs write them become dates like 2024-03-05."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_MONTHS = (
    ("january", "januar", "jänner", "janvier"),
    ("february", "februar", "feber", "février"),
    ("march", "märz", "maerz", "mars"),
    ("april", "april", "avril"),
    ("may", "mai"),
    ("june", "juni", "juin"),
    ("july", "juli", "juillet"),
    ("august", "août"),
    ("september", "septembre"),
    ("october", "oktober", "octobre"),
    ("november", "novembre"),
    ("december", "dezember", "décembre"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
# Without their accents, as machines write them.
_NUMBERS |= {"fevrier": 2, "aout": 8, "decembre": 12, "marz": 3}
_SHORTEST_MONTH = 3

_REST = r"(?:[T ,]|$)"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_REST}")
_PACKED = re.compile(rf"(\d{{4}})(\d\d)(\d\d){_REST}")
_PARTIAL = re.compile(r"\d{4}(?:-\d\d)?$")
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.]) ?(\d{{1,2}})\2 ?(\d{{4}}){_REST}")
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,? )?"
_MONTH = r"([^\W\d_]{3,9})\.?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:\.|st|nd|rd|th|er)?[ -]{_MONTH},?[ -](\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)")
_SECONDS = re.compile(r"\d{10}(?:\.\d+)?$|\d{13}$")
_LONGEST = 100


@lru_cache(maxsize=4096)
def iso(written: str, *, day_first: bool | None = None) -> str | None:
    """The day, month or year that a text begins with, as in 2024-03-05; None if it can't be told.

    Names of months may be English, German or French. `day_first` says how 5/3/2024 is meant; where
    nobody does, only days after the 12th tell. The day is the one that is written, in whatever
    time zone; seconds since 1970 are those of UTC.
    """
    words = " ".join(written[:_LONGEST].split())
    for shape in (_YEAR_FIRST, _PACKED, _EAST_ASIAN):
        found = shape.match(words)
        if found is not None:
            year, *_, month, day = found.groups()
            return _valid(year, month, day)
    if _PARTIAL.match(words):
        return words if _valid(words[:4], words[5:] or "1", "1") else None
    return _year_last(words, day_first) or _in_words(words) or _since_1970(words)


def _year_last(words: str, day_first: bool | None) -> str | None:  # noqa: FBT001
    found = _YEAR_LAST.match(words)
    if found is None:
        return None
    first, separator, second, year = found.groups()
    # With full stops the day stands first everywhere.
    if separator == "." or day_first or int(first) > 12:
        return _valid(year, second, first)
    if day_first is False or int(second) > 12 or first == second:
        return _valid(year, first, second)
    return None


def _in_words(words: str) -> str | None:
    found = _DAY_FIRST.match(words)
    if found is not None:
        day, name, year = found.groups()
    else:
        found = _MONTH_FIRST.match(words)
        if found is None:
            return None
        name, day, year = found.groups()
    month = _month(name.lower())
    return None if month is None else _valid(year, str(month), day)


def _month(name: str) -> int | None:
    known = _NUMBERS.get(name)
    if known is not None:
        return known
    if name == "sept":
        return 9
    # "jui" begins June and July in French.
    fitting = {number for full, number in _NUMBERS.items() if full.startswith(name)}
    return fitting.pop() if len(name) >= _SHORTEST_MONTH and len(fitting) == 1 else None


def _since_1970(words: str) -> str | None:
    if _SECONDS.match(words) is None:
        return None
    seconds = int(words) / 1000 if len(words) == 13 and "." not in words else float(words)
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
