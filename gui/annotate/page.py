"""The Annotate page: puts its panes side by side and connects them.

What keys do is in `commands`.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.model import Absence, ArticleId, Changes, Fragment, ReferentId, SpanId
from db.scheme.model import Attribute, Level
from db.scheme.rules import RuleProblem
from gui.actions import taught_key
from gui.annotate.article_fields.pane import ArticleFieldsPane
from gui.annotate.article_list.pane import ArticleListPane
from gui.annotate.asking.problem_list import ProblemList
from gui.annotate.commands import PageCommands
from gui.annotate.comments.pane import CommentsPane
from gui.annotate.current_article import CurrentArticle
from gui.annotate.done_bar import DoneBar
from gui.annotate.feedback.pane import FeedbackPane
from gui.annotate.gestures.desk import Desk
from gui.annotate.reading import ReadingTracker
from gui.annotate.register.pane import RegisterPane
from gui.annotate.spoken import Spoken
from gui.annotate.statements.pane import StatementsPane
from gui.annotate.text_display import TextDisplay
from gui.annotate.text_room import TextRoom
from gui.annotate.way_back import WayBack
from gui.background import Background
from gui.guidelines import GuidelinesPanel
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.settings import Place, Settings
from gui.style_sheet import set_role
from gui.text.article_view import ArticleView
from gui.text.find_bar import FindBar
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.side_panel import SidePanel
from gui.widgets.three_panes import ThreePanes
from gui.widgets.toast import Toast


class AnnotatePage(QWidget):
    """Articles, text and cards.

    `import_wanted` comes where there are no articles yet, `review_wanted` asks to go back to the
    review, `explore_wanted` carries a ReferentId to be found in all articles.
    """

    import_wanted = Signal()
    review_wanted = Signal()
    explore_wanted = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        selection: Selection,
        settings: Settings,
        theme: Theme,
        background: Background,
    ) -> None:
        super().__init__()
        self._session = session
        self._selection = selection
        self._settings = settings
        self._background = background
        self.view = ArticleView(self, theme)
        self.current = CurrentArticle(session, selection, self)
        self._display = TextDisplay(session, self.current, selection, self.view, theme)
        self.articles = ArticleListPane(session, selection, theme, settings)
        self.room = TextRoom(self.view, is_work_package=session.is_work_package)
        self.way_back = WayBack()
        self.find_bar = FindBar(self.view, theme)
        self.statements = StatementsPane(session, self.current, selection, theme)
        self.register = RegisterPane(session, self.current, selection, theme)
        self.fields = ArticleFieldsPane(session, self.current, theme)
        self.comments = CommentsPane(session, self.current, selection, theme)
        self.feedback = (
            FeedbackPane(session, self.current, theme) if session.is_work_package else None
        )
        self.guidelines = GuidelinesPanel(session, theme)
        self.done = DoneBar(self.current, theme)
        self.side = SidePanel(self.guidelines, self.done)
        self.reading = ReadingTracker(session, self.current, self.view)
        self._problems = ProblemList(self)
        self._toast = Toast(self)
        self._lay_out()
        self.desk = Desk(session, selection, self.current, self.view)
        self._commands = PageCommands(self, self)
        self._connect()
        Spoken(self, session, self.current, selection)
        self.set_theme(theme)

    def run_command(self, command: str) -> bool:
        """Carry out a command of the page; False for one that it does not know."""
        return self._commands.run(command)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours and the reading size that the settings ask for."""
        self.view.set_reading_width(self._settings.reading_width)
        self._display.set_theme(theme, self._settings.zoom * self._settings.reading_zoom / 100)
        for pane in (
            self.articles,
            self.find_bar,
            self.statements,
            self.register,
            self.fields,
            self.comments,
            self.guidelines,
            self.done,
        ):
            pane.set_theme(theme)
        if self.feedback is not None:
            self.feedback.set_theme(theme)
        self.panes.share()

    def show_refusal(self, sentence: str) -> None:
        """Say in passing why something was not done."""
        self._toast.say(sentence)

    def open_first(self) -> None:
        """Open the article at the top of the list."""
        self._selection.choose_article(self.articles.first())

    def open_number(self, number: int) -> None:
        """Open an article by its place in the list, from 1."""
        self.open_first()
        for _ in range(number - 1):
            self.articles.choose_neighbour(1)

    def open_at(self, place: Place) -> bool:
        """Open an article where it was left; False where it is gone."""
        self._selection.choose_article(place.article)
        if self.current.article is None:
            self._selection.choose_article(None)
            return False
        self.view.set_caret(place.caret)
        self.view.scroll_position = place.scroll
        return True

    def place(self, article: ArticleId) -> Place:
        """Where the person is in the article that is shown, for the next start."""
        return Place(article=article, caret=self.view.caret, scroll=self.view.scroll_position)

    def show_replayed(self, changes: Changes | None) -> None:
        """Go to where undo or redo has changed something."""
        if changes is None:
            return
        if changes.articles and self.desk.article not in changes.articles:
            self._selection.choose_article(min(changes.articles))
        span = self.current.span(changes.focus)
        if span is not None:
            self.desk.select(span)

    def show_problems(self, problems: tuple[RuleProblem, ...], *, can_go_on: bool) -> None:
        """List what is wrong, over the bar that counts it."""
        button = self.done.problems_button
        place = QRect(button.mapTo(self, button.rect().topLeft()), button.size())
        heading = tr_count(
            len(problems),
            "Before this article is done, {count} thing is to be settled:",
            "Before this article is done, {count} things are to be settled:",
        )
        hint = ""
        if can_go_on:
            heading = tr("Is this meant? Nothing forbids it, but it is unusual:")
            hint = tr(
                "{key} marks the article as done all the same", key=taught_key("article.done")
            )
        listed = [(each, self._quote(each.span)) for each in problems]
        self._problems.show_problems(heading, listed, hint, place)

    def put_problems_away(self) -> None:
        """Close the list of problems."""
        self._problems.put_away()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with an article where none is open yet, as after the first import."""
        super().showEvent(event)
        if self.current.article is None:
            self.open_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was read; no pane asks the project any more, which is about to be closed."""
        self.reading.close()
        for timer in self.findChildren(QTimer):
            timer.stop()
        super().closeEvent(event)

    def _quote(self, span: SpanId | None) -> str:
        found = self.current.span(span)
        return f"“{' '.join(found.quote.split())}”" if found else ""

    def _lay_out(self) -> None:
        middle = QFrame()
        set_role(middle, "pane", "page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.way_back)
        column.addWidget(self.room)
        self.panes = ThreePanes(self.articles, middle, self.side, self._settings, name="annotate")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)
        self.setFocusProxy(self.room)
        self._show_text()
        for tab, focus in (
            (self.statements, self.statements.take_focus),
            (self.register, self.register.take_focus),
            (self.fields, self.fields.focus_first),
            (self.comments, self.comments.write_comment),
        ):
            self.side.add_pane(tab, tab.tab_title, tab.title_changed, focus)
        if self.feedback is not None:
            self.side.add_pane(self.feedback, self.feedback.tab_title, self.feedback.title_changed)
            self.feedback.stretch_wanted.connect(self._show_stretch)

    def _connect(self) -> None:
        commands = self._commands
        self._display.strip.absent.connect(self._say_absent)
        self.desk.said.connect(self._toast.say)
        self.room.import_wanted.connect(self.import_wanted)
        self.articles.counted.connect(self._show_text)
        self.current.reloaded.connect(self._show_text)
        self.way_back.wanted.connect(self.review_wanted)
        self.register.explore_wanted.connect(self.explore_wanted)
        for back_to_text in (
            self.articles.text_wanted,
            self.statements.left,
            self.register.left,
            self.fields.text_wanted,
            self.comments.text_wanted,
        ):
            back_to_text.connect(self.view.setFocus)
        for place_wanted in (self.statements.place_wanted, self.register.place_wanted):
            place_wanted.connect(self._show_span)
        self.comments.span_wanted.connect(self._show_span)
        self.register.article_wanted.connect(self._show_elsewhere)
        for referent_wanted in (self.statements.referent_wanted, self.register.referent_wanted):
            referent_wanted.connect(self._choose_referent)
        self.guidelines.close_wanted.connect(commands.toggle_guidelines)
        self.reading.fraction_changed.connect(self.done.show_reading)
        self.done.finish_wanted.connect(commands.finish)
        self.done.problems_wanted.connect(self._list_problems)
        self._problems.chosen.connect(self._go_to_problem)
        self.done.show_reading(self.reading.fraction())

    @Slot()
    def _show_text(self) -> None:
        has_text = self.current.article is not None or self.articles.has_articles
        self.room.show_text(is_there=has_text)

    @Slot(object)
    def _say_absent(self, absence: Absence) -> None:
        self._commands.slots.say_absent(absence)

    @Slot()
    def _list_problems(self) -> None:
        found = self.current.problems
        self.show_problems(found, can_go_on=all(each.level is Level.WARNING for each in found))

    @Slot(object)
    def _go_to_problem(self, problem: RuleProblem) -> None:
        self.view.setFocus()
        span = self.current.span(problem.span)
        if span is not None:
            self.desk.select(span)

    @Slot(object)
    def _show_span(self, span: SpanId) -> None:
        found = self.current.span(span)
        if found is not None:
            self._selection.select_span(span)
            self.view.reveal(found.start, found.end)

    @Slot(object)
    def _show_stretch(self, stretch: Fragment) -> None:
        self.view.select(stretch.start, stretch.end)
        self.view.reveal(stretch.start, stretch.end)
        self.view.setFocus()

    @Slot(object, object)
    def _show_elsewhere(self, article: object, span: SpanId) -> None:
        self._selection.choose_article(article)  # type: ignore[arg-type]
        self._show_span(span)

    @Slot(object, object, object)
    def _choose_referent(self, referent: ReferentId, attribute: Attribute, field: QWidget) -> None:
        place = QRect(field.mapTo(self, field.rect().topLeft()), field.size())
        self._commands.answers.choose_for_attribute(referent, attribute, place)
