"""Settling what annotators said differently: each decision writes gold, and is kept with its why.

Gold is written as the gold annotator, so that its layer has a lineage of its own like any other;
who decided stands in the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import AnnotatorId, ArticleId, Changes, LayerId, LayerState, SpanId
from db.operations.gold_rows import GoldRows
from db.operations.layers import ensure_layer
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import annotators
from db.queries import review as queries
from db.queries.review import ReviewArticle
from db.review.choices import Choice, resolve
from db.review.decisions import Decision, Reason
from db.review.draft import DraftProblem, Obstacle, draft_of, written_by
from db.review.model import UnitId
from db.review.standing import UnitState, fingerprint
from db.review.stored import details_of
from db.review.strategies import Strategy, source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to decide in one unit, and what to keep with it.

    `is_proposed` says that a strategy chose it. A `note` is for the `addressee`; `rule` is what the
    rule of the guidelines is called that the choice rests on.
    """

    unit: UnitId
    choice: Choice
    reason: Reason | None = None
    rule: str | None = None
    note: str | None = None
    addressee: AnnotatorId | None = None
    is_guideline_gap: bool = False
    is_proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a strategy would settle in one article, and how many units it leaves to the lead."""

    article: ArticleId
    title: str
    wishes: tuple[Wish, ...]
    left: int


def decide(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    wishes: Sequence[Wish],
    known: ReviewArticle | None = None,
) -> Changes:
    """Settle some units of an article, as one step; `queries.review.article` says which there are.

    `known` is the article as it was read, which saves reading it again if nothing came since.
    Raises SchemeViolation where a unit is gone, or a choice gives no words.
    """
    name = "settle a place" if len(wishes) == 1 else f"settle {len(wishes)} places"
    gold = annotators.gold(project)
    with journal.operation(project, name, author=gold, article=article) as recorder:
        Settler(recorder, project, author).settle(article, wishes, known)
    return recorder.changes


def decide_many(
    project: Project,
    author: AnnotatorId,
    *,
    wishes: Mapping[ArticleId, Sequence[Wish]],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Settle units of many articles as one step, all or none. Progress counts articles."""
    places = sum(len(each) for each in wishes.values())
    gold = annotators.gold(project)
    with journal.operation(project, f"settle {places:,} places", author=gold) as recorder:
        settler = Settler(recorder, project, author)
        for article, each in watched(
            wishes.items(), total=len(wishes), progress=progress, is_cancelled=is_cancelled
        ):
            recorder.grow(settler.settle(article, each))
    return recorder.changes


def propose(
    project: Project,
    *,
    articles: Iterable[ArticleId],
    strategy: Strategy,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Proposal, ...]:
    """What a strategy would settle of what is open or has changed; nothing is written."""
    found = []
    known = tuple(articles)
    for article in watched(known, total=len(known), progress=progress, is_cancelled=is_cancelled):
        reviewed = queries.article(project, article)
        if reviewed is None:
            continue
        open_ones = [
            each
            for each in reviewed.units
            if reviewed.standings[each.id].state is not UnitState.SETTLED
        ]
        choices = [(each, strategy(each)) for each in open_ones]
        wishes = tuple(
            Wish(unit=each.id, choice=choice, is_proposed=True)
            for each, choice in choices
            if choice is not None
        )
        found.append(
            Proposal(
                article=article,
                title=reviewed.article.title,
                wishes=wishes,
                left=len(open_ones) - len(wishes),
            )
        )
    return tuple(found)


def reopen(project: Project, author: AnnotatorId, *, article: ArticleId, unit: UnitId) -> Changes:
    """Take a decision back by hand, with what it put into gold."""
    _ = author
    gold = annotators.gold(project)
    with journal.operation(
        project, "open the place again", author=gold, article=article
    ) as recorder:
        reviewed = _required(project, article)
        found = reviewed.settlement(unit)
        if found is None:
            raise SchemeViolation("This place is not settled. Nothing was changed.")
        rows = GoldRows(recorder, project, gold, article, _gold_spans(reviewed.decisions))
        remaining = [each for each in reviewed.decisions if each.unit != unit]
        rows.write(
            draft_of(written_by(remaining), reviewed.scheme, [each.id for each in reviewed.units]),
            {unit},
        )
        recorder.delete("decision", found.id)
        _set_state(recorder, project, gold, article, LayerState.OPEN)
    return recorder.changes


