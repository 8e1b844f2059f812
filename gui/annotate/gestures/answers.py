"""Gestures that answer questions about the selected span and its referent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtWidgets import QWidget

from db.model import AttributeValue, ReferentId, Span
from db.operations import referents, spans
from db.operations.spans import NewReferent
from db.queries import referents as register
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind
from gui.annotate.asking.letter_choice import LetterChoice
from gui.annotate.asking.line_entry import LineEntry
from gui.annotate.asking.questions import Question, answer_now, questions
from gui.annotate.gestures.desk import Desk
from gui.annotate.referent_choice import ReferentChoice
from gui.answer_field import choices, read_answer
from gui.translation import tr


class Answers(QObject):
    """Asks in small popups beside the span, one after the other while the person goes on."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._letters = LetterChoice(window)
        self._line = LineEntry(window)
        self._referents = ReferentChoice(
            desk.session, desk.current, window, tr("Which one is meant?")
        )
        self._waiting: tuple[Question, ...] = ()
        self._take: Callable[[AttributeValue | None], None] | None = None
        self._letters.chosen.connect(self._answer)
        self._letters.passed.connect(self._ask_next)
        self._line.entered.connect(self._answer)

    def ask(self, attribute: Attribute) -> None:
        """Ask a question of the scheme about the selected span.

        Shift and Tab lead on to the ones after it.
        """
        self._ask_from(lambda question: question.attribute is attribute)

    def rename(self) -> None:
        """Ask for the name of the selected span's referent."""
        self._ask_from(lambda question: question.attribute is None)

    def choose_referent(self) -> None:
        """Ask which referent the selected span means."""
        span = self._selected()
        if span is not None:
            self._referents.ask(
                span.label,
                lambda chosen, name: self._refer(span, chosen, name),
                self._place(span),
                quote=span.quote,
                besides=span.referent,
            )

    def give_own_referent(self) -> None:
        """Give the selected span a referent of its own, named by its words."""
        span = self._selected()
        if span is not None:
            self._refer(span, None, "")

    def choose_for_attribute(
        self, referent: ReferentId, attribute: Attribute, anchor: QRect
    ) -> None:
        """Ask which referent answers a question about another one, such as an affiliation.

        `anchor` is in the window's coordinates.
        """
        found = register.one(self._desk.session.project, referent)
        if found is not None:
            self._ask_for_referent(
                found.label,
                lambda value: self._set_referent_attribute(referent, attribute, value),
                anchor,
                besides=referent,
            )

    def _selected(self) -> Span | None:
        span = self._desk.span
        if span is None:
            self._desk.said.emit(tr("Select a span first: Tab goes to the next one."))
        return span

    def _ask_from(self, is_first: Callable[[Question], bool]) -> None:
        span = self._selected()
        if span is None:
            return
        asked = questions(self._desk.scheme, span, tr("Name of the referent"))
        start = next((at for at, question in enumerate(asked) if is_first(question)), len(asked))
        self._waiting = asked[start:]
        self._ask_next()

    @Slot()
    def _ask_next(self) -> None:
        span, annotation = self._desk.span, self._desk.current.annotation
        if not self._waiting or span is None or annotation is None:
            return
        question, *rest = self._waiting
        self._waiting = tuple(rest)
        now = answer_now(question, annotation, span)
        if question.attribute is None:
            self._take = lambda value: self._rename(span, value)
            self._line.ask(question.title, str(now or ""), self._place(span))
        else:
            take = self._taker(span, question)
            if take is not None:
                self._open(question.attribute, now, span, take)

    def _open(
        self,
        attribute: Attribute,
        now: AttributeValue | None,
        span: Span,
        take: Callable[[AttributeValue | None], None],
    ) -> None:
        place = self._place(span)
        self._take = take
        match attribute.kind:
            case AttributeKind.CHOICE | AttributeKind.YES_NO:
                self._letters.ask(attribute.title, choices(attribute), now, place)
            case AttributeKind.REFERENT:
                self._ask_for_referent(span.label, take, place, besides=span.referent)
            case AttributeKind.TEXT | AttributeKind.NUMBER | AttributeKind.DATE:
                self._take = lambda value: take(read_answer(attribute, str(value or "")))
                self._line.ask(
                    attribute.title,
                    "" if now is None else str(now),
                    place,
                    lambda text: _what_is_wrong(attribute, text),
                )

    def _ask_for_referent(
        self,
        label: str,
        take: Callable[[AttributeValue | None], None],
        anchor: QRect,
        *,
        besides: ReferentId | None,
    ) -> None:
        def take_chosen(chosen: ReferentId | None, name: str) -> None:
            answer = chosen or self._new_referent(label, name)
            if answer is not None:
                take(answer)

        self._referents.ask(label, take_chosen, anchor, besides=besides)

    def _taker(
        self, span: Span, question: Question
    ) -> Callable[[AttributeValue | None], None] | None:
        attribute, referent = question.attribute, span.referent
        if attribute is None or (question.is_of_referent and referent is None):
            return None
        if question.is_of_referent and referent is not None:
            return lambda value: self._set_referent_attribute(referent, attribute, value)
        return lambda value: self._set_attribute(span, attribute, value)

    @Slot(object, bool)
    @Slot(str, bool)
    def _answer(self, value: AttributeValue | None, goes_on: bool) -> None:  # noqa: FBT001 - Qt's way
        if self._take is not None:
            self._take(value)
        if goes_on:
            self._ask_next()

    def _set_attribute(
        self, span: Span, attribute: Attribute, value: AttributeValue | None
    ) -> None:
        if (article := self._desk.article) is not None:
            self._desk.run(
                spans.set_attribute, article=article, span=span.id, name=attribute.name, value=value
            )

    def _set_referent_attribute(
        self, referent: ReferentId, attribute: Attribute, value: AttributeValue | None
    ) -> None:
        self._desk.run(
            referents.set_referent_attribute,
            referent=referent,
            name=attribute.name,
            value=value,
            article=self._desk.article,
        )

    def _new_referent(self, label: str, name: str) -> ReferentId | None:
        if self._desk.run(referents.add_referent, label=label, name=name) is None:
            return None
        made = register.named(self._desk.session.project, label, name)
        return made.id if made else None

    def _rename(self, span: Span, value: AttributeValue | None) -> None:
        annotation = self._desk.current.annotation
        named = annotation.referent(span.referent) if annotation and span.referent else None
        if named is not None and value and value != named.name:
            self._desk.run(
                referents.rename_referent,
                referent=named.id,
                name=str(value),
                article=self._desk.article,
            )

    def _refer(self, span: Span, chosen: ReferentId | None, name: str) -> None:
        if (article := self._desk.article) is not None:
            referent = chosen or NewReferent(name=name or None)
            self._desk.run(spans.set_referent, article=article, span=span.id, referent=referent)

    def _place(self, span: Span) -> QRect:
        return self._desk.place_in(self._window, span)


def _what_is_wrong(attribute: Attribute, text: str) -> str:
    value = read_answer(attribute, text)
    return "" if value is None else what_is_wrong(attribute, value)
