"""Hypothesis strategies for schemes that hold together."""

from __future__ import annotations

from hypothesis import strategies as st

from db.scheme.keys import RESERVED_KEYS
from db.scheme.model import (
    ArticleField,
    Attribute,
    AttributeKind,
    KnownReferents,
    Level,
    LineStyle,
    Option,
    Role,
    RoleConflict,
    Rules,
    Scheme,
    SpanType,
)

LETTERS = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in RESERVED_KEYS]

names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
labels = st.from_regex(r"[A-Z][A-Z0-9_]{0,8}", fullmatch=True)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
).filter(lambda text: text == text.strip())
guidelines = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"))
colours = st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)
numbers = st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def attributes(draw: st.DrawFn, key: str = "", may_refer: bool = False) -> Attribute:
    kinds = [kind for kind in AttributeKind if may_refer or kind is not AttributeKind.REFERENT]
    kind = draw(st.sampled_from(kinds))
    options: tuple[Option, ...] = ()
    if kind is AttributeKind.CHOICE:
        values = draw(st.lists(words, min_size=1, max_size=4, unique=True))
        options = tuple(Option(value=value, title=draw(words)) for value in values)
    defaults = {
        AttributeKind.CHOICE: st.sampled_from([option.value for option in options] or [""]),
        AttributeKind.TEXT: st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
        AttributeKind.YES_NO: st.booleans(),
        AttributeKind.NUMBER: numbers,
        AttributeKind.DATE: st.dates().map(lambda day: day.isoformat()),
        AttributeKind.REFERENT: st.none(),
    }
    return Attribute(
        name=draw(names),
        title=draw(words),
        kind=kind,
        options=options,
        default=draw(st.none() | defaults[kind]),
        key=key,
        hint=draw(st.just("") | words),
    )


def attribute_lists(
    keys: list[str], may_refer: bool = False
) -> st.SearchStrategy[tuple[Attribute, ...]]:
    each = [attributes(key=key, may_refer=may_refer) for key in keys]
    return st.tuples(*each).filter(lambda found: len({one.name for one in found}) == len(found))


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    keys = list(draw(st.permutations(LETTERS)))
    found = draw(st.lists(labels, min_size=1, max_size=3, unique_by=str.casefold))
    titles = draw(st.lists(words, min_size=3, max_size=3, unique_by=str.casefold))
    span_types, roles = [], []
    own, shared = keys[: len(found)], keys[len(found) :]
    for label, key, title in zip(found, own, titles, strict=False):
        free = list(shared)
        take = lambda most: [free.pop() for _ in range(draw(st.integers(0, most)))]  # noqa: E731, B023
        span_types.append(
            SpanType(
                label=label,
                title=title,
                key=key,
                light=draw(colours),
                dark=draw(colours),
                line=draw(st.sampled_from(LineStyle)),
                hint=draw(st.just("") | words),
                attributes=draw(attribute_lists(take(2))),
                referent_attributes=draw(attribute_lists(take(2), may_refer=True)),
            )
        )
        role_names = draw(st.lists(names, max_size=3, unique=True))
        roles += [
            Role(
                name=name,
                title=draw(words),
                key=free.pop(),
                source=label,
                targets=tuple(draw(st.lists(st.sampled_from(found), min_size=1, unique=True))),
                required=draw(st.booleans()),
            )
            for name in role_names
        ]
    fields = tuple(
        ArticleField(
            name=name,
            title=draw(words),
            kind=AttributeKind.TEXT,
            per_annotator=draw(st.booleans()),
        )
        for name in draw(st.lists(names, max_size=3, unique=True))
    )
    return Scheme(
        id=draw(names),
        version=draw(words),
        title=draw(words),
        span_types=tuple(span_types),
        roles=tuple(roles),
        fields=fields,
        rules=Rules(
            nesting=draw(st.booleans()),
            crossing=draw(st.booleans()),
            same_extent=draw(st.booleans()),
            fragments=draw(st.booleans()),
            open_slot=draw(st.sampled_from(Level)),
            conflicts=_conflicts(roles),
        ),
        known=tuple(
            KnownReferents(label=label, attributes=(), names=(label, f"{label} II"))
            for label in found[:1]
        ),
        guidelines=draw(guidelines),
    )


def _conflicts(roles: list[Role]) -> tuple[RoleConflict, ...]:
    return tuple(
        RoleConflict(role=one.name, through=through.name, other=other.name)
        for through in roles
        for one in roles
        for other in roles
        if one.source == through.source and other.source in through.targets
    )[:1]
