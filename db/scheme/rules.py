"""The only place that says what is wrong with an annotation: open slots, double links and so on.

Pure and quick enough to run after every key press; nothing here refuses an edit, only Done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from db.model import Annotation, AttributeValue, LayerState, Link, ReferentId, Span, SpanId
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, Level, Role, RoleConflict, Scheme
from db.scheme.overlap import Overlap, overlapping_pairs


class RuleKind(StrEnum):
    """Which rule a problem is about."""

    OPEN_SLOT = "open_slot"
    DUPLICATE_LINK = "duplicate_link"
    WRONG_LINK = "wrong_link"
    SELF_LINK = "self_link"
    ROLE_CONFLICT = "role_conflict"
    UNKNOWN_LABEL = "unknown_label"
    WRONG_VALUE = "wrong_value"
    WRONG_REFERENT = "wrong_referent"
    OVERLAP = "overlap"
    FRAGMENTS = "fragments"
    WHITE_SPACE = "white_space"
    NOTHING_HERE = "nothing_here"
    EMPTY_LAYER = "empty_layer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProblem:
    """One broken rule; `message` reads on from `heading`: "Rejects: needs a proposal".

    `span` is where to show it; None for the layer as a whole. What is counted over all mentions of
    a referent stands once, at the first of them, with that `referent`.
    """

    level: Level
    kind: RuleKind
    message: str
    heading: str = ""
    span: SpanId | None = None
    role: str | None = None
    referent: ReferentId | None = None

    def __str__(self) -> str:
        return f"{self.heading}: {self.message}" if self.heading else self.message


def problems(scheme: Scheme, annotation: Annotation) -> tuple[RuleProblem, ...]:
    """Everything that is wrong with a layer, in reading order, the layer as a whole last."""
    check = _Check(scheme, annotation)
    found = [*check.spans(), *check.overlaps(), *check.links(), *check.slots(), *check.conflicts()]
    order = {span.id: position for position, span in enumerate(annotation.spans)}
    found.sort(
        key=lambda problem: order.get(problem.span, len(order)) if problem.span else len(order)
    )
    return (*found, *check.layer())


def problems_at_done(scheme: Scheme, annotation: Annotation) -> tuple[RuleProblem, ...]:
    """What would be wrong with a layer if it were done now: an empty one must say that it is."""
    return problems(
        scheme, replace(annotation, layer=replace(annotation.layer, state=LayerState.DONE))
    )


class _Check:
    """One layer with the lookups that the rules share."""

    def __init__(self, scheme: Scheme, annotation: Annotation) -> None:
        self._scheme = scheme
        self._annotation = annotation
        self._types = {each.label: each for each in scheme.span_types}
        self._roles = {(each.name, each.source): each for each in scheme.roles}
        self._span_by_id = {span.id: span for span in annotation.spans}
        self._names = {referent.id: referent.name for referent in annotation.referents}
        self._mentions: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for span in annotation.spans:
            self._mentions[_thing(span)].append(span)
        self._links_from: dict[SpanId, list[Link]] = defaultdict(list)
        for link in annotation.links:
            self._links_from[link.source].append(link)

    def spans(self) -> Iterator[RuleProblem]:
        """Labels, answers, edges and referents of single spans."""
        referents = {referent.id: referent for referent in self._annotation.referents}
        for span in self._annotation.spans:
            span_type = self._types.get(span.label)
            if span_type is None:
                yield _error(RuleKind.UNKNOWN_LABEL, f"the scheme has no label {span.label}", span)
                continue
            yield from _wrong_answers(span, span.attributes.items(), span_type.attributes)
            if span.quote != span.quote.strip():
                yield _error(RuleKind.WHITE_SPACE, "begins or ends with white space", span)
            referent = referents.get(span.referent) if span.referent else None
            if referent is not None and referent.label != span.label:
                yield _error(
                    RuleKind.WRONG_REFERENT,
                    f"“{referent.name}” is no {span_type.title.lower()}",
                    span,
                )
            elif referent is not None and span is self._mentions[_thing(span)][0]:
                answers = referent.attributes.items()
                yield from _wrong_answers(span, answers, span_type.referent_attributes)

    def overlaps(self) -> Iterator[RuleProblem]:
        """Gaps, nesting, crossing and shared extents, where the scheme forbids them."""
        rules = self._scheme.rules
        if not rules.fragments:
            for span in self._annotation.spans:
                if len(span.fragments) > 1:
                    yield _error(RuleKind.FRAGMENTS, "has a gap", span)
        forbidden = {
            Overlap.NESTED: None if rules.nesting else "one stands inside the other",
            Overlap.CROSSING: None if rules.crossing else "they cross each other",
            Overlap.SAME: None if rules.same_extent else "both mark the same words",
        }
        if any(forbidden.values()):
            for first, second, how in overlapping_pairs(self._annotation.spans):
                if reason := forbidden[how]:
                    yield _error(
                        RuleKind.OVERLAP, f"overlaps “{_short(first.quote)}”: {reason}", second
                    )

    def links(self) -> Iterator[RuleProblem]:
        """Signatures and repetitions of single links."""
        seen: set[tuple[str, str, str]] = set()
        for link in self._annotation.links:
            source = self._span_by_id.get(link.source)
            role = self._roles.get((link.role, source.label)) if source else None
            title = role.title if role else link.role
            if link.source == link.target:
                yield _link_problem(RuleKind.SELF_LINK, "points at itself", link, title)
            elif reason := self._misfit(link, source, role):
                yield _link_problem(RuleKind.WRONG_LINK, reason, link, title)
            same = (link.role, link.source, str(link.target or link.absence))
            if same in seen:
                yield _link_problem(RuleKind.DUPLICATE_LINK, "the same twice", link, title)
            seen.add(same)

    def slots(self) -> Iterator[RuleProblem]:
        """Required slots that no mention of the statement fills."""
        level = self._scheme.rules.open_slot
        if level is Level.OFF:
            return
        for mentions in self._mentions.values():
            filled = {link.role for span in mentions for link in self._links_from[span.id]}
            for role in self._scheme.roles_of(mentions[0].label):
                if role.required and role.name not in filled:
                    yield RuleProblem(
                        level=level,
                        kind=RuleKind.OPEN_SLOT,
                        message=f"needs {self._wanted(role)}",
                        heading=role.title,
                        span=mentions[0].id,
                        role=role.name,
                        referent=mentions[0].referent,
                    )

    def conflicts(self) -> Iterator[RuleProblem]:
        """Who stands in two roles that exclude each other, as proposing and rejecting the same."""
        for conflict in self._scheme.rules.conflicts:
            if conflict.level is not Level.OFF:
                for mentions in self._mentions.values():
                    yield from self._conflicts_of(conflict, mentions)

    def layer(self) -> Iterator[RuleProblem]:
        """What the layer as a whole says: answers, "nothing here", and whether it is done."""
        layer, spans = self._annotation.layer, self._annotation.spans
        known = {field.name: field for field in self._scheme.fields if field.per_annotator}
        for name, value in layer.labels.items():
            if reason := what_is_wrong(known.get(name), value):
                heading = known[name].title if name in known else name
                yield RuleProblem(
                    level=Level.ERROR, kind=RuleKind.WRONG_VALUE, message=reason, heading=heading
                )
        if layer.nothing_here and any(self._scheme.is_statement(span.label) for span in spans):
            yield RuleProblem(
                level=Level.ERROR,
                kind=RuleKind.NOTHING_HERE,
                message="“Nothing here” is set, but statements are marked",
            )
        if layer.state is LayerState.DONE and not layer.nothing_here and not spans:
            yield RuleProblem(
                level=Level.ERROR,
                kind=RuleKind.EMPTY_LAYER,
                message="nothing is marked; press N if there is nothing here",
            )

    def _misfit(self, link: Link, source: Span | None, role: Role | None) -> str:
        if source is None:
            return "belongs to a span that is gone"
        if role is None:
            return f"the scheme has no such role for {source.label}"
        if link.target is None:
            return ""
        target = self._span_by_id.get(link.target)
        if target is None:
            return "points at a span that is gone"
        if target.label not in role.targets:
            return f"can't be “{_short(target.quote)}”; it needs {self._wanted(role)}"
        return ""

    def _wanted(self, role: Role) -> str:
        types = (self._scheme.span_type(label) for label in role.targets)
        return " or ".join(_with_article(each.title.lower()) for each in types if each)

    def _conflicts_of(self, conflict: RoleConflict, mentions: list[Span]) -> Iterator[RuleProblem]:
        first = mentions[0]
        role = self._roles.get((conflict.role, first.label))
        if role is None:
            return
        others = {
            _thing(target): target for target in self._fillers(mentions, conflict.through).values()
        }
        own = self._fillers(mentions, conflict.role).keys() if others else set()
        for thing, target in others.items():
            inner = self._roles.get((conflict.other, target.label))
            shared = own & self._fillers(self._mentions[thing], conflict.other).keys()
            for filler in sorted(shared) if inner else ():
                name = self._names.get(ReferentId(filler[1])) or _short(
                    self._mentions[filler][0].quote
                )
                yield RuleProblem(
                    level=conflict.level,
                    kind=RuleKind.ROLE_CONFLICT,
                    message=f"{name} is also “{inner.title if inner else conflict.other}” of it",
                    heading=role.title,
                    span=first.id,
                    role=role.name,
                    referent=first.referent,
                )

    def _fillers(self, mentions: list[Span], role: str) -> dict[tuple[str, str], Span]:
        """The things that fill a role of any of the mentions, each with one of its spans."""
        targets = [
            self._span_by_id.get(link.target)
            for span in mentions
            for link in self._links_from[span.id]
            if link.role == role and link.target
        ]
        return {_thing(target): target for target in targets if target}


def _thing(span: Span) -> tuple[str, str]:
    """What a span is a mention of: its referent under its label, or only itself."""
    return (span.label, span.referent or span.id)


def _wrong_answers(
    span: Span, answers: Iterable[tuple[str, AttributeValue]], attributes: tuple[Attribute, ...]
) -> Iterator[RuleProblem]:
    # Most spans have no answers, and this runs after every key.
    known = {attribute.name: attribute for attribute in attributes} if answers else {}
    for name, value in answers:
        if reason := what_is_wrong(known.get(name), value):
            heading = known[name].title if name in known else name
            yield _error(RuleKind.WRONG_VALUE, reason, span, heading=heading)


def _error(kind: RuleKind, message: str, span: Span, *, heading: str = "") -> RuleProblem:
    return RuleProblem(
        level=Level.ERROR,
        kind=kind,
        message=message,
        heading=heading,
        span=span.id,
        referent=span.referent,
    )


def _link_problem(kind: RuleKind, message: str, link: Link, title: str) -> RuleProblem:
    return RuleProblem(
        level=Level.ERROR,
        kind=kind,
        message=message,
        heading=title,
        span=link.source,
        role=link.role,
    )


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 30 else f"{words[:29].rstrip()}…"
