"""The left side: what is looked for, how far reading is, and the kinds of what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from db.model import Referent, ReferentId
from db.queries import referents
from db.queries.explore import Asked
from db.review.alike import Case, Likeness
from gui.explore.case_reader import CaseReader
from gui.explore.kind_list import KindList
from gui.explore.kinds import Pile, in_pile, kinds_of, pile_of
from gui.explore.referent_choice import ReferentChoice
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme, label_colour, label_tint
from gui.translation import tr, tr_count
from gui.widgets.chip import Chip
from gui.widgets.parts import button, words
from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.search_field import SearchField

_PILES = (
    (Pile.ALL, "All"),
    (Pile.DIFFER, "Differ"),
    (Pile.AGREED, "Agreed"),
    (Pile.BARE, "Nobody"),
    (Pile.SETTLED, "Settled"),
)


class QuestionPane(QFrame):
    """`asked` carries what is looked for; `narrowed` comes when a pile or a kind was chosen.

    `left_downwards` asks for the list of cases to have the focus.
    """

    asked = Signal(object)
    narrowed = Signal()
    left_downwards = Signal()

    def __init__(self, session: ProjectSession, theme: Theme, reader: CaseReader) -> None:
        super().__init__()
        set_role(self, "pane", "panel")
        self._session = session
        self._theme = theme
        self._reader = reader
        self._referent: Referent | None = None
        self.field = SearchField(tr("Word or phrase in all articles"))
        self._choose = button(tr("Referent …"), self.choose_referent)
        self._chip = Chip("")
        self._pills = PillBar(tr("Which places are listed"))
        self._kinds = KindList()
        self._count = words("", "muted", "secondary", wraps=True)
        self._line = ProgressLine(tr("How much is read"), theme.accent)
        self._more = button(tr("Read on"), reader.read_on)
        self._stop = button(tr("Stop"), reader.stop)
        self._lay_out()
        self._connect()
        self.show_found()

    @property
    def title(self) -> str:
        """What is looked for, in words; "" for nothing."""
        if self._referent is not None:
            return self._referent.name
        said = self._reader.asked.words
        return f"“{said}”" if said else ""

    @property
    def pile(self) -> Pile:
        """The chosen pile."""
        return Pile(self._pills.current or Pile.ALL)

    @property
    def likeness(self) -> Likeness | None:
        """The chosen kind, None for all."""
        return self._kinds.current

    def listed(self) -> tuple[Case, ...]:
        """The cases of the chosen pile and kind."""
        found = in_pile(self._reader.cases, self.pile)
        likeness = self.likeness
        if likeness is None:
            return found
        return tuple(case for case in found if case.likeness == likeness)

    def ask_words(self, said: str) -> None:
        """Look for a phrase."""
        self.field.setText(said)
        self.field.search_now()

    def ask_referent(self, referent: ReferentId) -> None:
        """Look for all mentions of a referent."""
        found = referents.one(self._session.project, referent)
        if found is None:
            return
        self._referent = found
        self.field.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.field.clear()
        self.field.blockSignals(False)  # noqa: FBT003
        self._show_referent()
        self._tell(Asked(referent=referent))

    def choose_referent(self) -> None:
        """Open the list of referents."""
        choice = ReferentChoice(self._choose, self._session)
        choice.referent_chosen.connect(self.ask_referent)
        choice.ask()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._line.set_colour(theme.accent)
        self._show_referent()

    def show_found(self) -> None:
        """Count what was found so far, and sort it into kinds."""
        cases = self._reader.cases
        counts = Counter(pile_of(case) for case in cases)
        counts[Pile.ALL] = len(cases)
        self._pills.set_pills(
            [Pill(key=pile, title=tr(title), count=counts[pile]) for pile, title in _PILES]
        )
        self._kinds.show_kinds(kinds_of(in_pile(cases, self.pile)), self._session.scheme)
        self.show_progress()

    def show_progress(self) -> None:
        """Say how much of the project was gone through."""
        reader = self._reader
        is_asked = reader.asked != Asked()
        self._pills.setVisible(is_asked)
        self._count.setText(_found_words(reader) if is_asked else "")
        self._line.setVisible(is_asked and not reader.is_complete)
        self._line.show_share(round(1000 * reader.share), 1000)
        self._more.setVisible(not reader.is_complete and not reader.is_reading)
        self._stop.setVisible(not reader.is_complete and reader.is_reading)

    def _lay_out(self) -> None:
        self._chip.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._choose)
        row.addWidget(self._chip)
        row.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._more)
        foot.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.field)
        layout.addLayout(row)
        layout.addWidget(self._pills)
        layout.addWidget(self._kinds, 1)
        layout.addWidget(self._line)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.field.searched.connect(self._search)
        self.field.accepted.connect(self.left_downwards)
        self.field.left_downwards.connect(self._kinds.setFocus)
        self._chip.clicked.connect(self.choose_referent)
        self._chip.removed.connect(self._forget_referent)
        self._pills.chosen.connect(self._show_pile)
        self._kinds.chosen.connect(lambda _likeness: self.narrowed.emit())
        self._reader.changed.connect(self.show_found)
        self._reader.progressed.connect(self.show_progress)
        self._reader.ended.connect(self.show_progress)

    def _search(self, said: str) -> None:
        if said:
            self._referent = None
            self._show_referent()
        if said or self._referent is None:
            self._tell(Asked(words=said))

    def _forget_referent(self) -> None:
        self._referent = None
        self._show_referent()
        self._tell(Asked())
        self.field.setFocus()

    def _tell(self, asked: Asked) -> None:
        self._pills.choose(Pile.ALL)
        self._kinds.choose_all()
        self.asked.emit(asked)

    def _show_pile(self, _pile: str) -> None:
        self._kinds.choose_all()
        self._kinds.show_kinds(
            kinds_of(in_pile(self._reader.cases, self.pile)), self._session.scheme
        )
        self.narrowed.emit()

    def _show_referent(self) -> None:
        found = self._referent
        self._chip.setVisible(found is not None)
        if found is None:
            return
        self._chip.set_words(found.name, is_removable=True)
        span_type = self._session.scheme.span_type(found.label)
        if span_type is not None:
            self._chip.set_look(
                tint=label_tint(span_type, self._theme),
                outline=label_colour(span_type, self._theme),
            )


def _found_words(reader: CaseReader) -> str:
    cases: Sequence[Case] = reader.cases
    articles = len({case.article for case in cases})
    if not cases:
        return tr("Reading …") if reader.is_reading else tr("Found nowhere.")
    found = tr(
        "{places} in {articles}",
        places=tr_count(len(cases), "{count} place", "{count} places"),
        articles=tr_count(articles, "{count} article", "{count} articles"),
    )
    if reader.is_complete:
        return found
    share = QLocale().toString(int(100 * reader.share))
    return tr("{found}, {share} % of the articles read", found=found, share=share)
