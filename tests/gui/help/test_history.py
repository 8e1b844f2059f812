from __future__ import annotations

from gui.help.book import Place
from gui.help.history import History

ONE, TWO, THREE = (Place(page=name) for name in ("one", "two", "three"))


def test_back_and_forward_go_through_what_was_read():
    history = History()
    for place in (ONE, TWO, THREE):
        history.visit(place)
    assert history.go(-1).place == TWO
    assert history.go(-1).place == ONE
    assert not history.can_go_back
    assert history.go(1).place == TWO
    assert history.can_go_forward


def test_a_new_way_forgets_the_old_one():
    history = History()
    for place in (ONE, TWO):
        history.visit(place)
    history.go(-1)
    history.visit(THREE)
    assert not history.can_go_forward
    assert history.go(-1).place == ONE


def test_the_same_place_again_is_no_step():
    history = History()
    history.visit(ONE)
    history.visit(ONE)
    assert not history.can_go_back


def test_a_step_on_the_way_can_be_replaced():
    history = History()
    history.visit(ONE)
    history.visit(TWO)
    history.visit(THREE, replaces=True)
    assert history.present == THREE
    assert history.go(-1).place == ONE


def test_how_far_a_page_was_scrolled_is_remembered():
    history = History()
    history.visit(ONE)
    history.note_scroll(120)
    history.visit(TWO)
    assert history.go(-1).scroll == 120
