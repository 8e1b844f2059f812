"""The only place that writes how agreement was measured: a methods paragraph and its references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.agreement.figure import CautionKind, Figure, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A publication; `short` is how a sentence names it."""

    short: str
    authors: str
    year: int
    title: str
    journal: str

    def __str__(self) -> str:
        return f"{self.authors} ({self.year}). {self.title}. {self.journal}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """A paragraph for a paper, and what it refers to in alphabetical order."""

    text: str
    references: tuple[Reference, ...]


HRIPCSAK = Reference(
    short="Hripcsak & Rothschild, 2005",
    authors="Hripcsak, G., & Rothschild, A. S.",
    year=2005,
    title="Agreement, the F-measure, and reliability in information retrieval",
    journal="Journal of the American Medical Informatics Association, 12(3), 296–298",
)
COHEN = Reference(
    short="Cohen, 1960",
    authors="Cohen, J.",
    year=1960,
    title="A coefficient of agreement for nominal scales",
    journal="Educational and Psychological Measurement, 20(1), 37–46",
)
LIGHT = Reference(
    short="Light, 1971",
    authors="Light, R. J.",
    year=1971,
    title="Measures of response agreement for qualitative data: Some generalizations and "
    "alternatives",
    journal="Psychological Bulletin, 76(5), 365–377",
)
HAYES = Reference(
    short="Hayes & Krippendorff, 2007",
    authors="Hayes, A. F., & Krippendorff, K.",
    year=2007,
    title="Answering the call for a standard reliability measure for coding data",
    journal="Communication Methods and Measures, 1(1), 77–89",
)
KRIPPENDORFF_1995 = Reference(
    short="Krippendorff, 1995",
    authors="Krippendorff, K.",
    year=1995,
    title="On the reliability of unitizing continuous data",
    journal="Sociological Methodology, 25, 47–76",
)
KRIPPENDORFF_2004 = Reference(
    short="Krippendorff, 2004",
    authors="Krippendorff, K.",
    year=2004,
    title="Measuring the reliability of qualitative text analysis data",
    journal="Quality & Quantity, 38(6), 787–800",
)
MATHET_2015 = Reference(
    short="Mathet et al., 2015",
    authors="Mathet, Y., Widlöcher, A., & Métivier, J.-P.",
    year=2015,
    title="The unified and holistic method gamma (γ) for inter-annotator agreement measure and "
    "alignment",
    journal="Computational Linguistics, 41(3), 437–479",
)
MATHET_2017 = Reference(
    short="Mathet, 2017",
    authors="Mathet, Y.",
    year=2017,
    title="The agreement measure γcat: A complement to γ focused on categorization of a continuum",
    journal="Computational Linguistics, 43(3), 661–681",
)
TITEUX = Reference(
    short="Titeux & Riad, 2021",
    authors="Titeux, H., & Riad, R.",
    year=2021,
    title="pygamma-agreement: Gamma γ measure for inter/intra-annotator agreement in Python",
    journal="Journal of Open Source Software, 6(62), 2989",
)
EFRON = Reference(
    short="Efron, 1979",
    authors="Efron, B.",
    year=1979,
    title="Bootstrap methods: Another look at the jackknife",
    journal="The Annals of Statistics, 7(1), 1–26",
)

_F1, _KAPPA, _ALPHA = (HRIPCSAK,), (COHEN, LIGHT), (HAYES,)

NAMES: dict[Measure, tuple[str, tuple[Reference, ...]]] = {
    Measure.SPANS_EXACT: ("F1 of spans with the same label and extent", _F1),
    Measure.SPANS_RELAXED: (
        "F1 of spans with the same label that overlap, aligned one to one",
        _F1,
    ),
    Measure.CHARACTERS_F1: ("F1 of labelled {grain}", _F1),
    Measure.KAPPA: ("Cohen's κ over {grain}, averaged over pairs of annotators", _KAPPA),
    Measure.ALPHA: ("Krippendorff's α over {grain}, nominal", _ALPHA),
    Measure.ALPHA_U: (
        "Krippendorff's α for unitizing, per label and summed over labels",
        (KRIPPENDORFF_1995, KRIPPENDORFF_2004),
    ),
    Measure.GAMMA: (
        "γ with positional and categorical dissimilarity of equal weight",
        (MATHET_2015, TITEUX),
    ),
    Measure.GAMMA_CAT: ("γ-cat", (MATHET_2017, TITEUX)),
    Measure.ATTRIBUTES_SAME: ("share of equal answers on aligned spans", ()),
    Measure.ATTRIBUTES_KAPPA: ("Cohen's κ of answers on aligned spans", _KAPPA),
    Measure.ATTRIBUTES_ALPHA: ("Krippendorff's α of answers on aligned spans", _ALPHA),
    Measure.REFERENTS_SAME: ("share of aligned spans with the same referent", ()),
    Measure.REFERENTS_ALPHA: ("Krippendorff's α of the referents of aligned spans", _ALPHA),
    Measure.REFERENTS_F1: ("F1 of pairs of mentions with one referent", _F1),
    Measure.LINKS_GIVEN_SPANS: ("F1 of links between aligned spans", _F1),
    Measure.LINKS_F1: ("F1 of links from end to end", _F1),
    Measure.STATEMENTS_EXACT: ("F1 of whole statements with the same extents", _F1),
    Measure.STATEMENTS_RELAXED: ("F1 of whole statements with overlapping extents", _F1),
}
"""What each measure is called in a paper, and who proposed it."""


def methods(figures: Iterable[Figure]) -> Methods:
    """Sentences that give the figures, in the order given, with how each was computed."""
    figures = tuple(figures)
    used: set[Reference] = set()
    sentences = [_sentence(figure, used) for figure in figures]
    resamples = {each.interval.resamples for each in figures if each.interval is not None}
    if resamples:
        used.add(EFRON)
        count = max(resamples)
        sentences.append(
            "Intervals are 95 % percentile intervals of a bootstrap over articles with "
            f"{count:,} resamples ({EFRON.short})."
        )
    if any(_is_mostly_unmarked(figure) for figure in figures):
        sentences.append(
            "Where more than nine tenths of what was counted bears no label, figures that count it "
            "say most about unmarked text."
        )
    return Methods(
        text=" ".join(sentences),
        references=tuple(sorted(used, key=lambda each: (each.authors, each.year))),
    )


def _sentence(figure: Figure, used: set[Reference]) -> str:
    name, references = NAMES[figure.measure]
    used.update(references)
    what = name.format(grain=figure.counted.value)
    cited = f" ({'; '.join(each.short for each in references)})" if references else ""
    where = _where(figure)
    if figure.value is None:
        return f"{what[0].upper()}{what[1:]}{cited}{where} is undefined: {figure.reason}."
    low_high = ""
    if figure.interval is not None:
        low_high = f", 95 % CI [{figure.interval.low:.2f}, {figure.interval.high:.2f}]"
    return (
        f"{what[0].upper()}{what[1:]}{cited}{where} is {figure.value:.2f}{low_high} "
        f"(n = {figure.n:,} {figure.counted.value} in {figure.articles:,} articles)."
    )


def _where(figure: Figure) -> str:
    scope = figure.scope
    parts = [
        f" for {scope.label}" if scope.label else "",
        f" on {scope.name}" if scope.name else "",
        f" in round {scope.round}" if scope.round is not None else "",
        " between one pair of annotators" if scope.annotators else "",
    ]
    return "".join(parts)


def _is_mostly_unmarked(figure: Figure) -> bool:
    return figure.caution is not None and figure.caution.kind is CautionKind.MOSTLY_UNMARKED
