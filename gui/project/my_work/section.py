"""My work: what an annotator sees of their package as a whole, and the way back to the lead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Signal

from db.model import Annotator, AnnotatorId, ArticleId
from db.project import Project
from db.queries import annotators, articles, packages, projects
from db.queries.articles import ArticleSummary, Show
from db.queries.packages import Left
from gui.background import Background
from gui.beside import LatestReading
from gui.isolation import in_a_row
from gui.project.hub.pane import HubPane
from gui.project.my_work.feedback_card import FeedbackCard
from gui.project.my_work.send_card import SendCard
from gui.project.my_work.take_in_card import TakeInCard
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.moments import duration, moment
from gui.widgets.parts import button, clear, titled_card, words
from gui.widgets.progress_line import ProgressLine

_NEXT_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What takes long to count in a large package."""

    left: Left
    progress: articles.Progress
    queue: tuple[ArticleSummary, ...]
    settled: tuple[ArticleId, ...]


class MyWorkSection(Section):
    """Greets the annotator of a work package. Emits `article_wanted(ArticleId, None)`."""

    # What the lead does not have yet, the journal tells.
    tables = ("operation",)
    article_wanted = Signal(object, object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Hello, {name}", name=_author(session).name))
        self._next: ArticleId | None = None
        self._bar = ProgressLine(tr("Articles done"), theme.done)
        self._told = words("", "strong")
        self._pace = words("", "muted", wraps=True)
        self._go_on = button("", self._open_next, role="primary")
        # Until it is known whether there is anything to begin or to go on with.
        self._go_on.hide()
        self._queue = FlowLayout(gap=8, line_gap=6)
        self.sending = SendCard(session, theme, background)
        self.taking_in = TakeInCard(session, theme, background)
        self.hub = HubPane(session, theme, background)
        self.hub.fetched.connect(self.taking_in.show_fetched)
        self.feedback = FeedbackCard()
        self.feedback.article_wanted.connect(
            lambda article: self.article_wanted.emit(article, None)
        )
        self._reading = LatestReading(
            session, background, partial(_read, session.author), self._show
        )
        for card in (self._left_card(), self.sending, self.feedback, self.taking_in, self.hub):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Say what the package is, and count in the background what is left."""
        info = packages.package_info(self.session.project)
        if info is not None:
            number = QLocale().toString(info.number)
            self.set_lead(
                tr(
                    "Package {number} of {title} · made {when}",
                    number=number,
                    title=projects.info(self.session.project).title,
                    when=moment(info.issued_at),
                )
            )
        self.hub.show_address()
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._bar.set_colour(theme.done)
        self.sending.set_theme(theme)
        self.taking_in.set_theme(theme)
        self.hub.set_theme(theme)

    def send_back(self) -> None:
        """Ask where the work should go, and write it there."""
        self.sending.choose_file()

    def take_in(self, path: Path | None = None) -> None:
        """Show what a newer package would bring; asks for the file where none is given."""
        if path is None:
            self.taking_in.choose_file()
        else:
            self.taking_in.show_plan((path,))

    def _left_card(self) -> Card:
        card = titled_card(tr("What is left"))
        card.body.setSpacing(10)
        card.body.addWidget(self._told)
        card.body.addWidget(self._bar)
        card.body.addWidget(self._pace)
        card.body.addLayout(self._queue)
        card.head.addWidget(self._go_on)
        return card

    def _show(self, work: _Work) -> None:
        progress = work.progress
        number = QLocale().toString
        told = tr(
            "{done} of {total} articles done",
            done=number(progress.done),
            total=number(progress.total),
        )
        begun = tr_count(progress.open, "{count} begun", "{count} begun") if progress.open else ""
        skipped = (
            tr_count(progress.skipped, "{count} skipped", "{count} skipped")
            if progress.skipped
            else ""
        )
        self._told.setText(in_a_row((told, begun, skipped)))
        self._bar.show_share(progress.done + progress.skipped, progress.total)
        self._pace.setText(_pace(progress))
        self._next = work.queue[0].id if work.queue else None
        is_begun = bool(progress.done or progress.open or progress.skipped)
        self._go_on.setText(tr("Go on annotating") if is_begun else tr("Begin annotating"))
        self._go_on.setVisible(self._next is not None)
        self._show_queue(work.queue)
        self.sending.show_left(work.left)
        self.feedback.show_settled(work.settled)

    def _show_queue(self, queue: tuple[ArticleSummary, ...]) -> None:
        clear(self._queue)
        if queue:
            self._queue.addWidget(words(tr("Next:"), "muted"))
        for each in queue:
            self._queue.addWidget(button(each.title, partial(self._open, each.id)))

    def _open_next(self) -> None:
        if self._next is not None:
            self._open(self._next)

    def _open(self, article: ArticleId) -> None:
        self.article_wanted.emit(article, None)


def _author(session: ProjectSession) -> Annotator:
    found = annotators.one(session.project, session.author)
    assert found is not None
    return found


def _read(author: AnnotatorId, project: Project) -> _Work:
    return _Work(
        left=packages.left(project),
        progress=articles.progress(project, author),
        queue=articles.page(project, author, limit=_NEXT_SHOWN, show=Show.UNFINISHED),
        settled=packages.settled(project),
    )


def _pace(progress: articles.Progress) -> str:
    if not progress.total:
        return tr("This package holds no articles.")
    to_go = progress.total - progress.done - progress.skipped
    if not to_go:
        return tr("Everything is done. Send it back whenever you like.")
    waiting = tr_count(to_go, "{count} article to go", "{count} articles to go")
    if not progress.done or progress.seconds < 60:
        return tr(
            "{articles}. All is saved as you work; nothing needs the internet.", articles=waiting
        )
    each = progress.seconds // progress.done
    return tr(
        "{articles}: about {time} at your pace so far.",
        articles=waiting,
        time=duration(each * to_go),
    )
