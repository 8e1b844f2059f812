"""Which copy of a layer is newer, and that the order in which copies come does not matter."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.merge.versions import Known, Place, Relation, Version, place, relation

LINES = ("", "a", "ab", "abc", "abd", "x", "xy")


def version(lineage: str) -> Version:
    """A copy that was edited as many days as its lineage is long."""
    return Version(lineage=lineage, updated_at=f"2026-01-{len(lineage) + 1:02}")


def known_after(lineages: list[str]) -> tuple[str | None, frozenset[str]]:
    """The layer and its open forks once copies have come in in this order."""
    known: list[Known] = []
    for lineage in lineages:
        copy = version(lineage)
        step = place(copy, known, reads_like_layer=True)
        if not step.is_taken:
            continue
        kept = [each for each in known if each not in step.replaces]
        if step.becomes_layer:
            kept = [Known(version=each.version, place=Place.OPEN_FORK) for each in kept]
        where = Place.LAYER if step.becomes_layer else Place.OPEN_FORK
        known = [*kept, Known(version=copy, place=where)]
    layers = [each.version.lineage for each in known if each.place is Place.LAYER]
    forks = frozenset(each.version.lineage for each in known if each.place is Place.OPEN_FORK)
    assert len(layers) == min(1, len(known))
    return (layers[0] if layers else None), forks


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ab", "ab", Relation.SAME),
        ("abc", "ab", Relation.NEWER),
        ("ab", "abc", Relation.OLDER),
        ("abc", "abd", Relation.FORKED),
        ("a", "", Relation.NEWER),
    ],
)
def test_a_copy_is_newer_where_its_edits_go_on_from_the_others(
    one: str, other: str, expected: Relation
) -> None:
    assert relation(one, other) is expected


@pytest.mark.parametrize("lineages", [["", "ab", "abc"], ["a", "abc", "abd", "xy"], ["ab", "x"]])
def test_every_order_of_coming_in_gives_the_same_layer_and_forks(lineages: list[str]) -> None:
    assert len({known_after(list(order)) for order in permutations(lineages)}) == 1


@given(st.lists(st.sampled_from(LINES), max_size=8), st.randoms(use_true_random=False))
def test_order_and_repetition_never_matter(lineages: list[str], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = [*lineages, *lineages[:3]]
    random.shuffle(shuffled)
    assert known_after(shuffled) == known_after(lineages)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
def test_what_is_kept_are_the_copies_that_no_other_goes_on_from(lineages: list[str]) -> None:
    layer, forks = known_after(lineages)
    newest = {
        each
        for each in lineages
        if not any(other != each and other.startswith(each) for other in lineages)
    }
    assert {layer, *forks} == newest


def test_a_copy_with_the_same_edits_and_other_words_was_changed_by_other_means() -> None:
    known = [Known(version=version("ab"), place=Place.LAYER)]
    assert place(version("ab"), known, reads_like_layer=True).relation is Relation.SAME
    assert place(version("ab"), known, reads_like_layer=False).relation is Relation.FORKED


def test_what_goes_on_from_a_copy_that_was_decided_against_asks_again() -> None:
    known = [
        Known(version=version("ab"), place=Place.LAYER),
        Known(version=version("xy"), place=Place.SETTLED_FORK, fork="1"),
    ]
    assert place(version("x"), known, reads_like_layer=True).relation is Relation.OLDER
    again = place(version("xyz"), known, reads_like_layer=True)
    assert again.relation is Relation.FORKED
    assert again.replaces == ()
