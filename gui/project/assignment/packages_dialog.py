"""The window that makes work packages: who gets what, into which folder, and what was made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.model import Changes
from db.packages import keys, pack
from db.packages.pack import Packed
from db.project import Project
from db.queries.packing import Planned
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.project.assignment.dialog_size import fit_dialog
from gui.project.assignment.package_table import PackageTable
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.parts import button, open_folder, words
from gui.widgets.work_dialog import work

_SIZE = (720, 460)


class PackagesDialog(QDialog):
    """Shows what every package would hold, makes those that are ticked, and says what was made.

    `made` carries the packages, after the project has noted them.
    """

    made = Signal(object)

    def __init__(
        self, parent: QWidget, session: ProjectSession, theme: Theme, background: Background
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._background = background
        self._folder = session.path.parent / tr("{title} packages").format(title=session.path.stem)
        self._is_over = False
        self._told = words("", "muted", wraps=True)
        self._table = PackageTable()
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._choose = button(tr("Choose a folder…"), self.choose_folder)
        self._make = button("", self.make, role="primary")
        self._make.setEnabled(False)
        self._show_folder = button(
            tr("Show in folder"), lambda: open_folder(str(self._folder)), role=""
        )
        self._show_folder.hide()
        self._close = button(tr("Cancel"), self.reject, role="")
        self._reading = LatestReading(session, background, _read, self._show)
        self._lay_out()
        self._table.ticked.connect(self._offer)
        self._show_place()
        self._offer()
        self._reading.refresh()

    def choose_folder(self) -> None:
        """Ask where the packages should lie."""
        there = self._folder if self._folder.is_dir() else self._folder.parent
        chosen = ask.open_folder(self, tr("Where should the packages lie?"), there)
        if chosen is not None:
            self._folder = chosen
            self._show_place()

    def make(self) -> None:
        """Make the packages that are ticked, all or none."""
        wanted, folder, author = self._table.chosen, self._folder, self._session.author
        if not wanted:
            return
        work(
            self,
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, tell, is_cancelled: pack.pack(
                    project,
                    author,
                    folder=folder,
                    secrets=keys.default_secrets(),
                    annotators=wanted,
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            title=tr_count(len(wanted), "Making {count} package", "Making {count} packages"),
            done=self._finish,
        )

    def done(self, result: int) -> None:
        """What is still being counted is for nobody then."""
        self._is_over = True
        super().done(result)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Make packages"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(words(tr("Folder"), "muted"))
        place.addWidget(self._place, 1)
        place.addWidget(self._choose)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for each in (self._show_folder, self._close, self._make):
            buttons.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._told)
        layout.addWidget(self._table, 1)
        layout.addLayout(place)
        layout.addLayout(buttons)
        # Qt asks the dialog that the button is in, so not before.
        self._make.setDefault(True)
        fit_dialog(self, _SIZE)
        self._told.setText(
            tr(
                "A package is one file for one person: their articles, the scheme, and nobody "
                "else's work. Hand it over as you like, by mail, on a stick or in a shared folder."
            )
        )

    def _show(self, plans: tuple[Planned, ...]) -> None:
        if self._is_over:
            return
        self._table.show_planned(plans)
        self._offer()
        self._table.setFocus()

    def _offer(self) -> None:
        count = len(self._table.chosen)
        self._make.setEnabled(count > 0)
        self._make.setText(
            tr_count(count, "Make {count} package", "Make {count} packages")
            if count
            else tr("Make packages")
        )

    def _show_place(self) -> None:
        self._place.setText(str(self._folder))
        self._place.setAccessibleName(tr("Folder: {folder}", folder=self._folder))

    def _finish(self, packed: tuple[Packed, ...]) -> None:
        made = tr_count(len(packed), "{count} package", "{count} packages")
        self._background.tell_outcome(made, self._folder)
        self._told.setText(
            tr_count(
                len(packed),
                "{count} package was made. The fingerprint tells whether a file arrived whole.",
                "{count} packages were made. The fingerprints tell whether a file arrived whole.",
            )
        )
        self._table.show_packed(packed)
        self._choose.hide()
        self._make.hide()
        self._show_folder.show()
        self._close.setText(tr("Close"))
        _make_default(self._close)
        self._session.announce(
            Changes(
                name="make packages",
                tables=frozenset({"work_package", "assignment", "operation"}),
            )
        )
        self.made.emit(packed)


def _read(project: Project) -> tuple[Planned, ...]:
    return pack.preview(project)


def _make_default(pressed: QPushButton) -> None:
    pressed.setDefault(True)
    pressed.setFocus()
