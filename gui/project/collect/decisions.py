"""What collected work asks the lead: which of two copies counts, and which referents are one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.merge.comparison import compared
from db.model import AnnotatorId
from db.operations import forks as fork_operations
from db.operations import offers as offer_operations
from db.operations import referents as referent_operations
from db.project import Project
from db.queries import annotators, forks, layers, offers, second_readings
from db.queries.forks import Fork
from db.queries.offers import Evidence, Offer
from gui.background import Background
from gui.beside import LatestReading
from gui.project.collect.forks_card import Copies, ForksCard, open_forks
from gui.project.collect.offers_card import OffersCard
from gui.project.collect.wording import second_reader_names
from gui.project_session import ProjectSession
from gui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class _Questions:
    names: dict[AnnotatorId, str]
    forks: tuple[Fork, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A pair and what was found about it; `offer` says which pair was asked about."""

    offer: Offer | None
    evidence: Evidence | None


class Decisions(QWidget):
    """Both cards, each hidden while it asks nothing. `counted` carries how much there is to decide.

    That is the number of articles with copies, and of pairs of referents.
    """

    counted = Signal(int, int)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._names: dict[AnnotatorId, str] = {}
        self._fork: Fork | None = None
        self._offer: Offer | None = None
        self.forks = ForksCard(theme)
        self.offers = OffersCard(session.scheme)
        self._reading = LatestReading(session, background, _read, self._show)
        self._comparing = LatestReading(session, background, self._compare, self._show_copies)
        self._asking = LatestReading(session, background, self._look_up, self._show_evidence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for card in (self.forks, self.offers):
            card.hide()
            layout.addWidget(card)
        self._connect()

    def refresh(self) -> None:
        """Look again what is to be decided."""
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.forks.set_theme(theme)

    def _connect(self) -> None:
        self.forks.compare_wanted.connect(self._want_copies)
        self.forks.keep_one_wanted.connect(self._keep_one)
        self.forks.keep_other_wanted.connect(self._keep_other)
        self.forks.reopen_wanted.connect(self._reopen)
        self.offers.evidence_wanted.connect(self._want_evidence)
        self.offers.same_wanted.connect(self._merge)
        self.offers.different_wanted.connect(self._keep_apart)

    def _show(self, found: _Questions) -> None:
        self._names = found.names
        self.forks.show_forks(found.forks, found.names)
        self.offers.show_offers(found.offers, self._session.scheme)
        self.counted.emit(open_forks(found.forks), len(found.offers))

    def _want_copies(self, fork: Fork | None) -> None:
        self._fork = fork
        if fork is not None:
            self._comparing.refresh()

    def _compare(self, project: Project) -> Copies | None:
        # Which copy that is may have changed since it was asked for.
        fork = self._fork
        layer = layers.of(project, fork.article, fork.annotator) if fork is not None else None
        if fork is None or layer is None or forks.one(project, fork.id) is None:
            return None
        one, other = layers.annotation(project, layer), forks.annotation(project, fork.id)
        return Copies(fork=fork, one=one, other=other, comparison=compared(one, other))

    def _show_copies(self, copies: Copies | None) -> None:
        self.forks.show_copies(copies, self._session.scheme)

    def _keep_one(self, fork: Fork) -> None:
        self._session.run(
            fork_operations.keep_layer, article=fork.article, annotator=fork.annotator
        )

    def _keep_other(self, fork: Fork) -> None:
        self._session.run(fork_operations.keep_fork, fork=fork.id)

    def _reopen(self, fork: Fork) -> None:
        self._session.run(fork_operations.reopen, article=fork.article, annotator=fork.annotator)

    def _want_evidence(self, offer: Offer) -> None:
        self._offer = offer
        self._asking.refresh()

    def _look_up(self, project: Project) -> _Asked:
        offer = self._offer
        evidence = offers.evidence(project, offer) if offer is not None else None
        return _Asked(offer=offer, evidence=evidence)

    def _show_evidence(self, asked: _Asked) -> None:
        if asked.offer is not None:
            self.offers.show_evidence(asked.offer, asked.evidence, self._names)

    def _merge(self, offer: Offer) -> None:
        changes = self._session.run(
            referent_operations.merge_referents, kept=offer.kept.id, merged=[offer.other.id]
        )
        if changes is not None:
            self.offers.drop(offer)

    def _keep_apart(self, offer: Offer) -> None:
        changes = self._session.run(
            offer_operations.keep_apart, one=offer.kept.id, other=offer.other.id
        )
        if changes is not None:
            self.offers.drop(offer)


def _read(project: Project) -> _Questions:
    names = {each.id: each.name for each in annotators.every(project)}
    return _Questions(
        names={**names, **second_reader_names(second_readings.persons(project), names)},
        forks=forks.every(project),
        offers=offers.every(project),
    )
