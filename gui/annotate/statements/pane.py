"""The only place for the list of statement cards beside the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from db.model import AttributeValue, ReferentId, SpanId
from db.operations import links, referents, spans
from gui.annotate.answer_contents import AnswerContents
from gui.annotate.current_article import CurrentArticle
from gui.annotate.decorations import Looks
from gui.annotate.statements.card import StatementCard
from gui.annotate.statements.column import CardColumn
from gui.annotate.statements.contents import (
    CardContents,
    Filler,
    Statements,
    Surroundings,
    card_key,
)
from gui.project_session import ProjectSession
from gui.selection import ArmedSlot, Selection
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.soon import Soon

_MARGIN = 12


class StatementsPane(QScrollArea):
    """One card for each statement of the current article, in reading order.

    `left` says that the person goes back to the text, `place_wanted` carries a SpanId to select and
    show there, and `referent_wanted` a ReferentId, an Attribute and the field at which to choose
    its answer.
    """

    title_changed = Signal(str)
    left = Signal()
    place_wanted = Signal(object)
    referent_wanted = Signal(object, object, object)

    def __init__(
        self, session: ProjectSession, current: CurrentArticle, selection: Selection, theme: Theme
    ) -> None:
        super().__init__()
        self._session = session
        self._current = current
        self._selection = selection
        self._theme = theme
        self._looks = Looks(session.scheme, theme)
        self._shown: dict[str, SpanId] = {}
        self._followed: SpanId | None = None
        self._is_stale = True
        self._title = self.tab_title
        self._column = CardColumn(self, self._made, self._dress)
        self._empty = QLabel(
            tr("No statements yet. Select words in the text, then press the key of a label."), self
        )
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self._empty, "muted")
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Statements"))
        # Several signals come with one key; the cards follow them once.
        self._refresh_soon = Soon(self, self._refresh)
        current.reloaded.connect(self._note_change)
        selection.span_selected.connect(self._note_change)
        selection.slot_armed.connect(self._note_change)
        self._note_change()

    @property
    def cards(self) -> tuple[StatementCard, ...]:
        """The cards that can be seen, in the order in which they stand."""
        return self._column.cards

    @property
    def tab_title(self) -> str:
        """The words on this pane's tab, with the number of statements."""
        annotation = self._current.annotation
        labels = {role.source for role in self._session.scheme.roles}
        spans_here = annotation.spans if annotation else ()
        count = len({card_key(span) for span in spans_here if span.label in labels})
        return tr("Statements {count}", count=count) if count else tr("Statements")

    def take_focus(self) -> None:
        """Put the focus on the selected statement's card, else on the first one."""
        self._refresh()
        chosen = [card for card in self.cards if card.contents.is_selected] or list(self.cards)
        for card in chosen[:1]:
            card.take_focus()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._looks = Looks(self._session.scheme, theme)
        self._note_change()

    def open_card(self, span: SpanId) -> bool:
        """Put the focus on the card of a statement; False where the span is on none."""
        self._refresh()
        found = self._current.span(span)
        card = self._column.reveal(card_key(found)) if found is not None else None
        if card is None:
            return False
        card.take_focus()
        return True

    def edit_name(self) -> None:
        """Let the name on the card that has the focus be changed."""
        focused = self.focusWidget()
        for card in self.cards:
            if focused is not None and card.isAncestorOf(focused):
                card.edit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the cards there is room for, or the words for an empty pane as wide as it is."""
        super().resizeEvent(event)
        self._column.follow_room()
        self._empty.setGeometry(self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, 0))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the pane was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    @Slot()
    def _note_change(self) -> None:
        self._is_stale = True
        self._refresh_soon.start()

    @Slot()
    def _refresh(self) -> None:
        self._refresh_soon.stop()
        self._tell_title()
        if not self.isVisible() or not self._is_stale:
            return
        self._is_stale = False
        statements = self._statements()
        self._column.show_cards(statements, reveal=self._newly_selected())
        self._empty.setVisible(not statements.keys)

    def _statements(self) -> Statements:
        annotation, article = self._current.annotation, self._current.article
        selected = self._current.selected
        if selected is not None:
            self._shown[card_key(selected)] = selected.id
        return Statements(
            annotation,
            Surroundings(
                scheme=self._session.scheme,
                body=article.body if article else "",
                problems=self._current.problems,
                comments=self._current.comments,
                selected=self._selection.span,
                armed=self._selection.armed,
                shown=self._shown,
            ),
        )

    def _made(self, contents: CardContents) -> StatementCard:
        card = StatementCard(contents, self._column)
        card.chosen.connect(self.place_wanted)
        card.armed.connect(self._arm)
        card.opened.connect(self._open_filler)
        card.removed.connect(self._remove_filler)
        card.answered.connect(self._answer)
        card.referent_wanted.connect(self._want_referent)
        card.renamed.connect(self._rename)
        card.left.connect(self.left)
        return card

    def _dress(self, card: StatementCard, contents: CardContents) -> None:
        card.show_contents(contents, self._looks, self._theme)

    def _newly_selected(self) -> str:
        """The card to bring on the screen, once for each selection."""
        if self._selection.span == self._followed:
            return ""
        self._followed = self._selection.span
        selected = self._current.selected
        return card_key(selected) if selected is not None else ""

    def _tell_title(self) -> None:
        if self.tab_title != self._title:
            self._title = self.tab_title
            self.title_changed.emit(self._title)

    @Slot(object, str)
    def _arm(self, statement: SpanId, role: str) -> None:
        self.place_wanted.emit(statement)
        self._selection.arm(ArmedSlot(statement, role))
        self.left.emit()

    @Slot(object)
    def _open_filler(self, filler: Filler) -> None:
        self.place_wanted.emit(filler.target if filler.is_own and filler.target else filler.source)

    @Slot(object)
    def _remove_filler(self, filler: Filler) -> None:
        if (article := self._current.article) is not None:
            self._session.run(links.delete_link, article=article.id, link=filler.link)

    @Slot(object, object, object)
    def _answer(
        self, contents: CardContents, answer: AnswerContents, value: AttributeValue | None
    ) -> None:
        article = self._current.article
        if article is None:
            return
        name = answer.attribute.name
        if not answer.is_of_referent:
            self._session.run(
                spans.set_attribute, article=article.id, span=contents.shown, name=name, value=value
            )
        elif contents.referent is not None:
            self._session.run(
                referents.set_referent_attribute,
                referent=contents.referent,
                name=name,
                value=value,
                article=article.id,
            )

    @Slot(object, object)
    def _want_referent(self, contents: CardContents, answer: AnswerContents) -> None:
        self.referent_wanted.emit(contents.referent, answer.attribute, self.focusWidget())

    @Slot(object, str)
    def _rename(self, referent: ReferentId, name: str) -> None:
        article = self._current.article
        self._session.run(
            referents.rename_referent,
            referent=referent,
            name=name,
            article=article.id if article else None,
        )
