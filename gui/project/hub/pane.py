"""The hub in a lead's section and an annotator's: where it is, fetching and sending through it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserFault
from db.model import AnnotatorId, Changes
from db.packages.hub.credentials import HostKey, UnknownHost
from db.packages.hub.exchange import Doubtful, Fetched, Place, Sent
from db.packages.hub.faults import HubFault, Trouble
from db.queries import hub as queries
from db.queries.packing import Planned
from gui import ask
from gui.background import Background
from gui.beside import Work, beside
from gui.project.hub import jobs as hub_jobs
from gui.project.hub.dialog import HubDialog, confirm_host
from gui.project.hub.table import HubTable
from gui.project.hub.words import doubt_words, send_question, sent_words
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, clear, words
from gui.widgets.task_line import TaskLine
from gui.widgets.work_dialog import work

T = TypeVar("T")


class HubPane(QWidget):
    """One line while nothing goes on. `fetched` carries a Fetched, and whose new keys to take."""

    fetched = Signal(object, object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._background = background
        self._told = words("", wraps=True)
        self.fetch_button = button(tr("Fetch from the hub"), self.fetch, role="")
        send = tr("Send my work") if session.is_work_package else tr("Send packages…")
        self.send_button = button(send, self.send, role="")
        self._where = button(tr("What is where"), self.list_places, role="")
        self._set_up = button("", self.set_up, role="quiet")
        self._outcome = words("", "strong", wraps=True)
        self._doubts = QVBoxLayout()
        self._line = TaskLine(theme.accent)
        self._table = HubTable()
        self._lay_out()
        self.show_address()

    def show_address(self) -> None:
        """Say where the hub is, as the project has it now."""
        address = queries.address(self._session.project)
        self._told.setText(
            tr("Hub: {address}", address=address)
            if address is not None
            else tr("Without a hub, files are handed over by mail or on a stick.")
        )
        for each in (self.fetch_button, self.send_button, self._where):
            each.setVisible(address is not None)
        self._set_up.setText(tr("Set up a hub…") if address is None else tr("Change the hub…"))
        if address is None:
            self._table.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._line.set_colour(theme.accent)

    def set_up(self) -> None:
        """Ask where the hub is."""
        HubDialog(self, self._session, self._theme, self._background).open()

    def fetch(self, trusted: Collection[AnnotatorId] = (), host: HostKey | None = None) -> None:
        """Fetch what is new in the hub, to be looked at before it comes in."""
        self._start(
            lambda project, tell, is_cancelled: hub_jobs.fetch(
                project, tell, is_cancelled, trusted=trusted, host=host
            ),
            tr("Fetching from the hub"),
            done=lambda found: self._show_fetched(found, trusted),
            again=lambda vouched: self.fetch(trusted, vouched),
        )

    def send(self) -> None:
        """Say which packages would go and send them if the lead agrees; own work goes at once."""
        if self._session.is_work_package:
            self._send(None)
            return
        self._start(
            lambda project, _tell, _is_cancelled: hub_jobs.planned(project),
            tr("Looking for what is new"),
            done=self._ask_to_send,
            again=lambda _vouched: self.send(),
        )

    def list_places(self, host: HostKey | None = None) -> None:
        """Say what lies in the hub."""
        self._start(
            lambda project, _tell, _is_cancelled: hub_jobs.places(project, host=host),
            tr("Looking into the hub"),
            done=self._show_places,
            again=self.list_places,
        )

    def _lay_out(self) -> None:
        ways = FlowLayout(gap=8, line_gap=6)
        for each in (self.fetch_button, self.send_button, self._where, self._set_up):
            ways.addWidget(each)
        card = Card(has_head=False)
        card.body.setSpacing(8)
        card.body.addWidget(self._told)
        card.body.addLayout(ways)
        card.body.addWidget(self._line)
        card.body.addWidget(self._outcome)
        card.body.addLayout(self._doubts)
        card.body.addWidget(self._table)
        self._outcome.hide()
        self._table.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _start(
        self,
        job: Work[T],
        title: str,
        *,
        done: Callable[[T], None],
        again: Callable[[HostKey], None],
    ) -> None:
        """Run a job that only reads the project, beside all others: a network may be slow."""
        self._outcome.hide()
        clear(self._doubts)
        task = self._background.start(
            beside(self._session, job),
            # Once the task has ended, so that its line does not stand behind a question.
            done=lambda value: QTimer.singleShot(0, self, lambda: done(value)),
            failed=lambda fault: QTimer.singleShot(0, self, lambda: self._explain(fault, again)),
            title=title,
            pure=True,
        )
        self._line.show_task(task)

    def _explain(self, fault: UserFault, again: Callable[[HostKey], None]) -> None:
        if isinstance(fault, UnknownHost):
            if confirm_host(self, fault):
                again(fault.key)
            return
        ask.message(self, fault)
        if isinstance(fault, HubFault) and fault.trouble is Trouble.LOGIN:
            self.set_up()

    def _show_fetched(self, found: Fetched, trusted: Collection[AnnotatorId]) -> None:
        for each in found.doubtful:
            self._show_doubt(each, trusted)
        if found.arrivals:
            self.fetched.emit(found, tuple(trusted))
        elif not found.doubtful:
            self._say(tr("There is nothing new in the hub."))

    def _show_doubt(self, doubt: Doubtful, trusted: Collection[AnnotatorId]) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words(doubt_words(doubt), "problem", wraps=True), 1)
        if doubt.is_other_key:
            row.addWidget(button(tr("Trust the new key…"), lambda: self._trust(doubt, trusted)))
        holder = QWidget()
        holder.setLayout(row)
        self._doubts.addWidget(holder)

    def _trust(self, doubt: Doubtful, trusted: Collection[AnnotatorId]) -> None:
        if confirm_key(self, doubt.name):
            self.fetch((*trusted, doubt.annotator))

    def _ask_to_send(self, plans: tuple[Planned, ...]) -> None:
        if not plans:
            self._say(tr("There is nothing new for anybody. Hand out articles first."))
        elif ask.confirm(self, tr("Send packages"), send_question(plans), yes=tr("Send them")):
            self._send(None)

    def _send(self, host: HostKey | None) -> None:
        author = self._session.author
        work(
            self.window(),
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, tell, is_cancelled: hub_jobs.send(
                    project, tell, is_cancelled, author=author, host=host
                ),
            ),
            title=tr("Sending"),
            done=self._show_sent,
        ).finished.connect(self._tell_of_packages)

    def _show_sent(self, sent: Sent) -> None:
        self._say(sent_words(sent))

    def _tell_of_packages(self) -> None:
        # Those that had arrived before a fault or a stop stay sent.
        tables = frozenset({"work_package", "assignment", "annotator", "operation"})
        self._session.announce(Changes(name="send", tables=tables))

    def _show_places(self, places: tuple[Place, ...]) -> None:
        self._table.show_places(places)
        self._table.show()

    def _say(self, sentence: str) -> None:
        self._outcome.setText(sentence)
        self._outcome.show()


def confirm_key(parent: QWidget, name: str) -> bool:
    """Ask whether the new key of an annotator is theirs."""
    question = tr(
        "Only {name} can say whether this file is theirs: ask them, and compare the fingerprint. "
        "Whoever has the new key can send work in their name from now on.",
        name=name or tr("that person"),
    )
    return ask.confirm(parent, tr("Trust a new key"), question, yes=tr("Trust it"), is_danger=True)
