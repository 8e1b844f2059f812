"""The only place that turns figures into what the pictures draw: cells, bars, points, rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor

from db.agreement.figure import By, Figure
from db.agreement.layers import pair_of
from db.agreement.overview import Confusion, LabelPair, PairMatrix
from db.queries.review_rules import Gap
from gui.agreement.measures import measure_words
from gui.agreement.plots.bar_list import Bar
from gui.agreement.plots.cell_grid import Cell, Grid
from gui.agreement.plots.kind_list import Row
from gui.agreement.plots.line_plot import Mark, Point
from gui.agreement.sheets import ArticleFigure, Kind, Timeline
from gui.agreement.side.excerpt import excerpt_of
from gui.agreement.wish import Basis, Behind, Wish, behind_cell, behind_figure
from gui.agreement.wording import (
    NOT_MARKED,
    Names,
    cell_words,
    figure_sentence,
    kind_words,
    rests_on,
    scope_words,
    value_words,
    week_words,
)
from gui.isolation import in_a_row
from gui.rule_field import short_rule_words
from gui.theme import Theme, label_colour
from gui.translation import tr

_NO_RULES: Mapping[Behind, str] = MappingProxyType({})


def pair_grid(matrix: PairMatrix, basis: Basis, names: Names) -> Grid:
    """The heat map: the lower the figure the fainter, from the lowest to the highest of them."""
    people = matrix.annotators
    values = [each.value for each in matrix.figures.values() if each.value is not None]
    lowest, highest = min(values, default=0.0), max(values, default=1.0)

    def cell(row: int, column: int) -> Cell:
        if row == column:
            return Cell(text=NOT_MARKED, spoken=names.annotator(people[row]))
        pair = pair_of(people[row], people[column])
        figure = matrix.figures.get(pair)
        if figure is None or not figure.articles:
            said = tr("{pair}: no article in common", pair=names.pair(pair))
            return Cell(text="", spoken=said, is_hatched=True)
        heat = None
        if figure.value is not None:
            heat = (figure.value - lowest) / (highest - lowest) if highest > lowest else 0.5
        return Cell(
            text=value_words(figure.value),
            spoken=f"{names.pair(pair)}: {figure_sentence(figure)}",
            heat=heat,
            is_hatched=heat is None,
            key=behind_figure(figure, basis),
        )

    said = tuple(names.annotator(each) for each in people)
    numbers = tuple(str(number) for number in range(1, len(people) + 1))
    return Grid(
        rows=tuple(f"{number}  {name}" for name, number in zip(said, numbers, strict=True)),
        columns=numbers,
        tips=said,
        cells=tuple(
            tuple(cell(row, column) for column in range(len(people))) for row in range(len(people))
        ),
    )


def confusion_grid(found: Confusion, wish: Wish, names: Names) -> Grid:
    """Labels against labels, with a last row and column for what one of them did not mark."""
    labels: tuple[str | None, ...] = (*_in_order(found.labels, names), None)
    most = max((count for (one, other), count in found.counts.items() if one != other), default=0)

    def cell(one: str | None, other: str | None) -> Cell:
        if one is None and other is None:
            return Cell(text="", spoken="")
        pair: LabelPair = (one, other)
        count = found.counts.get(pair, 0)
        is_agreed = one == other
        return Cell(
            text=QLocale().toString(count),
            spoken=cell_words(pair, count, names),
            heat=None if is_agreed or not count else count / most,
            key=behind_cell(pair, wish) if count else None,
        )

    titles = tuple(names.label(each) for each in labels)
    return Grid(
        rows=titles,
        columns=titles,
        tips=titles,
        cells=tuple(tuple(cell(one, other) for other in labels) for one in labels),
    )


def label_bars(
    figures: Iterable[Figure],
    wholes: Iterable[Figure],
    basis: Basis,
    names: Names,
    theme: Theme,
) -> tuple[Bar, ...]:
    """A bar for each label in the order of the scheme, then those of links and statements."""
    by_label = {each.scope.label or "": each for each in figures}
    bars = []
    for label in _in_order(by_label, names):
        span_type = names.scheme.span_type(label)
        colour = label_colour(span_type, theme) if span_type is not None else theme.muted
        bars.append(figure_bar(by_label[label], names.label(label), basis, colour))
    greys = (theme.muted, theme.text)
    bars += [
        figure_bar(figure, measure_words(figure.measure), basis, colour)
        for figure, colour in zip(wholes, greys, strict=False)
    ]
    return tuple(bars)


def figure_bar(
    figure: Figure, name: str, basis: Basis, colour: QColor | None = None, note: str = ""
) -> Bar:
    """A figure with its interval, or why there is none; `note` stands instead of its n."""
    count = tr("n {count}", count=QLocale().toString(figure.n))
    return Bar(
        name=name,
        value=figure.value,
        text="" if figure.value is None else value_words(figure.value),
        note=tr(str(figure.reason)) if figure.value is None else note or count,
        spoken=figure_sentence(figure),
        low=None if figure.interval is None else figure.interval.low,
        high=None if figure.interval is None else figure.interval.high,
        colour=colour,
        key=behind_figure(figure, basis),
    )


def article_bars(articles: Iterable[ArticleFigure], basis: Basis) -> tuple[Bar, ...]:
    """A bar for each article."""
    return tuple(figure_bar(each.figure, each.title, basis) for each in articles)


def name_bars(figures: Iterable[Figure], basis: Basis, names: Names) -> tuple[Bar, ...]:
    """A bar for each attribute or role, called as in the scheme wherever it stands there."""
    labels = [each.label for each in names.scheme.span_types]
    bars = []
    for figure in figures:
        name = figure.scope.name or ""
        titles = [names.part(label, name) for label in labels]
        plain = name.replace("_", " ")
        title = next((each for each in titles if each != plain), plain)
        bars.append(figure_bar(figure, title, basis))
    return tuple(bars)


def points_of(timeline: Timeline, basis: Basis) -> tuple[Point, ...]:
    """A point for each figure."""
    return tuple(
        Point(
            name=_moment(each, timeline.by),
            value=each.value,
            spoken=figure_sentence(each),
            low=None if each.interval is None else each.interval.low,
            high=None if each.interval is None else each.interval.high,
            key=behind_figure(each, basis),
        )
        for each in timeline.figures
    )


def marks_of(timeline: Timeline) -> tuple[Mark, ...]:
    """A mark for each version of the scheme and its guidelines."""
    return tuple(
        Mark(before=before, text=tr("guidelines {version}", version=version))
        for before, version in timeline.marks
    )


def kind_rows(
    kinds: Iterable[Kind], names: Names, rules: Mapping[Behind, str] = _NO_RULES
) -> tuple[Row, ...]:
    """A row for each way of differing, with an example and the rule that decides it."""
    return tuple(
        Row(
            count=QLocale().toString(each.disagreement.count),
            words=kind_words(
                each.disagreement.kind, each.disagreement.labels, each.disagreement.name, names
            ),
            example="" if each.example is None else excerpt_of(each.example).text.strip(),
            aside=short_rule_words(rules[each.behind]) if each.behind in rules else "",
            key=each.behind,
        )
        for each in kinds
    )


def gap_rows(gaps: Iterable[Gap]) -> tuple[Row, ...]:
    """A row for each place after which the guidelines need an update."""
    return tuple(_gap_row(each) for each in gaps)


def _gap_row(gap: Gap) -> Row:
    quote = f"“{' '.join(gap.quote.split())}”" if gap.quote else tr("Nothing here")
    return Row(
        words=gap.note or quote,
        example=in_a_row((quote if gap.note else "", gap.title)),
        aside=short_rule_words(gap.rule) if gap.rule else tr("no rule"),
        key=gap,
    )


def headline_words(figure: Figure, names: Names) -> str:
    """What the chosen figure is about and rests on."""
    return in_a_row((scope_words(figure.scope, names), rests_on(figure)))


def _moment(figure: Figure, by: By) -> str:
    if by is By.WEEK:
        return week_words(figure.scope.week or "")
    if by is By.DAY:
        return figure.scope.day or ""
    return tr("round {number}", number=figure.scope.round)


def _in_order(labels: Iterable[str], names: Names) -> tuple[str, ...]:
    """Labels in the order of the scheme, those that it no longer has last."""
    known = [each.label for each in names.scheme.span_types]
    return tuple(
        sorted(labels, key=lambda each: (known.index(each) if each in known else len(known), each))
    )
