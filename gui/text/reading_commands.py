"""The only place that says what the commands do that annotating and reviewing have in common.

Both pages have a list of articles on the left, the text in the middle, and panes at the side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.text.article_view import ArticleView
from gui.text.find_bar import FindBar
from gui.widgets.side_panel import SidePanel
from gui.widgets.three_panes import ThreePanes


class ReadingPage(Protocol):
    """What these commands need of a page."""

    view: ArticleView
    find_bar: FindBar
    side: SidePanel
    panes: ThreePanes


class ReadingCommands:
    """`articles` is the list on the left, `focus_filter` goes to the field that filters it."""

    def __init__(
        self, page: ReadingPage, articles: QWidget, focus_filter: Callable[[], None]
    ) -> None:
        self._page = page
        self._articles = articles
        self._focus_filter = focus_filter
        self.table: Mapping[str, Callable[[], object]] = {
            "find.open": lambda: self._find(page.find_bar.open),
            "find.next": lambda: self._find(page.find_bar.find_next),
            "find.previous": lambda: self._find(page.find_bar.find_previous),
            "list.filter": self._filter,
            "pane.next": lambda: self._step_pane(1),
            "pane.previous": lambda: self._step_pane(-1),
            "tab.next": lambda: page.side.step(1),
            "tab.previous": lambda: page.side.step(-1),
            "view.left": lambda: self._turn(page.panes.toggle_left),
            "view.right": lambda: self._turn(page.panes.toggle_right),
        }

    def cover_side(self) -> bool:
        """Put the guidelines over the panes at the side, or away; whether they are there now."""
        page = self._page
        if page.side.is_covered:
            page.side.uncover()
            page.view.setFocus()
            return False
        page.side.show()
        page.side.cover()
        return True

    def _find(self, step: Callable[[], None]) -> None:
        """Only in an article: without one the bar would have the keys, and nobody could see it."""
        if not self._page.view.isHidden():
            step()

    def _turn(self, toggle: Callable[[], None]) -> None:
        """Show or hide a pane; whoever was in one that goes is in the text again."""
        toggle()
        focused = QApplication.focusWidget()
        if focused is None or not self._page.panes.isAncestorOf(focused):
            self._page.view.setFocus()

    def _filter(self) -> None:
        self._page.panes.show_left(is_shown=True)
        self._focus_filter()

    def _step_pane(self, by: int) -> None:
        page = self._page
        panes: list[QWidget] = [self._articles, page.view, page.side]
        shown = [pane for pane in panes if pane.isVisible()]
        focused = QApplication.focusWidget()
        at = next((place for place, pane in enumerate(shown) if holds(pane, focused)), 0)
        pane = shown[(at + by) % len(shown)]
        if pane is page.side:
            page.side.take_focus()
        else:
            pane.setFocus(Qt.FocusReason.TabFocusReason)


def holds(pane: QWidget, focused: QWidget | None) -> bool:
    """Whether the focus is in a pane."""
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))
