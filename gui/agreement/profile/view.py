"""The annotators: how all stand to the settled version, and the profile of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from db.agreement.drift import WINDOW, Drift
from db.agreement.figure import Figure, Measure, Reason, Scope
from db.agreement.layers import pair_of
from db.model import AnnotatorId
from db.queries.annotator_profile import Workload
from gui.agreement.cards.card_grid import CardGrid
from gui.agreement.cards.drawings import figure_bar, kind_rows
from gui.agreement.cards.plot_card import PlotCard
from gui.agreement.plots.bar_list import Bar, BarList
from gui.agreement.plots.kind_list import KindList
from gui.agreement.plots.line_plot import LinePlot, Point
from gui.agreement.profile.sheets import WITH_GOLD, Profile, Standing
from gui.agreement.wish import Behind, behind_figure
from gui.agreement.wording import Names, value_words
from gui.isolation import in_a_row
from gui.translation import tr, tr_count, tr_said
from gui.widgets.moments import duration
from gui.widgets.parts import clear, words

_PEOPLE_SHOWN = 10
_OVERLAPPING = "Settled version, overlapping"


class ProfilesView(QWidget):
    """`opened` carries the Behind of a figure, point or slip; `profile_wanted` an AnnotatorId."""

    opened = Signal(object)
    profile_wanted = Signal(object)

    def __init__(self, names: Callable[[], Names]) -> None:
        super().__init__()
        self._names = names
        self._standings: dict[AnnotatorId, Standing] = {}
        self._chosen: AnnotatorId | None = None
        self.people = BarList(tr("Annotators"), rows_shown=_PEOPLE_SHOWN)
        self.figures = BarList(tr("Agreement of this annotator"))
        self.time = LinePlot(tr("With the settled version, over time"))
        self.slips = KindList(tr("Typical slips"))
        self._drift = words("", "problem", wraps=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setColumnStretch(1, 1)
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._drift)
        column.addLayout(self._facts)
        self._about = PlotCard("", about)
        self._slips_card = PlotCard(tr("Typical slips"), self.slips)
        self._people_card = PlotCard(tr("Agreement with the settled version"), self.people)
        self._figures_card = PlotCard(tr("Agreement"), self.figures)
        time_card = PlotCard(tr("With the settled version, over time"), self.time)
        time_card.say(
            tr(
                "Span F1 over the last {count} articles in the order in which they were read.",
                count=WINDOW,
            )
        )
        self._grid = CardGrid(
            (self._people_card, self._about, self._figures_card, time_card, self._slips_card)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._grid)
        self.people.opened.connect(self._choose_and_open)
        for plot in (self.figures, self.time, self.slips):
            plot.opened.connect(self.opened)

    @property
    def chosen(self) -> AnnotatorId | None:
        """Whose profile is shown."""
        return self._chosen

    @property
    def behind(self) -> Behind | None:
        """What keeps the one who is shown from agreeing with the settled version."""
        standing = self._standings.get(self._chosen) if self._chosen is not None else None
        if standing is None or standing.with_gold.value is None:
            return None
        return behind_figure(standing.with_gold, WITH_GOLD)

    def show_standings(self, standings: tuple[Standing, ...]) -> None:
        """Show how all stand; the profile stays with the one who was chosen, or is the first."""
        self._standings = {each.workload.annotator.id: each for each in standings}
        self.people.show_rows([_person_bar(each) for each in standings])
        has_gold = any(each.with_gold.value is not None for each in standings)
        self._people_card.say(
            tr("Choose one to see the profile.")
            if has_gold
            else tr("Nothing is settled yet. What is settled in Review is compared here.")
        )
        if self._chosen not in self._standings:
            self._chosen = _first_to_show(standings)
        if self._chosen is not None:
            self.choose(self._chosen)

    def choose(self, annotator: AnnotatorId) -> None:
        """Show what is known of one of them, and ask for the rest."""
        self._chosen = annotator
        self.people.mark(annotator)
        standing = self._standings[annotator]
        self._about.set_title(standing.workload.annotator.name)
        warning = standing.drift.warning
        self._drift.setText("" if warning is None else tr_said(str(warning)))
        self._drift.setVisible(warning is not None)
        self._show_facts(standing.workload, None)
        self.time.show_points(_points(standing.drift, standing))
        self.time.say_when_empty(tr("None of this annotator's articles is settled yet."))
        self.figures.show_rows([_gold_bar(standing.with_gold, tr(_OVERLAPPING))])
        self.slips.show_rows(())
        self._slips_card.say(tr("Looking for the differences …"))
        self.profile_wanted.emit(annotator)

    def show_profile(self, profile: Profile) -> None:
        """Show the rest."""
        if profile.annotator != self._chosen:
            return
        standing = self._standings[profile.annotator]
        self._show_facts(standing.workload, profile)
        bars = [
            _gold_bar(standing.with_gold, tr(_OVERLAPPING)),
            _gold_bar(profile.exact, tr("Settled version, exact")),
        ]
        if profile.consistency is not None:
            bar = figure_bar(profile.consistency, tr("Themselves, texts read twice"), WITH_GOLD)
            key = behind_figure(profile.consistency, WITH_GOLD)
            bars.append(replace(bar, key=replace(key, read_twice_by=profile.annotator)))
        self.figures.show_rows(bars)
        self._figures_card.say(_shares(profile))
        self.slips.show_rows(kind_rows(profile.slips, self._names()))
        self._slips_card.say("" if profile.slips else tr("No slip is known."))

    def mark(self, behind: Behind | None) -> None:
        """Show what was opened."""
        for plot in (self.figures, self.time, self.slips):
            plot.mark(behind)

    def _choose_and_open(self, annotator: AnnotatorId) -> None:
        self.choose(annotator)
        if self.behind is not None:
            self.opened.emit(self.behind)

    def _show_facts(self, workload: Workload, profile: Profile | None) -> None:
        clear(self._facts)
        for row, (name, value) in enumerate(_facts(workload, profile, self._names())):
            self._facts.addWidget(words(name, "muted"), row, 0)
            self._facts.addWidget(words(value, wraps=True), row, 1)


def _first_to_show(standings: Sequence[Standing]) -> AnnotatorId | None:
    """Somebody of whom there is something to say."""
    compared = [each for each in standings if each.with_gold.value is not None]
    return next((each.workload.annotator.id for each in (*compared, *standings)), None)


def _gold_bar(figure: Figure, name: str) -> Bar:
    bar = figure_bar(figure, name, WITH_GOLD)
    if figure.reason is Reason.NO_ARTICLE:
        return replace(bar, note=tr("nothing settled to compare with"), key=None)
    return bar


def _person_bar(standing: Standing) -> Bar:
    workload = standing.workload
    done = tr("{count} done", count=QLocale().toString(workload.done))
    note = in_a_row((done, tr("drifting") if standing.drift.warning is not None else ""))
    bar = _gold_bar(standing.with_gold, workload.annotator.name)
    said = note if bar.value is not None else in_a_row((done, bar.note))
    return replace(bar, note=said, key=workload.annotator.id, spoken=in_a_row((bar.spoken, note)))


def _points(drift: Drift, standing: Standing) -> tuple[Point, ...]:
    pair = standing.with_gold.scope.annotators
    return tuple(
        Point(
            name=each.day or str(number),
            value=each.moving,
            spoken=tr(
                "{moving} over the last articles, {value} in this one",
                moving=value_words(each.moving),
                value=value_words(each.value),
            ),
            key=Behind(
                measure=Measure.SPANS_RELAXED,
                scope=Scope(
                    annotators=pair_of(*pair) if pair is not None else None, article=each.article
                ),
                basis=WITH_GOLD,
            ),
        )
        for number, each in enumerate(drift.points, start=1)
    )


def _facts(
    workload: Workload, profile: Profile | None, names: Names
) -> tuple[tuple[str, str], ...]:
    number = QLocale().toString
    articles = [
        tr("{count} done", count=number(workload.done)),
        *(
            tr(said, count=number(count))
            for said, count in (
                ("{count} with nothing to mark", workload.empty),
                ("{count} open", workload.open),
                ("{count} skipped", workload.skipped),
            )
            if count
        ),
    ]
    spans = [f"{names.label(label)} {number(count)}" for label, count in workload.spans.items()]
    facts = [
        (tr("Articles"), in_a_row(articles)),
        (tr("Spans"), in_a_row((number(workload.span_count), *spans))),
        (tr("Links"), number(workload.links)),
        (tr("Time"), _time(workload)),
    ]
    if workload.calibrated:
        facts.append((tr("Calibration"), _articles(workload.calibrated)))
    if profile is not None:
        twice = (
            tr("no text yet")
            if not profile.read_twice
            else tr_count(profile.read_twice, "{count} text", "{count} texts")
        )
        facts.append((tr("Read twice"), twice))
    return tuple(facts)


def _time(workload: Workload) -> str:
    each = workload.seconds_per_article
    if each is None:
        return tr("not measured")
    pace = (
        tr("{seconds} s an article", seconds=round(each))
        if each < 90
        else tr("{minutes} min an article", minutes=round(each / 60))
    )
    return in_a_row((duration(workload.seconds), pace))


def _articles(count: int) -> str:
    return tr_count(count, "{count} article", "{count} articles")


def _shares(profile: Profile) -> str:
    """Precision and recall in plain words."""
    recall, precision = profile.shares.recall, profile.shares.precision
    if recall is None or precision is None:
        return ""
    return tr(
        "Finds {recall} of what was settled; {precision} of what they mark was settled.",
        recall=value_words(recall),
        precision=value_words(precision),
    )
