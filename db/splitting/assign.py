"""The only place that decides to which split an article goes.

By group, each group draws its own lot from the seed and from the text of its first article. So the
same texts are divided alike everywhere, and articles that are added move no other, unless they tie
two groups into one: then all go where the older group is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate

from db.errors import UserFault
from db.model import ArticleId
from db.splitting import shares as written
from db.splitting.model import (
    By,
    Pair,
    Share,
    SplitArticle,
    SplitPlan,
    SplitResult,
    Stratum,
)
from db.splitting.ties import belonging_together, copies, joined, torn
from db.text.keys import match_key

_LOT_BYTES = 8


def assign(
    articles: Iterable[SplitArticle], plan: SplitPlan, *, near: Iterable[Pair] = ()
) -> SplitResult:
    """Divide articles, which come in the order in which they came into the project.

    Give all of the project, also those that are not exported: what is tied to them should not move
    when they are. `near` are pairs of near-duplicates. Raises UserFault for a plan that can't be
    followed.
    """
    everyone = tuple(articles)
    written.check(plan.shares)
    tied = copies(everyone, near)
    if plan.by is By.GROUP:
        return _by_group(everyone, plan, tied)
    if plan.by is By.DATE:
        return _by_date(everyone, plan, tied)
    return _by_publisher(everyone, plan, tied)


def lot(seed: int, key: str) -> float:
    """The lot, from 0 to below 1, that a text draws; the same on every machine.

    It is the first 53 bits of the BLAKE2b digest (8 bytes) of seed, slash and key.
    """
    digest = blake2b(f"{seed}/{key}".encode(), digest_size=_LOT_BYTES).digest()
    return (int.from_bytes(digest, "big") >> 11) / 2**53


def drawn(drawn_lot: float, shares: Sequence[Share]) -> str:
    """The split that a lot falls into."""
    ends = list(accumulate(each.part for each in shares))
    at = bisect_right(ends, drawn_lot * ends[-1])
    # Rounding may lead past the end; splits without a share are never drawn.
    return shares[at].name if at < len(shares) else _last_with_a_part(shares)


def _by_group(
    articles: tuple[SplitArticle, ...], plan: SplitPlan, tied: tuple[Pair, ...]
) -> SplitResult:
    groups = belonging_together(articles, tied)
    of = {
        each.article: split
        for group in groups
        for split in [drawn(lot(plan.seed, group[0].sha256), plan.shares)]
        for each in group
    }
    return _result(articles, plan, of, groups, tied)


def _by_date(
    articles: tuple[SplitArticle, ...], plan: SplitPlan, tied: tuple[Pair, ...]
) -> SplitResult:
    cuts = plan.cuts or _cuts(articles, plan.shares)
    if len(cuts) != len(plan.shares) - 1 or list(cuts) != sorted(cuts):
        raise UserFault(
            f"{len(plan.shares)} splits by date need {len(plan.shares) - 1} dates, the earliest "
            "first: those on which each split but the first begins. Nothing was divided."
        )
    names = [each.name for each in plan.shares]
    meant = {
        each.article: names[bisect_right(cuts, each.date)] if each.date else names[0]
        for each in articles
    }
    undecided = tuple(each.article for each in articles if not each.date)
    return _torn_mended(articles, plan, meant, tied, undecided=undecided, cuts=tuple(cuts))


def _by_publisher(
    articles: tuple[SplitArticle, ...], plan: SplitPlan, tied: tuple[Pair, ...]
) -> SplitResult:
    named = {
        match_key(publisher): split
        for split, publishers in plan.publishers.items()
        for publisher in publishers
    }
    unknown = plan.publishers.keys() - {each.name for each in plan.shares}
    open_to_others = [each for each in plan.shares if not plan.publishers.get(each.name)]
    if unknown or not any(each.part for each in open_to_others):
        raise UserFault(
            "Publishers can be given to splits that have a share, and one split at least must be "
            "left for those of the other articles. Nothing was divided."
        )
    meant: dict[ArticleId, str] = {}
    for each in articles:
        key = match_key(each.publisher or "")
        # Who has no publisher is alone.
        chance = lot(plan.seed, f"publisher {key}" if key else each.sha256)
        meant[each.article] = named.get(key) or drawn(chance, open_to_others)
    undecided = tuple(each.article for each in articles if not (each.publisher or "").strip())
    return _torn_mended(articles, plan, meant, tied, undecided=undecided)


def _torn_mended(
    articles: tuple[SplitArticle, ...],
    plan: SplitPlan,
    meant: Mapping[ArticleId, str],
    tied: tuple[Pair, ...],
    *,
    undecided: tuple[ArticleId, ...],
    cuts: tuple[str, ...] = (),
) -> SplitResult:
    groups = joined(articles, tied)
    of = dict(meant)
    if plan.keeps_copies_together:
        rank = {each.name: at for at, each in enumerate(plan.shares)}
        for group in groups:
            first = min((meant[each.article] for each in group), key=rank.__getitem__)
            of.update((each.article, first) for each in group)
    return _result(articles, plan, of, groups, tied, meant=meant, undecided=undecided, cuts=cuts)


def _result(
    articles: tuple[SplitArticle, ...],
    plan: SplitPlan,
    of: Mapping[ArticleId, str],
    groups: list[list[SplitArticle]],
    tied: tuple[Pair, ...],
    *,
    meant: Mapping[ArticleId, str] | None = None,
    undecided: tuple[ArticleId, ...] = (),
    cuts: tuple[str, ...] = (),
) -> SplitResult:
    names = [each.name for each in plan.shares]
    counted = Counter(of.values())
    return SplitResult(
        of=of,
        counts={name: counted[name] for name in names},
        groups=len(groups),
        leakage=torn(tied, of),
        kept_together=tuple(
            article for article, split in (meant or {}).items() if of[article] != split
        ),
        undecided=undecided,
        cuts=cuts,
        strata=_strata(articles, of, names),
    )


def _strata(
    articles: Iterable[SplitArticle], of: Mapping[ArticleId, str], names: Sequence[str]
) -> tuple[Stratum, ...]:
    counted = Counter((label, of[each.article]) for each in articles for label in each.labels)
    return tuple(
        Stratum(label=label, articles={name: counted[label, name] for name in names})
        for label in sorted({label for label, _ in counted})
    )


def _cuts(articles: Iterable[SplitArticle], shares: Sequence[Share]) -> tuple[str, ...]:
    """The dates at which the articles of the splits are nearest to their shares."""
    dates = sorted(each.date for each in articles if each.date)
    if not dates:
        raise UserFault(
            "No article has a date, so they can't be divided by it. Nothing was divided; fill in "
            "dates, or divide by group."
        )
    # Each date by the number of articles before it; what lies behind the last has all before it.
    before = {date: at for at, date in reversed(list(enumerate(dates)))}
    choices = [*before.items(), (f"{dates[-1]}~", len(dates))]
    whole = sum(each.part for each in shares)
    wanted = [len(dates) * each / whole for each in accumulate(each.part for each in shares)][:-1]
    return tuple(min(choices, key=lambda each: abs(each[1] - number))[0] for number in wanted)


def _last_with_a_part(shares: Sequence[Share]) -> str:
    return next(each.name for each in reversed(shares) if each.part > 0)
