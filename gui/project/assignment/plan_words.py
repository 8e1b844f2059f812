"""The only place that says in sentences what a plan would do, and what it can't."""

from __future__ import annotations

from collections.abc import Mapping

from db.assignment.model import AssignmentPlan, Reason, Shortfall
from db.model import AnnotatorId, Purpose
from gui.translation import tr, tr_count
from gui.widgets.parts import number


def summary_words(plan: AssignmentPlan) -> str:
    """What would be handed out, and what would stay with nobody."""
    if not plan.rows:
        parts = [tr("Nothing would be handed out.")]
    else:
        people = sum(each.new_articles > 0 for each in plan.loads)
        parts = [
            tr(
                "{articles} to {people}.",
                articles=tr_count(plan.articles, "{count} article goes", "{count} articles go"),
                people=tr_count(people, "{count} person", "{count} people"),
            )
        ]
    if plan.calibration:
        parts.append(
            tr_count(
                len(plan.calibration),
                "{count} comes first, for calibration.",
                "{count} come first, for calibration.",
            )
        )
    if plan.common:
        parts.append(
            tr_count(len(plan.common), "{count} goes to everybody.", "{count} go to everybody.")
        )
    again = sum(each.purpose is Purpose.REPEAT for each in plan.rows)
    if again:
        parts.append(
            tr_count(
                again, "{count} comes for the second time.", "{count} come for the second time."
            )
        )
    if plan.unassigned:
        parts.append(
            tr_count(plan.unassigned, "{count} stays with nobody.", "{count} stay with nobody.")
        )
    return " ".join(parts)


def shortfall_words(shortfall: Shortfall, names: Mapping[AnnotatorId, str]) -> str:
    """Why a wish can't be met as it is, and what would help."""
    who = names.get(shortfall.annotator, "") if shortfall.annotator is not None else ""
    return tr(
        _SENTENCES[shortfall.reason],
        who=who,
        wanted=number(shortfall.wanted),
        got=number(shortfall.got),
        missing=number(shortfall.wanted - shortfall.got),
    )


_SENTENCES = {
    Reason.NO_ANNOTATORS: "Nobody takes part. Tick at least one person.",
    Reason.FEWER_ANNOTATORS: (
        "Each article should go to {wanted} people, but there are only {got}. "
        "Tick more people, or let each go to fewer."
    ),
    Reason.QUOTAS: (
        "{missing} of {wanted} articles get fewer people than they should, because nobody has "
        "room for more. Raise what people get at most, or add people."
    ),
    Reason.QUOTA_FOR_COMMON: (
        "{who} has room for {got} of the {wanted} articles that everybody gets."
    ),
    Reason.FEWER_ARTICLES: (
        "Everybody should get {wanted} articles, but only {got} can be had from these articles."
    ),
    Reason.UNKNOWN_CALIBRATION: (
        "{missing} of the {wanted} calibration articles are not among the articles above."
    ),
    Reason.SHARE_TOO_LARGE: (
        "{who} can't get {wanted} % of the work without getting articles twice; {got} % it is."
    ),
    Reason.SHARES_LEAVE_NOTHING: (
        "The shares of the others make up the whole, so {who} gets nothing besides."
    ),
    Reason.FEWER_REPEATS: (
        "{got} of {wanted} articles come to {who} for the second time: the others do not come "
        "early enough. Let fewer lie between, or hand out more."
    ),
    Reason.REPEATS_NEED_PACKAGE: (
        "{who} works in the project itself, where nothing comes for the second time unseen."
    ),
}
