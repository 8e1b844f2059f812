"""The only place that writes what a decision knows as JSON values, and reads it back.

What does not read as expected, because another version wrote it, is left out and not refused: a
decision whose choice can't be read is still a decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from db.model import (
    Absence,
    AnnotatorId,
    Attributes,
    AttributeValue,
    Fragment,
    Referent,
    ReferentId,
    SpanId,
)
from db.review.choices import (
    ArticleDraft,
    Choice,
    Combine,
    Edit,
    SpanDraft,
    TakeIntersection,
    TakeNothing,
    TakeUnion,
    TakeVersion,
)
from db.review.decisions import Decision, Fingerprint, Source
from db.review.model import Filling, Roles, UnitId

Json = dict[str, object]

_ABSENCES = {each.value: each for each in Absence}


def details_of(decision: Decision) -> Json:
    """Choice, fingerprint and draft of a decision, as values that JSON can hold."""
    details: Json = {
        "members": sorted(decision.fingerprint.members),
        "said": {who: dict(said) for who, said in decision.fingerprint.said.items()},
    }
    if decision.choice is not None:
        details["choice"] = _choice_json(decision.choice)
    match decision.written:
        case SpanDraft():
            details["written"] = {"quote": decision.written.quote, **_content(decision.written)}
        case ArticleDraft(labels=labels, nothing_here=nothing_here):
            details["written"] = {"labels": dict(labels), "nothing_here": nothing_here}
    return details


def decision_from(
    details: object, *, unit: UnitId, source: Source, gold: SpanId | None
) -> Decision:
    """A decision from its stored details, as `json.loads` gives them, and its other columns."""
    known = _mapping(details)
    return Decision(
        unit=unit,
        source=source,
        gold=gold,
        choice=_choice(_mapping(known.get("choice"))),
        written=_written(unit, known.get("written")),
        fingerprint=Fingerprint(
            members=frozenset(SpanId(each) for each in _texts(known.get("members"))),
            said={
                AnnotatorId(who): {
                    aspect: digest
                    for aspect, digest in _mapping(said).items()
                    if isinstance(digest, str)
                }
                for who, said in _mapping(known.get("said")).items()
            },
        ),
    )


def _choice_json(choice: Choice) -> Json:
    match choice:
        case TakeVersion(number=number):
            return {"take": "version", "number": number}
        case TakeUnion(rest=number):
            return {"take": "union", "number": number}
        case TakeIntersection(rest=number):
            return {"take": "intersection", "number": number}
        case TakeNothing():
            return {"take": "nothing"}
        case Combine():
            numbers = {
                "extent": choice.extent,
                "label": choice.label,
                "referent": choice.referent,
                "attributes": choice.attributes,
                "roles": choice.roles,
            }
            given = {part: number for part, number in numbers.items() if number is not None}
            return {"take": "combination", **given}
        case Edit(nothing_here=nothing_here):
            return {"take": "edited", "nothing_here": nothing_here, **_content(choice)}


def _choice(value: Mapping[str, object]) -> Choice | None:
    numbers = {name: each for name, each in value.items() if isinstance(each, int)}
    number = numbers.get("number", 1)
    simple: dict[str, Choice] = {
        "version": TakeVersion(number=number),
        "union": TakeUnion(rest=number),
        "intersection": TakeIntersection(rest=number),
        "nothing": TakeNothing(),
    }
    match value.get("take"):
        case "combination":
            return Combine(
                extent=numbers.get("extent", 1),
                label=numbers.get("label"),
                referent=numbers.get("referent"),
                attributes=numbers.get("attributes"),
                roles=numbers.get("roles"),
            )
        case "edited":
            return Edit(
                label=_text(value.get("label")),
                fragments=_fragments(value.get("fragments")),
                referent=_referent(value.get("referent")),
                attributes=_attributes(value.get("attributes")),
                roles=_roles(value.get("roles")),
                nothing_here=value.get("nothing_here") is True,
            )
        case str(take):
            return simple.get(take)
        case _:
            return None


def _content(content: SpanDraft | Edit) -> Json:
    referent = content.referent
    return {
        "label": content.label,
        "fragments": [[piece.start, piece.end] for piece in content.fragments],
        "referent": referent
        and {
            "id": referent.id,
            "label": referent.label,
            "name": referent.name,
            "owner": referent.owner,
        },
        "attributes": dict(content.attributes),
        "roles": {
            role: {"units": list(filling.units), "absences": [str(a) for a in filling.absences]}
            for role, filling in content.roles.items()
        },
    }


def _written(unit: UnitId, value: object) -> SpanDraft | ArticleDraft | None:
    known = _mapping(value)
    if "labels" in known:
        return ArticleDraft(
            unit=unit,
            labels=_attributes(known["labels"]),
            nothing_here=known.get("nothing_here") is True,
        )
    fragments = _fragments(known.get("fragments"))
    if not fragments:
        return None
    return SpanDraft(
        unit=unit,
        label=_text(known.get("label")),
        fragments=fragments,
        quote=_text(known.get("quote")),
        referent=_referent(known.get("referent")),
        attributes=_attributes(known.get("attributes")),
        roles=_roles(known.get("roles")),
    )


def _referent(value: object) -> Referent | None:
    known = _mapping(value)
    owner = _text(known.get("owner"))
    return (
        Referent(
            id=ReferentId(_text(known["id"])),
            label=_text(known.get("label")),
            name=_text(known.get("name")),
            owner=AnnotatorId(owner) if owner else None,
        )
        if "id" in known
        else None
    )


def _roles(value: object) -> Roles:
    return {
        role: Filling(
            units=tuple(UnitId(unit) for unit in _texts(_mapping(filling).get("units"))),
            absences=tuple(
                _ABSENCES[each]
                for each in _texts(_mapping(filling).get("absences"))
                if each in _ABSENCES
            ),
        )
        for role, filling in _mapping(value).items()
    }


def _fragments(value: object) -> tuple[Fragment, ...]:
    found = []
    for piece in _sequence(value):
        match piece:
            case [int(start), int(end)] if 0 <= start < end:
                found.append(Fragment(start, end))
    return tuple(found)


def _attributes(value: object) -> Attributes:
    return {name: each for name, each in _mapping(value).items() if _is_answer(each)}


def _is_answer(value: object) -> TypeGuard[AttributeValue]:
    return isinstance(value, str | bool | int | float)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in _sequence(value) if isinstance(each, str))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
