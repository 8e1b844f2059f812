"""Gestures that answer questions about the selected span: its attributes, its referent's name and attributes."""

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
from gui.annotate.answer_field import choices, read_answer
from gui.annotate.asking.letter_choice import LetterChoice
from gui.annotate.asking.line_entry import LineEntry
from gui.annotate.asking.questions import Question, answer_now, questions
from gui.annotate.asking.referent_items import NEW, referent_items, with_new
from gui.annotate.gestures.desk import Desk
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.popup_list import PopupList

_LIST_WIDTH = 420


class Answers(QObject):
    """Asks in small popups beside the span, one question after the other as long as the person goes on."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._letters = LetterChoice(window)
        self._line = LineEntry(window)
        self._referents = PopupList(window, tr("Which one is meant?"), item_filter=with_new)
        self._waiting: tuple[Question, ...] = ()
        self._take: Callable[[AttributeValue | None], None] | None = None
        self._letters.chosen.connect(self._answer)
        self._letters.passed.connect(self._ask_next)
        self._line.entered.connect(self._answer_in_words)
        self._referents.chosen.connect(self._answer_with_referent)

    def ask(self, attribute: Attribute) -> None:
        """Ask a question of the scheme about the selected span; Shift and Tab lead on to the ones after it."""
        self._ask_from(lambda question: question.attribute is attribute)

    def rename(self) -> None:
        """Ask for the name of the selected span's referent."""
        self._ask_from(lambda question: question.attribute is None)

    def choose_referent(self) -> None:
        """Ask which referent the selected span means."""
        span = self._selected()
        if span is not None:
            self._waiting = ()
            self._take = lambda value: self._refer(span, str(value))
            self._open_referents(span.label, quote=span.quote, besides=span.referent, anchor=span)

    def give_own_referent(self) -> None:
        """Give the selected span a referent of its own, named by its words."""
        span = self._selected()
        if span is not None and (article := self._desk.article):
            self._desk.run(
                spans.set_referent, article=article, span=span.id, referent=NewReferent()
            )

    def choose_for_attribute(self, referent: ReferentId, attribute: Attribute, anchor: QRect) -> None:
        """Ask which referent answers a question about another one, such as an affiliation; `anchor` in the window."""
        annotation = self._desk.current.annotation
        found = register.one(self._desk.session.project, referent)
        if annotation is None or found is None:
            return
        self._waiting = ()
        self._take = lambda value: self._set_referent_attribute(referent, attribute, value)
        self._open_referents(found.label, besides=referent, anchor=anchor)

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
        attribute = question.attribute
        if attribute is None:
            self._take = lambda value: self._rename(span, value)
            self._line.ask(question.title, str(now or ""), self._place(span))
            return
        if question.is_of_referent and span.referent is None:
            return
        self._take = self._taker(span, attribute, is_of_referent=question.is_of_referent)
        self._open(attribute, now, span)

    def _open(self, attribute: Attribute, now: AttributeValue | None, span: Span) -> None:
        match attribute.kind:
            case AttributeKind.CHOICE | AttributeKind.YES_NO:
                self._letters.ask(attribute.title, choices(attribute), now, self._place(span))
            case AttributeKind.REFERENT:
                self._open_referents(span.label, besides=span.referent, anchor=span)
            case AttributeKind.TEXT | AttributeKind.NUMBER | AttributeKind.DATE:
                self._line.ask(
                    attribute.title,
                    "" if now is None else str(now),
                    self._place(span),
                    lambda text: _what_is_wrong(attribute, text),
                )

    def _open_referents(
        self,
        label: str,
        *,
        anchor: Span | QRect,
        quote: str = "",
        besides: ReferentId | None = None,
    ) -> None:
        annotation = self._desk.current.annotation
        if annotation is None:
            return
        entries = register.register(self._desk.session.project, label)
        self._referents.set_items(
            referent_items(annotation, entries, label, quote=quote, besides=besides)
        )
        place = anchor if isinstance(anchor, QRect) else self._place(anchor)
        place.setWidth(max(place.width(), round(scaled(self._referents, _LIST_WIDTH))))
        self._referents.open(anchor=place)

    def _taker(
        self, span: Span, attribute: Attribute, *, is_of_referent: bool
    ) -> Callable[[AttributeValue | None], None]:
        referent = span.referent
        if is_of_referent and referent is not None:
            return lambda value: self._set_referent_attribute(referent, attribute, value)
        return lambda value: self._set_attribute(span, attribute, value)

    @Slot(object, bool)
    def _answer(self, value: AttributeValue | None, goes_on: bool) -> None:  # noqa: FBT001 - as the signal says
        if self._take is not None:
            self._take(value)
        if goes_on:
            self._ask_next()

    @Slot(str, bool)
    def _answer_in_words(self, words: str, goes_on: bool) -> None:  # noqa: FBT001 - as the signal says
        self._answer(words or None, goes_on)

    @Slot(str)
    def _answer_with_referent(self, key: str) -> None:
        self._answer(key, False)  # noqa: FBT003 - as the signal says

    def _set_attribute(self, span: Span, attribute: Attribute, value: AttributeValue | None) -> None:
        if isinstance(value, str) and attribute.kind not in (AttributeKind.CHOICE, AttributeKind.TEXT):
            value = read_answer(attribute, value)
        if (article := self._desk.article) is not None:
            self._desk.run(
                spans.set_attribute, article=article, span=span.id, name=attribute.name, value=value
            )

    def _set_referent_attribute(
        self, referent: ReferentId, attribute: Attribute, value: AttributeValue | None
    ) -> None:
        if attribute.kind is AttributeKind.REFERENT and value == NEW:
            value = self._new_referent(referent)
        self._desk.run(
            referents.set_referent_attribute,
            referent=referent,
            name=attribute.name,
            value=value,
            article=self._desk.article,
        )

    def _new_referent(self, like: ReferentId) -> ReferentId | None:
        """A referent with the typed name and the label of another one."""
        project = self._desk.session.project
        model, name = register.one(project, like), self._referents.query
        if model is None or self._desk.run(referents.add_referent, label=model.label, name=name) is None:
            return None
        made = register.named(project, model.label, name)
        return made.id if made else None

    def _rename(self, span: Span, value: AttributeValue | None) -> None:
        annotation = self._desk.current.annotation
        named = annotation.referent(span.referent) if annotation and span.referent else None
        if isinstance(value, str) and named is not None and value != named.name:
            self._desk.run(
                referents.rename_referent,
                referent=named.id,
                name=value,
                article=self._desk.article,
            )

    def _refer(self, span: Span, key: str) -> None:
        if (article := self._desk.article) is None:
            return
        chosen = NewReferent(name=self._referents.query) if key == NEW else ReferentId(key)
        self._desk.run(spans.set_referent, article=article, span=span.id, referent=chosen)

    def _place(self, span: Span) -> QRect:
        return self._desk.place_in(self._window, span)


def _what_is_wrong(attribute: Attribute, text: str) -> str:
    value = read_answer(attribute, text)
    return "" if value is None else what_is_wrong(attribute, value)


