"""Finds keys that could not be told apart when they are pressed.

Label keys act always; the keys of roles and attributes only while a span of their label is
selected, so two labels may use the same letter for theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.scheme.faults import Fault, Place
from db.scheme.keys import RESERVED_KEYS, is_key, key_form
from db.scheme.model import Scheme


def key_faults(scheme: Scheme) -> Iterator[Fault]:
    """Keys that are no letter, are taken by the program, or collide with one another."""
    always: dict[str, str] = {}
    for index, span_type in enumerate(scheme.span_types):
        yield from _take(always, ("labels", index, "key"), span_type.key, span_type.title)
    for index, field in enumerate(scheme.fields):
        if field.key:
            yield from _take(always, ("fields", index, "key"), field.key, field.title)
    for index in range(len(scheme.span_types)):
        taken = dict(always)
        for place, key, title in _keys_of(scheme, index):
            yield from _take(taken, place, key, title)


def _keys_of(scheme: Scheme, index: int) -> Iterator[tuple[Place, str, str]]:
    span_type = scheme.span_types[index]
    for name, attributes in (
        ("attributes", span_type.attributes),
        ("referent_attributes", span_type.referent_attributes),
    ):
        for position, attribute in enumerate(attributes):
            if attribute.key:
                yield ("labels", index, name, position, "key"), attribute.key, attribute.title
    for position, role in enumerate(scheme.roles):
        if role.source == span_type.label:
            yield ("roles", position, "key"), role.key, role.title


def _take(taken: dict[str, str], place: Place, key: str, title: str) -> Iterator[Fault]:
    if not is_key(key):
        reason = f"The key “{key}” must be one letter." if key else "A key is needed: one letter."
        yield Fault(place=place, reason=reason)
        return
    form = key_form(key)
    if form in RESERVED_KEYS:
        yield Fault(place=place, reason=f"The key {form} is one of the program's own.")
    elif form in taken:
        yield Fault(place=place, reason=f"The key {form} is that of “{taken[form]}” already.")
    else:
        taken[form] = title
