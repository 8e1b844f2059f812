"""What an annotator says about an article as a whole, and how long they read it."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from db import journal
from db.errors import Bug, SchemeViolation
from db.journal import Kind, Recorder
from db.model import (
    AnnotatorId,
    ArticleId,
    AttributeValue,
    Changes,
    Fragment,
    Layer,
    LayerId,
    LayerState,
)
from db.operations import attributes
from db.project import Project
from db.queries import articles, layers
from db.text import typed


def open_layer(project: Project, author: AnnotatorId, *, article: ArticleId) -> Changes:
    """Make the author's layer in an article, where there is none yet; not a step of undo."""
    with journal.operation(
        project, "open the article", author=author, article=article, kind=Kind.SILENT
    ) as recorder:
        ensure_layer(recorder, project, author, article)
    return recorder.changes


def set_state(
    project: Project, author: AnnotatorId, *, article: ArticleId, state: LayerState
) -> Changes:
    """Mark the article as to do, open, done or skipped."""
    names = {
        LayerState.TODO: "put back to do",
        LayerState.OPEN: "reopen the article",
        LayerState.DONE: "mark as done",
        LayerState.SKIPPED: "skip the article",
    }
    name = names[state]
    with journal.operation(project, name, author=author, article=article) as recorder:
        layer = ensure_layer(recorder, project, author, article)
        recorder.update("layer", layer.id, state=state)
    return recorder.changes


def set_nothing_here(
    project: Project, author: AnnotatorId, *, article: ArticleId, value: bool
) -> Changes:
    """Say that the article was read and holds nothing to mark, or take that back."""
    name = "say nothing here" if value else "take back nothing here"
    with journal.operation(project, name, author=author, article=article) as recorder:
        layer = touch_layer(recorder, project, author, article)
        recorder.update("layer", layer.id, nothing_here=int(value))
    return recorder.changes


def set_flag(
    project: Project, author: AnnotatorId, *, article: ArticleId, flag: str | None
) -> Changes:
    """Flag the article for the lead, with a question or "" for none; None takes the flag away."""
    name = "remove the flag" if flag is None else "flag the article"
    with journal.operation(project, name, author=author, article=article) as recorder:
        layer = ensure_layer(recorder, project, author, article)
        recorder.update("layer", layer.id, flag=None if flag is None else typed.lines(flag))
    return recorder.changes


def set_answer(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    field: str,
    value: AttributeValue | None,
) -> Changes:
    """Answer one of the scheme's per-annotator article fields; None removes the answer."""
    name = f"set {field.replace('_', ' ')}"
    with journal.operation(project, name, author=author, article=article) as recorder:
        layer = touch_layer(recorder, project, author, article)
        answers = attributes.with_value(layer.labels, field, value)
        recorder.update("layer", layer.id, labels=answers)
    return recorder.changes


def note_reading(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    coverage: Iterable[Fragment],
    seconds: int,
) -> Changes:
    """Keep what was read so far (it replaces the former coverage) and add active seconds.

    Not a step of undo.
    """
    with journal.operation(
        project, "read", author=author, article=article, kind=Kind.SILENT
    ) as recorder:
        layer = ensure_layer(recorder, project, author, article)
        recorder.update(
            "layer",
            layer.id,
            coverage=orjson.dumps([(each.start, each.end) for each in coverage]).decode(),
            active_seconds=layer.active_seconds + seconds,
        )
    return recorder.changes


def ensure_layer(
    recorder: Recorder, project: Project, author: AnnotatorId, article: ArticleId
) -> Layer:
    """The author's layer in an article, made where there is none; for use inside an operation.

    Undo leaves the new layer there, empty: reading time may have been noted in it since.
    """
    layer = layers.of(project, article, author)
    if layer is None:
        require_article(project, article)
        layer_id = LayerId(project.new_id())
        recorder.insert_lasting(
            "layer",
            {
                "id": layer_id,
                "article": article,
                "annotator": author,
                "updated_at": project.now(),
            },
        )
        layer = layers.one(project, layer_id)
    if layer is None:
        raise Bug("a layer that was just written can't be read")
    return layer


def touch_layer(
    recorder: Recorder, project: Project, author: AnnotatorId, article: ArticleId
) -> Layer:
    """Like `ensure_layer`, and open from now on: an edit after Done asks for Done again."""
    layer = ensure_layer(recorder, project, author, article)
    if layer.state is not LayerState.OPEN:
        recorder.update("layer", layer.id, state=LayerState.OPEN)
    return layer


def require_article(project: Project, article: ArticleId) -> None:
    """Raise SchemeViolation where an article was taken out of the project meanwhile."""
    if not articles.exists(project, article):
        raise SchemeViolation("This article is no longer in the project. Nothing was changed.")
