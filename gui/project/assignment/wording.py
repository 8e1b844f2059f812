"""The only place for the sentences of the grid: what a cell says, and what could not be done."""

from __future__ import annotations

from collections.abc import Mapping

from db.model import AnnotatorId, Purpose
from db.queries.assignment_filter import Filter, Show
from db.queries.assignment_loads import AnnotatorLoad
from db.queries.assignment_spread import Spread
from db.queries.assignment_wishes import Held
from db.queries.assignments import GridCounts, Row
from gui.isolation import in_a_row
from gui.project.assignment.signs import Sign, sign_words
from gui.translation import tr, tr_count
from gui.widgets.moments import moment
from gui.widgets.parts import number


def purpose_words(row: Row) -> str:
    """Why everybody has an article; empty where it is shared out."""
    if row.purpose is Purpose.CALIBRATION:
        return tr("calibration")
    return tr("everybody") if row.purpose is Purpose.COMMON else ""


def spoken(row: Row, column: str, sign: Sign | None) -> str:
    """A cell in words: the article itself, or how far somebody is with it."""
    if not column:
        parts = (
            row.title,
            tr_count(row.words, "{count} word", "{count} words"),
            purpose_words(row),
        )
        return in_a_row(parts)
    state = sign_words(sign) if sign is not None else tr("not handed out")
    return tr("{who}: {state} · {title}", who=column, state=state, title=row.title)


def load_words(load: AnnotatorLoad) -> str:
    """What else there is to know of somebody's work: returns, questions, pace."""
    if not load.assigned:
        return tr("nothing handed out yet")
    parts = []
    if load.unopened is not None:
        # Whoever sent something back has opened an earlier one; the newest is what counts.
        parts.append(tr("package {number} not opened yet", number=load.unopened))
    elif load.last_return is not None:
        parts.append(tr("last return {when}", when=moment(load.last_return)))
    if load.repeats:
        parts.append(
            tr(
                "{back} of {all} back for the second time",
                back=number(load.repeats_back),
                all=number(load.repeats),
            )
        )
    if load.unsent:
        parts.append(tr_count(load.unsent, "{count} not sent yet", "{count} not sent yet"))
    if load.questions:
        parts.append(tr_count(load.questions, "{count} question open", "{count} questions open"))
    if load.seconds is not None and load.seconds >= 30:
        parts.append(tr("{minutes} min an article", minutes=round(load.seconds / 60)))
    return in_a_row(parts)


def kept_words(held: Held) -> str:
    """Which of the articles to take back stay, and why."""
    reasons = []
    if held.started:
        reasons.append(tr_count(held.started, "{count} is begun", "{count} are begun"))
    if held.sent:
        reasons.append(tr_count(held.sent, "{count} is sent out", "{count} are sent out"))
    taken = tr_count(held.free, "{count} was taken back", "{count} were taken back")
    return tr(
        "{taken}. The others stay: {reasons}.", taken=taken, reasons=tr(" and ").join(reasons)
    )


def filter_words(wanted: Filter, names: Mapping[AnnotatorId, str]) -> str:
    """What a filter keeps, in words; empty for all."""
    parts = []
    if wanted.show is not Show.ALL:
        parts.append(show_words(wanted.show).lower())
    if wanted.annotator is not None:
        parts.append(tr("of {name}", name=names.get(wanted.annotator, "")))
    if wanted.containing:
        parts.append(f"“{wanted.containing}”")
    return ", ".join(parts)


def show_words(show: Show) -> str:
    """The pill of a filter."""
    return tr(_SHOWS[show], meaning="articles")


_SHOWS = {
    Show.ALL: "All",
    Show.UNASSIGNED: "Unassigned",
    Show.WAITING: "Waiting",
    Show.BACK: "Back",
    Show.REVIEWED: "Reviewed",
}


def heading_words(counts: GridCounts, people: int, spread: Spread) -> str:
    """What stands behind the title: how much there is, and how it is spread."""
    told = [
        tr_count(counts.all, "{count} article", "{count} articles"),
        tr_count(people, "{count} annotator", "{count} annotators"),
    ]
    how = [tr("{count} each", count=number(spread.each))] if spread.each else []
    if spread.common:
        how.append(tr("{count} common", count=number(spread.common)))
    if spread.calibration:
        how.append(tr("{count} for calibration", count=number(spread.calibration)))
    return in_a_row([*told, ", ".join(how)] if how else told)


def selection_words(count: int, *, is_all: bool) -> str:
    """How many articles are selected; empty for none."""
    if is_all:
        return tr("all that fit are selected")
    return tr_count(count, "{count} article selected", "{count} articles selected") if count else ""
