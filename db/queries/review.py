"""What the lead reviews: the layers of an article side by side, and what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson

from db.model import (
    Annotation,
    AnnotatorId,
    AnnotatorKind,
    Article,
    ArticleId,
    LayerState,
    SpanId,
)
from db.project import Project
from db.queries import annotators, articles, layers, schemes
from db.queries.row_memory import RowMemory
from db.review.decisions import Decision, Reason, Source
from db.review.gold import only_gold
from db.review.identity import unit_ids
from db.review.model import Unit, UnitId, UnitKind
from db.review.standing import Standing, UnitState, standing, standings
from db.review.stored import decision_from
from db.review.units import units_of
from db.scheme.model import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A decision with what a person said about it; `author` is who decided, `at` when.

    `rule` is what a rule of the guidelines was called that it rests on.
    """

    id: str
    decision: Decision
    author: AnnotatorId
    at: str
    reason: Reason | None = None
    rule: str | None = None
    note: str | None = None
    addressee: AnnotatorId | None = None
    is_guideline_gap: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewArticle:
    """An article as it is reviewed; `annotations` are the annotators' layers that say anything.

    `names` are all annotators of the project. Units and their standing are worked out once, or
    known already. `operation` is the newest one in the journal when the article was read.
    """

    article: Article
    scheme: Scheme
    annotations: tuple[Annotation, ...]
    gold: Annotation | None
    settled: tuple[Settled, ...]
    names: Mapping[AnnotatorId, str]
    operation: int = 0
    known_units: tuple[Unit, ...] | None = None
    known_standings: Mapping[UnitId, Standing] | None = None

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was chosen so far."""
        return tuple(each.decision for each in self.settled)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The places to settle, in reading order, the article as a whole last."""
        if self.known_units is not None:
            return self.known_units
        return units_of(self.annotations, self.scheme, self.decisions)

    @cached_property
    def standings(self) -> Mapping[UnitId, Standing]:
        """How far each unit is."""
        if self.known_standings is not None:
            return self.known_standings
        return standings(self.units, self.decisions)

    @cached_property
    def only_gold(self) -> tuple[Unit, ...]:
        """What stands in gold and was marked by no annotator, as after a free edit."""
        if self.gold is None:
            return ()
        return only_gold(self.gold, self.units, self.decisions, self.scheme)

    @cached_property
    def places(self) -> tuple[Unit, ...]:
        """The units with what stands in gold only among them, in reading order."""
        if not self.only_gold:
            return self.units
        return tuple(
            sorted(
                (*self.units, *self.only_gold),
                key=lambda each: (each.kind is UnitKind.ARTICLE, each.start, -each.end),
            )
        )

    def standing(self, place: Unit) -> Standing:
        """How far a place is; what stands in gold only is settled."""
        known = self.standings.get(place.id)
        if known is not None:
            return known
        span = SpanId(place.id)
        written = next((each for each in self.decisions if each.gold == span), None)
        decision = written or Decision(unit=place.id, source=Source.EDITED, gold=span)
        return Standing(state=UnitState.SETTLED, decision=decision)

    @property
    def is_done(self) -> bool:
        """Whether the lead is through with the article."""
        return self.gold is not None and self.gold.layer.state is LayerState.DONE

    def unit(self, unit: UnitId | None) -> Unit | None:
        """The place of this id, or None."""
        return next((each for each in self.places if each.id == unit), None)

    def settlement(self, unit: UnitId) -> Settled | None:
        """What was settled in a unit, or None."""
        return next((each for each in self.settled if each.decision.unit == unit), None)


def article(project: Project, article_id: ArticleId) -> ReviewArticle | None:
    """An article with all that is to be settled in it, or None where it is gone."""
    found = articles.one(project, article_id)
    if found is None:
        return None
    newest = latest_operation(project)
    people = {each.id: each for each in annotators.every(project)}
    annotations, gold = [], None
    for layer in layers.of_article(project, article_id):
        annotation = layers.annotation(project, layer)
        if people[layer.annotator].kind is AnnotatorKind.GOLD:
            gold = annotation
        elif says_anything(annotation):
            annotations.append(annotation)
    return ReviewArticle(
        article=found,
        scheme=schemes.current(project),
        annotations=tuple(annotations),
        gold=gold,
        settled=settled(project, article_id),
        names={each.id: each.name for each in people.values()},
        operation=newest,
    )


