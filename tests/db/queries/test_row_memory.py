from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.queries import spans
from db.queries.row_memory import RowMemory
from tests.builders import make_desk


class _Value:
    def __init__(self, row: tuple[object, ...]) -> None:
        self.row = row


def test_a_row_that_is_the_same_gives_the_same_value_again():
    memory = RowMemory(_Value)
    first = memory.values("layer", [("a", 1), ("b", 2)])
    second = memory.values("layer", [("b", 2), ("a", 1), ("c", 3)])
    assert [each.row for each in second] == [("b", 2), ("a", 1), ("c", 3)]
    assert second[0] is first[1]
    assert second[1] is first[0]


def test_a_row_that_is_gone_is_let_go():
    memory = RowMemory(_Value)
    gone = weakref.ref(memory.values("layer", [("a", 1)])[0])
    memory.values("layer", [("b", 2)])
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("layers", [9, 300])
def test_of_many_layers_only_those_read_last_are_kept(layers: int):
    memory = RowMemory(_Value)
    values = [weakref.ref(memory.values(layer, [(layer,)])[0]) for layer in range(layers)]
    gc.collect()
    assert [value() is not None for value in values] == [False] * (layers - 8) + [True] * 8


def test_a_large_layer_is_kept_whole():
    rows = [(number,) for number in range(20_000)]
    memory = RowMemory(_Value)
    first = memory.values("layer", rows)
    assert all(one is other for one, other in zip(first, memory.values("layer", rows), strict=True))


def test_threads_that_read_at_once_get_what_they_asked_for():
    memory = RowMemory(_Value)

    def read(number: int) -> bool:
        rows = [(number % 13, place) for place in range(20)]
        return [each.row for each in memory.values(number % 13, rows)] == rows

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(read, range(2_000)))


def test_a_span_that_did_not_change_is_read_as_the_same_value(tmp_path):
    desk = make_desk(tmp_path)
    with desk.project as project:
        desk.mark("ACTOR", "France")
        layer = desk.annotation.layer.id
        (before,) = spans.of_layer(project, layer)
        desk.mark("ACTOR", "Germany")
        assert spans.of_layer(project, layer)[0] is before
