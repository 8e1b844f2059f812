"""The only place that turns what the lead does with a unit into an operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from db.model import AnnotatorId, ArticleId, Changes, SpanId
from db.operations import review, review_remarks, spans
from db.operations.review import Wish
from db.project import Project
from db.queries import annotators
from db.queries.review import ReviewArticle
from db.review.choices import (
    Choice,
    Combine,
    TakeIntersection,
    TakeNothing,
    TakeUnion,
    TakeVersion,
    choices_for,
)
from db.review.model import Unit, UnitKind
from gui.project_session import ProjectSession
from gui.review.current import CurrentReview
from gui.review.remark import Remark
from gui.translation import tr


class Deciding(QObject):
    """Settles units of the current article; `said` carries a short message for the person.

    Each method says whether something was written.
    """

    said = Signal(str)

    def __init__(self, session: ProjectSession, current: CurrentReview) -> None:
        super().__init__(current)
        self._session = session
        self._current = current

    def take(self, shown: int) -> bool:
        """Settle the chosen unit as the version at a place of the pane, from 1."""
        number = self._current.actual_number(shown)
        if number is None:
            self.said.emit(tr("There is no version {number} here.", number=shown))
            return False
        return self._decide(TakeVersion(number=number))

    def take_union(self) -> bool:
        """Settle it as all words of all versions."""
        return self._decide_extent(TakeUnion(rest=self._first_marking()))

    def take_intersection(self) -> bool:
        """Settle it as the words that all versions share."""
        return self._decide_extent(TakeIntersection(rest=self._first_marking()))

    def take_nothing(self) -> bool:
        """Settle it as nothing; what stands in gold only goes."""
        unit, article = self._current.unit, self._current.article
        if unit is not None and article is not None and unit.is_only_gold:
            return (
                self._session.run(remove_from_gold, article=article, span=SpanId(unit.id))
                is not None
            )
        return self._decide(TakeNothing())

    def combine(self, extent: int, rest: int) -> bool:
        """Settle it as the words of one shown version with all else of another."""
        numbers = [self._current.actual_number(each) for each in (extent, rest)]
        unit = self._current.unit
        if unit is None or any(
            number is None or unit.variants[number - 1].is_nothing for number in numbers
        ):
            self.said.emit(tr("Both must be versions that mark something."))
            return False
        words, other = numbers
        assert words is not None
        assert other is not None
        return self._decide(Combine(extent=words, label=other))

    def accept_unanimous(self) -> bool:
        """Settle everything that all agree on in the article, as one step."""
        wishes = [Wish(unit=u.id, choice=TakeVersion()) for u in self._current.open_unanimous]
        return bool(wishes) and self._write(wishes)

    def reopen(self) -> bool:
        """Take the decision about the chosen unit back by hand."""
        current = self._current
        if current.unit is None or current.settlement is None or current.article is None:
            self.said.emit(tr("This place is not settled yet."))
            return False
        changes = self._session.run(review.reopen, article=current.article, unit=current.unit.id)
        return changes is not None

    def set_done(self) -> bool:
        """Say that the article is settled."""
        article = self._current.article
        return article is not None and (
            self._session.run(review.set_done, article=article, is_done=True) is not None
        )

    def remark(self, remark: Remark) -> None:
        """Keep what was said with the decision about the chosen unit, now or once there is one."""
        current = self._current
        if current.settlement is None or current.unit is None or current.article is None:
            current.keep_remark(remark)
            return
        self._session.run(
            review_remarks.remark,
            article=current.article,
            unit=current.unit.id,
            reason=remark.reason,
            rule=remark.rule,
            note=remark.note,
            addressee=remark.addressee,
            is_guideline_gap=remark.is_guideline_gap,
        )

    def can_unite(self, unit: Unit) -> bool:
        """Whether a union is anything that no version is."""
        return any(isinstance(each, TakeUnion) for each in self._choices(unit))

    def can_intersect(self, unit: Unit) -> bool:
        """Whether an intersection is anything that no version is."""
        return any(isinstance(each, TakeIntersection) for each in self._choices(unit))

    def _choices(self, unit: Unit) -> Iterable[Choice]:
        return choices_for(unit, self._current.body)

    def _first_marking(self) -> int:
        """The version that gives what is not words: the first one shown that marks anything."""
        unit = self._current.unit
        order = self._current.naming.order(unit) if unit else (1,)
        return order[0]

    def _decide_extent(self, choice: TakeUnion | TakeIntersection) -> bool:
        unit = self._current.unit
        if unit is None or unit.kind is UnitKind.ARTICLE:
            self.said.emit(tr("An article as a whole has no words to join. Take a version."))
            return False
        return self._decide(choice)

    def _decide(self, choice: Choice) -> bool:
        unit, remark = self._current.unit, self._current.remark
        if unit is None:
            self.said.emit(tr("There is nothing to settle here."))
            return False
        if unit.is_only_gold:
            self.said.emit(tr("No annotator marked this. 0 takes it out of gold, E edits it."))
            return False
        return self._write(
            [
                Wish(
                    unit=unit.id,
                    choice=choice,
                    reason=remark.reason,
                    rule=remark.rule or None,
                    note=remark.note or None,
                    addressee=remark.addressee,
                    is_guideline_gap=remark.is_guideline_gap,
                )
            ]
        )

    def _write(self, wishes: Sequence[Wish]) -> bool:
        current = self._current
        if current.article is None:
            return False
        changes = self._session.run(
            decide_as_lead, article=current.article, wishes=wishes, known=current.reviewed
        )
        if changes is not None:
            current.forget_remarks(each.unit for each in wishes)
        return changes is not None


def decide_as_lead(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    wishes: Sequence[Wish],
    known: ReviewArticle | None = None,
) -> Changes:
    """Settle units; who works as gold is the lead, and a decision is a person's."""
    return review.decide(
        project, lead_for(project, author), article=article, wishes=wishes, known=known
    )


def remove_from_gold(
    project: Project, author: AnnotatorId, *, article: ArticleId, span: SpanId
) -> Changes:
    """Take a span out of gold, which is written as gold whoever works."""
    _ = author
    return spans.delete_span(project, annotators.gold(project), article=article, span=span)


def lead_for(project: Project, author: AnnotatorId) -> AnnotatorId:
    """Who decides while this annotator works: themselves, or the lead in the place of gold."""
    return annotators.lead(project) if author == annotators.gold(project) else author
