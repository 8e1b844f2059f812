"""The card of wire copies: groups of articles that belong together, found or made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.imports.near_duplicates import Grouped, group_near_duplicates
from db.model import ArticleId
from db.operations import grouping as operations
from db.project import Project
from db.queries import grouping
from db.queries.grouping import ArticleGroup, GroupMember
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.project.articles.article_choice import ArticleChoice
from gui.project.articles.group_tables import GroupTable, MemberTable, group_words
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words
from gui.widgets.search_field import SearchField
from gui.widgets.work_dialog import work


class CopiesCard(QWidget):
    """The groups, and the articles of the one that is chosen.

    Searching asks all texts, so it is done in the background; the rest is a step that can be
    undone.
    """

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._background = background
        self._groups: tuple[ArticleGroup, ...] = ()
        self._reading = LatestReading(session, background, grouping.groups, self._show_groups)
        self._members = LatestReading(session, background, self._read_members, self._show_members)
        self._asked = ""
        self._choice = ArticleChoice(self, session, background)
        self._choice.chosen.connect(self._put_into_group)
        self._count = words("", "muted", "secondary")
        self._filter = SearchField(tr("Filter groups by their words"))
        self.groups = GroupTable()
        self.members = MemberTable()
        self._about = words("", "muted", "secondary", wraps=True)
        self._find = button(tr("Find wire copies"), self.search)
        self._apart = button(tr("Take apart"), self._take_apart)
        self._out = button(tr("Take out of the group"), self._take_out)
        self._into = button(tr("Put an article into a group…"), self._choose_article)
        self._lay_out()
        self._filter.searched.connect(lambda _words: self._show_filtered())
        self.groups.current_changed.connect(self._read_current)
        self.members.selectionModel().selectionChanged.connect(lambda *_: self._fit())

    def refresh(self) -> None:
        """Read the groups again."""
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def search(self) -> None:
        """Look for near-duplicates in all articles, and put them into groups."""
        author = self._session.author
        work(
            self,
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, tell, is_cancelled: group_near_duplicates(
                    project, author, progress=tell, is_cancelled=is_cancelled
                ),
            ),
            title=tr("Looking for wire copies"),
            done=self._take_found,
        )

    def _lay_out(self) -> None:
        card = titled_card(tr("Wire copies and other groups"))
        card.head.addWidget(self._count)
        card.body.setSpacing(8)
        card.body.addWidget(
            words(
                tr(
                    "Articles of one group never come apart into training and test data. "
                    "Near-duplicates are found by their words; other groups are made by hand."
                ),
                "muted",
                "secondary",
                wraps=True,
            )
        )
        for part in (self._filter, self.groups, self._about, self.members):
            card.body.addWidget(part)
        buttons = FlowLayout(gap=8, line_gap=6)
        for each in (self._find, self._into, self._out, self._apart):
            buttons.addWidget(each)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _show_groups(self, groups: tuple[ArticleGroup, ...]) -> None:
        self._groups = groups
        articles = sum(each.articles for each in groups)
        self._count.setText(
            tr(
                "{groups}, {articles}",
                groups=tr_count(len(groups), "{count} group", "{count} groups"),
                articles=tr_count(articles, "{count} article", "{count} articles"),
            )
            if groups
            else tr("none so far")
        )
        self._filter.setVisible(len(groups) > 1)
        self._show_filtered()

    def _show_filtered(self) -> None:
        wanted = self._filter.text().casefold().split()
        shown = [
            each for each in self._groups if all(word in each.name.casefold() for word in wanted)
        ]
        self.groups.show_groups(shown)
        self.groups.setVisible(bool(self._groups))
        self._read_current()

    def _read_current(self) -> None:
        group = self.groups.current
        self._asked = "" if group is None else group.name
        if self._asked:
            self._members.refresh()
        else:
            self._show_members(("", ()))

    def _read_members(self, project: Project) -> tuple[str, tuple[GroupMember, ...]]:
        name = self._asked
        return name, grouping.members(project, name) if name else ()

    def _show_members(self, found: tuple[str, Sequence[GroupMember]]) -> None:
        name, members = found
        group = self.groups.current
        if name != ("" if group is None else group.name):
            return
        self.members.show_members(members)
        self.members.setVisible(bool(members))
        self._about.setText(
            ""
            if group is None
            else tr(
                "{name}, {how}",
                name=group_words(group),
                how=tr("found by the program") if group.is_found else tr("made by hand"),
            )
        )
        self._about.setVisible(bool(members))
        self._fit()

    def _fit(self) -> None:
        self._apart.setVisible(self.groups.current is not None)
        self._out.setVisible(self.groups.current is not None)
        self._out.setEnabled(bool(self.members.chosen))

    def _take_found(self, found: Grouped) -> None:
        groups = tr_count(found.groups, "{count} group", "{count} groups")
        self._background.tell_outcome(groups)
        self._session.announce(found.changes)
        self.refresh()
        if not found.groups:
            # Once the window over the work has gone.
            QTimer.singleShot(
                0,
                self,
                lambda: ask.note(
                    self, tr("Wire copies"), tr("No two articles are nearly the same.")
                ),
            )

    def _take_apart(self) -> None:
        group = self.groups.current
        if group is not None:
            self._session.run(operations.clear_groups, names_of=(group.name,))
            self.refresh()

    def _take_out(self) -> None:
        chosen = self.members.chosen
        if chosen:
            self._session.run(operations.set_group, articles=chosen, name=None)
            self.refresh()

    def _choose_article(self) -> None:
        self._choice.open(self._into)

    def _put_into_group(self, article: str) -> None:
        group = self.groups.current
        name = ask.text(
            self,
            tr("Put an article into a group"),
            tr("The name of the group, a new one or one that there is:"),
            "" if group is None else group.name,
        )
        if name is not None:
            self._session.run(operations.set_group, articles=(ArticleId(article),), name=name)
            self.refresh()
