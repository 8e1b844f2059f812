"""The only place for finding words in the open article: a small bar over the text, no dialog."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from db.model import Fragment
from db.text.occurrences import SearchableText
from gui import announce
from gui.icons import icon
from gui.style_sheet import set_role
from gui.text.article_view import ArticleView
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import scaled

_FIELD_WIDTH = 210
_LEAST_FIELD_WIDTH = 60
_EDGE = 10
_ICON = 16
_LONGEST_TAKEN_OVER = 100


class FindBar(QFrame):
    """Finds while a person types; Enter goes on, Escape leaves the match selected in the text.

    `closed` carries the extent of that match, None where nothing was found.
    """

    closed = Signal(object)

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._port = view.viewport()
        self._text = SearchableText("")
        self._is_new_text = True
        self._matches: tuple[Fragment, ...] = ()
        self._current: int | None = None
        self._origin = 0
        set_role(self, "popup")
        self.setAccessibleName(tr("Find in the article"))
        self._field = QLineEdit()
        self._field.setPlaceholderText(tr("Find in the article"))
        self._field.setAccessibleName(tr("Find in the article"))
        self._count = QLabel()
        set_role(self._count, "secondary")
        self._previous = _button(tr("Previous match (Shift+Enter)"), self)
        self._next = _button(tr("Next match (Enter)"), self)
        self._close = _button(tr("Close (Escape)"), self)
        self._lay_out()
        self.set_theme(theme)
        self.hide()
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._previous.clicked.connect(self.find_previous)
        self._next.clicked.connect(self.find_next)
        self._close.clicked.connect(self.close_bar)
        view.article_shown.connect(self._take_article)
        self._port.installEventFilter(self)

    def open(self) -> None:
        """Show the bar with the selected words, or the last ones, ready to be typed over."""
        selected = self._view.selected_extent()
        if not self.isVisible():
            self._origin = selected.start if selected is not None else self._view.caret
        words = self._view.body[selected.start : selected.end] if selected is not None else ""
        if words and len(words) <= _LONGEST_TAKEN_OVER and "\n" not in words:
            self._field.setText(words)
        self.show()
        self.raise_()
        self._place()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._search()

    def close_bar(self) -> None:
        """Put the bar away, with the match that was reached selected in the text."""
        if not self.isVisible():
            return
        found = self._matches[self._current] if self._current is not None else None
        self.hide()
        self._view.set_matches((), None)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if found is not None:
            self._view.select(found.start, found.end)
        self.closed.emit(found)

    @Slot()
    def find_next(self) -> None:
        """Go to the next match, from the last one to the first; opens a closed bar."""
        self._step(1)

    @Slot()
    def find_previous(self) -> None:
        """Go to the match before, from the first one to the last; opens a closed bar."""
        self._step(-1)

    @property
    def count_text(self) -> str:
        """Which match of how many, in words."""
        return self._count.text()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for button, name in (
            (self._previous, "up"),
            (self._next, "down"),
            (self._close, "close"),
        ):
            button.setIcon(icon(name, theme.muted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the field that mean the matches; stay in the corner of the text."""
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._take_key(event)
        if watched is self._port and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that another zoom asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._place()

    def _lay_out(self) -> None:
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(7, 6, 6, 6)
        layout.setSpacing(3)
        layout.addWidget(self._field)
        layout.addSpacing(5)
        layout.addWidget(self._count)
        layout.addSpacing(2)
        for button in (self._previous, self._next, self._close):
            layout.addWidget(button)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._step(-1 if is_back else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    @Slot()
    def _take_article(self) -> None:
        self._is_new_text = True
        self._origin = 0
        if self.isVisible():
            self._search()

    @Slot()
    def _search(self) -> None:
        if not self.isVisible():
            return
        if self._is_new_text:
            self._text = SearchableText(self._view.body)
            self._is_new_text = False
        self._matches = self._text.find(self._field.text())
        self._current = None
        if self._matches:
            found = bisect_left(self._matches, self._origin, key=lambda match: match.start)
            self._current = found % len(self._matches)
        self._show_current()

    def _step(self, step: int) -> None:
        if not self.isVisible():
            self.open()
            return
        if self._current is None:
            return
        self._current = (self._current + step) % len(self._matches)
        self._origin = self._matches[self._current].start
        self._show_current()

    def _show_current(self) -> None:
        self._view.set_matches(self._matches, self._current)
        is_missing = self._current is None and bool(self._field.text().strip())
        if self._current is not None:
            number = QLocale().toString
            match = self._matches[self._current]
            self._view.reveal(match.start, match.end)
            self._count.setText(
                tr("{n} of {all}", n=number(self._current + 1), all=number(len(self._matches)))
            )
        else:
            self._count.setText(tr("No match") if is_missing else "")
        set_role(self._count, "problem", is_missing)
        set_role(self._count, "muted", not is_missing)
        self._field.setAccessibleDescription(self._count.text())
        announce.say(self, self._count.text())
        for button in (self._previous, self._next):
            button.setEnabled(len(self._matches) > 1)

    def _place(self) -> None:
        """Stay in the upper corner of the text, with a shorter field where there is little room."""
        widest = self._count.fontMetrics().horizontalAdvance(tr("No match") + "  ")
        self._count.setMinimumWidth(widest)
        port = self._port.geometry()
        wanted = round(scaled(self, _FIELD_WIDTH))
        self._field.setFixedWidth(wanted)
        for button in (self._previous, self._next, self._close):
            button.setIconSize(_icon_size(self))
        self._layout.invalidate()
        excess = self.sizeHint().width() - (port.width() - 2 * _EDGE)
        if excess > 0:
            self._field.setFixedWidth(max(_LEAST_FIELD_WIDTH, wanted - excess))
            self._layout.invalidate()
        self.adjustSize()
        self.move(port.right() - self.width() - _EDGE, port.top() + _EDGE)


def _icon_size(widget: QWidget) -> QSize:
    side = round(scaled(widget, _ICON))
    return QSize(side, side)


def _button(name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
