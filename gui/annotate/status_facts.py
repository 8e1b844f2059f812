"""What the line at the bottom says: which keys would do something now, and where the person is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from db.model import Span
from gui.annotate.current_article import CurrentArticle
from gui.isolation import in_a_row
from gui.key_hints import KeyHints, hints_of
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.translation import tr, tr_count


class StatusFacts(QObject):
    """Emits `changed(hints, place)` when either may differ.

    Hints are the caps of keys with what they do; the place is the selected span's extent.
    """

    changed = Signal(object, str)

    def __init__(
        self, session: ProjectSession, current: CurrentArticle, selection: Selection
    ) -> None:
        super().__init__(current)
        self._session = session
        self._current = current
        self._selection = selection
        current.reloaded.connect(self.tell)
        selection.span_selected.connect(self.tell)
        selection.slot_armed.connect(self.tell)

    def tell(self) -> None:
        """Say again what holds now, for a line that has just come to show it."""
        span = self._selected()
        self.changed.emit(self._hints(span), self._place(span))

    def _selected(self) -> Span | None:
        annotation = self._current.annotation
        return annotation.span(self._selection.span) if annotation else None

    def _hints(self, span: Span | None) -> KeyHints:
        if self._current.article is None:
            return hints_of(("palette.open", tr("search")), ("help.keys", tr("all keys")))
        if self._selection.armed is not None:
            return (
                ((tr("letter"),), tr("link the span under it")),
                ((tr("select"),), tr("mark and link")),
                *hints_of(("selection.clear", tr("let go"))),
            )
        scheme = self._session.scheme
        labels = tuple(((each.key,), each.title.lower()) for each in scheme.span_types if each.key)
        roles = scheme.roles_of(span.label) if span is not None else ()
        slots = tuple(((role.key,), f"{role.title.lower()} …") for role in roles if role.key)
        always = hints_of(
            ("span.next", tr("next span")),
            ("help.guidelines", tr("guidelines")),
            ("help.keys", tr("all keys")),
        )
        return (*labels, *slots, *always)

    def _place(self, span: Span | None) -> str:
        if span is None:
            return ""
        span_type = self._session.scheme.span_type(span.label)
        length = sum(piece.end - piece.start for piece in span.fragments)
        characters = tr_count(length, "{count} character", "{count} characters")
        title = span_type.title if span_type else span.label
        return in_a_row((title, f"{span.start}–{span.end}", characters))
