"""The bar at the top: menu, project, pages, the way to search, and who works here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
)

from gui.actions import with_key
from gui.keys.in_force import in_force
from gui.main_window.page_switch import PageSwitch
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.fitting_button import FittingButton, size_with

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
        self._project.setMinimumWidth(1)
        self._annotator = _NameButton()
        self._annotator.clicked.connect(self.annotator_wanted)
        self._pages = PageSwitch([(id_, tr(title)) for id_, title in pages])
        self._pages.wanted.connect(self.page_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(4)
        layout.addWidget(self._menu_button(menu))
        layout.addWidget(self._project, 1)
        layout.addWidget(self._pages)
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
        self._pages.show_page(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give pages less air where all of them together would be too wide, or one name for all."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width anew after another zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_pages"):
            self._share()

    def minimumSizeHint(self) -> QSize:
        """Room for the name of one page and a few letters of who works here."""
        return QSize(self._rest + self._pages.least_width, super().minimumSizeHint().height())

    @property
    def _rest(self) -> int:
        """What all but the pages needs at least."""
        pages = self._pages.minimumSizeHint().width()
        return super().minimumSizeHint().width() - self._annotator.surplus - pages

    def _share(self) -> None:
        rest, name = self._rest, self._annotator.whole_surplus
        # The name is cut before the pages are.
        has_room = rest + name + self._pages.tight_width <= self.width()
        self._annotator.insist(is_insisting=has_room)
        self._pages.fit(self.width() - rest - (name if has_room else 0))

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = _MenuButton()
        button.setText("Demarche")
        button.setProperty("brand", True)  # noqa: FBT003
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tr("All commands"))
        button.setAccessibleName(tr("Menu"))
        return button

    def _search_button(self) -> QPushButton:
        button = _SearchButton()
        button.setProperty("search", True)  # noqa: FBT003 - Qt's way
        button.setAccessibleName(tr("Search articles and commands"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.search_wanted)
        return button


class _MenuButton(QToolButton):
    """Leaves to the text what its keys do there.

    Qt counts a button as a place of all actions in its menu, so that Tab or Delete on it would act
    in the text, and nobody could walk past it.
    """

    def event(self, event: QEvent) -> bool:
        """Take such a key as a plain one."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._acts_in_text(QKeySequence(event.keyCombination()))
        ):
            event.accept()
            return True
        return super().event(event)

    def _acts_in_text(self, key: QKeySequence) -> bool:
        return any(
            key in action.shortcuts()
            for action in _actions_in(self.menu())
            if action.shortcutContext() is Qt.ShortcutContext.WidgetShortcut
        )


def _actions_in(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions_in(inner)
        else:
            yield action


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
        return size_with(self, self._name)

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
        return size_with(self, self._name if len(self._name) <= _FEW else self._name[:_FEW] + "…")

    def _cut(self) -> None:
        around = size_with(self, "").width()
        room = max(0, self.width() - around)
        is_whole = self.sizeHint().width() <= self.width()
        self.setText(
            self._name
            if is_whole
            else self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        )


class _SearchButton(FittingButton):
    """Says all that it finds where there is room, and less where there is not."""

    def __init__(self) -> None:
        super().__init__()
        self._take_key()
        in_force().changed.connect(self._take_key)

    @Slot()
    def _take_key(self) -> None:
        whole, short = tr("Search articles and commands"), tr("Search")
        self.set_texts(with_key(whole, "palette.open"), with_key(short, "palette.open"), short)
