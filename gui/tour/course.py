"""What the tour knows of the window while it goes on: what is marked, and how to do it itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from db.model import Annotation, Fragment, LayerState, Span
from db.operations import links
from db.queries import layers
from gui.main_window.window import MainWindow
from gui.tour.lessons import Place

ACTOR, PROPOSAL, REJECTION = "ACTOR", "PROPOSAL", "REJECTION"


@dataclass
class Course:
    """The window, the lesson, and what happened since the tour began."""

    window: MainWindow
    place: Place
    annotation: Annotation | None = None
    was_undone: bool = False
    was_redone: bool = False
    has_seen_help: bool = False
    _undo: bool = field(default=False, init=False)

    def read(self) -> None:
        """Read what is marked in the lesson's article, wherever the person is."""
        session = self.window.session
        layer = layers.of(session.project, self.place.article.id, session.author)
        self.annotation = None if layer is None else layers.annotation(session.project, layer)

    def note(self) -> None:
        """Notice what leaves no trace in the annotation."""
        session = self.window.session
        can_redo = session.redo_title is not None
        if can_redo:
            self.was_undone = True
        elif self.was_undone and self._undo:
            self.was_redone = True
        self._undo = can_redo

    def look_for_help(self) -> None:
        """Notice that the keys, the guidelines or the list of commands are shown."""
        dialog = QApplication.activeModalWidget()
        popup = QApplication.activePopupWidget()
        if self.window.annotate.side.is_covered or dialog is not None or popup is not None:
            self.has_seen_help = True

    @property
    def is_here(self) -> bool:
        """Whether the lesson's article is on the screen."""
        return (
            self.window.annotate.isVisible()
            and self.window.selection.article == self.place.article.id
        )

    @property
    def is_done(self) -> bool:
        """Whether the article is marked as done."""
        return self.annotation is not None and self.annotation.layer.state is LayerState.DONE

    def spans(self, label: str) -> list[Span]:
        """The spans of a label, in reading order."""
        return [span for span in self._spans() if span.label == label]

    def has_link(self, role: str, label: str) -> bool:
        """Whether a statement of a label has something in a slot."""
        sources = {span.id for span in self.spans(label)}
        found = self.annotation.links if self.annotation else ()
        return any(link.role == role and link.source in sources for link in found)

    def span_at(self, label: str, words: str) -> Span | None:
        """The span on some words of the lesson, else any of this label."""
        wanted = self.place.of(words)
        spans = self.spans(label)
        exact = [span for span in spans if span.start == wanted.start]
        return next(iter((*exact, *spans)), None)

    def go_there(self) -> None:
        """Show the lesson's article, with the focus in its text."""
        self.window.open_article(self.place.article.id)

    def key(self, command: str) -> str:
        """The key of a command of the window as it is spelled on this computer; "" without one."""
        actions = self.window.actions_by_id
        if command not in actions:
            return ""
        return (
            actions[command]
            .shortcut()
            .toString(actions[command].shortcut().SequenceFormat.NativeText)
        )

    def label_key(self, label: str) -> str:
        """The key of a label."""
        span_type = self.window.session.scheme.span_type(label)
        return "" if span_type is None else span_type.key or ""

    def role_key(self, role: str, label: str) -> str:
        """The key of a slot."""
        found = self.window.session.scheme.role(role, label)
        return "" if found is None else found.key or ""

    def mark(self, label: str, words: str) -> None:
        """Mark words of the lesson as a person would."""
        where = self.place.of(words)
        self.window.selection.select_span(None)
        self.window.annotate.view.select(where.start, where.end)
        self.window.run_command(f"label.{label}")

    def link(self, role: str, source: Span | None, target: Span | None) -> None:
        """Fill a slot with a span."""
        if source is not None and target is not None:
            self.window.session.run(
                links.add_link,
                article=self.place.article.id,
                statement=source.id,
                role=role,
                target=target.id,
            )
            self.window.selection.select_span(source.id)

    def mark_and_link(self, role: str, source: Span | None, words: str) -> None:
        """Mark words and fill a slot with them in one."""
        if source is not None:
            self.window.session.run(
                links.mark_and_link,
                article=self.place.article.id,
                statement=source.id,
                role=role,
                label=ACTOR,
                fragments=(self.place.of(words),),
            )

    def rects_of(self, words: str) -> tuple[QRect, ...]:
        """Where words of the lesson stand in the window, line by line; none where they don't."""
        where = self.place.of(words)
        view = self.window.annotate.view
        lines: dict[int, QRect] = {}
        for word in re.finditer(r"\S+", words):
            place = view.place_of(where.start + word.start(), where.start + word.end())
            if view.viewport().rect().intersects(place):
                lines[place.top()] = lines.get(place.top(), QRect()).united(place)
        corner = view.viewport().mapTo(self.window, QPoint(0, 0))
        return tuple(place.translated(corner) for place in lines.values())

    def reveal(self, words: str) -> None:
        """Bring words of the lesson on the screen."""
        where: Fragment = self.place.of(words)
        self.window.annotate.view.reveal(where.start, where.end)

    def rect_of_widget(self, widget: QWidget) -> QRect:
        """Where a part of the window is; empty while it is hidden."""
        if not widget.isVisible():
            return QRect()
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    def _spans(self) -> tuple[Span, ...]:
        return self.annotation.spans if self.annotation else ()
