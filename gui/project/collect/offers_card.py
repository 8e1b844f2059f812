"""The card that asks, pair by pair, whether two referents are one, and shows what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from db.merge.likeness import Likeness
from db.model import AnnotatorId, Referent
from db.queries.offers import Evidence, Offer
from db.queries.referents import Mention, RegisterEntry
from db.scheme.model import Scheme
from gui.isolation import BETWEEN, in_a_row, isolated
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, number, titled_card, words

_LIKENESSES = {
    Likeness.SAME: "The names are the same.",
    Likeness.SHORT_FORM: "One may be the short form of the other.",
    Likeness.SLIP: "The names are one letter apart.",
    Likeness.PART: "All words of one are in the other.",
}


class OffersCard(QWidget):
    """Shows one pair at a time; S says the same, D different, the arrows leave it for later.

    `same_wanted` and `different_wanted` carry an Offer, `evidence_wanted` the one that is shown.
    """

    same_wanted = Signal(object)
    different_wanted = Signal(object)
    evidence_wanted = Signal(object)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._offers: tuple[Offer, ...] = ()
        self._at = 0
        self._count = words("", "muted", "secondary")
        self._why = words("", wraps=True)
        self._against = words("", "problem", wraps=True)
        self._left, self._right = _Side(), _Side()
        self.same = button(tr("Same"), self._say_same, role="primary")
        self.different = button(tr("Different"), self._say_different, role="")
        self._back = button(tr("Previous"), lambda: self._step(-1), role="quiet")
        self._skip = button(tr("Skip"), lambda: self._step(1), role="quiet")
        self.same.setToolTip(tr("Key S: one referent, with the name on the left"))
        self.different.setToolTip(tr("Key D: you are not asked about these two again"))
        self._skip.setToolTip(tr("Right arrow: decide later"))
        self._lay_out()

    def show_offers(self, offers: Sequence[Offer], scheme: Scheme) -> None:
        """Show these, at the pair that was shown or the one in its place; hidden without any."""
        self._scheme = scheme
        shown = self.current
        self._offers = tuple(offers)
        keys = [(each.kept.id, each.other.id) for each in offers]
        if shown is not None and (shown.kept.id, shown.other.id) in keys:
            self._at = keys.index((shown.kept.id, shown.other.id))
        self.setVisible(bool(offers))
        self._show()

    def drop(self, offer: Offer) -> None:
        """Go on with the next pair at once: this one was answered."""
        self._offers = tuple(each for each in self._offers if each != offer)
        self.setVisible(bool(self._offers))
        self._show()

    def show_evidence(
        self, offer: Offer, evidence: Evidence | None, names: Mapping[AnnotatorId, str]
    ) -> None:
        """Show what speaks for a pair, if it is still the one that is shown."""
        if offer == self.current and evidence is not None:
            self._left.show_evidence(evidence.kept, evidence.kept_mentions, names)
            self._right.show_evidence(evidence.other, evidence.other_mentions, names)

    @property
    def current(self) -> Offer | None:
        """The pair that is shown."""
        return self._offers[self._at] if self._at < len(self._offers) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key a decision."""
        if not self._is_answered(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same keys on the buttons, which would take the arrows for themselves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._is_answered(event)
        return super().eventFilter(watched, event)

    def _is_answered(self, event: QKeyEvent) -> bool:
        answers: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_S: self._say_same,
            Qt.Key.Key_D: self._say_different,
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Left: lambda: self._step(-1),
        }
        answer = answers.get(Qt.Key(event.key()))
        if answer is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        answer()
        return True

    def _lay_out(self) -> None:
        card = titled_card(tr("Referents that may be one"))
        card.head.addWidget(self._count)
        card.body.setSpacing(8)
        told = tr("Annotators made these on their own. Is it the same thing in the world?")
        card.body.addWidget(words(told, "muted", wraps=True))
        for part in (self._why, self._against):
            card.body.addWidget(part)
        sides = QGridLayout()
        sides.setHorizontalSpacing(24)
        for column, side in enumerate((self._left, self._right)):
            sides.addWidget(side, 0, column, Qt.AlignmentFlag.AlignTop)
            sides.setColumnStretch(column, 1)
        card.body.addLayout(sides)
        row = FlowLayout(gap=8, line_gap=6)
        for each in (self.same, self.different, self._skip, self._back):
            row.addWidget(each)
            each.installEventFilter(self)
        row.addWidget(words(tr("Keys: S same, D different, → skip"), "muted", "secondary"))
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _show(self) -> None:
        self._at = max(0, min(self._at, len(self._offers) - 1))
        offer = self.current
        if offer is None:
            return
        place = tr("{at} of {total}", at=number(self._at + 1), total=number(len(self._offers)))
        self._count.setText(place)
        span_type = self._scheme.span_type(offer.kept.label)
        label = span_type.title if span_type is not None else offer.kept.label
        self._why.setText(in_a_row((label, tr(_LIKENESSES[offer.likeness]))))
        self._against.setText(tr("Their types differ, which speaks against it."))
        self._against.setVisible(offer.types_differ)
        self._left.show_referent(offer.kept, tr("would stay"))
        self._right.show_referent(offer.other, tr("would become part of it"))
        self.evidence_wanted.emit(offer)

    def _step(self, step: int) -> None:
        if self._offers:
            self._at = (self._at + step) % len(self._offers)
            self._show()

    def _say_same(self) -> None:
        if self.current is not None:
            self.same_wanted.emit(self.current)

    def _say_different(self) -> None:
        if self.current is not None:
            self.different_wanted.emit(self.current)


class _Side(QWidget):
    """One referent of a pair."""

    def __init__(self) -> None:
        super().__init__()
        self._fate = ""
        self._name = words("", "heading", wraps=True)
        self._about = words("", "muted", "secondary", wraps=True)
        self._mentions = QLabel()
        self._mentions.setTextFormat(Qt.TextFormat.PlainText)
        self._mentions.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._name, self._about, self._mentions):
            layout.addWidget(part)

    def show_referent(self, referent: Referent, fate: str) -> None:
        self._name.setText(referent.name)
        self._fate = in_a_row((fate, *_answers(referent)))
        self._about.setText(self._fate)
        self._mentions.clear()

    def show_evidence(
        self, entry: RegisterEntry, mentions: Sequence[Mention], names: Mapping[AnnotatorId, str]
    ) -> None:
        owner = entry.referent.owner
        whose = tr("by {name}", name=names.get(owner, "")) if owner else tr("in the register")
        count = tr_count(entry.mentions, "{count} mention", "{count} mentions")
        articles = tr_count(entry.articles, "in {count} article", "in {count} articles")
        where = f"{count} {articles}" if entry.mentions else tr("not mentioned yet")
        self._about.setText(BETWEEN.join((self._fate, isolated(whose), where)))
        self._mentions.setText("\n\n".join(_quoted(each, names) for each in mentions))


def _answers(referent: Referent) -> list[str]:
    kind = referent.attributes.get("type")
    return [] if kind is None else [str(kind).replace("_", " ")]


def _quoted(mention: Mention, names: Mapping[AnnotatorId, str]) -> str:
    around = " ".join(f"… {mention.before}[{mention.quote}]{mention.after} …".split())
    whose = in_a_row((mention.article_title, names.get(mention.annotator, "")))
    return f"{around}\n{whose}"
