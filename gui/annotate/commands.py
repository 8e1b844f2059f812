"""The only place that says what each command of the Annotate page does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QApplication, QWidget

from db.model import Changes
from gui.annotate.article_fields.pane import ArticleFieldsPane
from gui.annotate.article_list.pane import ArticleListPane
from gui.annotate.comments.pane import CommentsPane
from gui.annotate.copying import Copying
from gui.annotate.current_article import CurrentArticle
from gui.annotate.gestures.answers import Answers
from gui.annotate.gestures.articles import Articles, ProblemBoard
from gui.annotate.gestures.desk import Desk
from gui.annotate.gestures.marking import Marking
from gui.annotate.gestures.pointing import Pointing
from gui.annotate.gestures.repeating import Repeating
from gui.annotate.gestures.slots import Slots
from gui.annotate.gestures.table import Gestures
from gui.annotate.register.pane import RegisterPane
from gui.annotate.statements.pane import StatementsPane
from gui.guidelines import GuidelinesPanel
from gui.text.reading_commands import ReadingCommands, ReadingPage, holds


class CommandedPage(ReadingPage, ProblemBoard, Protocol):
    """What commands need of the page; the page itself need not be known for that."""

    desk: Desk
    current: CurrentArticle
    articles: ArticleListPane
    statements: StatementsPane
    register: RegisterPane
    fields: ArticleFieldsPane
    comments: CommentsPane
    guidelines: GuidelinesPanel

    def show_replayed(self, changes: Changes | None) -> None:
        """Go to where undo or redo has changed something."""
        ...

    def put_problems_away(self) -> None:
        """Show no list of problems any more."""
        ...


class PageCommands:
    """A table from a command's id to what it does.

    The gestures in the text have one of their own. `window` is over what popups open.
    """

    def __init__(self, page: CommandedPage, window: QWidget) -> None:
        self._page = page
        desk = page.desk
        self.slots = Slots(desk)
        self.answers = Answers(desk, window)
        self.gestures = Gestures(
            desk,
            marking=Marking(desk, self.slots),
            slots=self.slots,
            answers=self.answers,
            repeating=Repeating(desk, window),
        )
        self._pointing = Pointing(desk, self.slots, self.enter)
        self._articles = Articles(desk, page.articles, page, window)
        self._copying = Copying(desk.session, page.current, page.view, page.statements)
        self._copying.said.connect(desk.said)
        desk.view.hint_typed.connect(self.slots.fill_with_span)
        desk.view.hint_cancelled.connect(self.gestures.let_go)
        self._reading = ReadingCommands(page, page.articles, page.articles.focus_filter)
        self._table = self._make_table()

    def run(self, command: str) -> bool:
        """Carry out a command; False for one that the page does not know."""
        action = self._table.get(command)
        if action is None:
            return self.gestures.run(command)
        action()
        return True

    def enter(self) -> None:
        """Fill the armed slot with the selected words, else go to the statement's card."""
        page = self._page
        if page.desk.selection.armed is not None and page.view.selected_extent() is not None:
            self.slots.fill_with_words()
            return
        span = page.current.selected
        if span is not None and page.desk.scheme.is_statement(span.label):
            page.side.show_pane(page.statements)
            page.statements.open_card(span.id)

    def finish(self) -> None:
        """Mark the article as done and go on, if nothing is wrong with it."""
        self._page.put_problems_away()
        self._articles.finish()

    def toggle_guidelines(self) -> None:
        """Open the guidelines at the selected span's label, or close them."""
        if self._reading.cover_side():
            span = self._page.current.selected
            self._page.guidelines.show_guidelines(span.label if span else None)

    def _make_table(self) -> dict[str, Callable[[], object]]:
        page, articles = self._page, self._articles
        session = page.desk.session
        return {
            **self._reading.table,
            "edit.undo": lambda: page.show_replayed(session.undo()),
            "edit.redo": lambda: page.show_replayed(session.redo()),
            "card.open": self.enter,
            "article.done": self.finish,
            "article.skip": articles.skip,
            "article.nothing": articles.say_nothing_here,
            "article.flag": articles.flag,
            "article.next": lambda: articles.go(1),
            "article.previous": lambda: articles.go(-1),
            "article.header": page.fields.take_header,
            "referent.rename": self._rename,
            "comment.add": self._comment,
            "statement.copy": self._copying.copy_statement,
            "statement.copy_reference": self._copying.copy_reference,
            "statement.copy_all": self._copying.copy_all,
            "help.guidelines": self.toggle_guidelines,
        }

    def _rename(self) -> None:
        """Rename the referent where the focus is: on a card, in the register, beside the span."""
        page, focused = self._page, QApplication.focusWidget()
        if holds(page.statements, focused):
            page.statements.edit_name()
        elif holds(page.register, focused):
            page.register.edit_name()
        else:
            self.answers.rename()

    def _comment(self) -> None:
        self._page.side.show_pane(self._page.comments)
        self._page.comments.write_comment()
