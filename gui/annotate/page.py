"""The Annotate page: puts its panes side by side, and hands each command to whom it belongs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from db.model import Absence, Changes, Fragment, ReferentId, SpanId
from db.scheme.model import Attribute, Level
from db.scheme.rules import RuleProblem
from gui.annotate.article_list.pane import ArticleListPane
from gui.annotate.asking.problem_list import ProblemList
from gui.annotate.current_article import CurrentArticle
from gui.annotate.done_bar import DoneBar
from gui.annotate.find_bar import FindBar
from gui.annotate.gestures.answers import Answers
from gui.annotate.gestures.articles import Articles
from gui.annotate.gestures.desk import Desk
from gui.annotate.gestures.marking import Marking
from gui.annotate.gestures.repeating import Repeating
from gui.annotate.gestures.slots import Slots
from gui.annotate.gestures.table import Gestures
from gui.annotate.side_panel import SidePanel
from gui.annotate.statements.pane import StatementsPane
from gui.annotate.text_display import TextDisplay
from gui.background import Background
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.settings import Place, Settings
from gui.style_sheet import set_role
from gui.text.article_view import ArticleView
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.toast import Toast

_LEFT_WIDTH = 272
_RIGHT_WIDTH = 404


class AnnotatePage(QWidget):
    """Articles, text and cards. `import_wanted` comes from an empty list of articles."""

    import_wanted = Signal()

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
        self._articles = ArticleListPane(session, selection, theme, settings)
        self._statements = StatementsPane(session, self.current, selection, theme)
        self._done = DoneBar(self.current, theme)
        self._side = SidePanel([(self._statements, tr("Statements"))], self._done)
        self._problems = ProblemList(self)
        self._find = FindBar(self.view, theme)
        self._toast = Toast(self)
        self._lay_out()
        self._desk = Desk(session, selection, self.current, self.view)
        self._slots = Slots(self._desk)
        self._answers = Answers(self._desk, self)
        self._gestures = Gestures(
            self._desk,
            marking=Marking(self._desk, self._slots),
            slots=self._slots,
            answers=self._answers,
            repeating=Repeating(self._desk, self),
        )
        self._article_gestures = Articles(self._desk, self._articles, self, self)
        self._commands = self._command_table()
        self._connect()
        self.set_theme(theme)

    def run_command(self, command: str) -> bool:
        """Carry out a command of the page; False for one that it does not know."""
        action = self._commands.get(command)
        if action is None:
            return self._gestures.run(command)
        action()
        return True

    def set_theme(self, theme: Theme) -> None:
        """Take other colours and the reading size that the settings ask for."""
        self._display.set_theme(theme, self._settings.zoom * self._settings.reading_zoom / 100)
        for pane in (self._articles, self._find, self._statements, self._done):
            pane.set_theme(theme)

    def show_refusal(self, sentence: str) -> None:
        """Say in passing why something was not done."""
        self._toast.say(sentence)

    def open_first(self) -> None:
        """Open the article at the top of the list."""
        self._selection.choose_article(self._articles.first())

    def open_number(self, number: int) -> None:
        """Open an article by its place in the list, from 1."""
        self.open_first()
        for _ in range(number - 1):
            self._articles.choose_neighbour(1)

    def open_at(self, place: Place) -> bool:
        """Open an article where it was left; False where it is gone."""
        self._selection.choose_article(place.article)
        if self.current.article is None:
            self._selection.choose_article(None)
            return False
        self.view.set_caret(place.caret)
        self.view.verticalScrollBar().setValue(place.scroll)
        return True

    def undo(self) -> None:
        """Take back the newest action and show where that was."""
        self._show_replayed(self._session.undo())

    def redo(self) -> None:
        """Do again what was taken back and show where that is."""
        self._show_replayed(self._session.redo())

    def show_problems(self, problems: tuple[RuleProblem, ...], *, can_go_on: bool) -> None:
        """List what is wrong, over the bar that counts it."""
        button = self._done.problems_button
        place = QRect(button.mapTo(self, button.rect().topLeft()), button.size())
        heading = tr_count(
            len(problems),
            "Before this article is done, {count} thing is to be settled:",
            "Before this article is done, {count} things are to be settled:",
        )
        hint = ""
        if can_go_on:
            heading = tr("Is this meant? Nothing forbids it, but it is unusual:")
            hint = tr("Ctrl+Enter marks the article as done all the same")
        listed = [(each, self._quote(each.span)) for each in problems]
        self._problems.show_problems(heading, listed, hint, place)

    def _quote(self, span: SpanId | None) -> str:
        found = self.current.span(span)
        return f"“{' '.join(found.quote.split())}”" if found else ""

    def _lay_out(self) -> None:
        middle = QFrame()
        set_role(middle, "pane", "page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        for pane in (self._articles, middle, self._side):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setCollapsible(1, False)
        sizes = self._settings.splitter_sizes("annotate")
        scale = self._settings.zoom / 100
        usual = [round(_LEFT_WIDTH * scale), 10_000, round(_RIGHT_WIDTH * scale)]
        self._splitter.setSizes(sizes if len(sizes) == len(usual) else usual)
        self._splitter.splitterMoved.connect(self._keep_sizes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.span_clicked.connect(self._pick)
        self.view.hint_typed.connect(self._slots.fill_with_span)
        self.view.hint_cancelled.connect(self._gestures.let_go)
        self.view.extent_dragged.connect(self._take_dragged)
        self.view.span_double_clicked.connect(self._open_card)
        self.view.blank_clicked.connect(self._let_go_of_span)
        self._display.strip.absent.connect(self._say_absent)
        self._desk.said.connect(self._toast.say)
        self._articles.import_wanted.connect(self.import_wanted)
        self._articles.text_wanted.connect(self.view.setFocus)
        self._statements.title_changed.connect(self._name_statements)
        self._statements.left.connect(self.view.setFocus)
        self._statements.place_wanted.connect(self._show_span)
        self._statements.referent_wanted.connect(self._choose_referent)
        self._done.finish_wanted.connect(self._article_gestures.finish)
        self._done.problems_wanted.connect(self._list_problems)
        self._problems.chosen.connect(self._go_to_problem)

    def _command_table(self) -> dict[str, Callable[[], object]]:
        articles = self._article_gestures
        return {
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "card.open": self._enter,
            "article.done": self._finish,
            "article.skip": articles.skip,
            "article.nothing": articles.say_nothing_here,
            "article.flag": articles.flag,
            "article.next": lambda: articles.go(1),
            "article.previous": lambda: articles.go(-1),
            "find.open": self._find.open,
            "find.next": self._find.find_next,
            "find.previous": self._find.find_previous,
            "list.filter": self._articles.focus_filter,
            "pane.next": lambda: self._step_pane(1),
            "pane.previous": lambda: self._step_pane(-1),
            "tab.next": lambda: self._side.step(1),
            "tab.previous": lambda: self._side.step(-1),
            "view.left": lambda: self._articles.setVisible(self._articles.isHidden()),
            "view.right": lambda: self._side.setVisible(self._side.isHidden()),
        }

    @Slot(object)
    def _pick(self, span: SpanId) -> None:
        if self._selection.armed is None:
            self._selection.select_span(span)
        elif self._slots.can_take(span):
            self._slots.fill_with_span(span)
        else:
            self._selection.arm(None)
            self._selection.select_span(span)

    @Slot(object)
    def _take_dragged(self, _extent: Fragment) -> None:
        if self._selection.armed is not None:
            self._slots.fill_with_words()

    @Slot()
    def _let_go_of_span(self) -> None:
        self._selection.select_span(None)

    @Slot(object)
    def _say_absent(self, absence: Absence) -> None:
        self._slots.say_absent(absence)

    @Slot(object)
    def _open_card(self, span: SpanId) -> None:
        self._selection.select_span(span)
        self._enter()

    def _enter(self) -> None:
        """Fill the armed slot with the selected words, else go to the card of the selected statement."""
        if self._selection.armed is not None and self.view.selected_extent() is not None:
            self._slots.fill_with_words()
            return
        span = self.current.selected
        if span is not None and self._session.scheme.is_statement(span.label):
            self._side.show()
            self._side.show_pane(self._statements)
            self._statements.open_card(span.id)

    def _finish(self) -> None:
        self._problems.put_away()
        self._article_gestures.finish()

    @Slot()
    def _list_problems(self) -> None:
        found = self.current.problems
        self.show_problems(found, can_go_on=all(each.level is Level.WARNING for each in found))

    @Slot(object)
    def _go_to_problem(self, problem: RuleProblem) -> None:
        self.view.setFocus()
        span = self.current.span(problem.span)
        if span is not None:
            self._desk.select(span)

    @Slot(object)
    def _show_span(self, span: SpanId) -> None:
        found = self.current.span(span)
        if found is not None:
            self._selection.select_span(span)
            self.view.reveal(found.start, found.end)

    @Slot(object, object, object)
    def _choose_referent(self, referent: ReferentId, attribute: Attribute, field: QWidget) -> None:
        place = QRect(field.mapTo(self, field.rect().topLeft()), field.size())
        self._answers.choose_for_attribute(referent, attribute, place)

    @Slot(str)
    def _name_statements(self, title: str) -> None:
        self._side.name_tab(self._statements, title)

    @Slot()
    def _keep_sizes(self) -> None:
        self._settings.keep_splitter_sizes("annotate", self._splitter.sizes())

    def _show_replayed(self, changes: Changes | None) -> None:
        if changes is None:
            return
        if changes.articles and self._desk.article not in changes.articles:
            self._selection.choose_article(min(changes.articles))
        span = self.current.span(changes.focus)
        if span is not None:
            self._desk.select(span)

    def _step_pane(self, by: int) -> None:
        panes = [pane for pane in (self._articles, self.view, self._side) if pane.isVisible()]
        focused = QApplication.focusWidget()
        at = next(
            (
                place
                for place, pane in enumerate(panes)
                if pane is focused or (focused is not None and pane.isAncestorOf(focused))
            ),
            0,
        )
        pane = panes[(at + by) % len(panes)]
        if pane is self._side:
            self._side.take_focus()
        else:
            pane.setFocus(Qt.FocusReason.TabFocusReason)
