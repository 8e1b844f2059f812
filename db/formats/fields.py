"""The only place that says which column of a table, or field of an object, is what of an article.

A choice is a `FieldMapping`; `guess` proposes one from the names that people give their columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from db.formats import dates, html_text
from db.formats.articles import Draft, Place, article
from db.formats.column_names import USUAL_NAMES
from db.formats.record import Read
from db.model import AttributeValue

DATE = "date"
PREVIEW_ROWS = 20

ValueOf = Callable[[str], AttributeValue | None]
"""The value of a column or field by its name; None where it has none."""

_SHORTEST_BODY = 100
_ABOUT = frozenset({"description", "summary", "abstract"})

_TAGS = re.compile(r"</(?:p|div|span|a|b|i|em|strong|li|h\d)>|<br\s*/?>", re.IGNORECASE)
_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMapping:
    """Where the parts of an article stand; names of nested fields are joined by full stops.

    `fields` has the column or field for each article field. `day_first` says how 5/3/2024 is meant
    and `is_html` that the body is markup, of which only the words are wanted.
    """

    body: str
    title: str | None = None
    external_id: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    is_html: bool = False

    @property
    def names(self) -> frozenset[str]:
        """All columns or fields that are used."""
        said = (self.body, self.title, self.external_id, *self.fields.values())
        return frozenset(name for name in said if name is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a table or file of objects has: names, and the first rows as texts in their order.

    `problem` says why there is nothing. `encoding`, `delimiter` and `sheets` are what was found,
    where the format has them.
    """

    names: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    problem: str | None = None
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()


def guess(names: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> FieldMapping | None:
    """The mapping that names and first rows suggest; None where nothing looks like a body."""
    samples = {name: [row[at] for row in rows if at < len(row)] for at, name in enumerate(names)}
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(_plain(name), name)
    for name in names:
        inner = _plain(name.rpartition(".")[2])
        # The id of something inside an article is not the article's.
        if inner not in USUAL_NAMES["id"].split():
            by_name.setdefault(inner, name)
    found: dict[str, str] = {}
    for part, usual in USUAL_NAMES.items():
        taken = set(found.values())
        fitting = (by_name[each] for each in usual.split() if each in by_name)
        chosen = next((name for name in fitting if name not in taken), None)
        if part == "body" and chosen is None:
            chosen = _longest(samples)
        if chosen is not None:
            found[part] = chosen
    body = found.pop("body", None)
    if body is None:
        return None
    return FieldMapping(
        body=body,
        title=found.pop("title", None),
        external_id=found.pop("id", None),
        fields=found,
        day_first=_day_first(samples.get(found.get(DATE, ""), ())),
        is_html=sum(_TAGS.search(text) is not None for text in samples[body]) * 2
        > len(samples[body]),
    )


def has_full_text(names: Sequence[str]) -> bool:
    """Whether one of the names says that it holds a text, and not only what it is about."""
    found = guess(names)
    return found is not None and _plain(found.body.rpartition(".")[2]) not in _ABOUT


def described(mapping: FieldMapping | None) -> tuple[str, ...]:
    """The note that a mapping was guessed, if one was."""
    if mapping is None:
        return ()
    parts = {"text": mapping.body, "title": mapping.title, "id": mapping.external_id}
    said = {**parts, **mapping.fields}
    words = ", ".join(f"“{name}” ({part})" for part, name in said.items() if name is not None)
    markup = ("of the text, which is markup, only the words are taken",) if mapping.is_html else ()
    return (f"taken by name: {words}", *markup)


def unfit(mapping: FieldMapping | None, names: Iterable[str]) -> str | None:
    """Why a mapping can't be used with columns of these names, or None."""
    there = tuple(names)
    shown = ", ".join(f"“{name}”" for name in there[:30]) or "none"
    if mapping is None:
        return f"no column is known to hold the text; say which one does ({shown})"
    missing = sorted(mapping.names - set(there))
    if not missing:
        return None
    said = ", ".join(f"“{name}”" for name in missing)
    return f"there is no column {said}; the columns are {shown}"


def article_from(place: Place, mapping: FieldMapping, value_of: ValueOf) -> Read:
    """The article that a row or an object holds."""
    body = text(value_of(mapping.body))
    notes: list[str] = []
    values: dict[str, AttributeValue | None] = {}
    for name, column in mapping.fields.items():
        value = value_of(column)
        # Articles keep numbers as texts; true and false stay.
        written = value if value is None or isinstance(value, bool) else text(value).strip()
        if name == DATE and isinstance(written, str):
            day = dates.iso(written, day_first=mapping.day_first)
            if written and day is None:
                notes.append(f"the date “{written[:40]}” can't be told for sure; it stays as it is")
            written = day or written
        values[name] = written
    return article(
        place,
        Draft(
            body=html_text.read(body).text if mapping.is_html else body,
            title="" if mapping.title is None else text(value_of(mapping.title)),
            values=values,
            external_id=(
                None if mapping.external_id is None else text(value_of(mapping.external_id))
            ),
            notes=tuple(notes),
        ),
    )


def text(value: AttributeValue | None) -> str:
    """A value as a table would show it; nothing for none."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _plain(name: str) -> str:
    """Letters and digits alone, small and without accents."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in bare if character.isalnum())


def _longest(samples: Mapping[str, Sequence[str]]) -> str | None:
    lengths = {name: sum(map(len, texts)) / len(texts) for name, texts in samples.items() if texts}
    name = max(lengths, key=lambda each: lengths[each], default=None)
    return name if name is not None and lengths[name] >= _SHORTEST_BODY else None


def _day_first(written: Iterable[str]) -> bool | None:
    """How dates with slashes are meant, if one of them can be meant in one way alone."""
    for each in written:
        found = _SLASHED.match(each)
        if found is not None:
            first, second = int(found.group(1)), int(found.group(2))
            if first > 12 >= second:
                return True
            if second > 12 >= first:
                return False
    return None
