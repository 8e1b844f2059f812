"""The only place that decides what stands on a statement's card.

Pure, so that a card can tell whether it is up to date.

There is one card for each thing that is proposed or rejected, not for each span: "the deployment of
troops" and "the proposal" are two mentions of one proposal, and its slots count as filled when any
of them fills them. The card shows one mention at a time; what other mentions say stands beside it,
paler.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from db.model import (
    Absence,
    Annotation,
    Comment,
    Link,
    LinkId,
    Referent,
    ReferentId,
    Span,
    SpanId,
)
from db.scheme.model import Level, Role, Scheme, SpanType
from db.scheme.rules import RuleKind, RuleProblem
from gui.annotate.answer_contents import AnswerContents, answer_contents
from gui.selection import ArmedSlot
from gui.translation import tr, tr_said


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A chip: what fills a slot.

    `is_own` says that the shown mention itself is linked, not another one.
    """

    link: LinkId
    source: SpanId
    text: str
    label: str = ""
    target: SpanId | None = None
    quote: str = ""
    is_own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotContents:
    """A row of chips; `problem` says what is missing."""

    role: Role
    fillers: tuple[Filler, ...] = ()
    problem: str = ""
    is_error: bool = True
    is_armed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContents:
    """One statement. `key` stays the same while the statement is the same.

    `shown` is the mention on the card.
    """

    key: str
    span_type: SpanType
    name: str
    referent: ReferentId | None
    mentions: tuple[SpanId, ...]
    shown: SpanId
    quote: str
    paragraph: int
    slots: tuple[SlotContents, ...] = ()
    answers: tuple[AnswerContents, ...] = ()
    problems: tuple[str, ...] = ()
    comments: int = 0
    is_selected: bool = False

    @property
    def position(self) -> int:
        """Which mention is shown, counted from 1."""
        return self.mentions.index(self.shown) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the cards depend on besides the annotation."""

    scheme: Scheme
    body: str = ""
    problems: Sequence[RuleProblem] = ()
    comments: Sequence[Comment] = ()
    selected: SpanId | None = None
    armed: ArmedSlot | None = None
    shown: Mapping[str, SpanId] = field(default_factory=dict)
    """Which mention each card showed last, by the card's key."""


def card_key(span: Span) -> str:
    """The key of the card on which a statement span is shown."""
    return span.referent or span.id


def absence_title(absence: Absence) -> str:
    """The words for a reason why a slot has nothing to point at."""
    match absence:
        case Absence.UNNAMED:
            return tr("unnamed")
        case Absence.IMPLIED:
            return tr("implied")
        case Absence.OTHER_ARTICLE:
            return tr("other article")


def paragraph_of(body: str, position: int) -> int:
    """The number of the paragraph that holds a code point; blank lines count as none."""
    return max(1, sum(1 for line in body[: position + 1].split("\n") if line.strip()))


