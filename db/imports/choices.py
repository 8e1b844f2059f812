"""What a person chose for an import, given whole to the plan; it comes from options or a map."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from db.errors import UserFault
from db.formats.fields import FieldMapping
from db.imports.kinds import Kind
from db.imports.mapping.model import Mapping

BODY, TITLE, ID, DAY_FIRST, IS_HTML = "body", "title", "id", "day_first", "html"
_OWN_WORDS = frozenset({BODY, TITLE, ID, DAY_FIRST, IS_HTML})
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
# A comma may stand in the name of a column, but not with a word and "=" behind it.
_BETWEEN = re.compile(r",(?=\s*\w+\s*=)")


class Copies(StrEnum):
    """What becomes of articles that are nearly the same, such as copies of a wire report."""

    GROUP = "group"
    """They come in, and are put into groups afterwards."""
    SKIP = "skip"
    """Only the first of them comes in, and none where one is here; annotated ones all do."""
    LEAVE = "leave"
    """They come in as they are, and nobody looks for them."""


class InvalidColumns(UserFault):
    """Words about columns that can't be used; `str()` says what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """Everything that can be chosen; nothing said means that it is told from the files.

    `encodings` and `kinds` are by `SourceFile.path`, `encoding` and `kind` for all other files;
    `left_out` are paths of files that are not to be read.
    `fields` say which column or key holds what, for tables and JSON. `mapping` turns labels of
    other tools into the scheme's; None stands for the one that is proposed, and with `makes_scheme`
    a scheme is made from the labels. `annotator` is whose work it is where files name nobody.
    Nothing said of `copies` means that they are grouped, where it takes little time to find them.
    """

    encodings: abc.Mapping[Path, str] = field(default_factory=dict)
    kinds: abc.Mapping[Path, Kind] = field(default_factory=dict)
    encoding: str | None = None
    kind: Kind | None = None
    fields: FieldMapping | None = None
    file_name_pattern: str | None = None
    reads_headers: bool = False
    mapping: Mapping | None = None
    makes_scheme: bool = False
    annotator: str | None = None
    copies: Copies | None = None
    left_out: frozenset[Path] = frozenset()


NOTHING_CHOSEN = ImportChoices()


def parsed_columns(said: Sequence[str]) -> FieldMapping:
    """The columns that somebody wrote as title=Headline,body=Text; raises InvalidColumns."""
    words: dict[str, str] = {}
    for each in (part for text in said for part in _BETWEEN.split(text)):
        name, sign, column = (part.strip() for part in each.partition("="))
        if not sign or not name or not column:
            raise InvalidColumns(
                f"“{each.strip()}” says no column. Write what it is and the column's name, as in "
                "title=Headline,body=Text."
            )
        if name in words:
            raise InvalidColumns(f"“{name}” is said twice, but it can be one column only.")
        words[name] = column
    if BODY not in words:
        raise InvalidColumns("Say which column holds the text, as in body=Text.")
    return FieldMapping(
        body=words[BODY],
        title=words.get(TITLE),
        external_id=words.get(ID),
        fields={name: column for name, column in words.items() if name not in _OWN_WORDS},
        day_first=_yes_or_no(words, DAY_FIRST),
        is_html=_yes_or_no(words, IS_HTML) or False,
    )


def _yes_or_no(words: abc.Mapping[str, str], name: str) -> bool | None:
    if name not in words:
        return None
    said = words[name].lower()
    if said not in _YES_OR_NO:
        raise InvalidColumns(f"“{name}” must be yes or no, as in {name}=yes.")
    return _YES_OR_NO[said]
