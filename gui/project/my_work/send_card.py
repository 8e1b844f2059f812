"""The card that sends an annotator's work back to the lead: as a file, or through the hub."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import Changes
from db.packages import keys
from db.packages.bundle import BACK_SUFFIX
from db.packages.send_back import Receipt, receipt_text, send_back, suggested_name
from db.queries import packages
from db.queries.packages import Left, Return
from gui import ask
from gui.background import Background
from gui.beside import beside
from gui.isolation import in_a_row
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.moments import moment
from gui.widgets.parts import button, clear, open_folder, titled_card, words
from gui.widgets.work_dialog import work

_FILTER = f"Demarche (*{BACK_SUFFIX})"
_SHOWN = 4


class SendCard(QWidget):
    """What has changed since the last time, the ways to send it, and the receipts."""

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._background = background
        self._folder = Path(platformdirs.user_documents_dir())
        self._told = words("", wraps=True)
        self._receipt = QVBoxLayout()
        self._earlier = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._told)
        column.addLayout(self._receipt)
        column.addLayout(self._earlier)
        self.card = titled_card(tr("Send your work back"), column)
        self.card.head.addWidget(button(tr("Send back…"), self.choose_file, role="primary"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)

    def show_left(self, left: Left) -> None:
        """Say how much the lead does not have yet."""
        self._told.setText(_told(left))
        clear(self._earlier)
        for each in packages.returns(self._session.project)[:_SHOWN]:
            self._earlier.addWidget(words(_line(each), "muted", "secondary"))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def choose_file(self) -> None:
        """Ask where the file to hand over should lie, and write it."""
        target = ask.save_file(self, tr("Send back"), self._suggestion(), _FILTER)
        if target is not None:
            self._folder = target.parent
            self.send_to(target)

    def send_to(self, target: Path) -> None:
        """Write the file to hand over, and show the receipt."""
        author = self._session.author
        work(
            self.window(),
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, _tell, _is_cancelled: send_back(
                    project, author, target=target, secrets=keys.default_secrets()
                ),
            ),
            title=tr("Packing your work"),
            done=self._show_receipt,
        )

    def _suggestion(self) -> Path:
        return self._folder / suggested_name(self._session.project, self._session.author)

    def _show_receipt(self, receipt: Receipt) -> None:
        self._background.tell_outcome(receipt.path.name, receipt.path.parent)
        clear(self._receipt)
        self._receipt.addWidget(words(tr("Hand this file over to the lead:"), "strong"))
        self._receipt.addWidget(words(str(receipt.path), wraps=True))
        self._receipt.addWidget(
            words(in_a_row((_counted(receipt), receipt.fingerprint)), "muted", wraps=True)
        )
        row = FlowLayout(gap=8, line_gap=6)
        folder, text = str(receipt.path.parent), receipt_text(receipt)
        row.addWidget(button(tr("Open the folder"), lambda: open_folder(folder)))
        row.addWidget(
            button(tr("Copy the receipt"), lambda: QGuiApplication.clipboard().setText(text))
        )
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 6)
        self._receipt.addWidget(holder)
        self._session.announce(
            Changes(name="send back", tables=frozenset({"work_package", "annotator"}))
        )


def _told(left: Left) -> str:
    if left.last_sent is None and not left.changed:
        return tr("Nothing is marked yet. You can send your work at any time, also unfinished.")
    if left.last_sent is None:
        return tr_count(
            left.changed,
            "{count} article was worked on, and nothing was sent yet. You can send at any time, "
            "also unfinished, and as often as you like.",
            "{count} articles were worked on, and nothing was sent yet. You can send at any time, "
            "also unfinished, and as often as you like.",
        )
    when = moment(left.last_sent)
    if not left.changed:
        return tr("Everything has been sent ({when}).", when=when)
    changed = tr_count(left.changed, "{count} article has changed", "{count} articles have changed")
    return tr("{changed} since you last sent your work ({when}).", changed=changed, when=when)


def _line(each: Return) -> str:
    articles = tr_count(each.articles, "{count} article", "{count} articles")
    return in_a_row((moment(each.created), articles, each.file, each.fingerprint))


def _counted(receipt: Receipt) -> str:
    counts = receipt.counts
    number = QLocale().toString
    return tr(
        "{articles} articles, {done} of them done · {spans} spans · {links} links · {comments} "
        "comments",
        articles=number(counts.articles),
        done=number(counts.done),
        spans=number(counts.spans),
        links=number(counts.links),
        comments=number(counts.comments),
    )
