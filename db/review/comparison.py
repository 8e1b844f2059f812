"""The only place that holds the readings of one unit against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from db.model import Referent
from db.review.model import (
    Aspect,
    AspectKind,
    Reading,
    Signature,
    Status,
    UnitKind,
    Variant,
)


def variants_of(readings: Iterable[Reading]) -> tuple[Variant, ...]:
    """The versions of a unit in the order of their numbers; equal readings share one."""
    alike: dict[Signature, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda reading: reading.annotator):
        alike[reading.signature].append(reading)
    variants = [_variant(signature, tuple(each)) for signature, each in alike.items()]
    return tuple(
        sorted(variants, key=lambda each: (each.is_nothing, -len(each.readings), each.annotators))
    )


def status_of(kind: UnitKind, variants: Sequence[Variant]) -> Status:
    """How far the annotators of these variants agree."""
    counts = [len(variant.readings) for variant in variants]
    marked = sum(len(each.readings) for each in variants if not each.is_nothing)
    everybody = sum(counts)
    if everybody == 1 or (kind is not UnitKind.ARTICLE and marked == 1):
        return Status.SINGLE
    if len(variants) == 1:
        return Status.UNANIMOUS
    return Status.MAJORITY if max(counts) * 2 > everybody else Status.DIFFERING


def aspects_of(kind: UnitKind, variants: Iterable[Variant]) -> tuple[Aspect, ...]:
    """In what the variants of a unit differ.

    Whoever marked nothing differs in that alone; of the article as a whole they may have said more.
    """
    signatures = [variant.readings[0].signature for variant in variants]
    found = []
    if len({each.is_nothing for each in signatures}) > 1:
        found.append(Aspect(kind=AspectKind.PRESENCE))
    is_article = kind is UnitKind.ARTICLE
    compared = [each for each in signatures if is_article or not each.is_nothing]
    return (*found, *differences(compared))


def differences(signatures: Sequence[Signature]) -> tuple[Aspect, ...]:
    """In what some readings differ, apart from whether they mark anything."""
    return tuple(_differences(signatures)) if len(signatures) > 1 else ()


def _differences(signatures: Sequence[Signature]) -> Iterator[Aspect]:
    if len({each.fragments for each in signatures}) > 1:
        yield Aspect(kind=AspectKind.EXTENT)
    if len({each.label for each in signatures}) > 1:
        yield Aspect(kind=AspectKind.LABEL)
    # A label is a part of the key, and said already.
    if len({each.referent and each.referent[1] for each in signatures}) > 1:
        yield Aspect(kind=AspectKind.REFERENT)
    yield from _named(AspectKind.ATTRIBUTE, [dict(each.attributes) for each in signatures])
    yield from _named(AspectKind.ROLE, [dict(each.roles) for each in signatures])


def _named(kind: AspectKind, said: Sequence[dict[str, object]]) -> Iterator[Aspect]:
    for name in sorted(set().union(*said)):
        if any(each.get(name) != said[0].get(name) for each in said):
            yield Aspect(kind=kind, name=name)


def _variant(signature: Signature, readings: tuple[Reading, ...]) -> Variant:
    first = readings[0]
    return Variant(
        readings=readings,
        is_nothing=signature.is_nothing,
        label=signature.label,
        fragments=signature.fragments,
        quote=first.span.quote if first.span else "",
        referent=_leading([each.referent for each in readings if each.referent]),
        attributes=first.attributes,
        roles=dict(signature.roles),
    )


def _leading(referents: Sequence[Referent]) -> Referent | None:
    return min(referents, key=lambda each: (each.owner is not None, each.id), default=None)