class Statements:
    """The statements of one annotation in the order of their first mentions.

    What stands on a card is worked out when it is asked for: only a few of many cards are ever on
    the screen.
    """

    def __init__(self, annotation: Annotation | None, around: Surroundings) -> None:
        self._around = around
        spans = annotation.spans if annotation else ()
        referents = annotation.referents if annotation else ()
        self._mentions: dict[str, list[Span]] = defaultdict(list)
        labels = {role.source for role in around.scheme.roles}
        for span in spans:
            if span.label in labels:
                self._mentions[card_key(span)].append(span)
        self._spans = {span.id: span for span in spans}
        self._referents: dict[ReferentId, Referent] = {each.id: each for each in referents}
        self._links: dict[SpanId, list[Link]] = defaultdict(list)
        for link in annotation.links if annotation else ():
            self._links[link.source].append(link)
        self._comments = Counter(
            comment.span for comment in around.comments if comment.span and not comment.done
        )
        self._problems: dict[SpanId, list[RuleProblem]] = defaultdict(list)
        for problem in around.problems:
            if problem.span is not None:
                self._problems[problem.span].append(problem)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all cards."""
        return tuple(self._mentions)

    def card(self, key: str) -> CardContents:
        """What stands on a card."""
        around, mentions = self._around, self._mentions[key]
        shown = self._shown(key, mentions)
        referent = self._referents.get(shown.referent) if shown.referent else None
        span_type = around.scheme.span_type(shown.label)
        assert span_type is not None, "only labels of the scheme have slots"
        problems = [problem for span in mentions for problem in self._problems[span.id]]
        return CardContents(
            key=key,
            span_type=span_type,
            name=referent.name if referent else _in_one_line(shown.quote),
            referent=shown.referent,
            mentions=tuple(span.id for span in mentions),
            shown=shown.id,
            quote=_in_one_line(shown.quote),
            paragraph=paragraph_of(around.body, shown.start),
            slots=tuple(
                self._slot(role, mentions, shown, problems)
                for role in around.scheme.roles_of(shown.label)
            ),
            answers=(
                *answer_contents(span_type.attributes, shown.attributes, self._referents),
                *answer_contents(
                    span_type.referent_attributes,
                    referent.attributes if referent else {},
                    self._referents,
                    is_of_referent=True,
                ),
            ),
            problems=tuple(
                tr_said(str(problem))
                for problem in problems
                if problem.kind is not RuleKind.OPEN_SLOT
            ),
            comments=sum(self._comments[span.id] for span in mentions),
            is_selected=any(span.id == around.selected for span in mentions),
        )

    def _shown(self, key: str, mentions: list[Span]) -> Span:
        by_id = {span.id: span for span in mentions}
        wanted = (self._around.selected, self._around.shown.get(key))
        return next((by_id[span] for span in wanted if span in by_id), mentions[0])

    def _slot(
        self, role: Role, mentions: list[Span], shown: Span, problems: list[RuleProblem]
    ) -> SlotContents:
        armed = self._around.armed
        is_armed = (
            armed is not None
            and armed.role == role.name
            and any(span.id == armed.statement for span in mentions)
        )
        missing = next(
            (
                problem
                for problem in problems
                if problem.kind is RuleKind.OPEN_SLOT and problem.role == role.name
            ),
            None,
        )
        return SlotContents(
            role=role,
            fillers=tuple(self._fillers(role, mentions, shown)),
            problem=tr_said(missing.message) if missing else "",
            is_error=missing is None or missing.level is Level.ERROR,
            is_armed=is_armed,
        )

    def _fillers(self, role: Role, mentions: list[Span], shown: Span) -> Iterable[Filler]:
        """The shown mention's own fillers, then what only others name, each thing once."""
        seen: set[str] = set()
        for span in (shown, *(span for span in mentions if span is not shown)):
            for link in self._links[span.id]:
                if link.role != role.name:
                    continue
                target = self._spans.get(link.target) if link.target else None
                thing = (target.referent or target.id) if target else str(link.absence)
                if span is not shown and thing in seen:
                    continue
                seen.add(thing)
                yield Filler(
                    link=link.id,
                    source=span.id,
                    text=self._filler_text(target) if target else _absence_text(link.absence),
                    label=target.label if target else "",
                    target=link.target,
                    quote=_in_one_line(target.quote) if target else "",
                    is_own=span is shown,
                )

    def _filler_text(self, target: Span) -> str:
        referent = self._referents.get(target.referent) if target.referent else None
        quote = _in_one_line(target.quote)
        if referent is None or referent.name.casefold() == quote.casefold():
            return quote
        if self._around.scheme.is_statement(target.label):
            return f"{quote} → {referent.name}"
        return referent.name


def _absence_text(absence: Absence | None) -> str:
    return absence_title(absence) if absence is not None else ""


def _in_one_line(quote: str) -> str:
    return " ".join(quote.split())
