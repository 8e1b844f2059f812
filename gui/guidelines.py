"""The guidelines of the scheme beside the text: read, searched, and opened at what is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextBlock
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.model import Changes
from db.scheme.guidelines import number_of, without_number
from gui.actions import with_key
from gui.icons import icon
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.fuzzy import folded
from gui.widgets.markdown_view import MarkdownView
from gui.widgets.painting import scaled
from gui.widgets.search_field import SearchField

_ICON = 16


class GuidelinesPanel(QFrame):
    """Shows the Markdown of the scheme in force. `close_wanted` comes from its cross and Escape."""

    close_wanted = Signal()

    def __init__(self, session: ProjectSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        set_role(self, "pane", "panel")
        self.setAccessibleName(tr("Guidelines"))
        self._title = QLabel(tr("Guidelines"))
        set_role(self._title, "heading")
        self._close = QToolButton()
        self._close.setToolTip(with_key(tr("Close the guidelines"), "help.guidelines"))
        self._close.setAccessibleName(tr("Close the guidelines"))
        self._close.clicked.connect(self.close_wanted)
        # Guidelines come with a file from elsewhere: what they link to is not opened by a click.
        self._text = MarkdownView(tr("Guidelines"))
        self._field = SearchField(tr("Search the guidelines"))
        self._field.searched.connect(self._search)
        self._field.accepted.connect(self._text.search_on)
        self._nothing = QLabel(tr("Not found"))
        set_role(self._nothing, "problem")
        set_role(self._nothing, "secondary")
        self._nothing.hide()
        self.setFocusProxy(self._text)
        self._lay_out()
        self._fit_icon()
        self.set_theme(theme)
        session.changed.connect(self._follow)

    def show_guidelines(self, label: str | None) -> None:
        """Show the section about a label where there is one, else what was shown before."""
        self._read()
        heading = self._section(label) if label is not None else None
        if heading is not None:
            self._text.scroll_to(heading)

    def show_rule(self, name: str) -> None:
        """Show a rule by its name; where it is no longer called that, what was shown before."""
        self._read()
        block = self._rule(name)
        if block is not None:
            self._text.scroll_to(block)

    @property
    def section(self) -> str:
        """The heading at or above the top of what is shown, "" above the first."""
        return self._text.section

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._close.setIcon(icon("close", theme.muted))

    def showEvent(self, event: QShowEvent) -> None:
        """Read the scheme's guidelines when somebody looks."""
        super().showEvent(event)
        self._read()

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of letters that another zoom asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 9, 8, 7)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        search = QVBoxLayout()
        search.setContentsMargins(14, 0, 14, 8)
        search.setSpacing(4)
        search.addWidget(self._field)
        search.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(search)
        layout.addWidget(_rule())
        layout.addWidget(self._text, 1)

    def _fit_icon(self) -> None:
        side = round(scaled(self, _ICON))
        self._close.setIconSize(QSize(side, side))

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if self.isVisible() and (changes.is_large or "scheme" in changes.tables):
            self._read()

    def _read(self) -> None:
        markdown = self._session.scheme.guidelines.strip()
        self._text.show_markdown(markdown or tr("This scheme has no guidelines."), keeps_place=True)

    def _section(self, label: str) -> QTextBlock | None:
        span_type = self._session.scheme.span_type(label)
        names = [folded(label), *([folded(span_type.title)] if span_type is not None else [])]
        headings = list(self._text.headings())
        for is_match in (str.startswith, str.__contains__):
            found = [
                block
                for block in headings
                if any(is_match(folded(without_number(block.text())), name) for name in names)
            ]
            if found:
                # "Proposals" rather than "Proposals and rejections".
                return min(found, key=lambda block: len(block.text()))
        return None

    def _rule(self, name: str) -> QTextBlock | None:
        """Where a rule begins; one without a number of its own has that of its section."""
        wanted, number = number_of(name), ""
        title = without_number(name).rpartition(": ")[2].removesuffix("…")
        for block in self._text.blocks():
            own = number_of(block.text())
            if block.blockFormat().headingLevel():
                number = own
            if (own or number) == wanted and without_number(block.text()).startswith(title):
                return block
        return None

    @Slot(str)
    def _search(self, words: str) -> None:
        self._nothing.setVisible(not self._text.search(words) and bool(words))


def _rule() -> QWidget:
    rule = QFrame()
    set_role(rule, "rule")
    return rule
