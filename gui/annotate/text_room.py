"""The middle of the Annotate page: the text, or what to do while there is no article at all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import words
from gui.widgets.scrolled_room import ShownPages

_WIDTH = 400


class TextRoom(ShownPages):
    """`import_wanted` comes from the invitation of a lead's project without articles."""

    import_wanted = Signal()

    def __init__(self, view: QWidget, *, is_work_package: bool) -> None:
        super().__init__()
        self._view = view
        self.no_text = NoText(is_work_package=is_work_package)
        self.no_text.import_wanted.connect(self.import_wanted)
        for each in (view, self.no_text):
            self.addWidget(each)
        self.show_text(is_there=True)

    def show_text(self, *, is_there: bool) -> None:
        """Show the text, or that there is none; whichever it is gets the focus of the room."""
        shown = self._view if is_there else self.no_text
        self.setCurrentWidget(shown)
        self.setFocusProxy(shown)


class NoText(QWidget):
    """An invitation to import, or what to do about a package that holds nothing.

    Files that are dropped on it go to the window, as everywhere. `import_wanted` comes from the
    button, which only a lead's project has.
    """

    import_wanted = Signal()

    def __init__(self, *, is_work_package: bool) -> None:
        super().__init__()
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        across = Qt.AlignmentFlag.AlignHCenter
        for each in _package_words() if is_work_package else _project_words():
            each.setAlignment(across)
            self._column.addWidget(each)
        if not is_work_package:
            button = QPushButton(tr("Import articles…"))
            button.setAutoDefault(True)
            set_role(button, "primary")
            button.clicked.connect(self.import_wanted)
            self.setFocusProxy(button)
            self._column.addSpacing(6)
            self._column.addWidget(button, 0, across)
            self._column.addWidget(words(tr("or drop files here"), "muted"), 0, across)
        self._inner = QWidget()
        self._inner.setLayout(self._column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.addStretch(2)
        layout.addWidget(self._inner, 0, across)
        layout.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short, in step with the zoom."""
        super().resizeEvent(event)
        room = self.width() - 40
        self._inner.setFixedWidth(max(1, min(room, round(scaled(self, _WIDTH)))))


def _project_words() -> tuple[QLabel, ...]:
    return (
        words(tr("No articles yet"), "heading", wraps=True),
        words(
            tr("Import what is to be annotated: texts, web pages, Word, PDF, tables and more."),
            "muted",
            wraps=True,
        ),
    )


def _package_words() -> tuple[QLabel, ...]:
    return (
        words(tr("This package holds no articles."), "heading", wraps=True),
        words(tr("Ask whoever sent it for another one."), "muted", wraps=True),
    )
