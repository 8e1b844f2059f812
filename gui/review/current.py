"""The only place that reads the article under review, and that knows which unit is looked at.

All panes of the page show what is here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from db.model import ArticleId, Changes, Fragment, SpanId
from db.queries import review
from db.queries.review import ReviewArticle, Settled
from db.review.choices import TakeVersion
from db.review.model import Status, Unit, UnitId
from db.review.standing import Standing, UnitState
from gui.project_session import ProjectSession
from gui.review.naming import Naming
from gui.review.remark import Remark, remark_of

_SAID = ("span", "link", "referent", "layer", "scheme", "decision", "annotator")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    differences: tuple[Unit, ...] = ()
    to_decide: tuple[Unit, ...] = ()
    open_unanimous: tuple[Unit, ...] = ()
    settled: int = 0


class CurrentReview(QObject):
    """The article, its units, and the unit whose versions are side by side.

    `reloaded` comes after each read, when a unit is chosen already; `unit_chosen` when another unit
    is looked at, or the same one in another way. While nobody looks, changes only make it stale.
    """

    reloaded = Signal()
    unit_chosen = Signal()

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reviewed: ReviewArticle | None = None
        self.unit: Unit | None = None
        self.candidate = 1
        self.naming = Naming(ArticleId(""), (), {}, is_anonymous=False)
        self._sorted = _sorted(None)
        self._remarks: dict[UnitId, Remark] = {}
        self._is_asleep = False
        self._is_stale = False
        session.changed.connect(self._follow)

    @property
    def article(self) -> ArticleId | None:
        """The article under review."""
        return self.reviewed.article.id if self.reviewed else None

    @property
    def body(self) -> str:
        """Its body, "" without one."""
        return self.reviewed.article.body if self.reviewed else ""

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the article in reading order, with what stands in gold only among them."""
        return self.reviewed.places if self.reviewed else ()

    @property
    def number(self) -> int:
        """The place of the chosen unit among all of them, from 1; 0 without one."""
        return self.units.index(self.unit) + 1 if self.unit else 0

    @property
    def settlement(self) -> Settled | None:
        """What was settled in the chosen unit, or None."""
        return self.reviewed.settlement(self.unit.id) if self.reviewed and self.unit else None

    @property
    def remark(self) -> Remark:
        """What is to be kept with the decision about the chosen unit."""
        typed = self._remarks.get(self.unit.id) if self.unit else None
        return typed or remark_of(self.settlement)

    def keep_remark(self, remark: Remark) -> None:
        """Keep what was said about the chosen unit until it is settled."""
        if self.unit is not None:
            self._remarks[self.unit.id] = remark

    def forget_remarks(self, units: Iterable[UnitId]) -> None:
        """What was said about these is kept with their decisions now."""
        for unit in units:
            self._remarks.pop(unit, None)

    def standing(self, unit: Unit) -> Standing:
        """How far a unit is."""
        assert self.reviewed is not None
        return self.reviewed.standing(unit)

    def is_settled(self, unit: Unit) -> bool:
        """Whether a unit is settled, and nobody said anything else since."""
        return self.standing(unit).state is UnitState.SETTLED

    @property
    def differences(self) -> tuple[Unit, ...]:
        """The units in which not all say the same, or that changed since they were settled."""
        return self._sorted.differences

    @property
    def to_decide(self) -> tuple[Unit, ...]:
        """The differences that are still to be settled."""
        return self._sorted.to_decide

    @property
    def open_unanimous(self) -> tuple[Unit, ...]:
        """The units that all agree on and that are not settled yet."""
        return self._sorted.open_unanimous

    @property
    def settled_count(self) -> int:
        """How many units are settled, those that changed since not counted."""
        return self._sorted.settled

    @property
    def is_taken(self) -> bool:
        """Whether taking the version with the outline would change nothing."""
        unit, settled = self.unit, self.settlement
        if unit is None or settled is None or not self.is_settled(unit):
            return unit is not None and unit.is_only_gold
        choice = settled.decision.choice
        return not isinstance(choice, TakeVersion) or (
            choice.number == self.actual_number(self.candidate)
        )

    def actual_number(self, shown: int) -> int | None:
        """The number of the version that stands at a place of the pane, from 1; None for none."""
        order = self.naming.order(self.unit) if self.unit else ()
        return order[shown - 1] if 1 <= shown <= len(order) else None

    def choose_article(self, article: ArticleId | None) -> None:
        """Review another article, at its first unit to decide."""
        if article == self.article and article is not None:
            return
        self._remarks.clear()
        self._read(article)
        first = self.to_decide or self.open_unanimous or self.units
        self._set_unit(first[0] if first else None)
        self.reloaded.emit()

    def choose_unit(self, unit: UnitId | None) -> None:
        """Look at another unit of the article."""
        found = self.reviewed.unit(unit) if self.reviewed else None
        if found is not self.unit:
            self._set_unit(found)
            self.unit_chosen.emit()

    def choose_candidate(self, shown: int) -> None:
        """Let Enter take the version at this place."""
        if self.actual_number(shown) is not None and shown != self.candidate:
            self.candidate = shown
            self.unit_chosen.emit()

    def unit_at(self, place: Fragment | SpanId | UnitId | None) -> Unit | None:
        """The unit of this id, that holds an annotator's or gold's span, or lies at a stretch."""
        if isinstance(place, str):
            return next((each for each in self.units if self._holds(each, place)), None)
        if isinstance(place, Fragment):
            near = (u for u in self.units if u.start < place.end and place.start < u.end)
            return min(near, key=lambda unit: unit.end - unit.start, default=None)
        return None

    def neighbour(self, step: int, among: Iterable[Unit]) -> Unit | None:
        """The next (1) or previous (-1) of some units from the chosen one, around the ends."""
        wanted = {each.id for each in among}
        count = len(self.units)
        start = self.number - 1 if self.unit else (-1 if step > 0 else 0)
        for distance in range(1, count + 1):
            unit = self.units[(start + step * distance) % count]
            if unit.id in wanted:
                return unit
        return None

    def hide_names(self, *, is_anonymous: bool) -> None:
        """Call annotators by letters, or by their names again."""
        self._name(is_anonymous=is_anonymous)
        self._choose_settled_candidate()
        self.reloaded.emit()

    def sleep(self) -> None:
        """Nobody looks: read again only once somebody does."""
        self._is_asleep = True

    def wake(self) -> None:
        """Catch up with what changed meanwhile."""
        self._is_asleep = False
        if self._is_stale:
            self._is_stale = False
            self._reread()

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if self.reviewed is None or not changes.touches(self.article, *_SAID, "article"):
            return
        if self._is_asleep:
            self._is_stale = True
        elif "decision" in changes.tables and not changes.is_large:
            # Whoever writes decisions writes gold besides, and nobody else's layer.
            now = review.settled_anew(self._session.project, self.reviewed)
            self._show(now, self.unit, self.settlement)
        else:
            self._reread()

    def _reread(self) -> None:
        unit, settled = self.unit, self.settlement
        self._read(self.article)
        self._show(self.reviewed, unit, settled)

    def _read(self, article: ArticleId | None) -> None:
        self.reviewed = review.article(self._session.project, article) if article else None
        self._sorted = _sorted(self.reviewed)
        self._name(is_anonymous=self.naming.is_anonymous)

    def _show(
        self, reviewed: ReviewArticle | None, unit: Unit | None, settled: Settled | None
    ) -> None:
        self.reviewed = reviewed
        self._sorted = _sorted(reviewed)
        kept = reviewed.unit(unit.id) if reviewed and unit else None
        if kept is None and unit is not None:
            # Its name went with the decision about it; the spans that it is made of tell.
            kept = next((each for each in self.units if each.members & unit.members), None)
        if kept is None and unit is not None and unit.is_only_gold:
            # It was taken out of gold; the person goes on from where it was.
            kept = next((each for each in self.units if each.start >= unit.start), None)
        if kept is not unit:
            chosen = self.candidate
            self._set_unit(kept)
            if kept == unit and self.settlement == settled:
                # Read anew for something else: Enter takes what the person has chosen all the same.
                self.candidate = chosen
        self.reloaded.emit()

    def _set_unit(self, unit: Unit | None) -> None:
        self.unit = unit
        self._choose_settled_candidate()

    def _choose_settled_candidate(self) -> None:
        self.candidate = 1
        settled = self.settlement
        choice = settled.decision.choice if settled else None
        if self.unit is not None and isinstance(choice, TakeVersion):
            order = self.naming.order(self.unit)
            if choice.number in order:
                self.candidate = order.index(choice.number) + 1

    def _name(self, *, is_anonymous: bool) -> None:
        reviewed = self.reviewed
        self.naming = Naming(
            reviewed.article.id if reviewed else ArticleId(""),
            [each.layer.annotator for each in reviewed.annotations] if reviewed else (),
            reviewed.names if reviewed else {},
            is_anonymous=is_anonymous,
        )

    def _holds(self, unit: Unit, id_: str) -> bool:
        decision = self.standing(unit).decision
        is_gold = decision is not None and decision.gold == id_
        return is_gold or id_ == unit.id or id_ in unit.members


def _sorted(reviewed: ReviewArticle | None) -> _Sorted:
    """Every pane asks for these after every key: once is enough."""
    if reviewed is None:
        return _Sorted()
    states = {unit: standing.state for unit, standing in reviewed.standings.items()}
    differences = tuple(
        each
        for each in reviewed.units
        if each.status is not Status.UNANIMOUS or states[each.id] is UnitState.CHANGED
    )
    return _Sorted(
        differences=differences,
        to_decide=tuple(e for e in differences if states[e.id] is not UnitState.SETTLED),
        open_unanimous=tuple(
            each
            for each in reviewed.units
            if each.status is Status.UNANIMOUS and states[each.id] is UnitState.OPEN
        ),
        settled=sum(each is UnitState.SETTLED for each in states.values()),
    )
