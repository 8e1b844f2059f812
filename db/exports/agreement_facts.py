"""How far annotators agree, as a data card tells it."""

from __future__ import annotations

from db.agreement.comparison import Comparison
from db.exports.agreement_report import HEADLINES, name_of
from db.exports.facts import Agreement
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import agreement


def measured(
    project: Project, *, progress: Progress | None = None, is_cancelled: IsCancelled | None = None
) -> tuple[Agreement, ...]:
    """The figures that stand for the whole project, without those that are undefined.

    Takes seconds for ten thousand articles. Raises Stopped.
    """
    comparison = Comparison(agreement.layers(project), agreement.options(project))
    comparison.count(progress=progress, is_cancelled=is_cancelled)
    found = []
    for measure in HEADLINES:
        figure = comparison.figure(measure)
        if figure.value is not None:
            interval = figure.interval
            found.append(
                Agreement(
                    measure=name_of(figure),
                    value=figure.value,
                    low=interval.low if interval else None,
                    high=interval.high if interval else None,
                    rests_on=f"{figure.n:,} {figure.counted} in {figure.articles:,} articles",
                )
            )
    return tuple(found)
