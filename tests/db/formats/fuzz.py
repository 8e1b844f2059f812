"""JSON that is nearly what a reader expects: real entries with values put in wrong places."""

from __future__ import annotations

import copy

from hypothesis import strategies as st

scraps = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 60), st.text(max_size=5), st.floats(-3, 60)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(value: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [here, *(place for key, each in children for place in _places(each, (*here, key)))]


@st.composite
def mutated(draw: st.DrawFn, original: object) -> object:
    """The original with one to three of its values replaced."""
    changed = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(_places(changed)[1:] or [("text",)]))
        owner = changed
        for key in place[:-1]:
            owner = owner[key]
        owner[place[-1]] = draw(scraps)
    return changed
