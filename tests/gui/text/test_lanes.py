from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.scheme.model import LineStyle
from gui.text.lanes import assign_lanes, assign_lanes_again
from tests.gui.text.builders import span

spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 25), st.sampled_from(LineStyle)), max_size=12
).map(
    lambda rows: [
        span(f"s{number}", (start, start + length), line=line)
        for number, (start, length, line) in enumerate(rows)
    ]
)


@given(spans)
def test_spans_that_overlap_are_never_underlined_in_the_same_lane(some):
    lanes = assign_lanes(some)
    for one in some:
        for other in some:
            if one.id != other.id and one.start < other.end and other.start < one.end:
                assert lanes[one.id].slot != lanes[other.id].slot


@given(spans, spans, st.sets(st.integers(0, 11)))
def test_lanes_are_the_same_whether_worked_out_anew_or_from_those_before(some, others, exchanged):
    before = sorted(some, key=_drawing_order)
    changed = {each.id: each for each in some}
    for number in exchanged:
        changed.pop(f"s{number}", None)
        changed.update({each.id: each for each in others if each.id == f"s{number}"})
    now = sorted(changed.values(), key=_drawing_order)
    assert assign_lanes_again(assign_lanes(before), before, now) == assign_lanes(now)


@given(spans)
def test_an_inner_span_is_underlined_nearer_to_the_words(some):
    lanes = assign_lanes(some)
    for outer in some:
        for inner in some:
            if (
                outer.start <= inner.start
                and inner.end <= outer.end
                and _length(inner) < _length(outer)
            ):
                assert lanes[inner.id].slot < lanes[outer.id].slot


@given(spans, st.randoms())
def test_lanes_do_not_depend_on_the_order_of_the_spans(some, random):
    shuffled = list(some)
    random.shuffle(shuffled)
    assert assign_lanes(shuffled) == assign_lanes(some)


@given(spans)
def test_no_slot_is_beyond_the_room_that_the_lane_asks_for(some):
    assert all(0 <= lane.slot < lane.slots for lane in assign_lanes(some).values())


def test_a_lone_low_line_is_told_from_a_single_one_by_its_depth():
    lanes = assign_lanes([span("a", (0, 5)), span("p", (10, 15), line=LineStyle.LOW)])
    assert (lanes["a"].slot, lanes["p"].slot) == (0, 1)


def _length(one):
    return one.end - one.start


def _drawing_order(span):
    return span.start, -span.end, span.id
