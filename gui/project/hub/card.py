"""The card of the hub: send, fetch, and what is where; in a lead's project and in a package."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import Changes
from db.packages import keys
from db.packages.hub import exchange
from db.packages.hub.exchange import Fetched, Place, Sent
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import hub as queries
from gui.background import Background
from gui.project.beside import Work, beside
from gui.project.hub.places_dialog import PlacesDialog
from gui.project.hub.set_up_dialog import SetUpDialog
from gui.project.hub.wording import doubts, sent_words
from gui.project.parts import button, clear, titled_card, words
from gui.project.work_dialog import work
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr

T = TypeVar("T")

_WRITTEN = frozenset({"work_package", "assignment", "annotator", "setting"})


class HubCard(QWidget):
    """`arrived` carries the paths that were fetched; say with `note` which of them came in."""

    arrived = Signal(object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._background = background
        self._fetched: Fetched | None = None
        self._told = words("", "muted", wraps=True)
        self._lines = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._told)
        column.addLayout(self._lines)
        card = titled_card(tr("Hub"), column)
        self._send = button(tr("Send"), self.send, role="primary")
        self._fetch = button(tr("Fetch"), self.fetch)
        self._look = button(tr("What is there…"), self.look)
        self._set_up = button("", self.set_up)
        for each in (self._look, self._set_up, self._fetch, self._send):
            card.head.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.reload()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def reload(self) -> None:
        """Say where the hub is now, and what can be done with it."""
        address = queries.address(self._session.project)
        for each in (self._send, self._fetch, self._look):
            each.setVisible(address is not None)
        self._set_up.setText(tr("Set up a hub…") if address is None else tr("Change…"))
        if address is not None:
            self._told.setText(address)
        elif self._session.is_work_package:
            self._told.setText(
                tr("The lead has set up none. If you share a folder, you can name it here.")
            )
        else:
            self._told.setText(
                tr(
                    "A folder that all can reach, or S3, SFTP or WebDAV, saves you handing files "
                    "over by hand. Nobody needs a server of ours."
                )
            )

    def set_up(self) -> None:
        """Ask where the hub is, and try it out."""
        dialog = SetUpDialog(self.window(), self._session, self._background)
        dialog.finished.connect(self.reload)
        dialog.open()

    def send(self) -> None:
        """Send what is new."""
        author = self._session.author

        def job(project: Project, tell: Tell, is_cancelled: IsCancelled) -> Sent:
            secrets = keys.default_secrets()
            with closing(exchange.hub_of(project, secrets)) as hub:
                return exchange.send(
                    project,
                    author,
                    hub=hub,
                    secrets=secrets,
                    progress=tell,
                    is_cancelled=is_cancelled,
                )

        self._work(job, tr("Sending"), self._show_sent)

    def fetch(self) -> None:
        """Fetch what is new; what it would change is shown before it comes in."""

        def job(project: Project, tell: Tell, is_cancelled: IsCancelled) -> Fetched:
            with closing(exchange.hub_of(project, keys.default_secrets())) as hub:
                return exchange.fetch(project, hub=hub, progress=tell, is_cancelled=is_cancelled)

        self._work(job, tr("Fetching"), self._show_fetched)

    def look(self) -> None:
        """Show what lies in the hub."""

        def job(project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> tuple[Place, ...]:
            with closing(exchange.hub_of(project, keys.default_secrets())) as hub:
                return exchange.what_is_where(project, hub)

        self._work(job, tr("Looking into the hub"), self._show_places)

    def note(self, taken: Collection[Path]) -> None:
        """Remember which of the fetched files came in, so that they are not fetched again."""
        fetched, self._fetched = self._fetched, None
        if fetched is not None:
            self._session.run(exchange.note, fetched, taken=taken)

    def _work(self, job: Work[T], title: str, done: Callable[[T], None]) -> None:
        clear(self._lines)
        work(
            self.window(),
            self._background,
            self._theme,
            beside(self._session, job),
            title=title,
            done=done,
        )

    def _show_sent(self, sent: Sent) -> None:
        for line in sent_words(sent):
            self._lines.addWidget(words(line, wraps=True))
        self._session.announce(Changes(name="send", tables=_WRITTEN))

    def _show_fetched(self, fetched: Fetched) -> None:
        self._fetched = fetched
        for line in doubts(fetched):
            self._lines.addWidget(words(line, "problem", wraps=True))
        if fetched.paths:
            self.arrived.emit(fetched.paths)
        elif not fetched.doubtful:
            self._lines.addWidget(words(tr("There is nothing new in the hub.")))
            self.note(())

    def _show_places(self, places: tuple[Place, ...]) -> None:
        PlacesDialog(self.window(), places).open()
