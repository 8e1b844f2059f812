"""Referents that may be one: what annotators made on their own, beside what the register has.

Only names and types are compared here, so that a large register is no matter; what speaks for a
pair, its mentions, is read for the pair that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from db.merge.likeness import Likeness, Named, alike
from db.model import Referent, ReferentId
from db.project import Project
from db.queries import annotators, referents, schemes
from db.queries.referents import Mention, RegisterEntry
from db.queries.second_readings import SECOND_READERS

APART_SETTING = "apart"
"""The first word of the settings that keep a pair apart: `apart ID ID`, the smaller id first."""

_MENTIONS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Two referents that may be one; `kept` is the one that would stay.

    That is the shared one, else the lead's, else the one that was there first. `types_differ`
    speaks against it.
    """

    kept: Referent
    other: Referent
    likeness: Likeness
    types_differ: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is to go by: how often each is mentioned, and the first mentions."""

    kept: RegisterEntry
    other: RegisterEntry
    kept_mentions: tuple[Mention, ...]
    other_mentions: tuple[Mention, ...]


def every(project: Project) -> tuple[Offer, ...]:
    """All pairs that nobody has decided about yet, the likeliest first.

    What one annotator keeps apart is not asked about. Statements are compared within an article
    only: "the plan" is another plan in another one.
    """
    lead = annotators.lead(project)
    everybody = {each.id: each for each in _mentioned_or_shared(project)}
    apart, scheme = _apart(project), schemes.current(project)
    named = (
        Named(
            id=each.id,
            label=each.label,
            name=each.name,
            is_asked=each.owner is not None and each.owner != lead,
        )
        for each in everybody.values()
    )
    found = []
    for one, other, likeness in alike(named):
        pair = sorted(
            (everybody[one.id], everybody[other.id]),
            key=lambda each: (each.owner is not None, each.owner != lead, each.id),
        )
        is_told_apart = pair[0].owner == pair[1].owner or frozenset((one.id, other.id)) in apart
        if is_told_apart or (scheme.is_statement(one.label) and not _meet(project, one, other)):
            continue
        types = {each.attributes["type"] for each in pair if "type" in each.attributes}
        found.append(
            Offer(kept=pair[0], other=pair[1], likeness=likeness, types_differ=len(types) > 1)
        )
    return tuple(sorted(found, key=_doubt))


def evidence(project: Project, offer: Offer) -> Evidence | None:
    """What speaks for a pair; None where one of the two is gone meanwhile."""
    kept, other = _entry(project, offer.kept.id), _entry(project, offer.other.id)
    if kept is None or other is None:
        return None
    return Evidence(
        kept=kept,
        other=other,
        kept_mentions=referents.mentions(project, offer.kept.id, _MENTIONS_SHOWN),
        other_mentions=referents.mentions(project, offer.other.id, _MENTIONS_SHOWN),
    )


def apart_name(one: ReferentId, other: ReferentId) -> str:
    """The name of the setting that keeps these two apart."""
    first, second = sorted((one, other))
    return f"{APART_SETTING} {first} {second}"


def _doubt(offer: Offer) -> tuple[int, bool, str]:
    return list(Likeness).index(offer.likeness), offer.types_differ, offer.other.name.casefold()


def _meet(project: Project, one: Named, other: Named) -> bool:
    """Whether an article mentions both."""
    row = project.connection.execute(
        """SELECT 1 FROM span JOIN layer ON layer.id = span.layer
           WHERE span.referent = ? AND layer.article IN (
               SELECT layer.article FROM span JOIN layer ON layer.id = span.layer
               WHERE span.referent = ?)
           LIMIT 1""",
        (one.id, other.id),
    ).fetchone()
    return row is not None


def _mentioned_or_shared(project: Project) -> Iterable[Referent]:
    rows = project.connection.execute(
        """SELECT id, label, name, attributes, owner FROM referent
           WHERE owner IS NULL OR EXISTS (SELECT 1 FROM span WHERE span.referent = referent.id)
           ORDER BY id"""
    )
    for referent, label, name, attributes, owner in rows:
        yield Referent(
            id=referent, label=label, name=name, attributes=orjson.loads(attributes), owner=owner
        )


def _apart(project: Project) -> set[frozenset[str]]:
    """The pairs that are kept apart; what was merged since stands for what it was merged into."""
    merged = dict(project.connection.execute("SELECT id, referent FROM merged_referent").fetchall())
    rows = project.connection.execute(
        "SELECT name FROM setting WHERE name >= ? AND name < ?",
        (f"{APART_SETTING} ", f"{APART_SETTING}!"),
    )
    return {frozenset(_followed(each, merged) for each in row[0].split()[1:]) for row in rows}


def _followed(referent: str, merged: dict[str, str]) -> str:
    passed = {referent}
    while referent in merged and merged[referent] not in passed:
        referent = merged[referent]
        passed.add(referent)
    return referent


def _entry(project: Project, referent: ReferentId) -> RegisterEntry | None:
    found = referents.one(project, referent)
    if found is None:
        return None
    mentions, articles = project.connection.execute(
        f"""SELECT count(*), count(DISTINCT layer.article)
           FROM span JOIN layer ON layer.id = span.layer
           WHERE span.referent = ? AND layer.annotator NOT IN {SECOND_READERS}""",
        (referent,),
    ).fetchone()
    return RegisterEntry(referent=found, mentions=mentions, articles=articles)
