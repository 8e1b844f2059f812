"""The only place that names units, so that a decision finds its unit again after collecting.

A unit is named after the oldest of its spans, and not after label and place: an annotator may move
and relabel a span, but its id stays as long as the span does. So the name holds while spans are
changed, and while others join or leave. It would change when the oldest span is deleted or an
older one joins; therefore a decision remembers the spans that it was made about, and the unit that
has most of them takes over the decision's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import count

from db.model import ArticleId, SpanId
from db.review.decisions import Decision
from db.review.model import UnitId
from db.review.pairing import Pair, best_pairs


def article_unit_id(article: ArticleId) -> UnitId:
    """The name of the unit for what is said of an article as a whole."""
    return _digest("article", article)


def unit_ids(
    groups: Sequence[Sequence[SpanId]], decisions: Iterable[Decision] = ()
) -> tuple[UnitId, ...]:
    """A name for each group of spans, in their order; all names differ."""
    known = sorted(decisions, key=lambda decision: decision.unit)
    number_of = {span: number for number, group in enumerate(groups) for span in group}
    shared: dict[Pair, int] = {}
    for position, decision in enumerate(known):
        for span in decision.fingerprint.members:
            if span in number_of:
                pair = number_of[span], position
                shared[pair] = shared.get(pair, 0) + 1
    inherited = {number: known[position].unit for number, position in best_pairs(shared)}
    taken = {decision.unit for decision in known}
    return tuple(
        inherited.get(number) or _free_name(min(group), taken)
        for number, group in enumerate(groups)
    )


def _free_name(span: SpanId, taken: set[UnitId]) -> UnitId:
    # What was split off from a decided unit may hold the very span that the unit is named after.
    names = (_digest("span", span, *("again",) * times) for times in count())
    return next(name for name in names if name not in taken)


def _digest(*parts: str) -> UnitId:
    return UnitId(sha256("\n".join(parts).encode()).hexdigest()[:20])
