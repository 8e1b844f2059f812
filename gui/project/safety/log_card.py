"""The card that shows what the program has noted of itself, and how to hand it on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import log
from gui import ask
from gui.translation import tr
from gui.widgets.parts import button, open_folder, titled_card, words

_LINES = 500


class LogCard(QWidget):
    """Reads the log when it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        card = titled_card(tr("Log"))
        card.head.addWidget(button(tr("Open its folder"), lambda: open_folder(str(log.folder()))))
        card.body.setSpacing(8)
        card.body.addWidget(
            words(
                tr(
                    "The program notes when it started, which steps were done and what went "
                    "wrong, for whoever mends it. It notes no text of articles, no names and no "
                    "quotes, and sends nothing anywhere."
                ),
                "muted",
                wraps=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(button(tr("Show the log…"), self._show, role=""))
        row.addWidget(button(tr("Copy the log"), self._copy, role=""))
        row.addStretch(1)
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _show(self) -> None:
        said = log.last_lines(_LINES) or tr("Nothing was noted yet.")
        ask.report(self, tr("Log"), tr("The last lines of {path}", path=_path()), said)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(log.last_lines(_LINES))


def _path() -> str:
    return str(log.folder() / log.FILE_NAME)
