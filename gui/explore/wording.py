"""The only place that puts what was said of some words into plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from db.model import AnnotatorId
from db.review.alike import Case, Likeness, Said
from db.review.model import Status
from db.review.standing import UnitState
from db.scheme.model import Attribute, AttributeKind, Scheme
from db.text.keys import match_key
from gui.isolation import in_a_row
from gui.translation import tr

_LONGEST_QUOTE = 48


def label_words(label: str, scheme: Scheme) -> str:
    """The title of a label, or the label itself where the scheme no longer has it."""
    span_type = scheme.span_type(label)
    return label if span_type is None else span_type.title


def said_words(said: Said, scheme: Scheme, *, in_full: bool = False) -> str:
    """What was marked, in a line; `in_full` with the answers and who fills the roles."""
    if said.is_nothing:
        return tr("nothing")
    parts = [label_words(said.label, scheme)]
    if said.words:
        parts.append(tr("on “{words}”", words=shortened(said.quote)))
    name = said.shown_referent.name if said.shown_referent else ""
    if name and match_key(name) != match_key(said.quote):
        parts.append(f"→ {shortened(name)}")
    return ", ".join((" ".join(parts), *(details(said, scheme) if in_full else ())))


def details(said: Said, scheme: Scheme, *, with_questions: bool = False) -> Iterator[str]:
    """The answers, perhaps with their questions, and the filled roles of what was marked."""
    span_type = scheme.span_type(said.label)
    questions = {each.name: each for each in span_type.attributes} if span_type else {}
    for name, answer in said.attributes:
        question = questions.get(name)
        words = _answer_words(question, name, answer)
        needs_question = with_questions and question and question.kind is AttributeKind.CHOICE
        yield f"{question.title}: {words}" if question and needs_question else words
    for role, names in said.shown_fillers:
        known = scheme.role(role, said.label)
        title = known.title if known else role.replace("_", " ")
        fillers = ", ".join(shortened(each.replace("_", " ")) for each in names)
        yield f"{title.lower()} {fillers}"


def likeness_words(likeness: Likeness, scheme: Scheme) -> str:
    """What alike cases have in common, such as "Actor · nothing"."""
    if likeness.status is None:
        return tr("marked by nobody")
    ordered = sorted(likeness.said, key=lambda said: (said.is_nothing, said_words(said, scheme)))
    short = [said_words(said, scheme) for said in ordered]
    # Where versions differ in their answers only, those are what tells them apart.
    is_clear = len(set(short)) == len(short)
    return in_a_row(
        short if is_clear else (said_words(said, scheme, in_full=True) for said in ordered)
    )


def status_words(status: Status | None) -> str:
    """How far those who read some words agree."""
    if status is None:
        return ""
    return {
        Status.UNANIMOUS: tr("all agree"),
        Status.MAJORITY: tr("most agree"),
        Status.DIFFERING: tr("they differ"),
        Status.SINGLE: tr("one annotator only"),
    }[status]


def case_words(case: Case, scheme: Scheme, names: Mapping[AnnotatorId, str]) -> str:
    """Who marked what in a case, in a line."""
    return "   ".join(f"{who}: {what}" for who, what in who_said_what(case, scheme, names))


def who_said_what(
    case: Case, scheme: Scheme, names: Mapping[AnnotatorId, str]
) -> Iterator[tuple[str, str]]:
    """The annotators of each version with what they marked, and gold last."""
    if case.unit is None:
        who = _listed(case.readers, names)
        yield (who, tr("nothing")) if who else (tr("Marked by nobody"), tr("not read yet"))
    else:
        for variant, said in zip(case.unit.variants, case.said, strict=True):
            yield _listed(variant.annotators, names), said_words(said, scheme)
    if case.gold is not None:
        yield tr("gold"), said_words(case.gold, scheme)


def state_words(case: Case) -> str:
    """How far the lead is with a case."""
    if case.is_settled:
        return tr("settled")
    if case.unit is None:
        return tr("not marked")
    if case.state is UnitState.CHANGED:
        return tr("changed since it was settled")
    return status_words(case.unit.status)


def shortened(words: str) -> str:
    """Words on one line, cut in the middle where they are many."""
    flat = " ".join(words.split())
    if len(flat) <= _LONGEST_QUOTE:
        return flat
    half = _LONGEST_QUOTE // 2
    return f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"


def _answer_words(question: Attribute | None, name: str, answer: object) -> str:
    title = question.title if question else name.replace("_", " ")
    if isinstance(answer, tuple):
        # A referent, as label and name.
        return f"{title}: {answer[-1]}"
    if isinstance(answer, bool):
        return f"{title}: {tr('yes') if answer else tr('no')}"
    if question and question.kind is AttributeKind.CHOICE:
        return next((each.title for each in question.options if each.value == answer), str(answer))
    return f"{title}: {answer}"


def _listed(people: Iterable[AnnotatorId], names: Mapping[AnnotatorId, str]) -> str:
    return ", ".join(names.get(each, "") for each in people)
