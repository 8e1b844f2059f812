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
from db.queries import projects, referents, schemes, spans
from db.text import typed
from db.text.keys import match_key


def rename_referent(
    project: Project,
    author: AnnotatorId,
    *,
    referent: ReferentId,
    name: str,
    article: ArticleId | None = None,
) -> Changes:
    """Give a referent another name, everywhere.

    `article`, here and below, is where the person was, for undo to return to.
    """
    _changeable(project, author, referent)
    clean = _clean(name, "The old one was kept.")
    title = "rename the referent"
    with journal.operation(project, title, author=author, article=article) as recorder:
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
    before = _changeable(project, author, referent)
    title = f"set {name.replace('_', ' ')}"
    with journal.operation(project, title, author=author, article=article) as recorder:
        answers = with_value(before.attributes, name, value)
        recorder.update("referent", referent, attributes=answers)
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
    """Make several referents one: all mentions go to `kept`, which gains missing attributes.

    A shared one gains none from an annotator, whose own referents are all that go away.
    """
    target = _existing(project, kept)
    others = [_changeable(project, author, each) for each in dict.fromkeys(merged) if each != kept]
    if any(other.label != target.label for other in others):
        raise SchemeViolation(
            "Only referents of the same label can be merged. Nothing was changed."
        )
    with journal.operation(project, "merge referents", author=author, article=article) as recorder:
        for other in others:
            for mention in spans.ids_of_referent(project, other.id):
                recorder.update("span", mention, referent=kept)
            _redirect_attributes(recorder, project, other.id, kept)
            recorder.delete("referent", other.id)
            recorder.insert("merged_referent", {"id": other.id, "referent": kept})
        if _may_change(project, author, target):
            recorder.update("referent", kept, attributes=as_json(_gathered(target, others)))
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
    """Take some mentions out of a referent into a new one with the same attributes."""
    before = _existing(project, referent)
    clean = _clean(name, "Nothing was changed.")
    moved = dict.fromkeys(mentions)
    if not moved or not moved.keys() <= set(spans.ids_of_referent(project, referent)):
        raise SchemeViolation("These are not mentions of the referent. Nothing was changed.")
    title = "split the referent"
    with journal.operation(project, title, author=author, article=article) as recorder:
        new = insert_referent(
            recorder,
            project,
            author,
            label=before.label,
            name=clean,
            attributes=before.attributes,
        )
        for mention in moved:
            recorder.update("span", mention, referent=new)
        _touch_mentions(recorder, project, new)
    return recorder.changes


def add_referent(project: Project, author: AnnotatorId, *, label: str, name: str) -> Changes:
    """Add a referent to the register before anything mentions it."""
    clean = _clean(name, "Nothing was added.")
    if schemes.current(project).span_type(label) is None:
        raise SchemeViolation(f"The scheme has no label {label}. Nothing was added.")
    with journal.operation(project, "add a referent", author=author) as recorder:
        insert_referent(recorder, project, author, label=label, name=clean, attributes={})
    return recorder.changes


def delete_referent(project: Project, author: AnnotatorId, *, referent: ReferentId) -> Changes:
    """Take a referent without mentions out of the register."""
    _changeable(project, author, referent)
    if spans.ids_of_referent(project, referent):
        raise SchemeViolation(
            "This referent still has mentions. Merge it into another one, or give them another "
            "referent."
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
    answers: dict[str, AttributeValue] = {}
    for attribute in span_type.referent_attributes if span_type else ():
        if attribute.default is not None:
            answers[attribute.name] = attribute.default
    referent = ReferentId(project.new_id())
    clean = typed.line(name)
    recorder.insert(
        "referent",
        {
            "id": referent,
            "label": label,
            "name": clean,
            "name_key": match_key(clean),
            "owner": author,
            "attributes": as_json({**answers, **attributes}),
        },
    )
    return referent


def drop_if_unused(
    recorder: Recorder, project: Project, author: AnnotatorId, referent: ReferentId | None
) -> None:
    """Delete the author's own referent when its last mention is gone."""
    if referent is None or spans.has_mentions(project, referent):
        return
    found = referents.one(project, referent)
    if found is not None and found.owner == author and not referents.naming(project, referent):
        recorder.delete("referent", referent)


def _redirect_attributes(
    recorder: Recorder, project: Project, old: ReferentId, new: ReferentId | None
) -> None:
    """Attributes that name a referent (an affiliation) follow it, or are removed with it."""
    for entry in referents.naming(project, old):
        values: dict[str, AttributeValue] = {}
        for name, value in entry.attributes.items():
            if value != old:
                values[name] = value
            elif new is not None and entry.id != new:
                values[name] = new
        recorder.update("referent", entry.id, attributes=as_json(values))


def _gathered(target: Referent, others: Sequence[Referent]) -> dict[str, AttributeValue]:
    # The target's own answers win, and none may name what is merged now, the target included.
    answers: dict[str, AttributeValue] = {}
    for each in (target, *others):
        for name, value in each.attributes.items():
            answers.setdefault(name, value)
    one = {target.id, *(other.id for other in others)}
    return {name: value for name, value in answers.items() if value not in one}


def _touch_mentions(recorder: Recorder, project: Project, referent: ReferentId) -> None:
    recorder.touch("referent")
    for article in referents.articles_of(project, referent):
        recorder.touch("referent", article=article)


def _clean(name: str, otherwise: str) -> str:
    clean = typed.line(name)
    if not clean:
        raise SchemeViolation(f"A referent needs a name. {otherwise}")
    return clean


def _existing(project: Project, referent: ReferentId) -> Referent:
    found = referents.one(project, referent)
    if found is None:
        raise SchemeViolation("This referent is no longer in the register. Nothing was changed.")
    return found


def _changeable(project: Project, author: AnnotatorId, referent: ReferentId) -> Referent:
    found = _existing(project, referent)
    if not _may_change(project, author, found):
        raise SchemeViolation(
            f"“{found.name}” is shared by everybody, so only the lead can change it. Nothing was "
            "changed; write the lead a comment, or give your mentions a referent of their own."
        )
    return found


def _may_change(project: Project, author: AnnotatorId, referent: Referent) -> bool:
    # What is shared belongs to the lead; work comes back with the annotator's own only.
    return referent.owner == author or not projects.is_work_package(project)
