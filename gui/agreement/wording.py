"""The only place for the words of this page: what figures are called, and what differences say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QLocale

from db.agreement.drift import FIRST_TIME, SECOND_TIME
from db.agreement.figure import (
    Counted,
    DifferenceKind,
    Figure,
    Scope,
)
from db.agreement.overview import LabelPair
from db.model import AnnotatorId
from db.queries.passages import Passage
from db.scheme.model import Scheme
from gui.agreement.sheets import Material
from gui.agreement.wish import Behind
from gui.isolation import in_a_row
from gui.translation import tr, tr_count, tr_said
from gui.widgets.parts import fraction

NOT_MARKED = "–"


@dataclass(frozen=True, kw_only=True)
class Names:
    """What annotators and the parts of the scheme are called in the window."""

    annotators: Mapping[AnnotatorId, str] = field(default_factory=dict)
    scheme: Scheme

    def annotator(self, annotator: AnnotatorId) -> str:
        """A person's name, or which of two times where one is compared with themselves."""
        times = {FIRST_TIME: tr("the first time"), SECOND_TIME: tr("the second time")}
        return self.annotators.get(annotator) or times.get(annotator, "?")

    def label(self, label: str | None) -> str:
        """A label's title."""
        if label is None:
            return tr("not marked")
        found = self.scheme.span_type(label)
        return label if found is None else found.title

    def part(self, label: str, name: str) -> str:
        """The title of an attribute or a role of a label."""
        role = self.scheme.role(name, label)
        if role is not None:
            return role.title
        span_type = self.scheme.span_type(label)
        attributes = () if span_type is None else span_type.attributes
        return next((each.title for each in attributes if each.name == name), _plain(name))

    def pair(self, annotators: tuple[AnnotatorId, AnnotatorId]) -> str:
        """Two people."""
        one, other = map(self.annotator, annotators)
        return f"{one} × {other}"


def material_words(material: Material) -> str:
    """What is compared, after the title."""
    number = QLocale().toString
    parts = [
        tr_count(len(material.annotators), "{count} annotator", "{count} annotators"),
        tr_count(
            material.articles,
            "{count} article seen by two or more",
            "{count} articles seen by two or more",
        ),
    ]
    if len(material.rounds) > 1:
        first, last = number(material.rounds[0]), number(material.rounds[-1])
        parts.append(tr("rounds {first}–{last}", first=first, last=last))
    parts.append(tr_count(material.spans, "{count} span", "{count} spans"))
    return in_a_row(parts)


def value_words(value: float | None) -> str:
    """A figure as it stands in a cell: .81, −.12, 1.00; a dash where there is none."""
    if value is None:
        return NOT_MARKED
    rounded = round(value, 2)
    text = fraction(abs(rounded))
    return f"−{text}" if rounded < 0 else text


def figure_sentence(figure: Figure) -> str:
    """A figure in full, for tool tips and screen readers."""
    if figure.value is None:
        return tr("undefined: {reason}", reason=tr(str(figure.reason)))
    parts = [value_words(figure.value)]
    if figure.interval is not None:
        parts.append(interval_words(figure))
    parts.append(rests_on(figure))
    if figure.caution is not None:
        parts.append(tr_said(str(figure.caution)))
    return in_a_row(parts)


def interval_words(figure: Figure) -> str:
    """How sure a figure is; empty where that is not known."""
    if figure.interval is None:
        return ""
    return tr(
        "95 % between {low} and {high}",
        low=value_words(figure.interval.low),
        high=value_words(figure.interval.high),
    )


def rests_on(figure: Figure) -> str:
    """What a figure was counted on."""
    counted = f"{QLocale().toString(figure.n)} {tr(_COUNTED[figure.counted])}"
    articles = tr_count(figure.articles, "{count} article", "{count} articles")
    return tr("{counted} in {articles}", counted=counted, articles=articles)


def scope_words(scope: Scope, names: Names) -> str:
    """What a figure is about; empty where it is about all."""
    parts = [
        names.label(scope.label) if scope.label else "",
        names.pair(scope.annotators) if scope.annotators else "",
        tr("round {number}", number=scope.round) if scope.round is not None else "",
        week_words(scope.week) if scope.week else "",
        scope.day or "",
        _plain(scope.name) if scope.name else "",
    ]
    return in_a_row(parts)


