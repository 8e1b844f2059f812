"""The only place that says in which order a view is worked out: what is quick and seen first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from db.agreement.figure import By, Measure
from db.exports.agreement_report import HEADLINES
from db.model import AnnotatorId
from db.queries import passages as passage_queries
from db.queries.passages import Passage
from gui.agreement import sheets
from gui.agreement.book import Desk
from gui.agreement.figures_view import FiguresView
from gui.agreement.measures import measure_words
from gui.agreement.profile import sheets as profile_sheets
from gui.agreement.profile.sheets import WITH_GOLD
from gui.agreement.profile.view import ProfilesView
from gui.agreement.reckoning import Wanted, wanted
from gui.agreement.sheets import FirstSheet, FoundDifferences
from gui.agreement.side.difference_list import PAGE
from gui.agreement.wish import Behind, Wish
from gui.translation import tr

T = TypeVar("T")


def first_piece(wish: Wish, show: Callable[[FirstSheet], None]) -> Wanted:
    """The figure asked for, by pair and by label."""
    return wanted(
        wish.basis,
        lambda desk: sheets.first_sheet(desk, wish),
        show,
        key=("first", wish),
        title=_title(wish.measure),
    )


def further_pieces(view: FiguresView, wish: Wish) -> list[Wanted]:
    """What the other cards of a view show; all measures last, gamma among them."""
    title = _title(wish.measure)

    def remembered(
        name: str, sheet: Callable[[Desk, Wish], T], show: Callable[[T], None]
    ) -> Wanted:
        return wanted(
            wish.basis, lambda desk: sheet(desk, wish), show, key=(name, wish), title=title
        )

    return [
        time_piece(view, wish),
        remembered("wholes", sheets.wholes_sheet, view.show_wholes),
        remembered("kinds", sheets.kinds_of_difference, view.show_kinds),
        # Decisions change no layer, so that these two are not remembered.
        wanted(
            wish.basis,
            lambda desk: sheets.rules_behind(desk, wish),
            view.show_rules,
            title=title,
        ),
        wanted(wish.basis, sheets.gaps_sheet, view.show_gaps, title=title),
        remembered("confusion", sheets.confusion_sheet, view.show_confusion),
        remembered("names", sheets.names_sheet, view.show_names),
        remembered("articles", sheets.articles_sheet, view.show_articles),
        *(_headline(view, wish, each) for each in HEADLINES if each is not wish.measure),
    ]


def time_piece(view: FiguresView, wish: Wish) -> Wanted:
    """The line over time."""
    by: By = view.by
    return wanted(
        wish.basis,
        lambda desk: sheets.timeline(desk, wish, by),
        view.show_timeline,
        key=("time", wish, by),
        title=_title(wish.measure),
    )


def difference_piece(behind: Behind, show: Callable[[FoundDifferences], None]) -> Wanted:
    """The differences behind something."""
    return wanted(
        behind.basis,
        lambda desk: sheets.found_differences(desk, behind, PAGE),
        show,
        title=tr("Looking for the differences"),
    )


def more_piece(
    found: FoundDifferences, first: int, show: Callable[[tuple[Passage, ...]], None]
) -> Wanted:
    """The next differences in words, from this number on."""
    differences = found.differences[first : first + PAGE]

    def work(desk: Desk) -> tuple[Passage, ...]:
        return passage_queries.passages(desk.project, differences)

    return wanted(found.behind.basis, work, show)


def standings_piece(view: ProfilesView) -> Wanted:
    """How all annotators stand."""
    return wanted(
        WITH_GOLD,
        profile_sheets.standings,
        view.show_standings,
        key="standings",
        title=tr("Comparing with the settled version"),
    )


def profile_piece(view: ProfilesView, annotator: AnnotatorId) -> Wanted:
    """The profile of one of them."""
    return wanted(
        WITH_GOLD,
        lambda desk: profile_sheets.profile(desk, annotator),
        view.show_profile,
        key=("profile", annotator),
        title=tr("Comparing with the settled version"),
    )


def _headline(view: FiguresView, wish: Wish, measure: Measure) -> Wanted:
    return wanted(
        wish.basis,
        partial(sheets.headline, wish=wish, measure=measure),
        view.show_measure,
        key=("headline", wish, measure),
        title=_title(measure),
    )


def _title(measure: Measure) -> str:
    return tr("Computing {measure}", measure=measure_words(measure))
