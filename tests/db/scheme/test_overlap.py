from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.model import Fragment, LayerId, Span, SpanId
from db.scheme.overlap import Overlap, overlap_of, overlapping_pairs


@st.composite
def extents(draw: st.DrawFn) -> tuple[Fragment, ...]:
    edges = sorted(draw(st.lists(st.integers(0, 24), min_size=2, max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Fragment(start, end) for start, end in pairs)


def characters(extent: tuple[Fragment, ...]) -> set[int]:
    return {each for piece in extent for each in range(piece.start, piece.end)}


@given(extents(), extents())
def test_overlap_is_what_the_shared_characters_say(
    first: tuple[Fragment, ...], second: tuple[Fragment, ...]
):
    one, other = characters(first), characters(second)
    how = overlap_of(first, second)
    assert how == overlap_of(second, first)
    if how is None:
        assert not one & other
    elif how is Overlap.SAME:
        assert one == other
    elif how is Overlap.NESTED:
        assert one <= other or other <= one
    else:
        assert one & other
        assert one - other
        assert other - one


@given(st.lists(extents(), max_size=6))
def test_the_sweep_finds_every_overlapping_pair_once(found: list[tuple[Fragment, ...]]):
    spans = [
        Span(id=SpanId(str(index)), layer=LayerId("l"), label="A", fragments=extent, quote="")
        for index, extent in enumerate(found)
    ]
    spans.sort(key=lambda span: (span.start, -span.end))
    expected = {
        (one.id, other.id)
        for index, one in enumerate(spans)
        for other in spans[index + 1 :]
        if overlap_of(one.fragments, other.fragments)
    }
    pairs = [(one.id, other.id) for one, other, _ in overlapping_pairs(spans)]
    assert set(pairs) == expected
    assert len(pairs) == len(expected)
