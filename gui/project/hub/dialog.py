"""The window that says where the hub is: it is tried out before it is taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import UserFault
from db.operations import hub as operations
from db.packages.hub.address import Address, HubKind, InvalidAddress, parse
from db.packages.hub.credentials import Credentials, HostKey, UnknownHost
from db.queries import hub as queries
from gui import ask
from gui.background import Background, Task
from gui.beside import beside
from gui.project.hub import jobs as hub_jobs
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words
from gui.widgets.task_line import TaskLine

_WIDTH = 560
_MARGIN = 40


class HubDialog(QDialog):
    """Asks for the address, and for the password where there may be one.

    The password goes to the keyring of this computer, never into the project.
    """

    def __init__(
        self, parent: QWidget, session: ProjectSession, theme: Theme, background: Background
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._task: Task | None = None
        present = queries.address(session.project) or ""
        self._address = QLineEdit(present)
        self._user, self._password = QLineEdit(), QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = words("", "problem", wraps=True)
        self._line = TaskLine(theme.accent)
        self._use = button(tr("Try it and use it"), self._try_typed, role="primary")
        self._leave = button(tr("Use no hub any more"), self._leave_hub, role="quiet")
        self._leave.setVisible(bool(present))
        self._lay_out(parent.window().width() - _MARGIN)
        self._address.textChanged.connect(self._fit_fields)
        self._fit_fields()
        self.finished.connect(self._go)

    def _lay_out(self, widest: int) -> None:
        self.setWindowTitle(tr("Set up a hub"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(min(round(scaled(self, _WIDTH)), widest))
        told = tr(
            "A hub is a place that all in the team can reach: a network share, a synced folder, or "
            "a server. Packages and returned work travel through it; nobody has to hand over files."
        )
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self._address, 1)
        where.addWidget(button(tr("Choose a folder…"), self._choose_folder))
        self._address.setPlaceholderText(
            tr("a folder, or an address such as sftp://user@host/path")
        )
        self._address.setAccessibleName(tr("Where the hub is"))
        self._fields = QFormLayout()
        self._fields.setSpacing(8)
        for field, name in (
            (self._user, tr("User, or id of the key")),
            (self._password, tr("Password, or secret key")),
        ):
            field.setAccessibleName(name)
            self._fields.addRow(name, field)
        self._kept = words(
            tr("The password is kept on this computer only, never in the project."),
            "muted",
            "secondary",
            wraps=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words(told, "muted", wraps=True))
        layout.addLayout(where)
        layout.addLayout(self._fields)
        for part in (self._kept, self._problem, self._line):
            layout.addWidget(part)
        layout.addLayout(self._buttons())
        self._problem.hide()
        self._use.setDefault(True)
        self._address.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._leave)
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.reject, role=""))
        row.addWidget(self._use)
        return row

    def _fit_fields(self) -> None:
        """A folder knows no passwords."""
        try:
            needs_login = parse(self._address.text()).kind is not HubKind.FOLDER
        except InvalidAddress:
            needs_login = "://" in self._address.text()
        for field in (self._user, self._password):
            self._fields.setRowVisible(field, needs_login)
        self._kept.setVisible(needs_login)
        self._fit_height()

    def _fit_height(self) -> None:
        """Be as high as what is shown: fields and sentences come and go."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _choose_folder(self) -> None:
        present = Path(self._address.text())
        folder = ask.open_folder(
            self, tr("Choose the folder of the hub"), present if present.is_dir() else None
        )
        if folder is not None:
            self._address.setText(str(folder))

    def _try_typed(self) -> None:
        try:
            where = parse(self._address.text())
        except InvalidAddress as fault:
            self._explain(fault)
        else:
            self._try(where, None)

    def _try(self, where: Address, host: HostKey | None) -> None:
        entered = None
        if where.kind is not HubKind.FOLDER and (self._user.text() or self._password.text()):
            user = self._user.text().strip() or where.user
            entered = Credentials(user=user, password=self._password.text())
        self._problem.hide()
        self._use.setEnabled(False)
        self._task = self._background.start(
            beside(
                self._session,
                lambda project, _tell, _stop: hub_jobs.try_out(project, where, entered, host),
            ),
            done=lambda _nothing: self._take(where),
            failed=lambda fault: self._follow_fault(where, fault),
            title=tr("Trying the hub"),
            # It only reads the project, and a network may be slow.
            pure=True,
        )
        self._task.finished.connect(lambda _state: self._use.setEnabled(True))
        self._line.show_task(self._task)

    def _take(self, where: Address) -> None:
        if self.isVisible():
            self._session.run(operations.set_hub, address=where.text)
            self.accept()

    def _follow_fault(self, where: Address, fault: UserFault) -> None:
        if not self.isVisible():
            return
        if isinstance(fault, UnknownHost) and confirm_host(self, fault):
            self._try(where, fault.key)
        else:
            self._explain(fault)

    def _explain(self, fault: UserFault) -> None:
        self._problem.setText(tr_said(str(fault)))
        self._problem.show()
        self._fit_height()

    def _leave_hub(self) -> None:
        self._session.run(operations.set_hub, address=None)
        self.accept()

    def _go(self) -> None:
        # A task that still runs tells this window when it ends.
        if self._task is not None and self._task.is_running:
            self._task.finished.connect(lambda _state: self.deleteLater())
        else:
            self.deleteLater()


def confirm_host(parent: QWidget, fault: UnknownHost) -> bool:
    """Ask whether a host that nobody has vouched for is the right one."""
    return ask.confirm(
        parent,
        tr("Is this the right host?"),
        tr_said(str(fault)),
        yes=tr("Trust it"),
        is_danger=fault.key.is_changed,
    )
