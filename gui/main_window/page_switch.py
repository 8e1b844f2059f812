"""The names of the pages in the bar at the top: side by side, or one of them with a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import scaled

# The air on each side of a page's name, in pixels at 100 %, as the style sheet has it.
_AIR, _TIGHT = 15, 3
_GAP = 4
_FEW = 5
_MORE = " ▾"


class PageSwitch(QWidget):
    """Pages are (id, title); `wanted` carries the id of the one that a person goes to.

    The bar says how much room there is; by itself it would take as much as all names need.
    """

    wanted = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        # A button's usual policy would keep it from giving its air away.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons = {id_: _PageButton(title) for id_, title in pages}
        self._box = _PageBox(pages)
        self._page = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for id_, button in self._buttons.items():
            button.setObjectName(id_)
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addWidget(self._box)
        self._box.hide()
        self._group.buttonClicked.connect(lambda button: self.wanted.emit(button.objectName()))
        self._box.wanted.connect(self.wanted)

    def show_page(self, page: str) -> None:
        """Mark the page that is shown."""
        self._page = page
        for id_, button in self._buttons.items():
            button.setChecked(id_ == page)
        self._box.show_page(page)

    @property
    def airy_width(self) -> int:
        """How wide all names are with air around them."""
        return self._width(_AIR)

    @property
    def tight_width(self) -> int:
        """How wide all names are with little air."""
        return self._width(_TIGHT)

    @property
    def least_width(self) -> int:
        """How wide one name with a menu is."""
        return min(self._box.minimumSizeHint().width(), self.tight_width)

    def fit(self, room: int) -> None:
        """Show as much as fits into so many pixels."""
        is_boxed = room < self.tight_width
        had_focus = any(each.hasFocus() for each in (self._box, *self._buttons.values()))
        for button in self._buttons.values():
            button.set_tight(is_tight=room < self.airy_width)
            button.setHidden(is_boxed)
        self._box.setVisible(is_boxed)
        if had_focus:
            shown = self._buttons.get(self._page)
            (self._box if is_boxed or shown is None else shown).setFocus()

    def _width(self, air: int) -> int:
        gaps = _GAP * (len(self._buttons) - 1)
        return sum(each.width_with(air) for each in self._buttons.values()) + gaps


class _PageButton(QToolButton):
    """The name of a page, with more or less air around it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setProperty("page", True)  # noqa: FBT003 - Qt's way
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tight(self, *, is_tight: bool) -> None:
        """Take the air away, or give it back."""
        set_role(self, "tight", value=is_tight)
        self.updateGeometry()

    def width_with(self, air: int) -> int:
        """How wide it is with so much air on each side, at 100 %."""
        return round(self.fontMetrics().horizontalAdvance(self.text()) + scaled(self, 2 * air)) + 4

    def minimumSizeHint(self) -> QSize:
        """The words with little air."""
        return QSize(self.width_with(_TIGHT), super().minimumSizeHint().height())


class _PageBox(QToolButton):
    """The name of the page that is shown, cut where there is no room; its menu has all of them."""

    wanted = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(pages)
        self._title = ""
        for role in ("page", "tight"):
            set_role(self, role)
        self.setCheckable(True)
        self.setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(tr("Other pages"))
        self._menu = QMenu(self)
        for id_, title in pages:
            action = self._menu.addAction(title)
            action.setData(id_)
            action.setCheckable(True)
        self._menu.triggered.connect(self._tell)
        self.setMenu(self._menu)
        self.show_page(next(iter(self._titles)))

    def show_page(self, page: str) -> None:
        """Say which page is shown."""
        self._title = self._titles[page]
        self.setAccessibleName(tr("Page: {page}", page=self._title))
        for action in self._menu.actions():
            action.setChecked(action.data() == page)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole name and some air."""
        return QSize(self._width(self._title, _AIR), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the first letters of the name."""
        few = self._title if len(self._title) <= _FEW else f"{self._title[:_FEW]}…"
        return QSize(self._width(few, _TIGHT), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as fits."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - self._width("", _TIGHT)
        side = Qt.TextElideMode.ElideRight
        self.setText(f"{self.fontMetrics().elidedText(self._title, side, room)}{_MORE}")

    def _width(self, title: str, air: int) -> int:
        words = self.fontMetrics().horizontalAdvance(title + _MORE)
        return round(words + scaled(self, 2 * air)) + 4

    @Slot(QAction)
    def _tell(self, action: QAction) -> None:
        self.wanted.emit(action.data())
