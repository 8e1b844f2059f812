"""The card that sends an annotator's work back to the lead: as a file, or through the hub."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserFault
from db.packages import keys, send_back
from db.packages.hub import exchange
from db.packages.send_back import Receipt
from db.queries import packages, projects
from db.queries.packages import Left
from gui import ask
from gui.background import Background, Progress
from gui.project.beside import beside
from gui.project.moments import moment
from gui.project.my_work.receipts import receipt_lines, receipt_text
from gui.project.parts import button, clear, open_folder, titled_card, words
from gui.project.work_dialog import work
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_count

_FILTER = "Demarche (*.demarche-back)"
_SHOWN = 4


class SendCard(QWidget):
    """What has changed since the last time, the ways to send it, and the receipts."""

    def __init__(
        self, session: ProjectSession, theme: Theme, settings: Settings, background: Background
    ) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._settings = settings
        self._background = background
        self._told = words("", wraps=True)
        self._file = button(tr("Send back…"), self.choose_file, role="primary")
        self._hub = button(tr("Send to the hub"), self.send_to_hub)
        self._receipt = QVBoxLayout()
        self._earlier = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._told)
        column.addLayout(self._receipt)
        column.addLayout(self._earlier)
        card = titled_card(tr("Send your work back"), column)
        card.head.addWidget(self._hub)
        card.head.addWidget(self._file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_left(self, left: Left) -> None:
        """Say how much the lead does not have yet."""
        self._hub.setVisible(projects.setting(self._session.project, exchange.HUB_SETTING) is not None)
        self._told.setText(_told(left))
        clear(self._earlier)
        for each in packages.returns(self._session.project)[:_SHOWN]:
            line = f"{moment(each.created)} · {_amount(each.articles)} · {each.fingerprint}"
            self._earlier.addWidget(words(line, "muted", "secondary"))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def choose_file(self) -> None:
        """Ask where the file to hand over should lie, and write it."""
        target = ask.save_file(self, tr("Send back"), self._suggestion(), _FILTER)
        if target is not None:
            self.send_to(target)

    def send_to(self, target: Path) -> None:
        """Write the file to hand over."""
        author = self._session.author

        def job(progress: Progress) -> Receipt:
            return beside(
                self._session,
                lambda project, _tell, _is_cancelled: send_back.send_back(
                    project, author, target=target, secrets=keys.default_secrets()
                ),
            )(progress)

        self._settings.export_folder = target.parent
        work(
            self.window(),
            self._background,
            self._theme,
            job,
            title=tr("Packing your work"),
            done=self._show_receipt,
        )

    def send_to_hub(self) -> None:
        """Send what has changed through the hub."""
        author = self._session.author
        work(
            self.window(),
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, tell, is_cancelled: exchange.send(
                    project,
                    author,
                    secrets=keys.default_secrets(),
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            title=tr("Sending your work"),
            done=self._show_sent,
        )
