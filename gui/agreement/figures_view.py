"""The figures: choices at the top, the figure asked for, and the cards with what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.agreement.figure import By, Figure, Measure
from db.agreement.overview import Confusion
from db.exports.agreement_report import HEADLINES
from db.queries.review_rules import Gap
from gui.agreement.cards.card_grid import CardGrid
from gui.agreement.cards.drawings import (
    article_bars,
    confusion_grid,
    figure_bar,
    gap_rows,
    headline_words,
    kind_rows,
    label_bars,
    marks_of,
    name_bars,
    pair_grid,
    points_of,
)
from gui.agreement.cards.plot_card import PlotCard
from gui.agreement.choices import Choices
from gui.agreement.measures import measure_help, measure_words
from gui.agreement.plots.bar_list import Bar, BarList
from gui.agreement.plots.cell_grid import CellGrid
from gui.agreement.plots.kind_list import KindList
from gui.agreement.plots.line_plot import LinePlot
from gui.agreement.sheets import ArticleFigure, FirstSheet, Kind, Timeline
from gui.agreement.wish import Behind, Wish
from gui.agreement.wording import (
    Names,
    interval_words,
    value_words,
)
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.parts import words
from gui.widgets.pill_bar import Pill, PillBar

_ARTICLES_SHOWN = 8


class FiguresView(QWidget):
    """`opened` carries the Behind of a figure, cell, bar, point or row; `time_changed` a By.

    `gap_opened` carries the Gap at which the guidelines need an update.
    """

    opened = Signal(object)
    gap_opened = Signal(object)
    time_changed = Signal(object)

    def __init__(self, theme: Theme, names: Callable[[], Names]) -> None:
        super().__init__()
        self._theme = theme
        self._names = names
        self._first: FirstSheet | None = None
        self._wholes: tuple[Figure, ...] = ()
        self._wish = Wish()
        self._measures: dict[Measure, Figure] = {}
        self._kinds: tuple[Kind, ...] = ()
        self._rules: Mapping[Behind, str] = {}
        self.choices = Choices()
        self._value = words("", "title")
        self._interval = words("", "strong")
        self._rests_on = words("", "muted", wraps=True)
        self._caution = words("", "problem", "secondary", wraps=True)
        self._help = words("", "muted", "secondary", wraps=True)
        self.pairs = CellGrid(tr("Pairs of annotators"))
        self.labels = BarList(tr("By label"))
        self.time = LinePlot(tr("Over time"))
        self.kinds = KindList(tr("What they disagree on"))
        self.gaps = KindList(tr("The guidelines need an update"))
        self.measures = BarList(tr("All measures"))
        self.confusion = CellGrid(tr("Labels against labels"))
        self.articles = BarList(tr("Articles, lowest first"), rows_shown=_ARTICLES_SHOWN)
        self.names = BarList(tr("One by one"))
        self._by = PillBar(tr("Over time by"))
        self._by.set_pills(
            [
                Pill(key=By.WEEK, title=tr("Weeks")),
                Pill(key=By.DAY, title=tr("Days")),
                Pill(key=By.ROUND, title=tr("Rounds")),
            ]
        )
        self._by.chosen.connect(lambda key: self.time_changed.emit(By(key)))
        self._cards = self._make_cards()
        self._grid = CardGrid(tuple(self._cards.values()))
        for card in ("gaps", "articles", "names"):
            self._show_card(card, is_shown=False)
        self._plots = (
            self.pairs, self.labels, self.time, self.kinds, self.measures, self.confusion,
            self.articles, self.names,
        )  # fmt: skip
        for plot in self._plots:
            plot.opened.connect(self.opened)
        self.gaps.opened.connect(self.gap_opened)
        self._lay_out()

    @property
    def by(self) -> By:
        """What the line goes by."""
        return By(self._by.current)

    def begin(self, wish: Wish) -> None:
        """Say what is being worked out; the figures that are shown stay until others are there."""
        self._wish = wish
        self._measures = {}
        self._wholes = ()
        name = measure_words(wish.measure, wish.basis.grain)
        self._help.setText(measure_help(wish.measure))
        self._cards["pairs"].set_title(tr("Pairs: {measure}", measure=name))
        self._cards["labels"].set_title(
            tr("By label, with 95 % intervals (bootstrap over articles)")
        )
        self._show_measures()

    def show_first(self, sheet: FirstSheet) -> None:
        """Show the figure asked for, pairs and labels."""
        self._first = sheet
        names, basis = self._names(), self._wish.basis
        self.choices.show_material(sheet.material, names)
        figure = sheet.headline
        self._value.setText(value_words(figure.value))
        self._interval.setText(interval_words(figure))
        self._rests_on.setText(
            headline_words(figure, names)
            if figure.value is not None
            else tr("Undefined: {reason}.", reason=tr(str(figure.reason)))
        )
        self._caution.setText("" if figure.caution is None else tr_said(str(figure.caution)))
        self._caution.setVisible(figure.caution is not None)
        self.pairs.show_grid(pair_grid(sheet.matrix, basis, names))
        self._show_labels()
        self._measures[figure.measure] = figure
        self._show_measures()

    def show_whether(self, *, has_any: bool) -> None:
        """Show cards, or only what can be chosen while there is nothing to compare."""
        for part in (self._value, self._rests_on, self._help, self._grid):
            part.setVisible(has_any)

    def show_wholes(self, figures: tuple[Figure, ...]) -> None:
        """Show links and statements below the labels."""
        self._wholes = figures
        self._show_labels()

    def show_timeline(self, timeline: Timeline) -> None:
        """Show the line."""
        self.time.show_points(points_of(timeline, self._wish.basis), marks_of(timeline))

    def show_confusion(self, found: Confusion) -> None:
        """Show labels against labels."""
        self.confusion.show_grid(confusion_grid(found, self._wish, self._names()))
        self._cards["confusion"].say(
            tr("Places that both marked; the last row and column are for what only one marked.")
            if found.is_symmetric
            else tr("Rows are {one}, columns {other}.", **self._pair_names())
        )

    def show_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """Show what is disagreed on."""
        self._kinds = kinds
        self.kinds.show_rows(kind_rows(kinds, self._names(), self._rules))
        self._cards["kinds"].say("" if kinds else tr("Nothing differs here."))

    def show_rules(self, rules: Mapping[Behind, str]) -> None:
        """Say by which rule of the guidelines each way of differing was decided."""
        self._rules = rules
        self.kinds.show_rows(kind_rows(self._kinds, self._names(), rules))

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        """Show where the guidelines need an update."""
        self.gaps.show_rows(gap_rows(gaps))
        self._show_card("gaps", is_shown=bool(gaps))

    def show_measure(self, figure: Figure) -> None:
        """Show one more of all measures."""
        self._measures[figure.measure] = figure
        self._show_measures()

    def show_articles(self, articles: tuple[ArticleFigure, ...]) -> None:
        """Show the figure of each article."""
        self.articles.show_rows(article_bars(articles, self._wish.basis))
        self._show_card("articles", is_shown=bool(articles))

    def show_names(self, figures: tuple[Figure, ...]) -> None:
        """Show the figure of each attribute or role, where the measure has them."""
        self.names.show_rows(name_bars(figures, self._wish.basis, self._names()))
        self._show_card("names", is_shown=bool(figures))

    def mark(self, behind: Behind | None) -> None:
        """Show what was opened."""
        for plot in self._plots:
            plot.mark(behind)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._show_labels()

    def _make_cards(self) -> dict[str, PlotCard]:
        self.time.say_when_empty(tr("Nothing to show over time yet."))
        cards = {
            "pairs": PlotCard(tr("Pairs"), self.pairs),
            "labels": PlotCard(tr("By label"), self.labels),
            "time": PlotCard(tr("Over time"), self.time, self._by),
            "kinds": PlotCard(tr("What they disagree on"), self.kinds),
            "gaps": PlotCard(tr("The guidelines need an update"), self.gaps),
            "measures": PlotCard(tr("All measures"), self.measures),
            "confusion": PlotCard(tr("Labels against labels"), self.confusion),
            "articles": PlotCard(tr("Articles, lowest first"), self.articles),
            "names": PlotCard(tr("One by one"), self.names),
        }
        cards["gaps"].say(tr("A row opens the place in the review."))
        cards["pairs"].say(tr("A cell, a bar or a point opens the differences behind it."))
        return cards

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._value)
        line.addWidget(self._interval)
        line.addWidget(self._rests_on, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.choices)
        column.addLayout(line)
        column.addWidget(self._help)
        column.addWidget(self._caution)
        column.addWidget(self._grid)
        self._caution.hide()

    def _show_labels(self) -> None:
        if self._first is not None:
            basis, names = self._wish.basis, self._names()
            self.labels.show_rows(
                label_bars(self._first.by_label, self._wholes, basis, names, self._theme)
            )

    def _show_measures(self) -> None:
        basis = self._wish.basis
        bars = []
        for measure in HEADLINES:
            name = measure_words(measure, basis.grain)
            figure = self._measures.get(measure)
            if figure is None:
                waiting = tr("being computed …")
                bar = Bar(name=name, value=None, text="", note=waiting, spoken=waiting)
            else:
                bar = figure_bar(figure, name, basis)
            bars.append(bar)
        self.measures.show_rows(bars)

    def _show_card(self, card: str, *, is_shown: bool) -> None:
        self._grid.show_card(self._cards[card], is_shown=is_shown)

    def _pair_names(self) -> dict[str, str]:
        names, pair = self._names(), self._wish.annotators
        one, other = ("", "") if pair is None else map(names.annotator, pair)
        return {"one": one, "other": other}
