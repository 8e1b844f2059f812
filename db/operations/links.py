"""Filling the slots of statements: links to spans, or why there is nothing to link to."""

from __future__ import annotations

from collections.abc import Sequence

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import (
    Absence,
    AnnotatorId,
    ArticleId,
    Changes,
    Fragment,
    LinkId,
    ReferentId,
    Span,
    SpanId,
)
from db.operations.layers import touch_layer
from db.operations.marker import Marker, own_span
from db.project import Project
from db.queries import layers, links, schemes
from db.scheme.model import Role


def add_link(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    statement: SpanId,
    role: str,
    target: SpanId,
) -> Changes:
    """Let a span fill a slot; an absence reason that stood there goes."""
    source = own_span(project, author, article, statement)
    filler = own_span(project, author, article, target)
    with journal.operation(project, "link", author=author, article=article) as recorder:
        touch_layer(recorder, project, author, article)
        _fill(recorder, project, source, role, target=target, label=filler.label)
        recorder.focus = statement
    return recorder.changes


def mark_and_link(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    statement: SpanId,
    role: str,
    label: str,
    fragments: Sequence[Fragment],
    referent: ReferentId | None = None,
) -> Changes:
    """Mark words and let them fill a slot, as one step; words marked like this are only linked.

    `referent` is what newly marked words mean; None guesses it as `add_span` does.
    """
    source = own_span(project, author, article, statement)
    with journal.operation(project, "mark and link", author=author, article=article) as recorder:
        marker = Marker(recorder, project, author, article)
        target = marker.find(label, fragments) or marker.add(label, fragments, referent=referent)
        _fill(recorder, project, source, role, target=target, label=label)
        recorder.focus = statement
    return recorder.changes


def add_absence(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    statement: SpanId,
    role: str,
    absence: Absence,
) -> Changes:
    """Say why a slot has nothing to point at; only an empty slot takes a reason, and only one."""
    source = own_span(project, author, article, statement)
    _role(project, source, role)
    present = links.in_slot(project, statement, role)
    if any(link.target is not None for link in present):
        raise SchemeViolation("This slot is filled. Empty it first, then say why there is nothing.")
    name = f"set as {absence.replace('_', ' ')}"
    with journal.operation(project, name, author=author, article=article) as recorder:
        layer = touch_layer(recorder, project, author, article)
        for link in present:
            recorder.delete("link", link.id)
        recorder.insert(
            "link",
            {
                "id": project.new_id(),
                "layer": layer.id,
                "role": role,
                "source": statement,
                "absence": absence,
            },
        )
        recorder.focus = statement
    return recorder.changes


def delete_link(
    project: Project, author: AnnotatorId, *, article: ArticleId, link: LinkId
) -> Changes:
    """Empty a slot of one filler, or of its absence reason."""
    layer = layers.of(project, article, author)
    found = links.one(project, link)
    if found is None or layer is None or found.layer != layer.id:
        raise SchemeViolation("This link is no longer there. Nothing was changed.")
    with journal.operation(project, "remove the link", author=author, article=article) as recorder:
        touch_layer(recorder, project, author, article)
        recorder.delete("link", link)
        recorder.focus = found.source
    return recorder.changes


def _fill(
    recorder: Recorder, project: Project, source: Span, role: str, *, target: SpanId, label: str
) -> None:
    slot = _role(project, source, role)
    if source.id == target:
        raise SchemeViolation("A statement can't fill its own slot. Nothing was changed.")
    if label not in slot.targets:
        span_types = schemes.current(project).span_types
        titles = [each.title.lower() for each in span_types if each.label in slot.targets]
        raise SchemeViolation(
            f"“{slot.title}” takes {' or '.join(titles)} only. Nothing was changed."
        )
    present = links.in_slot(project, source.id, role)
    if any(link.target == target for link in present):
        raise SchemeViolation("This link is there already.")
    for link in present:
        if link.target is None:
            recorder.delete("link", link.id)
    recorder.insert(
        "link",
        {
            "id": project.new_id(),
            "layer": source.layer,
            "role": role,
            "source": source.id,
            "target": target,
        },
    )


def _role(project: Project, statement: Span, role: str) -> Role:
    found = schemes.current(project).role(role, statement.label)
    if found is None:
        raise SchemeViolation("This statement has no such slot. Nothing was changed.")
    return found
