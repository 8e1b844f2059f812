"""Filling the slots of statements: links to spans, or the reason why there is nothing to link to."""

from __future__ import annotations

from collections.abc import Sequence

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import Absence, AnnotatorId, ArticleId, Changes, Fragment, Layer, LinkId, SpanId
from db.operations.layers import touch_layer
from db.operations.spans import Marker
from db.project import Project
from db.queries import links, schemes, spans
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
    with journal.operation(project, "link", author=author, article=article) as recorder:
        layer = touch_layer(recorder, project, author, article)
        _fill(recorder, project, layer, statement, role, target)
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
) -> Changes:
    """Mark words and let them fill a slot, as one step; words that carry the label already are only linked."""
    with journal.operation(project, "mark and link", author=author, article=article) as recorder:
        layer = touch_layer(recorder, project, author, article)
        there = tuple(sorted(fragments))
        target = next(
            (
                each.id
                for each in spans.of_layer(project, layer.id)
                if (each.label, each.fragments) == (label, there)
            ),
            None,
        )
        if target is None:
            target = Marker(recorder, project, author, article).add(label, fragments)
        _fill(recorder, project, layer, statement, role, target)
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
    """Say why a slot has nothing to point at; only an empty slot takes a reason, and one reason at a time."""
    with journal.operation(
        project, f"set as {absence.replace('_', ' ')}", author=author, article=article
    ) as recorder:
        layer = touch_layer(recorder, project, author, article)
        _role(project, statement, role)
        present = [
            link
            for link in links.of_layer(project, layer.id)
            if (link.source, link.role) == (statement, role)
        ]
        if any(link.target is not None for link in present):
            raise SchemeViolation(
                "This slot is filled. Empty it first, then say why there is nothing."
            )
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
    with journal.operation(project, "remove the link", author=author, article=article) as recorder:
        touch_layer(recorder, project, author, article)
        recorder.delete("link", link)
    return recorder.changes


def _fill(
    recorder: Recorder, project: Project, layer: Layer, statement: SpanId, role: str, target: SpanId
) -> None:
    slot = _role(project, statement, role)
    filler = spans.one(project, target)
    if statement == target:
        raise SchemeViolation("A statement can't fill its own slot. Nothing was changed.")
    if filler is None or filler.label not in slot.targets:
        titles = [
            each.title.lower()
            for each in schemes.current(project).span_types
            if each.label in slot.targets
        ]
        raise SchemeViolation(
            f"“{slot.title}” takes {' or '.join(titles)} only. Nothing was changed."
        )
    present = [
        link
        for link in links.of_layer(project, layer.id)
        if (link.source, link.role) == (statement, role)
    ]
    if any(link.target == target for link in present):
        raise SchemeViolation("This link is there already.")
    for link in present:
        if link.target is None:
            recorder.delete("link", link.id)
    recorder.insert(
        "link",
        {
            "id": project.new_id(),
            "layer": layer.id,
            "role": role,
            "source": statement,
            "target": target,
        },
    )


def _role(project: Project, statement: SpanId, role: str) -> Role:
    source = spans.one(project, statement)
    found = schemes.current(project).role(role, source.label) if source else None
    if found is None:
        raise SchemeViolation("This statement has no such slot. Nothing was changed.")
    return found
