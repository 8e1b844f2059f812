"""The card that takes a newer package into the file that an annotator works in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.merge.plan import Authority, Signature, Verdict
from db.model import AnnotatorId, Changes
from db.packages import collect
from db.packages.collect_plan import CollectPlan, FilePlan, Wishes
from db.packages.hub import exchange
from db.packages.hub.exchange import Fetched
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from gui import ask
from gui.background import Background
from gui.beside import beside
from gui.project.shown_plan import ShownPlan
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, clear, titled_card, words
from gui.widgets.work_dialog import work

_FILTER = "Demarche (*.demarche *.demarche-package)"


class TakeInCard(QWidget):
    """Shows what a package would bring before it does; the work that is here stays in any case."""

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._background = background
        self._shown = ShownPlan()
        self._fetched: Fetched | None = None
        self._lines = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(
            words(
                tr(
                    "When the lead hands out more articles, answers a question or changes the "
                    "scheme, you get a new file. Take it in here and go on in the file that you "
                    "have: what you have marked stays."
                ),
                "muted",
                wraps=True,
            )
        )
        column.addLayout(self._lines)
        self.card = titled_card(tr("A newer package"), column)
        self.card.head.addWidget(button(tr("Choose the file…"), self.choose_file))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)
        self.destroyed.connect(self._shown.close)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def choose_file(self) -> None:
        """Ask which file it is, and show what it would bring."""
        path = ask.open_file(self, tr("Take in a newer package"), _FILTER)
        if path is not None:
            self.show_plan((path,))

    def show_fetched(self, fetched: Fetched, trusted: Collection[AnnotatorId]) -> None:
        """Show what the package would bring that was fetched from the hub.

        `trusted` holds the annotator where they took the lead's new key.
        """
        self.show_plan(fetched.paths, trusted)
        self._fetched = fetched

    def show_plan(self, paths: Sequence[Path], trusted: Collection[AnnotatorId] = ()) -> None:
        """Read a package and show what it would bring."""
        self._fetched = None
        work(
            self.window(),
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, tell, is_cancelled: collect.read_plan(
                    project,
                    paths,
                    authority=Authority.RECEIVE,
                    wishes=Wishes(trusted=trusted),
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            title=tr("Reading the package"),
            done=self._show,
        )

    def _show(self, plan: CollectPlan) -> None:
        self._shown.show(plan)
        clear(self._lines)
        for file in plan.files:
            for line, role in _told(file):
                self._lines.addWidget(words(line, role, wraps=True))
        row = FlowLayout(gap=8, line_gap=6)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        if not all(each.refusal for each in plan.files):
            row.addWidget(button(tr("Take it in"), self._apply, role="primary"))
        row.addWidget(button(tr("Leave it"), self._leave))
        self._lines.addWidget(holder)

    def _apply(self) -> None:
        plan, author, fetched = self._shown.plan, self._session.author, self._fetched
        if plan is None:
            return

        def apply(project: Project, tell: Tell, is_cancelled: IsCancelled) -> Changes:
            changes = collect.apply(project, author, plan, progress=tell, is_cancelled=is_cancelled)
            if fetched is not None:
                taken = {each.path for each in plan.files if not each.refusal}
                exchange.note(project, author, fetched, taken=taken)
            return changes

        work(
            self.window(),
            self._background,
            self._theme,
            beside(self._session, apply),
            title=tr("Taking the package in"),
            done=self._finish,
        )

    def _finish(self, changes: Changes) -> None:
        self._leave()
        self._lines.addWidget(words(tr("The package is in. Go on as before."), "strong"))
        self._session.announce(changes)

    def _leave(self) -> None:
        self._shown.close()
        clear(self._lines)


def _told(file: FilePlan) -> list[tuple[str, str]]:
    if file.refusal:
        return [(tr_said(file.refusal), "problem")]
    lines = []
    rest, counts = file.contents.rest, file.contents.counts
    for count, one, many in (
        (rest.articles, "{count} new article", "{count} new articles"),
        (rest.comments_new, "{count} new comment", "{count} new comments"),
        (
            counts[Verdict.NEW] + counts[Verdict.NEWER],
            "{count} article has something newer",
            "{count} articles have something newer",
        ),
        (
            counts[Verdict.FORKED],
            "{count} article was changed here and elsewhere: both stay, and the lead decides",
            "{count} articles were changed here and elsewhere: both stay, and the lead decides",
        ),
    ):
        if count:
            lines.append((tr_count(count, one, many), "secondary"))
    if not lines:
        lines.append((tr("Everything in it is here already."), "secondary"))
    if file.signature is Signature.UNSIGNED:
        lines.append(
            (tr("The file is not signed: take it in if you got it from the lead."), "muted")
        )
    return [(file.title, "strong"), *lines]
