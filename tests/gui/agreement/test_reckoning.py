from __future__ import annotations

import threading

import pytest

from db.errors import Stopped, UserFault
from gui.agreement.book import Book
from gui.agreement.reckoning import Reckoning, wanted
from gui.agreement.wish import Basis


@pytest.fixture
def reckoning(office):
    return Reckoning(office.session, office.background, Book())


def piece(shown, value, **more):
    return wanted(Basis(), lambda _desk: value, shown.append, **more)


def test_pieces_are_worked_out_in_their_order(reckoning, office):
    shown = []
    with office.bot.waitSignal(reckoning.idle):
        reckoning.want([piece(shown, 1), piece(shown, 2), piece(shown, 3)])
    assert shown == [1, 2, 3]
    assert not reckoning.is_busy


def test_a_new_view_leaves_what_the_last_one_wanted(reckoning, office):
    shown, begun, may_end = [], threading.Event(), threading.Event()

    def slow(_desk):
        begun.set()
        may_end.wait(10)
        return "old"

    reckoning.want([wanted(Basis(), slow, shown.append), piece(shown, "older")])
    assert begun.wait(10)
    reckoning.want([piece(shown, "new")])
    may_end.set()
    office.settle()
    assert shown == ["new"]


def test_what_a_person_asks_for_goes_first_and_the_rest_after_it(reckoning, office):
    shown, begun, times = [], threading.Event(), []

    def long(desk):
        times.append(1)
        begun.set()
        while len(times) == 1:
            if desk.is_cancelled():
                raise Stopped
        return "long"

    reckoning.want([wanted(Basis(), long, shown.append), piece(shown, "last")])
    assert begun.wait(10)
    reckoning.add_first(piece(shown, "asked for"))
    office.settle()
    assert shown == ["asked for", "long", "last"]


def test_what_was_worked_out_under_a_key_is_remembered(reckoning, office):
    shown = []
    reckoning.want([piece(shown, 1, key="key"), piece(shown, 2, key="key")])
    office.settle()
    assert shown == [1, 1]


def test_a_person_who_cancels_wants_no_more(reckoning, office):
    shown, begun = [], threading.Event()

    def long(desk):
        begun.set()
        while not desk.is_cancelled():
            pass
        raise Stopped

    tasks = []
    reckoning.started.connect(tasks.append)
    reckoning.want([wanted(Basis(), long, shown.append), piece(shown, "next")])
    assert begun.wait(10)
    with office.bot.waitSignal(reckoning.idle):
        tasks[0].cancel()
    office.settle()
    assert shown == []
    assert not reckoning.is_busy


def test_a_fault_is_told_and_ends_the_work(reckoning, office):
    shown = []

    def refuse(_desk):
        raise UserFault("That can't be read.")

    reckoning.want([wanted(Basis(), refuse, shown.append), piece(shown, "next")])
    office.settle()
    assert [str(each) for each in office.refusals] == ["That can't be read."]
    assert shown == []