def week_words(week: str) -> str:
    """A week such as 2026-W48."""
    year, _, number = week.partition("-W")
    return tr("week {number}, {year}", number=int(number), year=year)


def kind_words(kind: DifferenceKind, labels: LabelPair, name: str | None, names: Names) -> str:
    """A way of differing."""
    label = names.label(labels[0] or labels[1])
    match kind:
        case DifferenceKind.EXTENT:
            return tr("{label}: where it begins or ends", label=label)
        case DifferenceKind.LABEL:
            return tr("{one} against {other}", **_both(labels, names))
        case DifferenceKind.ONLY_ONE:
            return tr("{label}: one marked it, the other read and did not", label=label)
        case DifferenceKind.REFERENT:
            return tr("{label}: which referent", label=label)
        case DifferenceKind.ATTRIBUTE | DifferenceKind.LINK:
            part = names.part(labels[0] or "", name or "")
            return tr("{label}: {part}", label=label, part=_inside(part))


def behind_words(behind: Behind, names: Names) -> str:
    """What differences that were opened are about."""
    about = scope_words(behind.scope, names)
    if behind.kind is None or behind.labels is None:
        return about or tr("Everybody, everything")
    kind = kind_words(behind.kind, behind.labels, behind.name, names)
    return in_a_row((kind, about if behind.scope.label is None else ""))


def cell_words(labels: LabelPair, count: int, names: Names) -> str:
    """A cell of the confusion matrix."""
    one, other = labels
    times = tr_count(count, "{count} time", "{count} times")
    if one == other:
        return tr("Both {label}: {times}", label=names.label(one), times=times)
    return tr("{one} against {other}: {times}", times=times, **_both(labels, names))


def difference_words(passage: Passage, names: Names) -> str:
    """What a difference is, under its words."""
    difference = passage.difference
    label = names.label(difference.label)
    one, other = map(names.annotator, difference.annotators)
    match difference.kind:
        case DifferenceKind.EXTENT:
            return in_a_row((label, _extent_words(passage, one, other)))
        case DifferenceKind.LABEL:
            first, second = map(names.label, difference.values)
            return in_a_row((f"{one}: {first}", f"{other}: {second}"))
        case DifferenceKind.ONLY_ONE:
            who = one if difference.items[0] is not None else other
            return in_a_row((label, tr("only {who}", who=who)))
        case DifferenceKind.REFERENT:
            what = tr("referent")
        case _:
            what = names.part(difference.label, difference.name or "")
            what = _inside(what)
    if passage.said == (None, None):
        return tr("{label} · {what} differs", label=label, what=what)
    first, second = (said or tr("nothing") for said in passage.said)
    return in_a_row((label, what, f"{one}: {_plain(first)}", f"{other}: {_plain(second)}"))


def _extent_words(passage: Passage, one: str, other: str) -> str:
    """How many words only one of the two marked."""
    parts = []
    for who, count in (
        (one, _words(passage, of_first=True)),
        (other, _words(passage, of_first=False)),
    ):
        if count:
            parts.append(
                tr_count(count, "{count} word only {who}", "{count} words only {who}", who=who)
            )
    return in_a_row(parts) or tr("boundary")


def _words(passage: Passage, *, of_first: bool) -> int:
    return sum(
        len(piece.text.split())
        for piece in passage.pieces
        if piece.is_first is of_first and piece.is_second is not of_first
    )


def _both(labels: LabelPair, names: Names) -> dict[str, str]:
    return {"one": names.label(labels[0]), "other": names.label(labels[1])}


def _inside(title: str) -> str:
    """A title in the middle of a sentence; what is written in capitals stays so."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _plain(name: str) -> str:
    return name.replace("_", " ")


_COUNTED = {
    Counted.SPANS: "spans",
    Counted.CHARACTERS: "characters",
    Counted.TOKENS: "words",
    Counted.ALIGNED_SPANS: "shared spans",
    Counted.MENTION_PAIRS: "pairs of mentions",
    Counted.ANSWERS: "answers",
    Counted.LINKS: "links",
    Counted.STATEMENTS: "statements",
}
