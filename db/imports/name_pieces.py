"""The pieces of a pattern for file names: what each of them takes of a name, and as which value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from db.model import AttributeValue
from db.scheme.model import AttributeKind
from db.text import typed

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
# The longer first: 2024-03-05 is not the year 2024 with something behind it.
_USUAL_DATES = ("%Y-%m-%d", "%Y_%m_%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%Y-%m", "%Y%m", "%Y")
_DIRECTIVES = {
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short_year>\d{2})",
    "m": r"(?P<month>1[0-2]|0[1-9]|[1-9])",
    "d": r"(?P<day>3[01]|[12]\d|0[1-9]|[1-9])",
    "b": r"(?P<word>[A-Za-z]{3,9})",
    "B": r"(?P<word>[A-Za-z]{3,9})",
    "H": r"\d{2}",
    "M": r"\d{2}",
    "S": r"\d{2}",
    "%": "%",
}
_KNOWN = frozenset(_DIRECTIVES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a piece reads; without `shapes`, any words.

    `value` gives None for what is none; `words` say what was looked for.
    """

    value: Callable[[str], AttributeValue | None]
    words: str = "some words"
    shapes: tuple[re.Pattern[str], ...] = ()

    def ends(self, text: str, start: int) -> Iterator[int]:
        """Where something of one of the shapes, beginning at a position, ends."""
        found = (shape.match(text, start) for shape in self.shapes)
        return (each.end() for each in found if each is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A literal text, or a field; a field without a name is passed over."""

    literal: str = ""
    field: str = ""
    form: Form | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing but what follows says where it ends."""
        return self.form is not None and not self.form.shapes


def form_for(kind: AttributeKind | None, said: str) -> Form | str:
    """The form that fits a field of a kind, or that somebody said; else why there is none."""
    if "%" in said:
        return _said_date(said)
    if said in _FORMS:
        return _FORMS[said]
    if said:
        return (
            f"“{said}” is no form of a piece; write text, exact, number, date, or the shape of a "
            "date as in {date:%Y%m%d}."
        )
    return _FORMS[_USUAL.get(kind, "text")]


def _said_date(said: str) -> Form | str:
    unknown = next((each[0] for each in re.finditer(r"%(.?)", said) if each[1] not in _KNOWN), None)
    if unknown is not None:
        return f"“{unknown}” is no part of a date; write %Y, %m, %d and the like."
    if "%Y" not in said and "%y" not in said:
        return f"“{said}” leaves out the year; write it as %Y, or %y for two digits."
    return _dates((said,), f"a date like {said}")


def _exact(words: str) -> AttributeValue | None:
    return typed.line(unicodedata.normalize("NFC", words)) or None


def _text(words: str) -> AttributeValue | None:
    """Words, with spaces for the underscores that stand for them in names."""
    return _exact(words if " " in words else words.replace("_", " "))


def _number(words: str) -> AttributeValue | None:
    return float(words) if "." in words else int(words)


def _dates(forms: tuple[str, ...], words: str) -> Form:
    shapes = tuple(re.compile(_shape(form)) for form in forms)

    def value(text: str) -> AttributeValue | None:
        found = (shape.fullmatch(text) for shape in shapes)
        return next((known for each in found if each and (known := _date(each)) is not None), None)

    return Form(value=value, words=words, shapes=shapes)


def _shape(form: str) -> str:
    """A regular expression for a form such as %Y%m%d; numbers in a row take two digits each."""
    written = re.sub(r"%(.)|([^%]+)|%", _part, form)
    is_tight = re.search(r"%[Yymd]%[Yymd]", form) is not None
    if is_tight:
        written = written.replace("|[1-9])", ")")
    used = set(re.findall(r"\?P<(\w+)>", written))
    for name in used:
        # The same directive again must read the same.
        first = written.find(f"(?P<{name}>")
        head, rest = written[: first + 1], written[first + 1 :]
        written = head + re.sub(rf"\(\?P<{name}>[^()]*\)", f"(?P={name})", rest)
    return written


def _part(found: re.Match[str]) -> str:
    if found[1]:
        return _DIRECTIVES.get(found[1], re.escape(found[0]))
    return re.escape(found[0])


def _date(found: re.Match[str]) -> str | None:
    """A date as the scheme has it, as long as the form tells: 2024, 2024-03 or 2024-03-05."""
    parts = found.groupdict()
    year, short = parts.get("year"), parts.get("short_year")
    if short is not None:
        year = f"{'19' if int(short) > 68 else '20'}{short}"
    month = _month(parts)
    day = parts.get("day")
    if year is None or month == 0:
        return None
    if month is None:
        return year
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int | None:
    """The number of the month, None where there is none, 0 for a word that is none."""
    word = parts.get("word")
    if word is not None:
        head = word[:3].lower()
        return _MONTHS.index(head) + 1 if head in _MONTHS else 0
    number = parts.get("month")
    return None if number is None else int(number)


_FORMS = {
    "text": Form(value=_text),
    "exact": Form(value=_exact),
    "number": Form(value=_number, words="a number", shapes=(_NUMBER,)),
    "date": _dates(_USUAL_DATES, "a date like 2024-03-05"),
}
_USUAL: dict[AttributeKind | None, str] = {
    AttributeKind.DATE: "date",
    AttributeKind.NUMBER: "number",
}
