"""The pane of the chosen unit: what it is about, its versions, gold so far, and why."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.review.model import Unit, UnitKind
from db.scheme.guidelines import rules_of
from gui.review.contents import CardContents, Teller
from gui.review.current import CurrentReview
from gui.review.decide.choice_row import ChoiceRow, TwoStrip
from gui.review.decide.gold_card import GoldCard
from gui.review.decide.remark_form import RemarkForm
from gui.review.decide.showing import show_part
from gui.review.decide.version_card import VersionCard
from gui.review.deciding import Deciding
from gui.review.wording import status_words, unit_title
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.parts import words
from gui.widgets.scrolled_column import ScrolledColumn
from gui.widgets.soon import Soon


class DecidePane(QWidget):
    """Follows the current unit.

    `version_wanted` carries the shown number of a version to take, `command_wanted` a command,
    `title_changed` the words of the tab; `text_wanted` says that the keys belong to the text again.
    """

    version_wanted = Signal(int)
    command_wanted = Signal(str)
    title_changed = Signal(str)
    text_wanted = Signal()

    def __init__(self, current: CurrentReview, deciding: Deciding, theme: Theme) -> None:
        super().__init__()
        self._current = current
        self._deciding = deciding
        self._theme = theme
        self._teller: Teller | None = None
        self._heading = words("", "strong", wraps=True)
        self._status = words("", "secondary", "muted", wraps=True)
        self.gold = GoldCard(theme)
        self._cards: list[VersionCard] = []
        self._card_column = QVBoxLayout()
        self.choices = ChoiceRow()
        self.two = TwoStrip()
        self.remark = RemarkForm()
        self._empty = words("", "muted", wraps=True)
        self._scroll = ScrolledColumn("panel", QMargins(12, 10, 12, 12), spacing=9)
        self._soon = Soon(self, self.refresh)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def cards(self) -> tuple[CardContents, ...]:
        """What stands on the cards that are shown."""
        return tuple(card.contents for card in self._cards if not card.isHidden())

    @property
    def tab_title(self) -> str:
        """The words of the tab, with how much is left."""
        count = len(self._current.to_decide) if self._current.reviewed else 0
        return tr("Decide {count}", count=count) if count else tr("Decide")

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.gold.set_theme(theme)
        for card in self._cards:
            card.set_theme(theme)

    def take_focus(self) -> None:
        """Put the focus on the first card's button."""
        first = next((card for card in self._cards if not card.isHidden()), None)
        target = first.findChild(QWidget, "take") if first else None
        (target or self.remark).setFocus(Qt.FocusReason.TabFocusReason)

    def ask_for_two(self) -> None:
        """Ask which two versions are to be joined."""
        self.two.ask()
        self._scroll.verticalScrollBar().setValue(0)

    def say_why(self) -> None:
        """Let the arrow keys choose a reason."""
        self._scroll.ensureWidgetVisible(self.remark)
        self.remark.focus_reason()

    def name_rule(self) -> None:
        """Let the person name the rule that the decision rests on."""
        self._scroll.ensureWidgetVisible(self.remark)
        self.remark.choose_rule()

    def write_note(self) -> None:
        """Let the person write a note."""
        self._scroll.ensureWidgetVisible(self.remark)
        self.remark.focus_note()

    @Slot()
    def refresh(self) -> None:
        """Show the unit that is chosen now."""
        self._soon.stop()
        current = self._current
        reviewed, unit = current.reviewed, current.unit
        self.title_changed.emit(self.tab_title)
        has_unit = reviewed is not None and unit is not None
        for part in (self._heading, self._status, self.choices):
            show_part(part, is_shown=has_unit)
        show_part(self._empty, is_shown=not has_unit)
        if reviewed is None or unit is None:
            self._show_nothing()
            return
        self._heading.setText(
            tr(
                "Unit {number} of {total} · {title}",
                number=current.number,
                total=len(current.units),
                title=unit_title(unit, reviewed.scheme),
            )
        )
        self._status.setText(status_words(unit, reviewed.scheme, current.naming))
        set_role(self._status, "problem", value=unit in current.to_decide)
        self._allow(unit)
        show_part(self.remark, is_shown=not unit.is_only_gold)
        if unit.is_only_gold:
            said = self._telling().said(unit, unit.marked[0])
            self.gold.show_only_gold(reviewed, unit, said)
            self._show_cards(())
            return
        self.gold.show_unit(reviewed, unit, current.standing(unit), current.naming)
        self._show_cards(self._telling().cards(unit, current.candidate))
        self.remark.set_rules(rules_of(reviewed.scheme.guidelines))
        self.remark.show_remark(unit.id, current.remark, current.naming)

    def _telling(self) -> Teller:
        reviewed, naming = self._current.reviewed, self._current.naming
        assert reviewed is not None
        if self._teller is None or not self._teller.tells_of(reviewed, naming):
            self._teller = Teller(reviewed, naming)
        return self._teller

    def _show_nothing(self) -> None:
        self.gold.hide()
        show_part(self.remark, is_shown=False)
        self._show_cards(())
        self._empty.setText(
            tr("Nobody has marked anything in this article.")
            if self._current.reviewed
            else tr(
                "What annotators marked differently stands here side by side, once an article is "
                "chosen on the left."
            )
        )

    def _show_cards(self, contents: tuple[CardContents, ...]) -> None:
        while len(self._cards) < len(contents):
            card = VersionCard(self._theme, len(self._cards) + 1)
            card.taken.connect(self.version_wanted)
            card.chosen.connect(self._current.choose_candidate)
            self._cards.append(card)
            self._card_column.addWidget(card)
        for number, card in enumerate(self._cards):
            show_part(card, is_shown=number < len(contents))
            if number < len(contents):
                card.show_contents(contents[number])

    def _allow(self, unit: Unit) -> None:
        is_article = unit.kind is UnitKind.ARTICLE
        self.choices.allow(
            union=self._deciding.can_unite(unit),
            intersection=self._deciding.can_intersect(unit),
            two=len(unit.marked) > 1,
            edit=not is_article,
        )

    @Slot()
    def _follow_unit(self) -> None:
        self.two.put_away()
        self._soon.start()

    def _connect(self) -> None:
        current = self._current
        current.reloaded.connect(self._soon.start)
        current.unit_chosen.connect(self._follow_unit)
        self.gold.reopen_wanted.connect(lambda: self.command_wanted.emit("review.reopen"))
        self.choices.wanted.connect(self.command_wanted)
        self.two.left.connect(self.two.put_away)
        self.remark.remarked.connect(self._deciding.remark)
        self.remark.left.connect(self.text_wanted)

    def _lay_out(self) -> None:
        self._card_column.setSpacing(8)
        column = self._scroll.column
        column.addWidget(self._heading)
        column.addWidget(self._status)
        column.addWidget(self.two)
        column.addWidget(self.gold)
        column.addLayout(self._card_column)
        column.addWidget(self.choices)
        column.addWidget(self.remark)
        column.addWidget(self._empty)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
