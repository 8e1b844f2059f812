"""What `demarche assign` says: plans, what can't be met, and who has what; for people and as data.

Data calls everybody by their id and name; people are called by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from db.assignment.model import AssignmentPlan, Reason, Shortfall
from db.cli.wording import counted
from db.model import AnnotatorId
from db.queries.assignment_loads import AnnotatorLoad
from db.queries.assignments import GridCounts

Names = Mapping[AnnotatorId, str]


def plan_lines(plan: AssignmentPlan, names: Names) -> Iterator[str]:
    """Who would get how much, and which pairs overlap how often."""
    yield f"Round {plan.round}: {counted(plan.articles, 'article')} to hand out."
    if plan.calibration:
        yield f"Everybody gets {counted(len(plan.calibration), 'article')} first, for calibration."
    if plan.common:
        yield f"Everybody gets {counted(len(plan.common), 'common article')}."
    width = max((len(names[load.annotator]) for load in plan.loads), default=0)
    for load in plan.loads:
        again = f", {load.repeats:,} of them for the second time, too" if load.repeats else ""
        yield (
            f"  {names[load.annotator]:<{width}}  {load.new_articles:>7,} new "
            f"({counted(load.new_words, 'word')}), {load.articles:>7,} in all "
            f"({counted(load.words, 'word')}){again}"
        )
    if plan.overlaps:
        least, most = min(plan.overlaps.values()), max(plan.overlaps.values())
        many = f"{least:,}" if least == most else f"{least:,} to {most:,}"
        yield f"Each pair has {many} {'article' if most == 1 else 'articles'} in common."
    if plan.unassigned:
        yield f"Nobody has {counted(plan.unassigned, 'article')} then."


def shortfall_line(shortfall: Shortfall, names: Names) -> str:
    """Why a wish can't be met, and what to do about it."""
    wanted, got = shortfall.wanted, shortfall.got
    name = names[shortfall.annotator] if shortfall.annotator is not None else ""
    sentences = {
        Reason.NO_ANNOTATORS: "There is nobody to hand articles to. Add annotators first.",
        Reason.FEWER_ANNOTATORS: (
            f"Each article should go to {wanted:,} people, but there are only {got:,}."
        ),
        Reason.QUOTAS: (
            f"Of {counted(wanted, 'article')}, {got:,} get everybody that they should: the quotas "
            "and shares leave room for no more."
        ),
        Reason.QUOTA_FOR_COMMON: (
            f"{name} should get {counted(wanted, 'article')} that everybody gets, but has room for "
            f"{got:,} only."
        ),
        Reason.FEWER_ARTICLES: (
            f"Everybody should get {counted(wanted, 'article')}, but there are only {got:,}."
        ),
        Reason.UNKNOWN_CALIBRATION: (
            f"Of {counted(wanted, 'calibration article')}, {got:,} are among those to hand out."
        ),
        Reason.SHARE_TOO_LARGE: (
            f"{name} can't have {wanted} % of the work, but {got} % at most, since nobody gets an "
            "article twice."
        ),
        Reason.SHARES_LEAVE_NOTHING: f"The shares of the others leave nothing for {name}.",
        Reason.FEWER_REPEATS: (
            f"{name} gets {got:,} instead of {counted(wanted, 'article')} for the second time: the "
            "others do not come early enough. Let fewer articles lie between, or hand out more."
        ),
        Reason.REPEATS_NEED_PACKAGE: (
            f"{name} works in the project itself, where nothing comes for the second time unseen."
        ),
    }
    return sentences[shortfall.reason]


def load_lines(loads: Sequence[AnnotatorLoad], counts: GridCounts) -> Iterator[str]:
    """Who has what now."""
    yield (
        f"{counted(counts.all, 'article')}: {counts.unassigned:,} unassigned, "
        f"{counts.waiting:,} waiting, {counts.back:,} back, {counts.reviewed:,} reviewed."
    )
    width = max((len(load.name) for load in loads), default=0)
    for load in loads:
        yield f"  {load.name:<{width}}  {'; '.join(_facts(load))}"


def plan_data(plan: AssignmentPlan, names: Names) -> dict[str, object]:
    """A plan for other programs."""
    return {
        "round": plan.round,
        "articles": plan.articles,
        "unassigned": plan.unassigned,
        "calibration": list(plan.calibration),
        "common": list(plan.common),
        "annotators": [
            {
                "id": load.annotator,
                "name": names[load.annotator],
                "articles": load.articles,
                "words": load.words,
                "new_articles": load.new_articles,
                "new_words": load.new_words,
                "repeats": load.repeats,
            }
            for load in plan.loads
        ],
        "overlaps": [
            {"annotators": list(pair), "articles": number} for pair, number in plan.overlaps.items()
        ],
        "shortfalls": [
            {
                "reason": each.reason,
                "wanted": each.wanted,
                "got": each.got,
                "annotator": each.annotator,
                "text": shortfall_line(each, names),
            }
            for each in plan.shortfalls
        ],
        "assignments": [
            {
                "article": row.article,
                "annotator": row.annotator,
                "position": row.position,
                "purpose": row.purpose,
            }
            for row in plan.rows
        ],
    }


def load_data(loads: Sequence[AnnotatorLoad], counts: GridCounts) -> dict[str, object]:
    """Who has what now, for other programs."""
    return {
        "articles": counts.all,
        "unassigned": counts.unassigned,
        "waiting": counts.waiting,
        "back": counts.back,
        "reviewed": counts.reviewed,
        "annotators": [
            {
                "id": load.annotator,
                "name": load.name,
                "assigned": load.assigned,
                "words": load.words,
                "back": load.back,
                "repeats": load.repeats,
                "repeats_back": load.repeats_back,
                "unsent": load.unsent,
                "seconds_an_article": load.seconds,
                "questions": load.questions,
                "last_return": load.last_return,
                "unopened_package": load.unopened,
            }
            for load in loads
        ],
    }


def _facts(load: AnnotatorLoad) -> Iterator[str]:
    if not load.assigned:
        yield "nothing yet"
        return
    yield f"{load.back:,} of {counted(load.assigned, 'article')} back"
    yield counted(load.words, "word")
    if load.repeats:
        yield f"{load.repeats_back:,} of {load.repeats:,} back for the second time"
    if load.unsent:
        yield f"{load.unsent:,} not sent yet"
    if load.unopened is not None:
        yield f"package {load.unopened} not opened yet"
    if load.last_return is not None:
        yield f"last return {load.last_return[:10]}"
    if load.seconds is not None:
        yield f"{max(1, round(load.seconds / 60)):,} min an article"
    if load.questions:
        yield counted(load.questions, "question") + " open"
