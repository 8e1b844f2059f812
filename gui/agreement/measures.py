"""The only place for what measures are called here, and what they say in a sentence or two."""

from __future__ import annotations

from db.agreement.figure import Grain, Measure
from gui.translation import tr


def measure_words(measure: Measure, grain: Grain = Grain.CHARACTERS) -> str:
    """A measure's name, as short as it can be."""
    title = tr(_MEASURES[measure])
    if measure in {Measure.KAPPA, Measure.ALPHA}:
        return f"{title}, {tr(_GRAINS[grain])}"
    if measure is Measure.CHARACTERS_F1:
        return tr("Word F1") if grain is Grain.TOKENS else title
    return title


def measure_help(measure: Measure) -> str:
    """What a measure says, in a sentence or two."""
    return tr(_EXPLANATIONS[measure])


def all_measures_explained() -> str:
    """Every measure and what it says, one a paragraph."""
    return "\n\n".join(f"{measure_words(each)}\n{measure_help(each)}" for each in Measure)


_GRAINS = {Grain.CHARACTERS: "characters", Grain.TOKENS: "words"}
_MEASURES = {
    Measure.SPANS_EXACT: "Span F1, exact",
    Measure.SPANS_RELAXED: "Span F1, relaxed",
    Measure.CHARACTERS_F1: "Character F1",
    Measure.KAPPA: "Cohen κ",
    Measure.ALPHA: "Krippendorff α",
    Measure.ALPHA_U: "Krippendorff α-U",
    Measure.GAMMA: "γ",
    Measure.GAMMA_CAT: "γ-cat",
    Measure.ATTRIBUTES_SAME: "Attributes, same",
    Measure.ATTRIBUTES_KAPPA: "Attributes, κ",
    Measure.ATTRIBUTES_ALPHA: "Attributes, α",
    Measure.REFERENTS_SAME: "Referents, same",
    Measure.REFERENTS_ALPHA: "Referents, α",
    Measure.REFERENTS_F1: "Referents, pairs",
    Measure.LINKS_GIVEN_SPANS: "Links, on agreed spans",
    Measure.LINKS_F1: "Links, end to end",
    Measure.STATEMENTS_EXACT: "Statements, whole, exact",
    Measure.STATEMENTS_RELAXED: "Statements, whole",
}
_EXPLANATIONS = {
    Measure.SPANS_EXACT: "Spans count as the same where label and every character agree.",
    Measure.SPANS_RELAXED: "Spans count as the same where the label agrees and they overlap.",
    Measure.CHARACTERS_F1: "How much of the text that either marked bears the same label for both.",
    Measure.KAPPA: (
        "How often both say the same of a character or word, less what chance alone would give. "
        "Where most of the text is unmarked, read it with the span figures."
    ),
    Measure.ALPHA: (
        "Like kappa, for any number of annotators at once. Where most of the text is unmarked, "
        "read it with the span figures."
    ),
    Measure.ALPHA_U: "Compares where spans begin and end with what chance alone would give.",
    Measure.GAMMA: "Aligns the spans of all annotators by place and label; compares with chance.",
    Measure.GAMMA_CAT: "How far the labels agree on spans that gamma aligned.",
    Measure.ATTRIBUTES_SAME: "The share of equal answers on spans that two annotators marked.",
    Measure.ATTRIBUTES_KAPPA: "Equal answers on shared spans, less what chance would give.",
    Measure.ATTRIBUTES_ALPHA: "Like kappa, for any number of annotators at once.",
    Measure.REFERENTS_SAME: "The share of shared spans that both take for the same referent.",
    Measure.REFERENTS_ALPHA: "The same, less what chance would give.",
    Measure.REFERENTS_F1: "Which mentions are taken for one and the same, whatever it is called.",
    Measure.LINKS_GIVEN_SPANS: "Links between spans that both marked: how well roles are filled.",
    Measure.LINKS_F1: "All links: both ends, the role and the spans have to agree.",
    Measure.STATEMENTS_EXACT: "Statements whose extent, answers and every role agree.",
    Measure.STATEMENTS_RELAXED: ("Statements that overlap and whose answers and every role agree."),
}