def settled_anew(project: Project, known: ReviewArticle) -> ReviewArticle:
    """An article that was read before, after decisions were made in it or taken back.

    Only gold and decisions are read again, and only what they concern is worked out again: for
    the moment after a decision, while nobody else's layer has changed.
    """
    newest = latest_operation(project)
    layer = layers.of(project, known.article.id, annotators.gold(project))
    now = settled(project, known.article.id)
    units = _same_units(known, now)
    return replace(
        known,
        gold=None if layer is None else layers.annotation(project, layer),
        settled=now,
        operation=newest,
        known_units=units,
        known_standings=None if units is None else _standings_anew(known, units, now),
    )


def latest_operation(project: Project) -> int:
    """The number of the newest operation in the journal; 0 before the first."""
    row = project.connection.execute("SELECT max(number) FROM operation").fetchone()
    return row[0] or 0


def reviewable(project: Project) -> tuple[ArticleId, ...]:
    """The articles that somebody besides gold has begun, in the order of the list."""
    rows = project.connection.execute(
        """SELECT id FROM article WHERE id IN (
               SELECT layer.article FROM layer JOIN annotator ON annotator.id = layer.annotator
               WHERE annotator.kind <> 'gold' AND annotator.repeats IS NULL
                 AND layer.state <> 'todo')
           ORDER BY position, number"""
    )
    return tuple(ArticleId(row[0]) for row in rows)


def settled(project: Project, article_id: ArticleId) -> tuple[Settled, ...]:
    """The decisions in an article, oldest first."""
    rows = project.connection.execute(
        """SELECT id, unit, source, span, details, annotator, created_at, reason, note, addressee,
                  guideline_gap, rule
           FROM decision WHERE article = ? ORDER BY created_at, id""",
        (article_id,),
    )
    return _read_last.values(article_id, rows)


def says_anything(annotation: Annotation) -> bool:
    """Whether an annotator has begun with an article, or is through with it."""
    layer = annotation.layer
    return bool(
        annotation.spans or layer.labels or layer.nothing_here or layer.state is LayerState.DONE
    )


def _same_units(known: ReviewArticle, now: tuple[Settled, ...]) -> tuple[Unit, ...] | None:
    """The units if they keep their names with these decisions, else None."""
    units = {each.id: each for each in known.units}
    before = {each.decision.unit for each in known.settled}
    unknown = [each.decision for each in now if each.decision.unit not in before]
    if len(now) == len(before) + len(unknown) and all(
        each.unit in units and each.fingerprint.members == units[each.unit].members
        for each in unknown
    ):
        return known.units
    of_spans = [each for each in known.units if each.kind is not UnitKind.ARTICLE]
    names = unit_ids([sorted(each.members) for each in of_spans], [each.decision for each in now])
    return known.units if names == tuple(each.id for each in of_spans) else None


def _standings_anew(
    known: ReviewArticle, units: tuple[Unit, ...], now: tuple[Settled, ...]
) -> dict[UnitId, Standing]:
    decided = {each.decision.unit: each.decision for each in now}
    found = {}
    for unit in units:
        before, decision = known.standings[unit.id], decided.get(unit.id)
        found[unit.id] = before if before.decision is decision else standing(unit, decision)
    return found


def _settled(row: tuple[Any, ...]) -> Settled:
    return Settled(
        id=row[0],
        decision=decision_from(
            orjson.loads(row[4]),
            unit=UnitId(row[1]),
            source=Source(row[2]),
            gold=None if row[3] is None else SpanId(row[3]),
        ),
        author=AnnotatorId(row[5]),
        at=row[6],
        reason=None if row[7] is None else Reason(row[7]),
        note=row[8],
        addressee=None if row[9] is None else AnnotatorId(row[9]),
        is_guideline_gap=bool(row[10]),
        rule=row[11],
    )


_read_last = RowMemory(_settled)
