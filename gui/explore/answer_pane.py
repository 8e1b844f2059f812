"""The right side: as what the chosen cases can be settled, who said what, and counts by label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from db.model import AnnotatorId
from db.review.alike import Case, Said
from db.review.choices import TakeUnion
from db.review.decisions import Reason
from db.scheme.guidelines import rules_of
from db.scheme.model import Scheme
from gui.explore.answer_button import AnswerButton
from gui.explore.case_card import CaseCard
from gui.explore.count_table import CountTable
from gui.explore.offers import Offer, Why, offers, ranked
from gui.explore.wording import said_words
from gui.isolation import in_a_row
from gui.rule_field import RuleField
from gui.style_sheet import set_role
from gui.theme import Theme, label_colour
from gui.translation import tr, tr_count
from gui.widgets.parts import clear, words
from gui.widgets.scrolled_column import ScrolledColumn

_NO_REASON = ""


class AnswerPane(ScrolledColumn):
    """`settled` carries the Offer that a person took; `article_wanted` and `review_wanted` a Case.

    The cases that are chosen, and where bare words are marked, are asked for by who listens.
    """

    settled = Signal(object)
    article_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(self, theme: Theme, own_name: str, *, can_review: bool) -> None:
        """`own_name` is whose work bare words may be marked as instead of gold; "" for nobody."""
        super().__init__("panel", QMargins(14, 14, 14, 14), spacing=10)
        self._theme = theme
        self._offers: tuple[Offer, ...] = ()
        self._shown: object = None
        self._listed: Sequence[Case] = ()
        self._known: tuple[Said, ...] = ()
        self._has_bare = False
        self._heading = words("", "heading", wraps=True)
        self._hint = words("", "muted", "secondary", wraps=True)
        self._answers = QVBoxLayout()
        self._reason = _reasons()
        self._rule = RuleField()
        self._into = _targets(own_name)
        self._form = QWidget()
        self._rows = QFormLayout(self._form)
        self._card = CaseCard(can_review=can_review)
        self._count_title = words(tr("How often each label was given"), "strong")
        self._counts = CountTable()
        self._lay_out()
        self._card.article_wanted.connect(self.article_wanted)
        self._card.review_wanted.connect(self.review_wanted)

    @property
    def why(self) -> Why:
        """Why they differ and by which rule they are settled, if the lead said so."""
        value = self._reason.currentData()
        return Why(reason=Reason(value) if value else None, rule=self._rule.rule)

    @property
    def is_own(self) -> bool:
        """Whether bare words are marked as own work and not in gold."""
        return self._has_bare and bool(self._into.currentData())

    def set_theme(self, theme: Theme) -> None:
        """Take other colours when the cases are shown again."""
        self._theme = theme
        self._shown = None

    def take_focus(self) -> None:
        """Put the focus on the first answer, or on what stands there instead."""
        first = self._answers.itemAt(0)
        target = first.widget() if first is not None else None
        (target or self._into).setFocus(Qt.FocusReason.TabFocusReason)

    def offer(self, key: str) -> Offer | None:
        """The answer that a key takes."""
        return next((each for each in self._offers if each.key == key), None)

    def show_cases(
        self,
        chosen: Sequence[Case],
        listed: Sequence[Case],
        names: Mapping[AnnotatorId, str],
        scheme: Scheme,
    ) -> None:
        """Show what can be done with the chosen ones of the listed cases."""
        shown = (tuple(chosen), tuple(listed), dict(names), scheme)
        if shown == self._shown:
            return
        self._shown = shown
        self._heading.setText(_heading(chosen))
        if listed is not self._listed:
            self._listed, self._known = listed, ranked(listed)
        self._offers = offers(chosen, self._known, scheme)
        self._show_answers(len(chosen), scheme)
        self._has_bare = any(case.unit is None for case in chosen)
        has_unit = any(case.unit is not None for case in chosen)
        has_choice = self._has_bare and self._into.count() > 1
        self._rows.setRowVisible(self._reason, has_unit)
        rules = rules_of(scheme.guidelines)
        self._rule.set_rules(rules)
        self._rows.setRowVisible(self._rule, has_unit and bool(rules))
        self._rows.setRowVisible(self._into, has_choice)
        self._form.setVisible(bool(self._offers) and (has_unit or has_choice))
        self._card.show_case(chosen[0] if len(chosen) == 1 else None, names, scheme)
        counted = chosen if len(chosen) > 1 else listed
        self._counts.show_counts(counted, names, scheme)
        self._count_title.setVisible(bool(self._counts.rows))
        self._hint.setText(_hint(chosen, self._offers, listed))
        self._hint.setVisible(bool(self._hint.text()))

    def _show_answers(self, total: int, scheme: Scheme) -> None:
        # The last one in here that had it may be on a page that nobody looks at any more.
        focused = self.focusWidget()
        had_focus = focused is not None and focused is not self and focused.hasFocus()
        clear(self._answers)
        for offer in self._offers:
            button = AnswerButton(
                offer.key,
                _offer_words(offer, scheme),
                _offer_detail(offer, total),
                self._ink(offer, scheme),
            )
            button.clicked.connect(lambda _checked=False, each=offer: self.settled.emit(each))
            self._answers.addWidget(button)
        if had_focus:
            self.setFocus()

    def _ink(self, offer: Offer, scheme: Scheme) -> QColor | None:
        span_type = scheme.span_type(offer.said.label) if offer.said else None
        return None if span_type is None else label_colour(span_type, self._theme)

    def _lay_out(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addRow(words(tr("Reason"), "muted", "secondary"), self._reason)
        self._rows.addRow(words(tr("Rule"), "muted", "secondary"), self._rule)
        self._rows.addRow(words(tr("Unmarked words go to"), "muted", "secondary"), self._into)
        self._answers.setSpacing(6)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._hint)
        self.column.addLayout(self._answers)
        self.column.addWidget(self._form)
        self.column.addWidget(self._card)
        self.column.addSpacing(6)
        self.column.addWidget(self._count_title)
        self.column.addWidget(self._counts)
        self.column.addStretch(1)
        self.setAccessibleName(tr("What to do with the chosen places"))


def _heading(chosen: Sequence[Case]) -> str:
    if not chosen:
        return tr("Nothing chosen")
    places = tr_count(len(chosen), "{count} place", "{count} places")
    articles = len({case.article for case in chosen})
    if len(chosen) == 1:
        return tr("Settle this place as")
    return tr(
        "Settle {places} in {articles} as",
        places=places,
        articles=tr_count(articles, "{count} article", "{count} articles"),
    )


def _hint(chosen: Sequence[Case], found: Sequence[Offer], listed: Sequence[Case]) -> str:
    if not listed:
        return tr("Type a word or a phrase, or choose a referent, to see it in all articles.")
    if not chosen:
        return tr(
            "Choose a place, or several with Shift or Ctrl; Ctrl+A takes all that are listed."
        )
    return "" if found else tr("There is nothing to settle here.")


def _offer_words(offer: Offer, scheme: Scheme) -> str:
    if offer.said is not None:
        return said_words(offer.said, scheme, in_full=True)
    if isinstance(offer.extent, TakeUnion):
        return tr("all words that anybody marked")
    return tr("the words that all of them share")


def _offer_detail(offer: Offer, total: int) -> str:
    parts = []
    if offer.count and total > 1:
        parts.append(tr("a version in {count} of {total}", count=offer.count, total=total))
    elif offer.said is not None and offer.said.shown_referent is not None:
        parts.append(tr("as in other places"))
    if offer.fits < total:
        parts.append(tr("fits {count} of {total}", count=offer.fits, total=total))
    return in_a_row(parts)


def _reasons() -> QComboBox:
    box = QComboBox()
    set_role(box, "compact")
    box.setAccessibleName(tr("Reason"))
    for title, value in (
        (tr("none", meaning="reason"), _NO_REASON),
        (tr("boundary"), Reason.BOUNDARY),
        (tr("label"), Reason.LABEL),
        (tr("referent"), Reason.REFERENT),
        (tr("role"), Reason.ROLE),
        (tr("guideline gap"), Reason.GUIDELINE_GAP),
        (tr("ambiguous text"), Reason.AMBIGUOUS_TEXT),
        (tr("slip"), Reason.SLIP),
        (tr("other"), Reason.OTHER),
    ):
        box.addItem(title, str(value))
    return box


def _targets(own_name: str) -> QComboBox:
    box = QComboBox()
    set_role(box, "compact")
    box.setAccessibleName(tr("Unmarked words go to"))
    box.addItem(tr("gold"), False)  # noqa: FBT003 - what the choice stands for
    if own_name:
        box.addItem(tr("the work of {name}", name=own_name), True)  # noqa: FBT003
    return box
