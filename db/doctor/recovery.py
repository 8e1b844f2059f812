"""Recovering a damaged project in two steps: see what can be saved, then write it beside the old.

What is shown is what is written: the new project is made where nobody sees it, and put in its place
only when that is wanted. The damaged file is only read.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db import schema
from db.connection import Access, connect, primary_code, storage_faults
from db.doctor.expected import Expected
from db.doctor.findings import FindingKind, Repaired
from db.doctor.rescue import Rescued, missing, rescue
from db.errors import StorageFault
from db.model import ArticleId
from db.progress import IsCancelled, Progress
from db.project import SUFFIX, Project

MOST_ARTICLES = 5_000
"""Nobody reads a longer list; the counts are of all."""
_DRAFT = f"recovered{SUFFIX}"


class Whole(StrEnum):
    """How much of an article is there."""

    WHOLE = "whole"
    PARTLY = "partly"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSaved:
    """Rows of one kind: saved (those `brought_back` from the journal included), and known as lost.

    `is_all_known` is False where a part could not be read, so that more may be lost.
    """

    table: str
    saved: int
    brought_back: int
    lost: int
    is_all_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSaved:
    """An article that is not as it was; `title` is None where it is lost, `number` its place."""

    id: ArticleId
    number: int
    title: str | None
    state: Whole
    layers: int
    layers_lost: int
    spans: int
    spans_lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What can be saved of a damaged project, which lies ready in `draft`.

    `articles` are those that are not whole, in their order, `whole` counts the others. `repaired`
    is what was set right, and what had to be left.
    """

    source: Path
    draft: Path
    tables: tuple[TableSaved, ...]
    whole: int
    damaged: int
    articles: tuple[ArticleSaved, ...]
    repaired: tuple[Repaired, ...]

    @property
    def loses_nothing(self) -> bool:
        """Whether all that the file held is saved."""
        return not self.damaged and not any(
            each.lost or not each.is_all_known for each in self.tables
        )

    def saved(self, table: str) -> int:
        """How many rows of a table are saved."""
        return next((each.saved for each in self.tables if each.table == table), 0)


def may_help(path: Path) -> bool:
    """Whether a file that can't be opened is a damaged project, as far as its head says."""
    try:
        with closing(connect(path, Access.READ)) as connection:
            found = connection.execute("PRAGMA application_id").fetchone()
            return int(found[0]) == schema.APPLICATION_ID
    except sqlite3.DatabaseError as error:
        return primary_code(error) == sqlite3.SQLITE_CORRUPT


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for the draft, which goes with all in it."""
    with tempfile.TemporaryDirectory(prefix="demarche-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def prepare(
    source: Path,
    folder: Path,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Recovery:
    """Make a new project out of a damaged one in a folder of its own, and say what it holds.

    Raises what `rescue` raises; there is no draft then.
    """
    draft = folder / _DRAFT
    # A backup that a repair makes would only double the draft; both go with the folder.
    rescued = rescue(source, draft, progress, is_cancelled)
    with Project.open(draft, is_read_only=True) as project:
        lost = missing(project, rescued.expected)
        articles = _articles(project, rescued, lost)
        total = len(rescued.expected.ids.get("article", ())) or _count(project, "article")
        return Recovery(
            source=source,
            draft=draft,
            tables=tuple(_tables(project, rescued, lost)),
            whole=total - len(articles),
            damaged=len(articles),
            articles=articles[:MOST_ARTICLES],
            repaired=rescued.repaired,
        )


def suggested(source: Path) -> Path:
    """A free name beside the damaged file."""
    number, path = 1, source.with_name(f"{source.stem} (recovered){SUFFIX}")
    while path.exists():
        number += 1
        path = source.with_name(f"{source.stem} (recovered {number}){SUFFIX}")
    return path


def write(recovery: Recovery, target: Path) -> None:
    """Put the new project where it should lie; raises StorageFault where something lies there."""
    if target.exists():
        raise StorageFault(
            f"{target.name} exists already. Nothing was changed; please choose another name."
        )
    partial = target.with_name(f"{target.name}.partial")
    try:
        with storage_faults(target):
            shutil.copyfile(recovery.draft, partial)
            partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageFault(
            f"{target.name} can't be written ({error.strerror}). The damaged file is as it was. "
            "Choose another place, or free some space."
        ) from error


def _tables(
    project: Project, rescued: Rescued, lost: Mapping[str, frozenset[str]]
) -> Iterator[TableSaved]:
    left_out = Counter(each.table for each in rescued.copied.left_out if each.row is not None)
    unread = {each.table for each in rescued.copied.left_out if each.row is None}
    for table in schema.TABLES:
        named = rescued.expected.ids.get(table)
        yield TableSaved(
            table=table,
            saved=_count(project, table),
            brought_back=rescued.brought_back.get(table, 0),
            lost=len(lost[table]) if named else left_out[table],
            is_all_known=bool(named) or table not in unread,
        )


def _articles(
    project: Project, rescued: Rescued, lost: Mapping[str, frozenset[str]]
) -> tuple[ArticleSaved, ...]:
    known = rescued.expected
    layers_lost = Counter(known.layers[each][0] for each in _those(lost, "layer", known))
    layers_of_lost = (known.spans.get(span, "") for span in lost.get("span", ()))
    spans_lost = Counter(known.layers[each][0] for each in layers_of_lost if each in known.layers)
    gone = lost.get("article", frozenset())
    changed = _changed_bodies(rescued.repaired)
    held = {
        row[0]: (row[1], row[2])
        for row in project.connection.execute("SELECT id, title, number FROM article")
    }
    numbers = {**{article: number for article, (_, number) in held.items()}, **known.numbers}
    found = sorted(
        {*layers_lost, *spans_lost, *gone, *changed}, key=lambda each: (numbers.get(each, 0), each)
    )
    return tuple(
        ArticleSaved(
            id=ArticleId(article),
            number=numbers.get(article, 0),
            title=held[article][0] if article in held else None,
            state=Whole.PARTLY if article in held else Whole.LOST,
            layers=_held(project, _LAYERS, article),
            layers_lost=layers_lost[article],
            spans=_held(project, _SPANS, article),
            spans_lost=spans_lost[article],
        )
        for article in found
    )


def _those(lost: Mapping[str, frozenset[str]], table: str, known: Expected) -> list[str]:
    return [each for each in lost.get(table, ()) if each in known.layers]


def _changed_bodies(repaired: tuple[Repaired, ...]) -> set[str]:
    return {
        str(each.finding.article or each.finding.row)
        for each in repaired
        if not each.was_repaired and each.finding.kind is FindingKind.ARTICLE
    }


_LAYERS = "SELECT count(*) FROM layer WHERE article = ?"
_SPANS = "SELECT count(*) FROM span JOIN layer ON layer.id = span.layer WHERE article = ?"


def _held(project: Project, query: str, article: str) -> int:
    return int(project.connection.execute(query, (article,)).fetchone()[0])


def _count(project: Project, table: str) -> int:
    return int(project.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
