"""The only place for the words of the review: states, differences, reasons, decisions."""

from __future__ import annotations

from collections.abc import Sequence

from db.model import Absence, Attributes
from db.queries.review import ReviewArticle, Settled
from db.review.decisions import Reason, Source
from db.review.draft import DraftProblem, Obstacle
from db.review.model import Aspect, AspectKind, Status, Unit, UnitKind, Variant
from db.review.standing import News, NewsKind, UnitState
from db.scheme.model import Attribute, Scheme
from gui.isolation import in_a_row
from gui.review.naming import Naming
from gui.rule_field import rule_words
from gui.translation import tr, tr_count

NO_ANSWER = "—"

_REASONS = {
    Reason.BOUNDARY: "Boundary",
    Reason.LABEL: "Label",
    Reason.REFERENT: "Referent",
    Reason.ROLE: "Role",
    Reason.GUIDELINE_GAP: "Guideline gap",
    Reason.AMBIGUOUS_TEXT: "Ambiguous text",
    Reason.SLIP: "Slip",
    Reason.OTHER: "Other",
}
_SOURCES = {
    Source.UNANIMOUS: "all agreed",
    Source.MAJORITY: "taken from the majority",
    Source.ADJUDICATED: "decided between versions",
    Source.SINGLE: "taken from one annotator",
    Source.EDITED: "edited freely",
    Source.NOTHING: "settled as nothing",
}
_ABSENCES = {
    Absence.UNNAMED: "not named",
    Absence.IMPLIED: "implied",
    Absence.OTHER_ARTICLE: "in another article",
}
_OBSTACLES = {
    Obstacle.FILLER_IS_NOTHING: "“{role}” stays empty: “{other}” was settled as nothing.",
    Obstacle.FILLER_IS_GONE: "“{role}” stays empty: who filled it is no longer marked by anybody.",
    Obstacle.FILLER_IS_ITSELF: "“{role}” stays empty: who fills it became one with the statement.",
    Obstacle.FILLER_MISFITS: "“{role}” stays empty: “{other}” can't fill it with its label.",
    Obstacle.DOUBLE: "The same words were settled in another place, too; gold has them once.",
    Obstacle.NOTHING_BUT_SPANS: "The article was settled as holding nothing, but spans were, too.",
}


def reason_words(reason: Reason) -> str:
    """Why annotators differed."""
    return tr(_REASONS[reason])


def source_words(source: Source) -> str:
    """How what stands in gold came about."""
    return tr(_SOURCES[source])


def absence_words(absence: Absence) -> str:
    """Why a role has nothing to point at."""
    return tr(_ABSENCES[absence])


def label_title(scheme: Scheme, label: str) -> str:
    """What the scheme calls a label."""
    span_type = scheme.span_type(label)
    return span_type.title if span_type else label


def unit_title(unit: Unit, scheme: Scheme) -> str:
    """What a unit is about: the label that most gave it, or the article as a whole."""
    if unit.kind is UnitKind.ARTICLE:
        return tr("Article as a whole")
    return label_title(scheme, unit.marked[0].label)


def unit_words(unit: Unit) -> str:
    """The words that a unit is known by, in one line; "" for the article as a whole."""
    return " ".join(unit.marked[0].quote.split()) if unit.marked else ""


def status_words(unit: Unit, scheme: Scheme, naming: Naming) -> str:
    """How far those who count agree, and in what they do not."""
    if unit.is_only_gold:
        return tr("only in gold: no annotator marked it")
    if unit.status is Status.UNANIMOUS:
        return tr("all say the same")
    if unit.status is Status.SINGLE:
        marking = unit.marked[0] if unit.marked else unit.variants[0]
        return tr("only {name} marked it", name=naming.names_of(marking.annotators))
    count = sum(len(each.readings) for each in unit.variants if not each.is_nothing)
    parts = []
    if unit.kind is not UnitKind.ARTICLE and count < len(unit.readings):
        parts.append(tr("marked by {some} of {all}", some=count, all=len(unit.readings)))
    named = [
        each
        for each in unit.aspects
        if each.kind is not AspectKind.PRESENCE or unit.kind is UnitKind.ARTICLE
    ]
    if named:
        parts.append(_differing_words([aspect_words(each, unit, scheme) for each in named]))
    return in_a_row(parts) or tr("versions differ")


