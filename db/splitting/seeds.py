"""The only place that looks for a seed with which chance divides well.

A split by lots is never moved to make it even, or it would not be stable; but among many seeds some
divide evenly by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.progress import IsCancelled, Progress, watched
from db.splitting.assign import assign
from db.splitting.model import Pair, SplitArticle, SplitPlan, SplitResult


def even_seed(
    articles: Sequence[SplitArticle],
    plan: SplitPlan,
    *,
    near: Iterable[Pair] = (),
    tries: int = 100,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> int:
    """Of the seeds from the plan's on, the one whose splits come nearest to the shares.

    Both in articles and in those with each label. Raises Stopped.
    """
    pairs = tuple(near)
    seeds = watched(
        range(plan.seed, plan.seed + tries),
        total=tries,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    return min(
        seeds,
        key=lambda seed: unevenness(assign(articles, replace(plan, seed=seed), near=pairs), plan),
    )


def unevenness(result: SplitResult, plan: SplitPlan) -> float:
    """The part of the articles that are in the wrong split; the mean over all and each label."""
    rows = [result.counts, *(each.articles for each in result.strata)]
    whole = sum(each.part for each in plan.shares)
    off = 0.0
    for row in rows:
        total = sum(row.values()) or 1
        off += sum(abs(row[each.name] / total - each.part / whole) for each in plan.shares) / 2
    return off / len(rows)
