"""The form of the guidelines: Markdown to write, and the same as annotators read it with F1."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.project.scheme.draft import Draft
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.markdown_view import MarkdownView
from gui.widgets.underline_tabs import UnderlineTabs


class GuidelinesEditor(QWidget):
    """Writes into the draft; `edited` carries the field's name and the text."""

    edited = Signal(str, object)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        title = QLabel(tr("Guidelines"))
        set_role(title, "heading")
        self._tabs = UnderlineTabs(tr("Guidelines"))
        self._tabs.addTab(tr("Write"))
        self._tabs.addTab(tr("Read"))
        self._text = QPlainTextEdit(draft.guidelines)
        self._text.setAccessibleName(tr("Guidelines, in Markdown"))
        self._text.setTabChangesFocus(True)
        self._reader = MarkdownView(tr("Guidelines, as they are read"), margin=2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._text)
        self._stack.addWidget(self._reader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        self._text.textChanged.connect(self._take)
        self._tabs.currentChanged.connect(self._show_tab)
        self.setFocusProxy(self._text)

    @Slot()
    def _take(self) -> None:
        self._draft.guidelines = self._text.toPlainText()
        self.edited.emit("guidelines", self._draft.guidelines)

    @Slot(int)
    def _show_tab(self, index: int) -> None:
        if index == 1:
            self._reader.show_markdown(self._draft.guidelines)
        self._stack.setCurrentIndex(index)
