"""What formats keep, tried out on a record that has everything once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from db.exports import loss_table
from db.exports.export_format import ExportFormat
from db.exports.loss_table import Kept
from db.scheme import toml
from db.scheme.model import Scheme
from db.shipped import DEFAULT_SCHEME
from gui.translation import tr

Keeps = Mapping[str, Kept]
"""By the titles of `db.exports.loss_table`."""


def keeps(formats: Iterable[ExportFormat]) -> dict[str, Keeps]:
    """What each keeps, by name; those whose library is missing are left out.

    Off the window's thread, for some libraries are heavy.
    """
    installed = [each for each in formats if each.is_installed]
    return {row.format.name: row.keeps for row in loss_table.rows(_scheme(), installed)}


def in_words(found: Keeps) -> str:
    """All of it in sentences."""
    if all(each is Kept.YES for each in found.values()):
        return tr("Holds everything.")
    by_degree: dict[Kept, list[str]] = {kept: [] for kept in Kept}
    by_degree[Kept.YES].append(tr("spans"))
    for title, kept in found.items():
        if title != _PLACES or kept is not Kept.YES:
            by_degree[kept].append(_lower(tr(title)))
    sentences = (
        (tr("Holds {things}."), Kept.YES),
        (tr("In part: {things}."), Kept.IN_PART),
        (tr("Not: {things}."), Kept.NO),
    )
    return " ".join(
        sentence.format(things=", ".join(by_degree[kept]))
        for sentence, kept in sentences
        if by_degree[kept]
    )


def in_short(found: Keeps) -> str:
    """The same in a few words, for a list."""
    if all(each is Kept.YES for each in found.values()):
        return tr("everything")
    words = [tr(word) for title, word in _SHORT if found.get(title) is Kept.YES]
    return ", ".join([tr("spans"), *words])


def _lower(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"


@lru_cache
def _scheme() -> Scheme:
    # A person's own scheme may lack what the record needs; formats are the same for all schemes.
    return toml.parse(DEFAULT_SCHEME.read_text(encoding="utf-8"))


_PLACES = "Where spans stand"
_SHORT = (
    ("Spans inside others", "nested"),
    ("Spans of several pieces", "in pieces"),
    ("Links", "links"),
    ("Referents", "referents"),
    ("Answers about spans", "answers"),
)
