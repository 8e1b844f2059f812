"""The register: naming, merging and splitting the things that mentions refer to."""

from __future__ import annotations

from collections.abc import Sequence

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import (
    AnnotatorId,
    ArticleId,
    Attributes,
    AttributeValue,
    Changes,
    Referent,
    ReferentId,
    SpanId,
)
from db.operations.attributes import as_json, with_value
from db.project import Project
from db.queries import referents, schemes, spans
from db.text.keys import match_key


def rename_referent(
    project: Project,
    author: AnnotatorId,
    *,
    referent: ReferentId,
    name: str,
    article: ArticleId | None = None,
) -> Changes:
    """Give a referent another name, everywhere; `article` is where the person was, for undo to return to."""
    clean = " ".join(name.split())
    if not clean:
        raise SchemeViolation("A referent needs a name. The old one was kept.")
    with journal.operation(
        project, "rename the referent", author=author, article=article
    ) as recorder:
        recorder.update("referent", referent, name=clean, name_key=match_key(clean))
        _touch_mentions(recorder, project, referent)
    return recorder.changes


def set_referent_attribute(
    project: Project,
    author: AnnotatorId,
    *,
    referent: ReferentId,
    name: str,
    value: AttributeValue | None,
    article: ArticleId | None = None,
) -> Changes:
    """Answer a question about a referent, such as its type; None removes the answer."""
    before = _existing(project, referent)
    with journal.operation(
        project, f"set {name.replace('_', ' ')}", author=author, article=article
    ) as recorder:
        recorder.update("referent", referent, attributes=with_value(before.attributes, name, value))
        _touch_mentions(recorder, project, referent)
    return recorder.changes


def merge_referents(
    project: Project,
    author: AnnotatorId,
    *,
    kept: ReferentId,
    merged: Sequence[ReferentId],
    article: ArticleId | None = None,
) -> Changes:
    """Make several referents one: all mentions go to `kept`, which keeps its name and gains missing attributes."""
    target = _existing(project, kept)
    others = [_existing(project, each) for each in merged if each != kept]
    if any(other.label != target.label for other in others):
        raise SchemeViolation(
            "Only referents of the same label can be merged. Nothing was changed."
        )
    attributes = dict(target.attributes)
    for other in others:
        attributes = {**other.attributes, **attributes}
    attributes = {
        name: value
        for name, value in attributes.items()
        if value not in {other.id for other in others}
    }
    with journal.operation(project, "merge referents", author=author, article=article) as recorder:
        for other in others:
            for mention in spans.ids_of_referent(project, other.id):
                recorder.update("span", mention, referent=kept)
            _redirect_attributes(recorder, project, other.id, kept)
            recorder.delete("referent", other.id)
        recorder.update("referent", kept, attributes=as_json(attributes))
        _touch_mentions(recorder, project, kept)
    return recorder.changes


def split_referent(
    project: Project,
    author: AnnotatorId,
    *,
    referent: ReferentId,
    mentions: Sequence[SpanId],
    name: str,
    article: ArticleId | None = None,
) -> Changes:
    """Take some mentions out of a referent into a new one of this name, with the same attributes."""
    before = _existing(project, referent)
    with journal.operation(
        project, "split the referent", author=author, article=article
    ) as recorder:
        new = insert_referent(
            recorder, project, author, label=before.label, name=name, attributes=before.attributes
        )
        for mention in mentions:
            recorder.update("span", mention, referent=new)
        _touch_mentions(recorder, project, new)
    return recorder.changes


def add_referent(project: Project, author: AnnotatorId, *, label: str, name: str) -> Changes:
    """Add a referent to the register before anything mentions it."""
    if not name.strip():
        raise SchemeViolation("A referent needs a name. Nothing was added.")
    with journal.operation(project, "add a referent", author=author) as recorder:
        insert_referent(recorder, project, author, label=label, name=name, attributes={})
    return recorder.changes


def delete_referent(project: Project, author: AnnotatorId, *, referent: ReferentId) -> Changes:
    """Take a referent without mentions out of the register."""
    if spans.ids_of_referent(project, referent):
        raise SchemeViolation(
            "This referent still has mentions. Merge it into another one, or give them another referent."
        )
    with journal.operation(project, "delete the referent", author=author) as recorder:
        _redirect_attributes(recorder, project, referent, None)
        recorder.delete("referent", referent)
    return recorder.changes


def insert_referent(
    recorder: Recorder,
    project: Project,
    author: AnnotatorId | None,
    *,
    label: str,
    name: str,
    attributes: Attributes,
) -> ReferentId:
    """A new referent inside an operation, with the scheme's defaults for what is not given."""
    span_type = schemes.current(project).span_type(label)
    defaults = {
        attribute.name: attribute.default
        for attribute in (span_type.referent_attributes if span_type else ())
        if attribute.default is not None
    }
    referent = ReferentId(project.new_id())
    clean = " ".join(name.split())
    recorder.insert(
        "referent",
        {
            "id": referent,
            "label": label,
            "name": clean,
            "name_key": match_key(clean),
            "owner": author,
            "attributes": as_json({**defaults, **attributes}),
        },
    )
    return referent


def drop_if_unused(
    recorder: Recorder, project: Project, author: AnnotatorId, referent: ReferentId | None
) -> None:
    """Delete the author's own referent when its last mention is gone, so that the register gathers no dust."""
    if referent is None or spans.ids_of_referent(project, referent):
        return
    found = referents.one(project, referent)
    if found is not None and found.owner == author and not _is_named_elsewhere(project, referent):
        recorder.delete("referent", referent)


def _redirect_attributes(
    recorder: Recorder, project: Project, old: ReferentId, new: ReferentId | None
) -> None:
    """Attributes that name a referent (an affiliation) follow it, or are removed with it."""
    for entry in referents.naming(project, old):
        values = {
            name: (new if value == old else value)
            for name, value in entry.attributes.items()
            if value != old or (new is not None and entry.id != new)
        }
        recorder.update("referent", entry.id, attributes=as_json(values))


def _is_named_elsewhere(project: Project, referent: ReferentId) -> bool:
    return bool(referents.naming(project, referent))


def _touch_mentions(recorder: Recorder, project: Project, referent: ReferentId) -> None:
    recorder.touch("referent")
    for article in referents.articles_of(project, referent):
        recorder.touch("referent", article=article)


def _existing(project: Project, referent: ReferentId) -> Referent:
    found = referents.one(project, referent)
    if found is None:
        raise SchemeViolation("This referent is no longer in the register. Nothing was changed.")
    return found
