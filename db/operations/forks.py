"""Settling forks: which of several copies of a layer is the one that counts."""

from __future__ import annotations

import orjson

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import AnnotatorId, ArticleId, Changes
from db.operations import layer_copies
from db.project import Project
from db.queries import forks as queries
from db.queries import layers


def keep_layer(
    project: Project, author: AnnotatorId, *, article: ArticleId, annotator: AnnotatorId
) -> Changes:
    """Let the copy that is shown count; the others stay, settled, and can be put in its place."""
    found = _open_forks(project, article, annotator)
    with journal.operation(project, "keep this copy", author=author, article=article) as recorder:
        for fork in found:
            recorder.update("forked_layer", fork, state="settled")
    return recorder.changes


def keep_fork(project: Project, author: AnnotatorId, *, fork: str) -> Changes:
    """Put another copy in the layer's place; what stood there is kept, settled, in its stead."""
    chosen = queries.one(project, fork)
    layer = layers.of(project, chosen.article, chosen.annotator) if chosen is not None else None
    if chosen is None or layer is None:
        raise SchemeViolation("This copy is no longer there. Nothing was changed.")
    with journal.operation(
        project, "keep the other copy", author=author, article=chosen.article
    ) as recorder:
        present = layer_copies.own(project, layer.id)
        content = orjson.loads(queries.content(project, fork))
        recorder.delete("forked_layer", fork)
        layer_copies.put_in_place(recorder, project, layer.id, content)
        kept = layer_copies.keep(recorder, project, chosen.article, chosen.annotator, present)
        recorder.update("forked_layer", kept, state="settled")
        for other in _open_forks(project, chosen.article, chosen.annotator):
            recorder.update("forked_layer", other, state="settled")
        recorder.touch("span", article=chosen.article)
    return recorder.changes


def reopen(
    project: Project, author: AnnotatorId, *, article: ArticleId, annotator: AnnotatorId
) -> Changes:
    """Ask again which of the copies counts."""
    with journal.operation(
        project, "ask again which copy counts", author=author, article=article
    ) as recorder:
        _set_state(recorder, project, article, annotator)
    return recorder.changes


def _set_state(
    recorder: Recorder, project: Project, article: ArticleId, annotator: AnnotatorId
) -> None:
    for fork in queries.every(project, article=article, annotator=annotator):
        recorder.update("forked_layer", fork.id, state="open")


def _open_forks(project: Project, article: ArticleId, annotator: AnnotatorId) -> list[str]:
    found = queries.every(project, article=article, annotator=annotator)
    return [each.id for each in found if each.is_open]
