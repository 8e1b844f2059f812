"""The Register tab: the referents of the article, and the card of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QVBoxLayout, QWidget

from db.model import ArticleId, AttributeValue, ReferentId, SpanId
from db.operations import referents
from db.queries import referents as register
from db.queries.referents import Mention
from db.scheme.model import Attribute
from gui import ask
from gui.annotate.answer_contents import answer_contents
from gui.annotate.current_article import CurrentArticle
from gui.annotate.referent_choice import ReferentChoice
from gui.annotate.register.delegate import RegisterDelegate
from gui.annotate.register.details import ReferentDetails
from gui.annotate.register.model import RegisterModel
from gui.annotate.register.rows import Entry, rows_of_article
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.search_field import SearchField

_MENTIONS_SHOWN = 500


class RegisterPane(QWidget):
    """`place_wanted` carries a SpanId of this article, `article_wanted` one of another as well.

    `referent_wanted` carries a ReferentId, an Attribute and the field at which to choose its
    answer, `explore_wanted` a ReferentId to be found in all articles.
    """

    title_changed = Signal(str)
    left = Signal()
    place_wanted = Signal(object)
    article_wanted = Signal(object, object)
    referent_wanted = Signal(object, object, object)
    explore_wanted = Signal(object)

    def __init__(
        self, session: ProjectSession, current: CurrentArticle, selection: Selection, theme: Theme
    ) -> None:
        super().__init__()
        self._session = session
        self._current = current
        self._selection = selection
        self._is_stale = True
        self._chosen: ReferentId | None = None
        self._field = SearchField(tr("Filter names"))
        self._model = RegisterModel(self)
        self._list = QListView()
        self._delegate = RegisterDelegate(self._list, session.scheme, theme)
        self._details = ReferentDetails(can_explore=not session.is_work_package)
        self._empty = QLabel(tr("Nobody and nothing is marked in this article yet."))
        self._title = self.tab_title
        self._same: ReferentChoice | None = None
        self.setAccessibleName(tr("Register"))
        self._prepare_list()
        self._lay_out()
        self._connect()

    @property
    def tab_title(self) -> str:
        """The words on this pane's tab, with the number of referents in the article."""
        annotation = self._current.annotation
        count = len(annotation.referents) if annotation else 0
        return tr("Register {count}", count=count) if count else tr("Register")

    @property
    def chosen(self) -> ReferentId | None:
        """The referent whose card is shown."""
        return self._chosen

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.dress(self._session.scheme, theme)
        self._list.viewport().update()

    def take_focus(self) -> None:
        """Put the focus into the list."""
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def edit_name(self) -> None:
        """Let the name of the chosen referent be typed over."""
        if self._chosen is not None:
            self._details.edit_name()

    def choose(self, referent: ReferentId | None) -> None:
        """Show the card of a referent that the list holds."""
        row = self._model.row_of(referent)
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the pane was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._read()
        self._follow_selection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _prepare_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTabKeyNavigation(False)
        self._list.setAccessibleName(tr("Referents"))

    def _lay_out(self) -> None:
        set_role(self._empty, "muted")
        self._empty.setWordWrap(True)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 8)
        top.setSpacing(8)
        top.addWidget(self._field)
        top.addWidget(self._empty)
        rule = QFrame()
        set_role(rule, "rule")
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 10, 12, 12)
        foot.addWidget(self._details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        # Both lists scroll; a few rows are enough for a low window at a high zoom.
        self._list.setMinimumHeight(2 * self.fontMetrics().height())
        layout.addWidget(self._list, 3)
        layout.addWidget(rule)
        layout.addLayout(foot, 2)

    def _connect(self) -> None:
        self._current.reloaded.connect(self._follow)
        self._selection.span_selected.connect(self._follow_selection)
        self._field.searched.connect(self._read)
        self._field.left_downwards.connect(self._list.setFocus)
        self._list.selectionModel().selectionChanged.connect(self._show_chosen)
        self._list.activated.connect(self._go_to_first)
        self._details.renamed.connect(self._rename)
        self._details.answered.connect(self._answer)
        self._details.referent_wanted.connect(self._want_referent)
        self._details.merge_wanted.connect(self._ask_merge)
        self._details.split_wanted.connect(self._split)
        self._details.opened.connect(self._open)
        self._details.explore_wanted.connect(self.explore_wanted)

    @Slot()
    def _follow(self) -> None:
        if self.tab_title != self._title:
            self._title = self.tab_title
            self.title_changed.emit(self._title)
        self._is_stale = True
        if self.isVisible():
            self._read()

    @Slot()
    def _follow_selection(self) -> None:
        span = self._current.selected
        if self.isVisible() and span is not None and span.referent != self._chosen:
            self.choose(span.referent)

    @Slot()
    def _read(self) -> None:
        self._is_stale = False
        rows = rows_of_article(self._session.scheme, self._current.annotation, self._field.text())
        self._model.show_rows(rows)
        self._empty.setVisible(not rows)
        kept = self._model.row_of(self._chosen)
        if kept is None:
            kept = next((at for at in range(len(rows)) if isinstance(rows[at], Entry)), None)
        if kept is not None:
            self._list.setCurrentIndex(self._model.index(kept))
        self._show_chosen()

    @Slot(QItemSelection)
    def _show_chosen(self, _selected: QItemSelection | None = None) -> None:
        entry = self._model.entry(self._list.currentIndex())
        self._chosen = entry.referent.id if entry is not None else None
        self._details.setVisible(entry is not None)
        if entry is None:
            return
        project = self._session.project
        span_type = self._session.scheme.span_type(entry.referent.label)
        named = {
            value: found
            for value in entry.referent.attributes.values()
            if isinstance(value, str)
            and (found := register.one(project, ReferentId(value))) is not None
        }
        answers = tuple(
            answer_contents(
                span_type.referent_attributes if span_type else (),
                entry.referent.attributes,
                {ReferentId(value): found for value, found in named.items()},
                is_of_referent=True,
            )
        )
        mentions = register.mentions(project, entry.referent.id, _MENTIONS_SHOWN)
        self._details.show_referent(entry, span_type, answers, mentions)

    @Slot()
    def _go_to_first(self) -> None:
        annotation = self._current.annotation
        if annotation is not None and self._chosen is not None:
            for span in annotation.mentions(self._chosen)[:1]:
                self.place_wanted.emit(span.id)

    @Slot(object)
    def _open(self, mention: Mention) -> None:
        article = self._current.article
        if article is not None and article.id == mention.article:
            self.place_wanted.emit(mention.span)
        else:
            self.article_wanted.emit(mention.article, mention.span)

    @Slot(object, str)
    def _rename(self, referent: ReferentId, name: str) -> None:
        self._session.run(
            referents.rename_referent, referent=referent, name=name, article=self._article_id()
        )

    @Slot(object, object, object)
    def _answer(
        self, referent: ReferentId, attribute: Attribute, value: AttributeValue | None
    ) -> None:
        self._session.run(
            referents.set_referent_attribute,
            referent=referent,
            name=attribute.name,
            value=value,
            article=self._article_id(),
        )

    @Slot(object, object)
    def _want_referent(self, referent: ReferentId, attribute: Attribute) -> None:
        self.referent_wanted.emit(referent, attribute, self.focusWidget() or self._details)

    @Slot(object)
    def _ask_merge(self, referent: ReferentId) -> None:
        """Ask which referent is the one to keep."""
        found = register.one(self._session.project, referent)
        if found is None:
            return
        if self._same is None:
            question = tr("Which one is the same and is kept?")
            self._same = ReferentChoice(
                self._session, self._current, self.window(), question, offers_new=False
            )
        button = self._details.merge_button
        self._same.ask(
            found.label,
            lambda kept, _name: self._merge(referent, kept),
            QRect(button.mapTo(self.window(), button.rect().topLeft()), button.size()),
            quote=found.name,
            besides=referent,
        )

    def _merge(self, merged: ReferentId, kept: ReferentId | None) -> None:
        if kept is not None:
            self._chosen = kept
            self._session.run(
                referents.merge_referents,
                kept=kept,
                merged=(merged,),
                article=self._article_id(),
            )

    @Slot(object, object)
    def _split(self, referent: ReferentId, mentions: tuple[Mention, ...]) -> None:
        if not mentions:
            return
        name = ask.text(
            self,
            tr("Split off"),
            tr("What are the selected mentions called?"),
            " ".join(mentions[0].quote.split()),
        )
        if name is not None:
            self._session.run(
                referents.split_referent,
                referent=referent,
                mentions=tuple(SpanId(each.span) for each in mentions),
                name=name,
                article=self._article_id(),
            )

    def _article_id(self) -> ArticleId | None:
        return self._current.article.id if self._current.article else None
