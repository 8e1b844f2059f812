"""The bar at the top: menu, project, pages, the way to search, and who works here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
)

from gui.actions import with_key
from gui.keys.in_force import in_force
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.painting import scaled

# The air on each side of a page's name, in pixels at 100 %, as the style sheet has it.
_AIR, _TIGHT = 15, 3
_FEW = 3


class TopBar(QFrame):
    """Pages are (id, title); the bar only says what was clicked, the window decides."""

    page_wanted = Signal(str)
    search_wanted = Signal()
    annotator_wanted = Signal()

    def __init__(self, pages: Sequence[tuple[str, str]], menu: QMenu) -> None:
        super().__init__()
        self.setProperty("bar", "top")
        self._project = ElidedLabel()
        self._project.setProperty("muted", True)  # noqa: FBT003 - Qt's way
        self._project.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._annotator = _NameButton()
        self._annotator.clicked.connect(self.annotator_wanted)
        self._buttons = self._page_buttons(pages)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(4)
        layout.addWidget(self._menu_button(menu))
        layout.addWidget(self._project, 1)
        for button in self._buttons.buttons():
            layout.addWidget(button)
        right = QHBoxLayout()
        right.setSpacing(8)
        right.addStretch(1)
        right.addWidget(self._search_button())
        right.addWidget(self._annotator)
        layout.addLayout(right, 1)

    def show_project(self, file_name: str, annotator: str) -> None:
        """Say which project is open and who works in it."""
        self._project.setText(file_name)
        self._annotator.show_name(annotator)

    def show_page(self, page: str) -> None:
        """Mark the page that is shown."""
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give pages less air where all of them together would be too wide."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width anew after another zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_buttons"):
            self._share()

    def minimumSizeHint(self) -> QSize:
        """Room for tight pages and a few letters of the name."""
        hint = super().minimumSizeHint()
        return QSize(hint.width() - self._annotator.surplus, hint.height())

    def _share(self) -> None:
        buttons = [each for each in self._buttons.buttons() if isinstance(each, _PageButton)]
        least, name = self.minimumSizeHint().width(), self._annotator.whole_surplus
        air = sum(each.width_with(_AIR) - each.width_with(_TIGHT) for each in buttons)
        self._annotator.insist(is_insisting=least + name <= self.width())
        for each in buttons:
            each.set_tight(is_tight=least + name + air > self.width())

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setText("Demarche")
        button.setProperty("brand", True)  # noqa: FBT003
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tr("All commands"))
        button.setAccessibleName(tr("Menu"))
        return button

    def _page_buttons(self, pages: Sequence[tuple[str, str]]) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(True)
        for id_, title in pages:
            button = _PageButton(tr(title))
            button.setObjectName(id_)
            group.addButton(button)
        group.buttonClicked.connect(lambda button: self.page_wanted.emit(button.objectName()))
        return group

    def _search_button(self) -> QPushButton:
        button = _SearchButton()
        button.setProperty("search", True)  # noqa: FBT003 - Qt's way
        button.setAccessibleName(tr("Search articles and commands"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.search_wanted)
        return button


class _PageButton(QToolButton):
    """The name of a page, with more or less air around it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setProperty("page", True)  # noqa: FBT003 - Qt's way
        self.setCheckable(True)
        # A tool button's usual policy would keep it from giving its air away.
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


class _NameButton(QPushButton):
    """Who works here, cut where there is no room; the tool tip has the name in full."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._is_insisting = False
        self.setProperty("quiet", True)  # noqa: FBT003 - Qt's way
        self.setAccessibleName(tr("Who works here"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str) -> None:
        """Say another name."""
        self._name = name
        self.setToolTip(name)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole name."""
        return self._hint(self._name)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters, or for the whole name while there is room for it."""
        return self.sizeHint() if self._is_insisting else self._few()

    @property
    def whole_surplus(self) -> int:
        """How much wider the whole name is than its first letters."""
        return self.sizeHint().width() - self._few().width()

    @property
    def surplus(self) -> int:
        """How much more room it asks for now than it needs."""
        return self.minimumSizeHint().width() - self._few().width()

    def insist(self, *, is_insisting: bool) -> None:
        """Ask for room for the whole name, or make do with its first letters."""
        if is_insisting != self._is_insisting:
            self._is_insisting = is_insisting
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as fits."""
        super().resizeEvent(event)
        self._cut()

    def _few(self) -> QSize:
        return self._hint(self._name if len(self._name) <= _FEW else self._name[:_FEW] + "…")

    def _cut(self) -> None:
        around = self._hint("").width()
        room = max(0, self.width() - around)
        is_whole = self.sizeHint().width() <= self.width()
        self.setText(
            self._name
            if is_whole
            else self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        )

    def _hint(self, text: str) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = text
        metrics = self.fontMetrics()
        words = QSize(metrics.horizontalAdvance(text), metrics.height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, words, self)


class _SearchButton(QPushButton):
    """Says all that it finds where there is room, and less where there is not."""

    def __init__(self) -> None:
        super().__init__()
        self._take_key()
        in_force().changed.connect(self._take_key)
        # A button's usual policy would keep it from ever being narrower than all its words.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @Slot()
    def _take_key(self) -> None:
        self._texts = (with_key(tr("Search articles and commands"), "palette.open"), tr("Search"))
        self.setText(self._texts[0])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all words."""
        return self._hint(self._texts[0])

    def minimumSizeHint(self) -> QSize:
        """Room for the shortest words."""
        return self._hint(self._texts[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the longest words that fit."""
        super().resizeEvent(event)
        fitting = (text for text in self._texts if self._hint(text).width() <= self.width())
        self.setText(next(fitting, self._texts[-1]))

    def _hint(self, text: str) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = text
        metrics = self.fontMetrics()
        words = QSize(metrics.horizontalAdvance(text), metrics.height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, words, self)
