"""The only place that knows how each measure is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from db.agreement import bootstrap
from db.agreement.answers import attribute_statistic, mention_f1, referent_statistic
from db.agreement.figure import Grain, Measure, Scope
from db.agreement.gamma import Gamma, GammaStatistic
from db.agreement.links import link_f1, statement_f1
from db.agreement.measured import Measured
from db.agreement.positions import position_alpha, position_f1, position_kappa
from db.agreement.spans import UnitizingAlpha, span_f1
from db.agreement.statistic import Statistic

OF_POSITIONS = frozenset({Measure.CHARACTERS_F1, Measure.KAPPA, Measure.ALPHA})
OF_ATTRIBUTES = frozenset(
    {Measure.ATTRIBUTES_SAME, Measure.ATTRIBUTES_KAPPA, Measure.ATTRIBUTES_ALPHA}
)
OF_REFERENTS = frozenset({Measure.REFERENTS_SAME, Measure.REFERENTS_ALPHA})
OF_LINKS = frozenset({Measure.LINKS_F1, Measure.LINKS_GIVEN_SPANS})
OF_STATEMENTS = frozenset({Measure.STATEMENTS_EXACT, Measure.STATEMENTS_RELAXED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How layers are compared.

    `statement_labels` are the labels whose spans have slots; where it is None, those that links
    start from. `resamples` is the number behind each interval.
    """

    grain: Grain = Grain.CHARACTERS
    statement_labels: frozenset[str] | None = None
    resamples: int = bootstrap.RESAMPLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What measures rest on beside the layers: `gammas` computes or remembers gamma of articles."""

    options: Options
    statement_labels: frozenset[str]
    gammas: Callable[[Iterable[Measured], Scope], Iterator[Gamma]]


def statistic_of(measure: Measure, scope: Scope, basis: Basis) -> Statistic:  # noqa: PLR0911
    """The measure within a scope."""
    options = basis.options
    if measure in {Measure.SPANS_EXACT, Measure.SPANS_RELAXED}:
        return span_f1(scope, is_exact=measure is Measure.SPANS_EXACT)
    if measure is Measure.ALPHA_U:
        return UnitizingAlpha(scope)
    if measure in {Measure.GAMMA, Measure.GAMMA_CAT}:
        return GammaStatistic(
            lambda articles: basis.gammas(articles, scope),
            is_categorial=measure is Measure.GAMMA_CAT,
        )
    if measure in OF_POSITIONS:
        return _POSITIONS[measure](scope, options.grain)
    if measure in OF_ATTRIBUTES:
        return attribute_statistic(measure, scope)
    if measure in OF_REFERENTS:
        return referent_statistic(measure, scope)
    if measure is Measure.REFERENTS_F1:
        return mention_f1(scope)
    if measure in OF_LINKS:
        return link_f1(scope, is_given_spans=measure is Measure.LINKS_GIVEN_SPANS)
    is_exact = measure is Measure.STATEMENTS_EXACT
    return statement_f1(scope, basis.statement_labels, is_exact=is_exact)


_POSITIONS = {
    Measure.CHARACTERS_F1: position_f1,
    Measure.KAPPA: position_kappa,
    Measure.ALPHA: position_alpha,
}