def _differing_words(aspects: Sequence[str]) -> str:
    *others, last = dict.fromkeys(aspects)
    if not others:
        return tr("{what} differs", what=last)
    return tr("{first} and {last} differ", first=", ".join(others), last=last)


def aspect_words(aspect: Aspect, unit: Unit, scheme: Scheme) -> str:
    """What differs."""
    match aspect.kind:
        case AspectKind.PRESENCE:
            return tr("whether anything is marked")
        case AspectKind.EXTENT:
            return tr("boundary")
        case AspectKind.LABEL:
            return tr("label")
        case AspectKind.REFERENT:
            return tr("referent")
        case AspectKind.ATTRIBUTE:
            return attribute_title(unit, aspect.name, scheme).lower()
        case AspectKind.ROLE:
            return role_title(unit, aspect.name, scheme).lower()


def attribute_of(unit: Unit, variant: Variant, name: str, scheme: Scheme) -> Attribute | None:
    """The question of this name that the scheme asks about a version of a unit, if any."""
    if unit.kind is UnitKind.ARTICLE:
        return scheme.field(name)
    span_type = scheme.span_type(variant.label)
    questions = span_type.attributes if span_type else ()
    return next((each for each in questions if each.name == name), None)


def attribute_title(unit: Unit, name: str, scheme: Scheme) -> str:
    """What the scheme calls a question that any version answers."""
    found = (attribute_of(unit, each, name, scheme) for each in unit.variants)
    return next((each.title for each in found if each), name.replace("_", " "))


def role_title(unit: Unit, name: str, scheme: Scheme) -> str:
    """What the scheme calls a role."""
    roles = (scheme.role(name, each.label) for each in unit.marked)
    return next((role.title for role in roles if role), name.replace("_", " "))


def answer_words(attribute: Attribute | None, name: str, answers: Attributes) -> str:
    """An answer as the scheme's options call it."""
    value = answers.get(name)
    if value is None:
        return NO_ANSWER
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    options = attribute.options if attribute else ()
    return next((each.title for each in options if each.value == value), str(value))


def news_words(news: News, unit: Unit, scheme: Scheme, naming: Naming) -> str:
    """What an annotator did in a unit since it was settled."""
    name = naming.name(news.annotator)
    match news.kind:
        case NewsKind.JOINED:
            return tr("{name} has come in since", name=name)
        case NewsKind.LEFT:
            return tr("{name} no longer says anything here", name=name)
        case NewsKind.CHANGED:
            aspects = ", ".join(aspect_words(each, unit, scheme) for each in news.aspects)
            return tr("{name} changed: {what}", name=name, what=aspects)


def state_words(state: UnitState) -> str:
    """How far a unit is."""
    return {
        UnitState.OPEN: tr("open"),
        UnitState.SETTLED: tr("settled"),
        UnitState.CHANGED: tr("changed since it was settled"),
    }[state]


def people_words(reviewed: ReviewArticle, naming: Naming) -> str:
    """Who has read or marked an article."""
    count = tr_count(len(naming.people), "{count} annotator", "{count} annotators")
    if not reviewed.annotations or len(naming.people) > 3:
        return count
    return naming.names_of(naming.people)


def problem_words(problem: DraftProblem, reviewed: ReviewArticle) -> str:
    """What a decision could not put into gold."""
    unit, other = reviewed.unit(problem.unit), reviewed.unit(problem.other)
    role = role_title(unit, problem.role, reviewed.scheme) if unit else problem.role
    return tr(_OBSTACLES[problem.obstacle], role=role, other=unit_words(other) if other else "")


def settled_words(settled: Settled, when: str, who: str) -> str:
    """How and by whom a unit was settled."""
    return tr(
        "{how} · {who}, {when}", how=source_words(settled.decision.source), who=who, when=when
    )


def why_words(settled: Settled) -> str:
    """Why a unit was settled like that, by which rule, and whether that is to be made clearer."""
    parts = [
        reason_words(settled.reason) if settled.reason else "",
        rule_words(settled.rule) if settled.rule else "",
        tr("the guidelines need an update") if settled.is_guideline_gap else "",
    ]
    said = in_a_row(parts)
    return said[:1].upper() + said[1:]


def places_words(count: int) -> str:
    """A number of units."""
    return tr_count(count, "{count} place", "{count} places")
