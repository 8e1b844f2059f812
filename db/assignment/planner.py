"""Who gets which articles, from what the lead wishes; the same wishes give the same plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.assignment import outcome
from db.assignment.exchange import moves_for
from db.assignment.model import AssignmentPlan, Balance, Candidate, Reason, Request, Shortfall
from db.assignment.repeats import Repeat, repeats_of, shortfalls_of_repeats
from db.assignment.sample import calibration_of, common_of, in_order
from db.assignment.shares import parts, shortfalls_of_shares
from db.assignment.team import Need, Rest, Team
from db.model import ArticleId, Purpose

_Wanting = tuple[Candidate, Need]


def plan(request: Request) -> AssignmentPlan:
    """What to hand out so that the wishes are met, as far as they can be.

    Nobody gets an article twice but for the repeats that are wished, and what was handed out
    before stays as it is.
    """
    if not request.annotators:
        return AssignmentPlan(
            round=request.round,
            unassigned=sum(not each.elsewhere for each in request.articles),
            shortfalls=(Shortfall(reason=Reason.NO_ANNOTATORS),),
        )
    planning = _Planning(request)
    planning.hand_to_everybody()
    planning.share_out()
    planning.repeat()
    return planning.result()


class _Planning:
    """One plan in the making; annotators are their places in the request."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._people = range(len(request.annotators))
        self._shortfalls: list[Shortfall] = []
        self._holders: dict[ArticleId, list[int]] = {}
        for one, person in enumerate(request.annotators):
            for article in person.already:
                self._holders.setdefault(article, []).append(one)
        self._queue = {each.article: place for place, each in enumerate(in_order(request))}
        counts = {each.article: self._count(each) for each in request.articles}
        self._calibration = calibration_of(request, counts, self._queue)
        taken = {each.article for each in self._calibration}
        self._common = common_of(request, counts, self._queue, taken)
        self._for_all = taken.union(each.article for each in self._common)
        self._handed: list[dict[ArticleId, Purpose]] = [{} for _ in self._people]
        self._shared: list[dict[ArticleId, Candidate]] = [{} for _ in self._people]
        self._repeats: list[tuple[Repeat, ...]] = [() for _ in self._people]
        self._parts = parts(request.annotators)
        self._sharing = {one for one in self._people if self._parts[one]}
        self._team = self._make_team()

    def hand_to_everybody(self) -> None:
        """Hand out the calibration and common articles, as far as each quota goes."""
        every = [(each, Purpose.CALIBRATION) for each in self._calibration]
        every += [(each, Purpose.COMMON) for each in self._common]
        for one in self._people:
            lacking = [each for each in every if one not in self._holding(each[0])]
            fitting = lacking[: self._team.rooms[one]]
            if len(fitting) < len(lacking):
                self._miss(Reason.QUOTA_FOR_COMMON, len(lacking), len(fitting), one)
            for candidate, purpose in fitting:
                self._handed[one][candidate.article] = purpose
                self._add_holders(candidate, [one])
        self._tell_about_sample()

    def share_out(self) -> None:
        """Hand out the other articles, the longest first: so the short ones even out the loads."""
        request = self._request
        self._shortfalls += shortfalls_of_shares(request, self._parts)
        shared = [each for each in request.articles if self._is_shared(each)]
        possible = len(self._sharing) + min((each.elsewhere for each in shared), default=0)
        if shared and possible < request.per_article:
            self._miss(Reason.FEWER_ANNOTATORS, request.per_article, possible)
        needs = list(self._needs(shared))
        fitting = self._team.fitting([need.count for _, need in needs])
        chosen = [each for each, fits in zip(needs, fitting, strict=True) if fits]
        chosen.sort(key=lambda each: (-each[1].count, -each[1].size))
        self._share(chosen)
        closed: set[int] = set()
        met = sum(self._make_up(candidate, need, closed) for candidate, need in chosen)
        if met < len(needs):
            self._miss(Reason.QUOTAS, len(needs), met)

    def repeat(self) -> None:
        """Choose what everybody gets for the second time, once it is known what they get."""
        request = self._request
        self._repeats = [
            repeats_of(request, person, given, self._queue)
            for person, given in zip(request.annotators, self._given(), strict=True)
        ]
        self._shortfalls += shortfalls_of_repeats(request, self._repeats)

    def result(self) -> AssignmentPlan:
        """The plan as it is now."""
        request, given = self._request, self._given()
        return AssignmentPlan(
            round=request.round,
            rows=tuple(outcome.queues(request, given, self._repeats, self._queue)),
            loads=tuple(outcome.loads(request, given, self._repeats)),
            overlaps=outcome.overlaps(request, self._team.met),
            calibration=tuple(each.article for each in self._calibration),
            common=tuple(each.article for each in self._common),
            articles=len(set[ArticleId]().union(*given)),
            unassigned=sum(not self._count(each) for each in request.articles),
            shortfalls=tuple(self._shortfalls),
        )

    def _given(self) -> list[dict[ArticleId, Purpose]]:
        """What everybody gets anew for the first time."""
        return [
            handed | dict.fromkeys(shared, Purpose.SHARE)
            for handed, shared in zip(self._handed, self._shared, strict=True)
        ]

    def _make_team(self) -> Team:
        request = self._request
        team = Team(
            loads=[
                each.words if request.balance is Balance.WORDS else each.articles
                for each in request.annotators
            ],
            rooms=[
                None if each.quota is None else max(0, each.quota - each.articles)
                for each in request.annotators
            ],
            weights=self._parts,
            sizes=[self._size(each) for each in request.articles],
        )
        for together in self._holders.values():
            team.note_met(together)
        return team

    def _needs(self, articles: Sequence[Candidate]) -> Iterator[_Wanting]:
        """Which of some articles lack somebody, in the order of the queue."""
        request = self._request
        begun: dict[ArticleId, list[int]] = {}
        for one, person in enumerate(request.annotators):
            for article in person.begun:
                begun.setdefault(article, []).append(one)
        for each in sorted(articles, key=lambda each: self._queue[each.article]):
            holders = self._holding(each)
            free = len(self._sharing.difference(holders))
            count = min(request.per_article - self._count(each), free)
            if count > 0:
                yield (
                    each,
                    Need(
                        size=self._size(each),
                        count=count,
                        holders=tuple(holders),
                        favoured=tuple(begun.get(each.article, ())),
                    ),
                )

    def _share(self, wanting: Sequence[_Wanting]) -> None:
        people = sum(need.count for _, need in wanting)
        size = sum(need.count * need.size for _, need in wanting)
        for done, (candidate, need) in enumerate(wanting):
            rest = Rest(articles=len(wanting) - done, people=people, size=size)
            who = self._team.choose(need, rest)
            for one in who:
                self._shared[one][candidate.article] = candidate
            self._add_holders(candidate, who)
            people -= need.count
            size -= need.count * need.size

    def _make_up(self, candidate: Candidate, need: Need, closed: set[int]) -> bool:
        """Whether the article has all whom it needs, after others were passed on to make room."""
        while len(self._holding(candidate)) < len(need.holders) + need.count:
            moves = moves_for(
                candidate.article,
                rooms=self._team.rooms,
                takers=lambda article: self._sharing.difference(self._holders.get(article, ())),
                movable=self._shared,
                closed=closed,
            )
            if not moves:
                return False
            for move in moves:
                passed = candidate
                if move.giver is not None:
                    passed = self._shared[move.giver].pop(move.article)
                    self._holders[move.article].remove(move.giver)
                    self._team.give_back(move.giver, self._holding(passed), self._size(passed))
                self._shared[move.taker][move.article] = passed
                self._add_holders(passed, [move.taker])
        return True

    def _add_holders(self, candidate: Candidate, who: Sequence[int]) -> None:
        holders = self._holders.setdefault(candidate.article, [])
        self._team.take(who, holders, self._size(candidate))
        holders.extend(who)

    def _tell_about_sample(self) -> None:
        request = self._request
        wanted, got = request.common, len(self._common)
        if isinstance(request.calibration, int):
            wanted, got = wanted + request.calibration, got + len(self._calibration)
        elif len(set(request.calibration)) > len(self._calibration):
            named = len(set(request.calibration))
            self._miss(Reason.UNKNOWN_CALIBRATION, named, len(self._calibration))
        if got < wanted:
            self._miss(Reason.FEWER_ARTICLES, wanted, got)

    def _miss(self, reason: Reason, wanted: int, got: int, one: int | None = None) -> None:
        annotator = None if one is None else self._request.annotators[one].annotator
        self._shortfalls.append(
            Shortfall(reason=reason, wanted=wanted, got=got, annotator=annotator)
        )

    def _holding(self, candidate: Candidate) -> list[int]:
        return self._holders.get(candidate.article, [])

    def _is_shared(self, candidate: Candidate) -> bool:
        """Whether the article goes to some people only, and not to everybody."""
        return candidate.article not in self._for_all and candidate.purpose is None

    def _count(self, candidate: Candidate) -> int:
        """How many people have the article."""
        return candidate.elsewhere + len(self._holding(candidate))

    def _size(self, candidate: Candidate) -> int:
        return candidate.words if self._request.balance is Balance.WORDS else 1
