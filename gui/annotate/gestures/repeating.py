"""The gesture that marks every other place of the selected span's words, after showing them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from db.model import Fragment, SpanId
from db.operations import spans
from gui.annotate.asking.place_list import PlaceList
from gui.annotate.gestures.desk import Desk
from gui.annotate.same_places import same_places
from gui.translation import tr, tr_count


class Repeating(QObject):
    """Ctrl+Shift+A: what is marked is one step of undo."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._list = PlaceList(window)
        self._like: SpanId | None = None
        self._list.accepted.connect(self._mark)
        self._list.looked_at.connect(self._show)
        self._list.dismissed.connect(self._show_nothing)

    def ask(self) -> None:
        """Show where the words of the selected span stand again."""
        desk = self._desk
        span, annotation = desk.span, desk.current.annotation
        if span is None or annotation is None:
            desk.said.emit(tr("Select a span first: Tab goes to the next one."))
            return
        if len(span.fragments) > 1:
            desk.said.emit(tr("A span with a gap can't be looked for in other places."))
            return
        places = same_places(desk.body, span, annotation.spans)
        if not places:
            desk.said.emit(tr("These words stand nowhere else, or are marked there already."))
            return
        self._like = span.id
        heading = tr_count(
            len(places),
            "“{words}” stands in {count} more place",
            "“{words}” stands in {count} more places",
            words=" ".join(span.quote.split()),
        )
        desk.view.set_matches([place.extent for place in places], None)
        self._list.ask(heading, places, desk.place_in(self._window, span))

    @Slot(object)
    def _mark(self, places: tuple[Fragment, ...]) -> None:
        self._show_nothing()
        article = self._desk.article
        if article is None or self._like is None:
            return
        changes = self._desk.run(
            spans.add_mentions, article=article, like=self._like, places=places
        )
        if changes is not None:
            self._desk.said.emit(
                tr_count(len(places), "{count} more mention marked", "{count} more mentions marked")
            )

    @Slot(object)
    def _show(self, extent: Fragment) -> None:
        self._desk.view.reveal(extent.start, extent.end)

    @Slot()
    def _show_nothing(self) -> None:
        self._desk.view.set_matches((), None)