def set_done(
    project: Project, author: AnnotatorId, *, article: ArticleId, is_done: bool
) -> Changes:
    """Say that an article is settled, or open it again.

    Raises SchemeViolation while units are open, or have changed since they were settled.
    """
    _ = author
    gold = annotators.gold(project)
    name = "settle the article" if is_done else "open the article again"
    with journal.operation(project, name, author=gold, article=article) as recorder:
        reviewed = _required(project, article)
        left = sum(
            standing.state is not UnitState.SETTLED for standing in reviewed.standings.values()
        )
        if is_done and left:
            places = "1 place is" if left == 1 else f"{left} places are"
            raise SchemeViolation(f"{places} still to be settled. Nothing was changed.")
        state = LayerState.DONE if is_done else LayerState.OPEN
        _set_state(recorder, project, gold, article, state)
    return recorder.changes


def problems_of(reviewed: ReviewArticle) -> tuple[DraftProblem, ...]:
    """What the decisions of an article could not put into gold, such as a filler settled away."""
    units = [each.id for each in reviewed.units]
    return draft_of(written_by(reviewed.decisions), reviewed.scheme, units).problems


class Settler:
    """Settles units of one article after another, inside one operation."""

    def __init__(self, recorder: Recorder, project: Project, author: AnnotatorId) -> None:
        self._recorder = recorder
        self._project = project
        self._author = author
        self._gold = annotators.gold(project)

    def settle(
        self, article: ArticleId, wishes: Sequence[Wish], known: ReviewArticle | None = None
    ) -> LayerId:
        """Write what is wished into gold and keep the decisions; the layer that was written."""
        recorder, project = self._recorder, self._project
        is_fresh = known is not None and known.operation == queries.latest_operation(project)
        reviewed = known if known and is_fresh else _required(project, article)
        units = {each.id: each for each in reviewed.units}
        if not all(wish.unit in units for wish in wishes):
            raise SchemeViolation(
                "What was to be settled has changed meanwhile. Nothing was changed; look at it "
                "again."
            )
        body = reviewed.article.body
        decided = {wish.unit: resolve(units[wish.unit], wish.choice, body) for wish in wishes}
        resolved = {**written_by(reviewed.decisions), **decided}
        draft = draft_of(resolved, reviewed.scheme, units)
        rows = GoldRows(recorder, project, self._gold, article, _gold_spans(reviewed.decisions))
        rows.write(draft, decided.keys())
        # Two units that were settled as the same words share one span.
        doubles = {
            each.unit: each.other
            for each in draft.problems
            if each.obstacle is Obstacle.DOUBLE and each.other is not None
        }
        for wish in wishes:
            unit = units[wish.unit]
            decision = Decision(
                unit=unit.id,
                source=source_of(unit, wish.choice, is_proposed=wish.is_proposed),
                choice=wish.choice,
                fingerprint=fingerprint(unit),
                written=decided[unit.id],
                gold=rows.spans.get(doubles.get(unit.id, unit.id)),
            )
            self._keep(reviewed, decision, wish)
        _set_state(recorder, project, self._gold, article, LayerState.OPEN)
        recorder.touch("decision", article=article)
        recorder.focus = next((rows.spans[w.unit] for w in wishes if w.unit in rows.spans), None)
        return ensure_layer(recorder, project, self._gold, article).id

    def _keep(self, reviewed: ReviewArticle, decision: Decision, wish: Wish) -> None:
        known = reviewed.settlement(decision.unit)
        columns = {
            "annotator": self._author,
            "source": decision.source,
            "reason": wish.reason,
            "rule": wish.rule or None,
            "note": wish.note or None,
            "addressee": wish.addressee,
            "guideline_gap": int(wish.is_guideline_gap),
            "span": decision.gold,
            "created_at": self._project.now(),
            "details": orjson.dumps(details_of(decision), option=orjson.OPT_SORT_KEYS).decode(),
        }
        if known is not None:
            self._recorder.update("decision", known.id, **columns)
            return
        self._recorder.insert(
            "decision",
            {
                "id": self._project.new_id(),
                "article": reviewed.article.id,
                "unit": decision.unit,
                **columns,
            },
        )


def _gold_spans(decisions: Iterable[Decision]) -> dict[UnitId, SpanId]:
    return {each.unit: each.gold for each in decisions if each.gold is not None}


def _set_state(
    recorder: Recorder,
    project: Project,
    gold: AnnotatorId,
    article: ArticleId,
    state: LayerState,
) -> None:
    layer = ensure_layer(recorder, project, gold, article)
    recorder.update("layer", layer.id, state=state)


def _required(project: Project, article: ArticleId) -> ReviewArticle:
    found = queries.article(project, article)
    if found is None:
        raise SchemeViolation("This article is no longer in the project. Nothing was changed.")
    return found
