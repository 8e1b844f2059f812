"""What an annotator says about an article as a whole: state, "nothing here", flag, answers, and reading time."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from db import journal
from db.errors import Bug
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
from db.queries import layers


def open_layer(project: Project, author: AnnotatorId, *, article: ArticleId) -> Changes:
    """Make the author's layer in an article, where there is none yet; not a step of undo."""
    with journal.operation(
        project, "open the article", author=author, article=article, kind=Kind.SILENT
    ) as recorder:
        if layers.of(project, article, author) is None:
            _insert_layer(recorder, project, author, article)
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
    with journal.operation(project, names[state], author=author, article=article) as recorder:
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
        recorder.update("layer", layer.id, flag=flag)
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
    with journal.operation(
        project, f"set {field.replace('_', ' ')}", author=author, article=article
    ) as recorder:
        layer = touch_layer(recorder, project, author, article)
        recorder.update("layer", layer.id, labels=attributes.with_value(layer.labels, field, value))
    return recorder.changes


def note_reading(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    coverage: Iterable[Fragment],
    seconds: int,
) -> Changes:
    """Keep what was read so far (it replaces the former coverage) and add active seconds; not a step of undo."""
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
    """The author's layer in an article, made where there is none; for use inside an operation."""
    layer = layers.of(project, article, author)
    if layer is None:
        layer = layers.one(project, _insert_layer(recorder, project, author, article))
    if layer is None:
        raise Bug("a layer that was just written can't be read")
    return layer


def touch_layer(
    recorder: Recorder, project: Project, author: AnnotatorId, article: ArticleId
) -> Layer:
    """Like `ensure_layer`, and the layer is open from now on: an edit after Done asks for Done again."""
    layer = ensure_layer(recorder, project, author, article)
    if layer.state is not LayerState.OPEN:
        recorder.update("layer", layer.id, state=LayerState.OPEN)
    return layer


def _insert_layer(
    recorder: Recorder, project: Project, author: AnnotatorId, article: ArticleId
) -> LayerId:
    layer = LayerId(project.new_id())
    recorder.insert(
        "layer", {"id": layer, "article": article, "annotator": author, "updated_at": project.now()}
    )
    return layer
