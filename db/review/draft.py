"""The only place that turns the choices of one article into the spans and links of gold.

It goes in two steps, since a role is filled by a unit, and only that unit's own choice says which
span it is, if any: first all spans, then the links between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.model import Absence
from db.review.choices import ArticleDraft, SpanDraft
from db.review.decisions import Decision, Source
from db.review.model import UnitId
from db.scheme.model import Scheme


class Obstacle(StrEnum):
    """Why something that was chosen is not in the draft as it was chosen."""

    FILLER_IS_NOTHING = "filler_is_nothing"
    """Who fills the role was settled as nothing."""
    FILLER_IS_GONE = "filler_is_gone"
    """Who filled the role is no unit any more, because the annotators unmarked it."""
    FILLER_IS_ITSELF = "filler_is_itself"
    """The filler became one with the statement."""
    FILLER_MISFITS = "filler_misfits"
    """The scheme has no such role from this label, or not to the label the filler was given."""
    DOUBLE = "double"
    """Another unit was settled as the same label at the same place, and stands for both."""
    NOTHING_BUT_SPANS = "nothing_but_spans"
    """The article was settled as holding nothing, and yet spans were chosen in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDraft:
    """A link between the spans of two units, or from one to nothing for a reason."""

    role: str
    source: UnitId
    target: UnitId | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProblem:
    """What the lead should look at: in which unit, and for roles, which role and filler."""

    obstacle: Obstacle
    unit: UnitId
    role: str = ""
    other: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Gold as far as it was chosen. Spans and links are in the order of the units.

    Ends of links are units of `spans`. `waiting` are links whose filler is not chosen yet: they
    are to be made once it is. `article` is None while the article as a whole is open.
    """

    spans: tuple[SpanDraft, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    waiting: tuple[LinkDraft, ...] = ()
    article: ArticleDraft | None = None
    problems: tuple[DraftProblem, ...] = ()

    def span(self, unit: UnitId) -> SpanDraft | None:
        """The span of this unit, or None."""
        return next((each for each in self.spans if each.unit == unit), None)


def draft_of(
    resolved: Mapping[UnitId, SpanDraft | ArticleDraft | None],
    scheme: Scheme,
    units: Iterable[UnitId],
) -> Draft:
    """What the choices for the units of one article put into gold.

    `resolved` is what each choice gave, None for nothing; a unit without one is open. `units` are
    all there are.
    """
    article = next((each for each in resolved.values() if isinstance(each, ArticleDraft)), None)
    linker = _Linker(resolved, scheme, frozenset(units))
    links = tuple(linker.links())
    problems = linker.problems
    if article and article.nothing_here and linker.spans:
        problems.append(DraftProblem(obstacle=Obstacle.NOTHING_BUT_SPANS, unit=article.unit))
    return Draft(
        spans=tuple(linker.spans.values()),
        links=links,
        waiting=tuple(linker.waiting),
        article=article,
        problems=tuple(problems),
    )


def written_by(
    decisions: Iterable[Decision],
) -> dict[UnitId, SpanDraft | ArticleDraft | None]:
    """What earlier decisions gave, for `draft_of`; a choice made now is added under its unit.

    That, and not their choices anew: the versions may have other numbers by now.
    """
    return {
        decision.unit: decision.written
        for decision in decisions
        if decision.written or decision.source is Source.NOTHING
    }


class _Linker:
    """The spans of a draft, and the links that their roles make between them."""

    def __init__(
        self,
        resolved: Mapping[UnitId, SpanDraft | ArticleDraft | None],
        scheme: Scheme,
        units: frozenset[UnitId],
    ) -> None:
        self._resolved = resolved
        self._scheme = scheme
        self._units = units
        self.spans: dict[UnitId, SpanDraft] = {}
        self.waiting: list[LinkDraft] = []
        self.problems: list[DraftProblem] = []
        self._stands_for: dict[UnitId, UnitId] = {}
        self._take_spans()

    def links(self) -> Iterator[LinkDraft]:
        made = set()
        for unit in self._stands_for:
            for link in self._links_from(unit):
                if link not in made:
                    made.add(link)
                    yield link

    def _take_spans(self) -> None:
        places: dict[object, UnitId] = {}
        for unit, span in self._resolved.items():
            if not isinstance(span, SpanDraft):
                continue
            first = places.setdefault((span.label, span.fragments), unit)
            self._stands_for[unit] = first
            if first == unit:
                self.spans[unit] = span
            else:
                problem = DraftProblem(obstacle=Obstacle.DOUBLE, unit=unit, other=first)
                self.problems.append(problem)

    def _links_from(self, unit: UnitId) -> Iterator[LinkDraft]:
        statement = self._resolved[unit]
        source = self._stands_for[unit]
        if not isinstance(statement, SpanDraft):
            return
        for role, filling in statement.roles.items():
            for filler in filling.units:
                target = self._stands_for.get(filler, filler)
                link = LinkDraft(role=role, source=source, target=target)
                obstacle = self._obstacle(statement.label, link)
                if obstacle:
                    self.problems.append(
                        DraftProblem(obstacle=obstacle, unit=unit, role=role, other=filler)
                    )
                elif target in self.spans:
                    yield link
                else:
                    self.waiting.append(link)
            for absence in filling.absences:
                yield LinkDraft(role=role, source=source, absence=absence)

    def _obstacle(self, label: str, link: LinkDraft) -> Obstacle | None:
        target = link.target
        if target == link.source:
            return Obstacle.FILLER_IS_ITSELF
        role = self._scheme.role(link.role, label)
        if role is None:
            return Obstacle.FILLER_MISFITS
        if target is not None and target in self.spans:
            misfits = self.spans[target].label not in role.targets
            return Obstacle.FILLER_MISFITS if misfits else None
        if target in self._resolved:
            return Obstacle.FILLER_IS_NOTHING
        return None if target in self._units else Obstacle.FILLER_IS_GONE
