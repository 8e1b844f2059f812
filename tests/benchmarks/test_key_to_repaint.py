"""From a key press to the committed row and the repainted window: 20 kB of text with 300 spans."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.figures import CLOCK, Aim, scaled
from tests.benchmarks.reading_room import BareText, Room, bare_commits, room, settle

pytestmark = pytest.mark.benchmark(timer=CLOCK)

_AIM = Aim(p50=0.008, p99=0.016)
_ROUNDS = scaled(300, least=30)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with room(qapp, tmp_path, articles=1) as made:
        yield made


@pytest.fixture
def floor(desk: Room, tmp_path: Path) -> Iterator[Callable[[], float]]:
    """One bare commit and one bare repaint of the same text."""
    bare = BareText(desk)
    with bare_commits(tmp_path / "bare.db") as commit:
        yield lambda: commit() + bare.repaint()
    bare.close()


def test_key_that_marks_a_word(figures, desk: Room, floor: Callable[[], float]):
    places = itertools.cycle(desk.free_words())
    before = len(desk.spans)

    def prepare() -> None:
        if len(desk.spans) > before:
            desk.undo()
        desk.selection.select_span(None)
        desk.page.view.set_caret(next(places).start + 1)
        settle()

    figures(_AIM, floor=floor).take(
        lambda: desk.press("A"), prepare=prepare, rounds=_ROUNDS, warm_up=5
    )
    assert len(desk.spans) == before + 1


def test_key_that_takes_a_mark_back(figures, desk: Room, floor: Callable[[], float]):
    places = itertools.cycle(desk.free_words())
    before = len(desk.spans)

    def prepare() -> None:
        desk.selection.select_span(None)
        desk.page.view.set_caret(next(places).start + 1)
        desk.press("A")

    figures(_AIM, floor=floor).take(
        lambda: desk.press("Ctrl+Z"), prepare=prepare, rounds=_ROUNDS, warm_up=5
    )
    assert len(desk.spans) == before


def test_key_that_removes_a_span(figures, desk: Room, floor: Callable[[], float]):
    spans = itertools.cycle([span.id for span in desk.spans])
    before = len(desk.spans)

    def prepare() -> None:
        if len(desk.spans) < before:
            desk.undo()
        span = desk.page.current.span(next(spans))
        assert span is not None
        desk.select(span)

    figures(_AIM, floor=floor).take(
        lambda: desk.press("Delete"), prepare=prepare, rounds=_ROUNDS, warm_up=5
    )
    assert len(desk.spans) == before - 1


def test_key_that_fills_a_slot(figures, desk: Room, floor: Callable[[], float]):
    """The letter over the filler, with the slot armed before."""
    proposals = itertools.cycle([span for span in desk.spans if span.label == "PROPOSAL"])
    links = _links(desk)

    def prepare() -> None:
        if _links(desk) > links:
            desk.undo()
        desk.select(next(proposals))
        desk.press("S")

    def fill() -> None:
        letters = sorted(desk.page.view.hints.values(), key=len)
        desk.press(letters[0].upper())

    figures(_AIM, floor=floor).take(fill, prepare=prepare, rounds=_ROUNDS, warm_up=5)
    assert _links(desk) == links + 1


def test_key_that_goes_to_the_next_span(figures, desk: Room, floor: Callable[[], float]):
    """Commits nothing, and is pressed the most."""
    desk.select(desk.spans[0])
    figures(_AIM, floor=floor).take(lambda: desk.press("Tab"), rounds=_ROUNDS, warm_up=5)


def _links(desk: Room) -> int:
    assert desk.page.current.annotation is not None
    return len(desk.page.current.annotation.links)
