"""Where an export would lose something, place by place, so that a person can go and look."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from db.errors import Stopped
from db.exports import catalogue
from db.exports.choices import ExportChoices, chosen_layers
from db.exports.lines import Form, LineWriter
from db.exports.people import People
from db.exports.preview import sink_for
from db.exports.run import setting_of
from db.exports.tally import Lookup
from db.formats.losses import Loss, LossKind
from db.formats.record import Record
from db.model import ArticleId, Fragment
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import exports

PLACES_FOUND = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPlace:
    """One loss: in which article, of which words.

    `place` is where they stand, in code points, None where no place in the text is meant.
    """

    article: ArticleId
    title: str
    words: str
    place: Fragment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPlaces:
    """The first places; `is_cut` says that there are more."""

    places: tuple[LossPlace, ...]
    is_cut: bool


def loss_places(
    project: Project,
    choices: ExportChoices,
    kind: LossKind,
    what: str,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> LossPlaces:
    """Where something of a kind and of a label, role, answer or field (as in a tally) is lost.

    Looks at one layer after another until enough is found. Raises UserFault for choices that don't
    fit, MissingLibrary, or Stopped.
    """
    with exports.snapshot(project), TemporaryDirectory() as folder:
        told = _losses(project, choices, Path(folder), progress, is_cancelled)
        found = (
            LossPlace(
                article=article,
                title=record.article.title,
                words=known.words(loss),
                place=known.place(loss),
            )
            for article, record, losses in told
            if any(loss.kind is kind for loss in losses)
            for known in (Lookup(record),)
            for loss in losses
            if loss.kind is kind and known.what(loss) == what
        )
        places = tuple(islice(found, PLACES_FOUND + 1))
        told.close()
    return LossPlaces(places=places[:PLACES_FOUND], is_cut=len(places) > PLACES_FOUND)


def _losses(
    project: Project,
    choices: ExportChoices,
    folder: Path,
    progress: Progress | None,
    is_cancelled: IsCancelled | None,
) -> Generator[tuple[ArticleId, Record, tuple[Loss, ...]]]:
    """Each layer with what its format loses of it."""
    format_ = catalogue.one(choices.format)
    format_.check_installed()
    chosen = chosen_layers(project, choices)
    lines = LineWriter(project, People(project, with_names=choices.with_names))
    form = Form(fields=None if choices.fields is None else frozenset(choices.fields))
    sink = sink_for(format_, folder, setting_of(project, chosen, format_))
    if sink is None:
        return
    rows = watched(
        exports.rows(project, chosen, with_parts=False),
        total=exports.count(project, chosen),
        progress=progress,
        is_cancelled=is_cancelled,
    )
    try:
        for article, layers in groupby(rows, key=lambda row: row.article):
            if is_cancelled is not None and is_cancelled():
                raise Stopped
            records = [lines.record(row, form) for row in layers]
            for some in [records] if sink.gathers else [[each] for each in records]:
                for record, told in zip(some, sink.add(some), strict=True):
                    yield article, record, tuple(told)
    finally:
        sink.close()
