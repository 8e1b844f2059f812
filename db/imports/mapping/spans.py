"""From the spans of another tool's layer to those of a record."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field
from itertools import pairwise

from db.formats.foreign import ForeignLayer, ForeignSpan
from db.formats.losses import as_text
from db.formats.record import RecordSpan
from db.imports.mapping.account import Account, Matter, spans_of
from db.imports.mapping.answers import fitted
from db.imports.mapping.model import AnswerUse, AttributeRule, LabelRule
from db.imports.mapping.rules import Rules
from db.model import AttributeValue, Fragment
from db.scheme.model import Attribute, Scheme, SpanType

NOT_CHOSEN = "left out, because the mapping does not take them"


@dataclass(slots=True)
class KeptSpan:
    """A span on its way into a record; what is said of its referent waits for that."""

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    words: str
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    referent_answers: dict[str, AttributeValue] = field(default_factory=dict)
    referent_name: str = ""
    names_referent: bool = False

    def record_span(self, referent: str | None) -> RecordSpan:
        """The span as a record has it."""
        return RecordSpan(
            id=self.id,
            label=self.label,
            fragments=self.fragments,
            referent=referent,
            attributes=self.attributes,
        )


@dataclass(slots=True)
class KeptSpans:
    """The spans that were taken, in reading order.

    `of` leads from foreign ids to them; spans that became one share it. `said_of_article` are
    answers about the article that spans carried.
    """

    spans: list[KeptSpan] = field(default_factory=list)
    of: dict[str, KeptSpan] = field(default_factory=dict)
    said_of_article: list[tuple[AttributeRule, AttributeValue]] = field(default_factory=list)


class SpanMapper:
    """Takes the spans of one layer after another."""

    def __init__(self, rules: Rules, scheme: Scheme) -> None:
        self._rules = rules
        self._types = {each.label: each for each in scheme.span_types}

    def kept(self, body: str, layer: ForeignLayer, account: Account) -> KeptSpans:
        """The spans that the mapping takes; the others are told of."""
        found = KeptSpans()
        places: dict[tuple[str, tuple[Fragment, ...]], KeptSpan] = {}
        for span in layer.spans:
            taken = self._taken(span, body, account)
            if taken is None:
                continue
            rule, span_type = taken
            kept = KeptSpan(
                id=span.id,
                label=span_type.label,
                fragments=span.fragments,
                words=words_of(span, body),
                names_referent=rule.names_referent,
            )
            _Answers(span, kept, span_type, account).take(rule, self._rules, found)
            twin = places.setdefault((kept.label, kept.fragments), kept)
            found.of[span.id] = twin
            if twin is kept:
                found.spans.append(kept)
            else:
                _join(twin, kept, spans_of(span.kind, span.label), account)
        return found

    def _taken(
        self, span: ForeignSpan, text: str, account: Account
    ) -> tuple[LabelRule, SpanType] | None:
        rule = self._rules.label(span.kind, span.label)
        if rule is None or rule.to is None:
            reason = NOT_CHOSEN
        elif rule.to not in self._types:
            reason = f"left out, because the scheme has no label {rule.to}"
        elif not _is_sound(span.fragments, text):
            reason = "left out, because they don't stand in the text as spans must"
        else:
            return rule, self._types[rule.to]
        account.tell(Matter.SPAN, spans_of(span.kind, span.label), reason, words_of(span, text))
        return None


class _Answers:
    """Takes what is said of one span."""

    def __init__(
        self, span: ForeignSpan, kept: KeptSpan, span_type: SpanType, account: Account
    ) -> None:
        self._span = span
        self._kept = kept
        self._type = span_type
        self._account = account

    def take(self, rule: LabelRule, rules: Rules, found: KeptSpans) -> None:
        """All that its rule and its own attributes say; what does not fit is told of."""
        span = self._span
        if rule.label_as:
            self._answer(AnswerUse.SPAN, rule.label_as, span.label, {})
        for name, value in rule.answers.items():
            on_span = any(each.name == name for each in self._type.attributes)
            self._answer(AnswerUse.SPAN if on_span else AnswerUse.REFERENT, name, value, {})
        for name, value in span.attributes.items():
            each = rules.attribute(span.kind, span.label, name)
            match each.use if each else AnswerUse.LEFT_OUT:
                case AnswerUse.SPAN | AnswerUse.REFERENT if each:
                    self._answer(each.use, each.to, value, each.values, name)
                case AnswerUse.REFERENT_NAME if each:
                    self._name(each, value)
                case AnswerUse.FIELD if each:
                    found.said_of_article.append((each, value))
                case _:
                    self._tell(name, value, NOT_CHOSEN)

    def _answer(
        self,
        use: AnswerUse,
        to: str,
        value: AttributeValue,
        values: abc.Mapping[str, AttributeValue],
        name: str = "",
    ) -> None:
        questions = (
            self._type.attributes if use is AnswerUse.SPAN else self._type.referent_attributes
        )
        attribute: Attribute | None = next((each for each in questions if each.name == to), None)
        if attribute is None:
            self._tell(name or to, value, f"left out, because {self._type.label} has no “{to}”")
            return
        made = fitted(attribute, value, values)
        answers = self._kept.attributes if use is AnswerUse.SPAN else self._kept.referent_answers
        if made is None:
            self._tell(name or to, value, f"left out, because “{to}” takes no such answer")
        elif answers.setdefault(to, made) != made:
            self._tell(name or to, value, f"left out, because “{to}” has another answer already")

    def _name(self, rule: AttributeRule, value: AttributeValue) -> None:
        said = as_text(rule.values.get(as_text(value), value)).strip()
        if said and not self._kept.referent_name:
            self._kept.referent_name = said
        elif said != self._kept.referent_name:
            self._tell(rule.name, value, "left out, because the referent has another name already")

    def _tell(self, name: str, value: AttributeValue, why: str) -> None:
        spans = spans_of(self._span.kind, self._span.label)
        self._account.tell(Matter.ATTRIBUTE, f"answers to “{name}” of {spans}", why, as_text(value))


def _join(twin: KeptSpan, other: KeptSpan, spans: str, account: Account) -> None:
    """Gives a span what another one of the same label says about the same words."""
    account.tell(
        Matter.SPAN,
        spans,
        f"became one with another {twin.label} that marks the same words",
        other.words,
    )
    pairs = (
        (twin.attributes, other.attributes),
        (twin.referent_answers, other.referent_answers),
    )
    for own, said in pairs:
        for key, value in said.items():
            if own.setdefault(key, value) != value:
                account.tell(
                    Matter.ATTRIBUTE,
                    f"answers to “{key}” of {spans}",
                    "left out, because a span that marks the same words says otherwise",
                    as_text(value),
                )
    if other.referent_name and twin.referent_name not in {"", other.referent_name}:
        account.tell(
            Matter.REFERENT,
            f"names of the referents of {spans}",
            "left out, because a span that marks the same words has another one",
            other.referent_name,
        )
    twin.referent_name = twin.referent_name or other.referent_name
    twin.names_referent |= other.names_referent


def words_of(span: ForeignSpan, text: str) -> str:
    """The words of a span, without those in its gaps."""
    return " ".join(text[piece.start : piece.end] for piece in span.fragments)


def _is_sound(fragments: tuple[Fragment, ...], text: str) -> bool:
    return (
        bool(fragments)
        and all(one.end < other.start for one, other in pairwise(fragments))
        and fragments[-1].end <= len(text)
        and all(_is_trimmed(text[piece.start : piece.end]) for piece in fragments)
    )


def _is_trimmed(words: str) -> bool:
    return bool(words) and words == words.strip()
