"""The bar at the top: menu, project, pages, the way to search, and who works here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
)

from gui.translation import tr


class TopBar(QFrame):
    """Pages are (id, title); the bar only says what was clicked, the window decides."""

    page_wanted = Signal(str)
    search_wanted = Signal()
    annotator_wanted = Signal()

    def __init__(self, pages: Sequence[tuple[str, str]], menu: QMenu) -> None:
        super().__init__()
        self.setProperty("bar", "top")
        self._project = QLabel()
        self._project.setProperty("muted", True)  # noqa: FBT003 - Qt's way
        self._project.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._annotator = QPushButton()
        self._annotator.setProperty("quiet", True)  # noqa: FBT003
        self._annotator.setAccessibleName(tr("Who works here"))
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
        self._project.setToolTip(file_name)
        self._annotator.setText(annotator)

    def show_page(self, page: str) -> None:
        """Mark the page that is shown."""
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == page)

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
            button = QToolButton()
            button.setObjectName(id_)
            button.setText(tr(title))
            button.setProperty("page", True)  # noqa: FBT003
            button.setCheckable(True)
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


class _SearchButton(QPushButton):
    """Says all that it finds where there is room, and less where there is not."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = (tr("Search articles and commands   Ctrl+K"), tr("Search"))
        self.setText(self._texts[0])
        # A button's usual policy would keep it from ever being narrower than all its words.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

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
