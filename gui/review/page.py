"""The Review page: puts queue, article and versions side by side and connects them.

What keys do is in `commands`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.model import ArticleId, Changes, Fragment, SpanId
from db.queries import review
from db.review.model import UnitId, UnitKind
from gui.background import Background
from gui.guidelines import GuidelinesPanel
from gui.project_session import ProjectSession
from gui.review import status_facts
from gui.review.commands import PageCommands
from gui.review.comments import CommentsPane
from gui.review.current import CurrentReview
from gui.review.decide.pane import DecidePane
from gui.review.deciding import Deciding
from gui.review.foot import Foot
from gui.review.queue.pane import QueuePane
from gui.review.spoken import Spoken
from gui.review.strategies.dialog import StrategiesDialog
from gui.review.text_display import TextDisplay
from gui.review.unit_list import UnitListPane
from gui.review.wording import places_words, unit_words
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.text.article_view import ArticleView
from gui.text.find_bar import FindBar
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.side_panel import SidePanel
from gui.widgets.soon import Soon
from gui.widgets.three_panes import ThreePanes
from gui.widgets.toast import Toast


class ReviewPage(QWidget):
    """Queue, text and versions.

    `edit_wanted(ArticleId, SpanId, UnitId)` asks for the Annotate page as gold, with that span
    of gold selected; `collect_wanted` comes from an empty queue; `facts_changed(hints, place)` is
    for the line at the bottom.
    """

    edit_wanted = Signal(object, object, object)
    collect_wanted = Signal()
    facts_changed = Signal(object, str)

    def __init__(
        self,
        session: ProjectSession,
        settings: Settings,
        theme: Theme,
        background: Background,
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._background = background
        self._theme = theme
        self.view = ArticleView(self, theme)
        self.current = CurrentReview(session, self)
        self.deciding = Deciding(session, self.current)
        self._display = TextDisplay(self.current, self.view, theme)
        self.queue = QueuePane(session, self.current, theme, background, settings)
        self.decide = DecidePane(self.current, self.deciding, theme)
        self.units = UnitListPane(self.current, theme)
        self.comments = CommentsPane(session, self.current, theme)
        self.foot = Foot(self.current, theme)
        self.guidelines = GuidelinesPanel(session, theme)
        self.side = SidePanel(self.guidelines, self.foot)
        self.find_bar = FindBar(self.view, theme)
        self._toast = Toast(self)
        self._tell_soon = Soon(self, self.tell_facts)
        self._lay_out()
        self._commands = PageCommands(self, self)
        self._connect()
        Spoken(self, session, self.current)
        self.queue.hides_names.setChecked(settings.hides_names)
        self.set_theme(theme)

    def run_command(self, command: str) -> bool:
        """Carry out a command of the page; False for one that it does not know."""
        return self._commands.run(command)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours and the reading size that the settings ask for."""
        self._theme = theme
        self.view.set_reading_width(self._settings.reading_width)
        self._display.set_theme(theme, self._settings.zoom * self._settings.reading_zoom / 100)
        for pane in (
            self.queue,
            self.decide,
            self.units,
            self.comments,
            self.guidelines,
            self.find_bar,
            self.foot,
        ):
            pane.set_theme(theme)
        self.panes.share()

    def open_unit(self, article: ArticleId, place: Fragment | SpanId | UnitId | None) -> None:
        """Review an article, at the unit of this id, of a span, or at a stretch of its body."""
        self.current.choose_article(article)
        found = self.current.unit_at(place)
        if found is not None:
            self.current.choose_unit(found.id)
        self.view.setFocus()

    def open_number(self, number: int, unit: int | None) -> None:
        """Review an article by its place in the list, at a unit by its place; both from 1."""
        articles = review.reviewable(self._session.project)
        if 1 <= number <= len(articles):
            self.current.choose_article(articles[number - 1])
        if unit is not None and 1 <= unit <= len(self.current.units):
            self.current.choose_unit(self.current.units[unit - 1].id)

    def show_replayed(self, changes: Changes) -> bool:
        """Go to where undo or redo has changed something; False where that is no review."""
        is_here = self.current.article is not None and self.current.article in changes.articles
        if "decision" not in changes.tables and not is_here:
            return False
        if changes.articles and self.current.article not in changes.articles:
            self.current.choose_article(min(changes.articles))
        found = self.current.unit_at(changes.focus)
        if found is not None:
            self.current.choose_unit(found.id)
        return True

    @property
    def chosen_words(self) -> str:
        """What is selected in the text, else the words of the chosen unit."""
        chosen = self.view.selected_extent()
        if chosen is not None:
            return self.current.body[chosen.start : chosen.end]
        return unit_words(self.current.unit) if self.current.unit else ""

    def say(self, sentence: str) -> None:
        """Say something in passing, such as why something was not done."""
        self._toast.say(sentence)

    def edit(self) -> None:
        """Let gold be edited freely at the chosen unit, which is settled first if it is not."""
        unit, article = self.current.unit, self.current.article
        if unit is None or article is None or unit.kind is UnitKind.ARTICLE:
            self.say(tr("Only what has words can be edited on the Annotate page."))
            return
        if unit.is_only_gold:
            self.edit_wanted.emit(article, SpanId(unit.id), unit.id)
            return
        settled = self.current.settlement
        if (settled is None or settled.decision.gold is None) and not self.deciding.take(
            self.current.candidate
        ):
            return
        settled = self.current.settlement
        gold = settled.decision.gold if settled else None
        if gold is None:
            self.say(tr("A version that marks nothing can't be edited. Choose another one."))
            return
        self.edit_wanted.emit(article, gold, unit.id)

    def open_strategies(self) -> None:
        """Propose what a strategy would settle, in a window of its own."""
        dialog = StrategiesDialog(
            self,
            self._session,
            self._background,
            self._theme,
            listed=self.queue.model.listed,
            opened=self.current.article,
        )
        dialog.settled.connect(self._tell_settled)
        dialog.open()

    @Slot()
    def tell_facts(self) -> None:
        """Say again what holds now, for the line at the bottom."""
        self.facts_changed.emit(status_facts.hints(self.current), status_facts.place(self.current))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was shown."""
        super().showEvent(event)
        self.current.wake()
        self.queue.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: changes only make the page stale."""
        super().hideEvent(event)
        self.current.sleep()
        self.queue.sleep()

    @Slot(int)
    def _tell_settled(self, count: int) -> None:
        self.say(tr("{places} settled. Undo takes all of them back.", places=places_words(count)))

    @Slot()
    def _open_first(self) -> None:
        """Where nobody has chosen yet, the worst article is a good beginning."""
        listed = self.queue.model.listed
        if self.current.article is None and listed and not self.queue.is_reading:
            self.current.choose_article(listed[0])

    @Slot(bool)
    def _hide_names(self, is_anonymous: bool) -> None:  # noqa: FBT001 - Qt's way
        self._settings.hides_names = is_anonymous
        self.current.hide_names(is_anonymous=is_anonymous)

    def _lay_out(self) -> None:
        middle = QFrame()
        set_role(middle, "pane", "page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        left = QFrame()
        set_role(left, "pane", "panel")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.queue)
        self.panes = ThreePanes(left, middle, self.side, self._settings, name="review")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)
        self.setFocusProxy(self.view)
        for pane in (self.decide, self.units, self.comments):
            self.side.add_pane(pane, pane.tab_title, pane.title_changed, pane.take_focus)

    def _connect(self) -> None:
        self.deciding.said.connect(self.say)
        for back_to_text in (
            self.queue.text_wanted,
            self.decide.text_wanted,
            self.units.text_wanted,
            self.comments.text_wanted,
        ):
            back_to_text.connect(self.view.setFocus)
        self.queue.collect_wanted.connect(self.collect_wanted)
        self.queue.strategies_wanted.connect(self.open_strategies)
        self.queue.hides_names.toggled.connect(self._hide_names)
        self.queue.came.connect(self._open_first)
        self.decide.version_wanted.connect(
            lambda shown: self._commands.run(f"review.version_{shown}")
        )
        self.decide.command_wanted.connect(self.run_command)
        self.foot.command_wanted.connect(self.run_command)
        self.guidelines.close_wanted.connect(self._commands.toggle_guidelines)
        self.current.reloaded.connect(self._tell_soon.start)
        self.current.unit_chosen.connect(self._tell_soon.start)
