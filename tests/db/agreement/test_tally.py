"""The quick counts say what the alignment and the distance of alpha U say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.agreement.alignment import align
from db.agreement.layers import Words, words_of
from db.agreement.profile import Sweep
from db.agreement.tally import count_pair, marked
from db.agreement.unitizing import distance, united
from tests.db.agreement.making import LABELS, LENGTH, items, span

layers = st.one_of(items(), items(is_plain=True))


def units(layer, label):
    return united(piece for item in layer if item.label == label for piece in item.extent)


@given(layers, layers)
def test_the_counts_of_a_pair_are_those_of_its_alignment(first, second):
    counts = count_pair(marked(first), marked(second))
    alignment = align(first, second)
    assert counts.keys() == {item.label for item in (*first, *second)}
    for label, count in counts.items():
        assert count == [
            sum(item.label == label for item in first),
            sum(item.label == label for item in second),
            sum(item.label == label for item, _ in alignment.exact),
            sum(item.label == label for item, _ in alignment.overlapping),
            distance(units(first, label), units(second, label)),
        ]


def test_several_spans_over_one_are_counted_once():
    ours = [span("ACTOR", (0, 10)), span("ACTOR", (11, 20)), span("ACTOR", (30, 40))]
    theirs = [span("ACTOR", (0, 35))]
    assert count_pair(marked(ours), marked(theirs))["ACTOR"][:4] == [3, 1, 0, 1]


def patterns_one_by_one(layers, positions):
    """The labels over each position of each layer, looked up one by one."""
    found = {}
    for start, end in positions:
        pattern = 0
        for number, layer in enumerate(layers):
            for item in layer:
                if any(first < end and start < last for first, last in item.extent):
                    pattern |= 1 << number * len(LABELS) + LABELS.index(item.label)
        found[pattern] = found.get(pattern, 0) + 1
    return found


@given(st.lists(items(), min_size=2, max_size=3))
def test_a_sweep_sees_what_looking_at_each_character_sees(layers):
    found = Sweep(LABELS).characters(layers, LENGTH + 5)
    expected = patterns_one_by_one(layers, [(place, place + 1) for place in range(LENGTH + 5)])
    assert {pattern: count for pattern, count in found.items() if count} == expected


@given(st.lists(items(is_plain=True), min_size=2, max_size=3))
def test_the_sweep_over_plain_layers_sees_the_same(layers):
    sweep = Sweep(LABELS)
    marks = [marked(layer) for layer in layers]
    plain = sweep.plain_characters([layer.marks for layer in marks], 200)
    assert not any(layer.odd for layer in marks)
    assert {pattern: count for pattern, count in plain.items() if count} == {
        pattern: count for pattern, count in sweep.characters(layers, 200).items() if count
    }


WORDS = words_of("France proposed to send troops; Germany rejected it. " * 2)


@given(st.lists(items(), min_size=2, max_size=3))
def test_a_sweep_over_tokens_counts_each_token_that_a_span_touches(layers):
    found = Sweep(LABELS).tokens(layers, WORDS)
    expected = patterns_one_by_one(layers, zip(WORDS.starts, WORDS.ends, strict=True))
    assert {pattern: count for pattern, count in found.items() if count} == expected


def test_a_pattern_unpacks_into_the_labels_of_each_layer():
    assert Sweep(LABELS).masks(0b110_000_001, 3) == (0b001, 0b000, 0b110)


def test_tokens_are_words_and_marks_and_single_characters_of_scripts_without_spaces():
    assert words_of("Non, it's 7.") == Words((0, 3, 5, 7, 8, 10, 11), (3, 4, 7, 8, 9, 11, 12))
    assert words_of("日本は 😀") == Words((0, 1, 2, 4), (1, 2, 3, 5))
