"""The only place that speaks to screen readers unasked, and for the words of what it says.

Where nobody listens nothing is put together and nothing is sent.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from db.model import Absence, Annotation, Changes, LayerState, Span
from db.scheme.model import Scheme
from gui.translation import tr, tr_count, tr_said

_LONGEST = 120
# Tables of what a person does on purpose; how far they read is kept unasked.
_TOLD = frozenset({"span", "link", "referent", "comment", "decision"})


def is_listening() -> bool:
    """Whether a screen reader, or anything like it, listens."""
    return QAccessible.isActive()


def say(source: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Let a screen reader speak, where one listens; what is urgent interrupts it."""
    if not text or not is_listening():
        return
    event = QAccessibleAnnouncementEvent(source, text)
    if is_urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Speaker(QObject):
    """Joins what one key brings about into one announcement, so that no part cuts off another."""

    def __init__(self, source: QWidget) -> None:
        super().__init__(source)
        self._source = source
        self._sentences: list[str] = []
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.speak)

    def add(self, sentence: str, *, first: bool = False) -> None:
        """Speak a sentence with the next turn of the event loop, after or before the others."""
        if sentence and is_listening() and sentence not in self._sentences:
            self._sentences.insert(0 if first else len(self._sentences), sentence)
            self._soon.start()

    @Slot()
    def speak(self) -> None:
        """Speak now."""
        self._soon.stop()
        sentences, self._sentences = self._sentences, []
        say(self._source, ". ".join(each.rstrip(".") for each in sentences))


def span_words(span: Span, annotation: Annotation, scheme: Scheme) -> str:
    """A span as it is selected: label, words, which of how many, and what it is linked to."""
    span_type = scheme.span_type(span.label)
    title = span_type.title if span_type else span.label
    numbers = [each.id for each in annotation.spans]
    place = tr("{n} of {all}", n=numbers.index(span.id) + 1, all=len(numbers))
    return ", ".join((f"{title} {_short(span.quote)}", place, *_links(span, annotation, scheme)))


def nothing_selected() -> str:
    """What Escape leaves."""
    return tr("Nothing selected")


def waiting_words(role: str) -> str:
    """A slot that waits for its filler."""
    return tr("{role}: press the letter of a span, or select words", role=role)


def article_words(title: str, state: LayerState, spans: int) -> str:
    """The article that has just been opened."""
    count = tr_count(spans, "{count} span", "{count} spans")
    return f"{title}, {state_words(state)}, {count}"


def state_words(state: LayerState) -> str:
    """How far an article is."""
    return {
        LayerState.TODO: tr("to do"),
        LayerState.OPEN: tr("open"),
        LayerState.DONE: tr("done"),
        LayerState.SKIPPED: tr("skipped"),
    }[state]


def done_words(changes: Changes) -> str:
    """What was just done; "" for what is no gesture of a person."""
    return _sentence(tr_said(changes.name)) if changes.tables & _TOLD and changes.name else ""


def undone_words(changes: Changes) -> str:
    """What undo took back."""
    return tr("Undone: {what}", what=tr_said(changes.name))


def redone_words(changes: Changes) -> str:
    """What redo did again."""
    return tr("Done again: {what}", what=tr_said(changes.name))


def listed_words(count: int, *, has_more: bool = False) -> str:
    """How much a filter leaves of a list."""
    if has_more:
        return tr("more than {count} listed", count=count)
    return tr_count(count, "{count} listed", "{count} listed") if count else tr("nothing listed")


def unit_words(name: str, place: tuple[int, int], status: str, decision: str) -> str:
    """A unit of the review as it is looked at; `place` is which of how many."""
    number, total = place
    where = tr("{n} of {all}", n=number, all=total)
    return ", ".join(part for part in (_short(name), where, status, decision) if part)


def version_words(number: int, words: str) -> str:
    """The version that Enter would take."""
    return tr("version {number}: {words}", number=number, words=_short(words))


def _links(span: Span, annotation: Annotation, scheme: Scheme) -> list[str]:
    found = []
    for link in annotation.links_from(span.id):
        role = scheme.role(link.role, span.label)
        target = annotation.span(link.target)
        what = _short(target.quote) if target else _reason(link.absence)
        found.append(f"{role.title.lower() if role else link.role} {what}")
    return found


def _reason(absence: Absence | None) -> str:
    return {
        Absence.UNNAMED: tr("unnamed"),
        Absence.IMPLIED: tr("implied"),
        Absence.OTHER_ARTICLE: tr("in another article"),
        None: tr("nobody"),
    }[absence]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
