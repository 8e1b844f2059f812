"""The window of the handbook: beside the work, never in its way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import announce
from gui.command import key_words
from gui.help.book import SCHEME, Book, Place, handbook
from gui.help.contents import Contents, Results
from gui.help.history import History, Stop
from gui.help.search import search
from gui.icons import icon
from gui.resource_paths import resource
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.markdown_view import MarkdownView
from gui.widgets.painting import colour, scaled
from gui.widgets.parts import button
from gui.widgets.search_field import SearchField
from gui.widgets.toast import Toast

_SIZE = QSize(1000, 720)
_CONTENTS_WIDTH = 290
_ICON = 16
_SEARCH_KEY = "Ctrl+F"


class HelpWindow(QWidget):
    """Shows pages, and remembers the way; Escape closes it. A window of the program has one."""

    def __init__(self, parent: QWidget | None = None, book: Book | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Handbook – Demarche"))
        self._book = book or handbook()
        self._history = History()
        self._browsed: QWidget | None = None
        self._field = SearchField(tr("Search the handbook"), hint=key_words(_SEARCH_KEY))
        self._contents = Contents(self._book)
        self._results = Results()
        self._nothing = QLabel(tr("Nothing found. Fewer or other words may help."))
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "muted")
        self._left = QStackedWidget()
        self._text = MarkdownView(
            tr("Handbook"), pictures=resource("handbook", "pictures"), margin=26
        )
        self._back = _tool("left", tr("Back", meaning="to where one was"), "Alt+Left")
        self._forward = _tool("right", tr("Forward"), "Alt+Right")
        self._copy = button(tr("Copy link"), self.copy_link)
        self._copy.setToolTip(tr("Copy a link to what is shown; paste it into the search"))
        self._toast = Toast(self)
        self.setFocusProxy(self._text)
        self._lay_out()
        self._connect()
        self._add_keys()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        if parent is not None:
            parent.installEventFilter(self)

    @staticmethod
    def show_over(window: QWidget, place: Place) -> HelpWindow:
        """Open the handbook beside a window at a place, or bring the one that is open there."""
        known = window.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
        shown = known or HelpWindow(window)
        # Shown first: what is at the top depends on how wide the lines are.
        shown.show()
        shown.go(place)
        shown.raise_()
        shown.activateWindow()
        shown.setFocus()
        return shown

    @property
    def place(self) -> Place | None:
        """What is shown."""
        return self._history.present

    def go(self, place: Place, *, replaces: bool = False) -> None:
        """Show a page at one of its headings, and remember the way."""
        self._browsed = None
        self._history.note_scroll(self._text.verticalScrollBar().value())
        self._history.visit(place, replaces=replaces)
        self._show(Stop(place=place))

    def copy_link(self) -> None:
        """Put a link to the heading that is at the top into the clipboard."""
        place = self._place_at_top()
        if place is not None:
            QGuiApplication.clipboard().setText(place.link)
            self._toast.say(
                tr("Copied {link}. Whoever pastes it into the search gets here.", link=place.link)
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with the window that it stands beside; not where that is only minimised."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, after the field had it to empty itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the arrows in the colours and size of another theme or zoom."""
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if changed and hasattr(self, "_forward"):
            self._draw_icons()

    def _lay_out(self) -> None:
        head = QFrame()
        set_role(head, "bar", "top")
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 6, 12, 6)
        title = QLabel(tr("Handbook"))
        set_role(title, "heading")
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(6)
        row.addWidget(title, 1)
        row.addWidget(self._copy)
        left = QFrame()
        set_role(left, "pane", "panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 6, 6)
        column.setSpacing(8)
        column.addWidget(self._field)
        empty = QWidget()
        air = QVBoxLayout(empty)
        air.addWidget(self._nothing)
        air.addStretch(1)
        for each in (self._contents, self._results, empty):
            self._left.addWidget(each)
        column.addWidget(self._left, 1)
        right = QFrame()
        set_role(right, "pane", "page")
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._text)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        whole = _SIZE.boundedTo(self.screen().availableSize()).width()
        # With large letters the text needs the room more than the contents do.
        wide = min(round(scaled(self, _CONTENTS_WIDTH)), round(whole * 0.36))
        splitter.setSizes([wide, whole - wide])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(splitter, 1)
        self._draw_icons()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._step(-1))
        self._forward.clicked.connect(lambda: self._step(1))
        self._contents.place_wanted.connect(self._go_to_row)
        self._results.place_wanted.connect(self._go_to_row)
        self._field.searched.connect(self._search)
        self._field.accepted.connect(self._results.go_on)
        self._field.left_downwards.connect(self._enter_left)
        self._text.link_wanted.connect(self._follow)

    def _add_keys(self) -> None:
        for keys, run in (
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
            (_SEARCH_KEY, self._begin_search),
            ("F3", self._text.search_on),
            ("Shift+F3", self._text.search_back),
            ("F6", lambda: self._next_part(1)),
            ("Shift+F6", lambda: self._next_part(-1)),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _draw_icons(self) -> None:
        side = round(scaled(self, _ICON))
        for each, name in ((self._back, "left"), (self._forward, "right")):
            each.setIcon(icon(name, colour(QPalette.ColorRole.Text)))
            each.setIconSize(QSize(side, side))

    def _show(self, stop: Stop) -> None:
        page = self._book.page(stop.place.page)
        section = None if page is None else page.section(stop.place.slug)
        if page is None or section is None:
            return
        self._text.show_markdown(page.markdown)
        if stop.scroll is not None:
            self._text.verticalScrollBar().setValue(stop.scroll)
        else:
            self._text.scroll_to(list(self._text.headings())[section.number])
        self._contents.show_place(stop.place)
        self._back.setEnabled(self._history.can_go_back)
        self._forward.setEnabled(self._history.can_go_forward)

    def _step(self, by: int) -> None:
        if self._history.can_go_back if by < 0 else self._history.can_go_forward:
            self._history.note_scroll(self._text.verticalScrollBar().value())
            self._browsed = None
            self._show(self._history.go(by))

    @Slot(object)
    def _go_to_row(self, place: Place) -> None:
        # Going down a list by keys is one step, not one for each row on the way.
        list_ = self._left.currentWidget()
        self.go(place, replaces=self._browsed is list_)
        self._browsed = list_
        if list_ is self._results:
            self._text.search(self._field.text().strip(), shows_first=False)
            self._text.search_on()

    @Slot(str)
    def _follow(self, link: str) -> None:
        present = self.place
        place = self._book.place(link, on="" if present is None else present.page)
        if place is not None:
            self.go(place)
            announce.say(self._text, self._text.section)

    @Slot(str)
    def _search(self, words: str) -> None:
        pasted = self._book.place(words) if words.startswith(SCHEME) else None
        if pasted is not None:
            self._field.clear()
            self.go(pasted)
            return
        hits = search(self._book, words)
        self._results.show_hits(hits)
        if words:
            announce.say(self._field, announce.listed_words(len(hits)))
        self._left.setCurrentIndex(0 if not words else 1 if hits else 2)
        if not words:
            self._text.search("")

    def _begin_search(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _enter_left(self) -> None:
        if self._left.currentWidget() is self._results:
            self._results.go_on()
        self._left_part().setFocus()

    def _left_part(self) -> QWidget:
        return self._results if self._left.currentWidget() is self._results else self._contents

    def _next_part(self, by: int) -> None:
        parts = (self._field, self._left_part(), self._text)
        at = next((number for number, each in enumerate(parts) if each.hasFocus()), -1)
        parts[(at + by) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)

    def _place_at_top(self) -> Place | None:
        place = self.place
        page = None if place is None else self._book.page(place.page)
        if place is None or page is None:
            return None
        return page.sections[self._text.section_number].place


def _tool(name: str, words: str, keys: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setToolTip(f"{words} ({keys})")
    made.setEnabled(False)
    return made
