"""The only place that says what an earlier decision is worth after more work was collected.

A decision keeps digests of what every annotator said in its unit. As long as they say the same, it
stands; where somebody joined, left, or says something else, it stands too, and the unit shows what
is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from db.model import AnnotatorId
from db.review.decisions import Decision, Fingerprint
from db.review.model import Aspect, AspectKind, Reading, Unit, UnitId


class UnitState(StrEnum):
    """Where a unit stands between the annotators and gold."""

    OPEN = "open"
    SETTLED = "settled"
    CHANGED = "changed"
    """Settled, but since then annotators said something else."""


class NewsKind(StrEnum):
    """What an annotator did in a unit since it was settled."""

    JOINED = "joined"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Who says something else than when the unit was settled, and in what."""

    annotator: AnnotatorId
    kind: NewsKind
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The state of one unit with the decision behind it, and what is new since."""

    state: UnitState
    decision: Decision | None = None
    news: tuple[News, ...] = ()


def fingerprint(unit: Unit) -> Fingerprint:
    """What to keep with a decision about a unit as it is now."""
    return Fingerprint(
        members=unit.members,
        said={reading.annotator: _said(reading) for reading in unit.readings},
    )


def standings(units: Iterable[Unit], decisions: Iterable[Decision]) -> dict[UnitId, Standing]:
    """How each unit stands, in the order of the units.

    The units must have been made with these decisions, since that is how they keep their ids.
    """
    of_units = {decision.unit: decision for decision in decisions}
    return {unit.id: standing(unit, of_units.get(unit.id)) for unit in units}


def standing(unit: Unit, decision: Decision | None) -> Standing:
    """How one unit stands, given the decision about it."""
    if decision is None:
        return Standing(state=UnitState.OPEN)
    news = tuple(_news(decision.fingerprint, fingerprint(unit)))
    state = UnitState.CHANGED if news else UnitState.SETTLED
    return Standing(state=state, decision=decision, news=news)


def _news(before: Fingerprint, now: Fingerprint) -> Sequence[News]:
    found = []
    for annotator in sorted({*before.said, *now.said}):
        was, says = before.said.get(annotator), now.said.get(annotator)
        if was is None:
            found.append(News(annotator=annotator, kind=NewsKind.JOINED))
        elif says is None:
            found.append(News(annotator=annotator, kind=NewsKind.LEFT))
        elif was != says:
            aspects = _changed(was, says)
            found.append(News(annotator=annotator, kind=NewsKind.CHANGED, aspects=aspects))
    return found


def _changed(was: Mapping[str, str], says: Mapping[str, str]) -> tuple[Aspect, ...]:
    if (AspectKind.EXTENT in was) != (AspectKind.EXTENT in says):
        # Where there is a span now and there was none, all else follows from that.
        return (Aspect(kind=AspectKind.PRESENCE),)
    names = sorted({*was, *says}, key=_rank)
    return tuple(_aspect(name) for name in names if was.get(name) != says.get(name))


def _aspect(name: str) -> Aspect:
    kind, _, of = name.partition(":")
    return Aspect(kind=AspectKind(kind), name=of)


def _rank(name: str) -> tuple[int, str]:
    return list(AspectKind).index(_aspect(name).kind), name


def _said(reading: Reading) -> dict[str, str]:
    signature = reading.signature
    said: dict[str, object] = {"presence": not signature.is_nothing}
    if reading.span:
        said["extent"] = [(piece.start, piece.end) for piece in signature.fragments]
        said["label"] = signature.label
        said["referent"] = reading.referent_key
    said |= {f"attribute:{name}": value for name, value in signature.attributes}
    for role in {link.role for link in reading.links}:
        # The annotator's own spans, not units: what others do to those is no news of this one.
        said[f"role:{role}"] = sorted(
            (link.target or "", str(link.absence or ""))
            for link in reading.links
            if link.role == role
        )
    return {name: _digest(value) for name, value in said.items()}


def _digest(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:12]
