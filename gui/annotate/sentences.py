"""The only place that says a span or a statement in plain words, to be copied or printed.

Pure: the same annotation gives the same words, which hold no marks of direction, since other
programs would keep them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.model import Annotation, Article, Attributes, AttributeValue, Referent, Span
from db.scheme.model import Attribute, AttributeKind, Scheme
from gui.annotate.article_list.words import date_words
from gui.annotate.statements.contents import (
    CardContents,
    Filler,
    SlotContents,
    Statements,
    Surroundings,
    card_key,
)
from gui.translation import tr

_PUBLISHER, _ADDRESS = "publisher", "address"
# Whose act it is, and the words that tell it; a scheme with other roles is told as a list.
_WHO = {"PROPOSAL": "proposed_by", "REJECTION": "rejected_by"}
_WHAT = "rejects"
_UNTELLING = frozenset({"unspecified", "unknown", "proposed"})
"""Answers that say nothing, or nothing that the verb does not say."""


class Sentences:
    """The words for what one annotator said about one article."""

    def __init__(self, annotation: Annotation, scheme: Scheme, article: Article) -> None:
        self._annotation = annotation
        self._scheme = scheme
        self._article = article
        self._referents = {each.id: each for each in annotation.referents}

    def of_span(self, span: Span) -> str:
        """The statement of a span, or the thing that it names, with its words and whence."""
        said = self._statement(span) if self._scheme.is_statement(span.label) else self._name(span)
        return f"{said}. {_quoted(span.quote)}, {self.source()}"

    def reference(self, span: Span) -> str:
        """Where the words of a span stand, as in a footnote; positions are code points."""
        address = str(self._article.metadata.get(_ADDRESS) or "")
        place = tr("characters {start}–{end}", start=span.start, end=span.end)
        return (
            ", ".join(each for each in (self.source(with_publisher=True), address, place) if each)
            + f": {_quoted(span.quote)}"
        )

    def statements(self) -> tuple[str, ...]:
        """A sentence for each statement, in the order of the cards, without whence it is."""
        cards = self._cards()
        found = []
        for key in cards.keys:
            span = self._annotation.span(cards.card(key).shown)
            if span is not None:
                found.append(f"{self._statement(span)}. {_quoted(span.quote)}")
        return tuple(found)

    def everything(self) -> str:
        """All statements of the article under its title, each on a line of its own."""
        lines = (f"– {each}" for each in self.statements())
        return "\n".join((self.source(with_publisher=True), *lines))

    def source(self, *, with_publisher: bool = False) -> str:
        """The title and the date of the article."""
        metadata = self._article.metadata
        publisher = str(metadata.get(_PUBLISHER) or "") if with_publisher else ""
        day = next(
            (
                date_words(str(metadata[each.name]))
                for each in self._scheme.fields
                if each.kind is AttributeKind.DATE and metadata.get(each.name)
            ),
            "",
        )
        return ", ".join(part for part in (self._article.title, publisher, day) if part)

    def _cards(self, shown: Span | None = None) -> Statements:
        return Statements(
            self._annotation,
            Surroundings(
                scheme=self._scheme, selected=shown.id if shown else None, body=self._article.body
            ),
        )

    def _statement(self, span: Span) -> str:
        card = self._cards(span).card(card_key(span))
        slots = {slot.role.name: slot for slot in card.slots if slot.fillers}
        who = slots.pop(_WHO.get(card.span_type.label, ""), None)
        what = slots.pop(_WHAT, None)
        main = self._main_clause(card, who, what)
        rest = [f"{slot.role.title.lower()} {self._named(slot.fillers)}" for slot in slots.values()]
        answers = [
            _answer_words(each.attribute, each.value, each.words)
            for each in card.answers
            if each.value is not None
            and str(each.value) not in _UNTELLING
            and not each.is_of_referent
        ]
        return ", ".join(each for each in (main, *rest, *answers) if each)

    def _main_clause(
        self, card: CardContents, who: SlotContents | None, what: SlotContents | None
    ) -> str:
        subject = self._named(who.fillers) if who is not None else ""
        match card.span_type.label:
            case "REJECTION" if what is not None:
                thing = self._named(what.fillers, tr("something ({reason})"))
                if who is not None and len(who.fillers) > 1:
                    return tr("{who} reject {what}").format(who=subject, what=thing)
                return tr("{who} rejects {what}").format(who=subject or tr("Somebody"), what=thing)
            case "PROPOSAL" if who is not None:
                if len(who.fillers) > 1:
                    return tr("{who} propose {what}").format(who=subject, what=card.name)
                return tr("{who} proposes {what}").format(who=subject, what=card.name)
        said = f"{card.span_type.title}: {card.name}"
        parts = [
            f"{slot.role.title.lower()} {self._named(slot.fillers)}"
            for slot in (who, what)
            if slot is not None
        ]
        return ", ".join((said, *parts))

    def _named(self, fillers: Iterable[Filler], nobody: str = "") -> str:
        *others, last = [self._filler(each, nobody) for each in fillers]
        if not others:
            return last
        return tr("{others} and {last}").format(others=", ".join(others), last=last)

    def _filler(self, filler: Filler, nobody: str) -> str:
        target = self._annotation.span(filler.target)
        if target is None:
            return (nobody or tr("somebody ({reason})")).replace("{reason}", filler.text)
        return self._name(target)

    def _name(self, span: Span) -> str:
        """The name of the referent with the first thing that is known of it: France (state)."""
        referent = self._referents.get(span.referent) if span.referent else None
        name = referent.name if referent else " ".join(span.quote.split())
        span_type = self._scheme.span_type(span.label)
        questions = span_type.referent_attributes if span_type else ()
        kind = _first_choice(questions, referent)
        return f"{name} ({kind})" if kind and not self._scheme.is_statement(span.label) else name


def metadata_lines(metadata: Attributes, scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """The title and the answer of each field of an article that has one."""
    return tuple(
        (each.title, _answer_words(each, metadata[each.name], ""))
        for each in scheme.fields
        if metadata.get(each.name) not in (None, "")
    )


def _first_choice(questions: Sequence[Attribute], referent: Referent | None) -> str:
    for question in questions:
        value = referent.attributes.get(question.name) if referent else None
        if value is not None and question.kind is AttributeKind.CHOICE:
            return _answer_words(question, value, "")
    return ""


def _answer_words(question: Attribute, value: AttributeValue | None, words: str) -> str:
    if question.kind is AttributeKind.YES_NO:
        return question.title.lower() if value else ""
    if question.kind is AttributeKind.DATE:
        return date_words(str(value))
    titles = {option.value: option.title for option in question.options}
    return words or titles.get(str(value), str(value))


def _quoted(quote: str) -> str:
    return f"“{' '.join(quote.split())}”"
