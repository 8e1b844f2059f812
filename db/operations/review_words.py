"""Settling or marking the same words in many articles as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db import journal
from db.journal import Recorder
from db.model import AnnotatorId, ArticleId, Changes, Fragment, LayerId, Origin
from db.operations.marker import Marker
from db.operations.review import Settler, Wish
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import annotators, layers, spans
from db.review.alike import Marking


def settle_alike(
    project: Project,
    author: AnnotatorId,
    *,
    wishes: Mapping[ArticleId, Sequence[Wish]],
    markings: Mapping[ArticleId, Sequence[Marking]],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Settle units, and mark in gold what no annotator marked: all or nothing, as one step.

    Words that gold marks like that already are passed over. Progress counts articles. Raises
    SchemeViolation where a unit is gone, or a choice gives no words.
    """
    count = sum(map(len, wishes.values())) + sum(map(len, markings.values()))
    name = "settle a place" if count == 1 else f"settle {count:,} places alike"
    gold = annotators.gold(project)
    articles = tuple(dict.fromkeys((*wishes, *markings)))
    with journal.operation(project, name, author=gold) as recorder:
        settler = Settler(recorder, project, author)
        for article in watched(
            articles, total=len(articles), progress=progress, is_cancelled=is_cancelled
        ):
            written = set[LayerId]()
            if wishes.get(article):
                written.add(settler.settle(article, wishes[article]))
            if markings.get(article):
                written |= _mark(recorder, project, gold, article, markings[article])
            for layer in written:
                recorder.grow(layer)
    return recorder.changes


def mark_alike(
    project: Project,
    author: AnnotatorId,
    *,
    markings: Mapping[ArticleId, Sequence[Marking]],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Mark words of many articles as the author's own work, all or nothing, as one step.

    Words that they mark like that already are passed over. Progress counts articles.
    """
    count = sum(map(len, markings.values()))
    name = "mark a mention" if count == 1 else f"mark {count:,} mentions alike"
    with journal.operation(project, name, author=author) as recorder:
        for article, each in watched(
            markings.items(), total=len(markings), progress=progress, is_cancelled=is_cancelled
        ):
            for layer in _mark(recorder, project, author, article, each):
                recorder.grow(layer)
    return recorder.changes


def _mark(
    recorder: Recorder,
    project: Project,
    whose: AnnotatorId,
    article: ArticleId,
    markings: Sequence[Marking],
) -> set[LayerId]:
    """Mark in one layer; that layer, or none where all was marked already."""
    missing = [each for each in markings if not _is_marked(project, whose, article, each)]
    if not missing:
        return set()
    marker = Marker(recorder, project, whose, article)
    for each in missing:
        span = marker.add(
            each.label,
            (each.place,),
            referent=None if each.referent is None else each.referent.id,
            attributes=each.attributes,
            origin=Origin.REPEATED,
        )
        recorder.focus = recorder.focus or span
    recorder.touch("span", article=article)
    return {marker.layer.id}


def _is_marked(project: Project, whose: AnnotatorId, article: ArticleId, marking: Marking) -> bool:
    layer = layers.of(project, article, whose)
    place: tuple[Fragment, ...] = (marking.place,)
    return layer is not None and spans.at(project, layer.id, marking.label, place) is not None
