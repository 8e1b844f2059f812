"""Asking where the hub is, and trying it out before it is taken.

Passwords go to the keyring of this computer, never into the project.
"""

from __future__ import annotations

from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserFault
from db.operations import hub as operations
from db.packages import keys
from db.packages.hub import credentials, exchange
from db.packages.hub.address import Address, HubKind, parse
from db.packages.hub.credentials import Credentials, UnknownHost
from db.packages.hub.opening import open_hub
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import hub as queries
from gui import ask
from gui.background import Background
from gui.project.beside import beside
from gui.project.parts import button, words
from gui.project_session import ProjectSession
from gui.translation import tr
from gui.widgets.painting import scaled

_WIDTH = 560


class SetUpDialog(QDialog):
    """Closes when the hub works; what does not is said in the dialog, to be mended there."""

    def __init__(self, parent: QWidget, session: ProjectSession, background: Background) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._background = background
        self.setWindowTitle(tr("Set up a hub"))
        self.setMinimumWidth(round(scaled(self, _WIDTH)))
        self._address = QLineEdit(queries.address(session.project) or "")
        self._address.setAccessibleName(tr("Where the hub is"))
        self._address.setPlaceholderText(
            tr("a folder, or sftp://user@host/path, s3://bucket, webdav+https://host/path")
        )
        self._user = QLineEdit()
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._said = words("", "muted", wraps=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._try = self._buttons.addButton(
            tr("Try it and use it"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._lay_out()
        self._address.textChanged.connect(self._follow_address)
        self._buttons.accepted.connect(self.try_out)
        self._buttons.rejected.connect(self.reject)
        self._follow_address()

    def try_out(self) -> None:
        """Write a small file there and read it again; use the hub if that works."""
        try:
            where = parse(self._address.text())
            self._keep_credentials(where)
        except UserFault as fault:
            self._explain(fault)
            return
        self._said.setText(tr("Trying…"))
        self._try.setEnabled(False)

        def job(project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> Address:
            with closing(open_hub(where.text, keys.default_secrets())) as hub:
                exchange.try_out(project, hub)
            return where

        self._background.start(
            beside(self._session, job), done=self._use, failed=self._explain, title=""
        )

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self._address, 1)
        where.addWidget(button(tr("Choose a folder…"), self._choose_folder))
        form = QFormLayout()
        form.addRow(tr("Where"), where)
        form.addRow(tr("User or key"), self._user)
        form.addRow(tr("Password"), self._password)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addWidget(
            words(
                tr(
                    "Packages and returned work lie there as signed files, each written once. "
                    "Everybody in the project learns the address; a password stays in the keyring "
                    "of this computer."
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addLayout(form)
        layout.addWidget(self._said)
        layout.addWidget(self._buttons)

    def _choose_folder(self) -> None:
        folder = ask.open_folder(self, tr("Which folder can all reach?"))
        if folder is not None:
            self._address.setText(str(folder))

    def _follow_address(self) -> None:
        text = self._address.text().strip()
        self._try.setEnabled(bool(text))
        for field in (self._user, self._password):
            field.setEnabled("://" in text)

    def _keep_credentials(self, where: Address) -> None:
        user, password = self._user.text().strip(), self._password.text()
        if where.kind is not HubKind.FOLDER and (user or password):
            credentials.keep(
                keys.default_secrets(),
                where,
                Credentials(user=user or where.user, password=password),
            )

    def _use(self, where: Address) -> None:
        self._session.run(operations.set_hub, address=where.text)
        self.accept()

    def _explain(self, fault: UserFault) -> None:
        self._try.setEnabled(True)
        if isinstance(fault, UnknownHost) and ask.confirm(
            self,
            tr("Is this the right host?"),
            str(fault),
            yes=tr("It is its key"),
            is_danger=fault.key.is_changed,
        ):
            credentials.trust(keys.default_secrets(), fault.key)
            self.try_out()
            return
        self._said.setText(str(fault))
