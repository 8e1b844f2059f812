from __future__ import annotations

import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserFault
from gui.background import Background, Cancelled, Progress, State
from gui.estimate import Estimate, time_left


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def caught(monkeypatch):
    errors: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: errors.append(error))
    return errors


def test_a_result_comes_home_on_the_gui_thread(qtbot, background):
    threads: dict[str, threading.Thread] = {}

    def job(_progress: Progress) -> int:
        threads["job"] = threading.current_thread()
        return 42

    results: list[int] = []

    def done(value: int) -> None:
        threads["done"] = threading.current_thread()
        results.append(value)

    task = background.start(job, done=done, title="Counting")
    with qtbot.waitSignal(task.finished) as finished:
        assert task.is_running
    assert results == [42]
    assert finished.args == [State.DONE]
    assert threads["done"] is threading.main_thread()
    assert threads["job"] is not threading.main_thread()
    assert background.running == ()


def test_store_jobs_run_one_after_the_other_in_their_order(qtbot, background):
    order: list[str] = []
    busy = threading.Lock()

    def job_named(name: str):
        def job(_progress: Progress) -> None:
            assert busy.acquire(blocking=False)
            order.append(name)
            busy.release()

        return job

    tasks = [background.start(job_named(str(number))) for number in range(20)]
    qtbot.waitUntil(lambda: not any(task.is_running for task in tasks))
    assert order == [str(number) for number in range(20)]


def test_a_pure_job_does_not_wait_for_a_long_store_job(qtbot, background):
    gate = threading.Event()
    long = background.start(lambda _progress: gate.wait(10))
    pure = background.start(lambda _progress: "quick", pure=True)
    qtbot.waitUntil(lambda: pure.state is State.DONE)
    assert long.is_running
    gate.set()
    qtbot.waitUntil(lambda: long.state is State.DONE)


def test_a_fault_is_handed_to_who_asked(qtbot, background):
    def job(_progress: Progress) -> None:
        raise UserFault("The disk is full.")

    faults: list[UserFault] = []
    task = background.start(job, failed=faults.append)
    qtbot.waitUntil(lambda: task.state is State.FAILED)
    assert [str(fault) for fault in faults] == ["The disk is full."]


@pytest.mark.parametrize("error", [UserFault("nobody listens"), ZeroDivisionError("a bug")])
def test_what_nobody_takes_goes_to_the_crash_guard(qtbot, background, caught, error):
    def job(_progress: Progress) -> None:
        raise error

    task = background.start(job)
    qtbot.waitUntil(lambda: task.state is State.FAILED)
    assert caught == [error]


def test_a_bug_is_not_passed_off_as_a_fault(qtbot, background, caught):
    faults: list[UserFault] = []
    task = background.start(lambda _progress: 1 / 0, failed=faults.append)
    qtbot.waitUntil(lambda: task.state is State.FAILED)
    assert faults == []
    assert len(caught) == 1


def test_a_cancelled_job_stops_and_tells_neither_result_nor_fault(qtbot, background):
    running = threading.Event()

    def job(progress: Progress) -> None:
        running.set()
        while True:
            progress.check()

    told: list[object] = []
    task = background.start(job, done=told.append, failed=told.append)
    qtbot.waitUntil(running.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: task.state is State.CANCELLED)
    assert told == []


def test_a_job_that_is_cancelled_while_it_waits_never_starts(qtbot, background):
    gate = threading.Event()
    background.start(lambda _progress: gate.wait(10))
    started: list[bool] = []
    waiting = background.start(lambda _progress: started.append(True))
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: waiting.state is State.CANCELLED)
    assert started == []


def test_a_cancel_that_comes_too_late_does_not_hide_what_was_done(qtbot, background):
    gate, finished = threading.Event(), threading.Event()

    def job(_progress: Progress) -> str:
        gate.wait(10)
        finished.set()
        return "committed"

    results: list[str] = []
    task = background.start(job, done=results.append)
    gate.set()
    assert finished.wait(10)
    task.cancel()
    qtbot.waitUntil(lambda: not task.is_running)
    assert results == ["committed"]
    assert task.state is State.DONE


def test_progress_arrives_on_the_gui_thread_and_the_last_step_always(qtbot, background):
    def job(progress: Progress) -> None:
        for done in range(1, 5001):
            progress.report(done, 5000, "articles")

    seen: list[tuple[int, int, str]] = []
    threads: set[threading.Thread] = set()

    def note(done: int, total: int, text: str, _seconds: float | None) -> None:
        seen.append((done, total, text))
        threads.add(threading.current_thread())

    task = background.start(job)
    task.progressed.connect(note)
    qtbot.waitUntil(lambda: task.state is State.DONE)
    assert seen[-1] == (5000, 5000, "articles")
    assert len(seen) < 1000
    assert threads == {threading.main_thread()}


def test_totals_beyond_32_bits_arrive_whole(qtbot, background):
    seen: list[int] = []
    task = background.start(lambda progress: progress.report(2**40, 2**41))
    task.progressed.connect(lambda _done, total, _text, _seconds: seen.append(total))
    qtbot.waitUntil(lambda: not task.is_running)
    assert seen == [2**41]


def test_a_failing_callback_does_not_leave_the_task_running(qtbot, background):
    def done(_value: object) -> None:
        raise ValueError("in the callback")

    with qtbot.captureExceptions() as exceptions:
        task = background.start(lambda _progress: None, done=done)
        qtbot.waitUntil(lambda: task.state is State.FAILED)
    assert [str(error) for _, error, _ in exceptions] == ["in the callback"]
    assert background.running == ()


def test_closing_cancels_and_waits_for_everything(qtbot):
    background = Background()
    running = threading.Event()

    def job(progress: Progress) -> None:
        running.set()
        while not progress.is_cancelled:
            pass
        raise Cancelled

    told: list[object] = []
    tasks = [background.start(job, done=told.append) for _ in range(3)]
    tasks.append(background.start(job, done=told.append, pure=True))
    qtbot.waitUntil(running.is_set)
    background.close()
    background.close()
    assert all(task.state is State.CANCELLED for task in tasks)
    assert told == []
    assert not [each for each in threading.enumerate() if each.name.startswith("demarche")]
    with pytest.raises(RuntimeError):
        background.start(job)


def test_an_estimate_of_a_steady_job_is_right():
    estimate = Estimate(started=0.0)
    for second in range(1, 11):
        left = estimate.seconds_left(done=second * 10, total=1000, now=float(second))
    assert left == pytest.approx(90.0)


def test_nothing_is_estimated_before_there_is_something_to_go_by():
    estimate = Estimate(started=0.0)
    assert estimate.seconds_left(done=1, total=100, now=0.5) is None
    assert estimate.seconds_left(done=5, total=0, now=5.0) is None


def test_the_estimate_shrinks_between_two_steps_instead_of_standing_still():
    estimate = Estimate(started=0.0)
    early = estimate.seconds_left(done=10, total=100, now=10.0)
    later = estimate.seconds_left(done=10, total=100, now=14.0)
    assert early is not None
    assert later is not None
    assert later == pytest.approx(early - 4.0)


def test_the_estimate_follows_a_job_that_slows_down():
    estimate = Estimate(started=0.0)
    estimate.seconds_left(done=100, total=1000, now=1.0)
    before = estimate.seconds_left(done=200, total=1000, now=2.0)
    now = 2.0
    for step in range(1, 9):
        now += 1.0
        after = estimate.seconds_left(done=200 + 10 * step, total=1000, now=now)
    assert before is not None
    assert after is not None
    assert after > 4 * before


@given(
    steps=st.lists(st.tuples(st.integers(0, 50), st.floats(0, 100, allow_nan=False)), max_size=30)
)
def test_an_estimate_is_never_negative(steps):
    estimate = Estimate(started=0.0)
    done, now = 0, 0.0
    for more, seconds in steps:
        done, now = done + more, now + seconds
        left = estimate.seconds_left(done=done, total=1000, now=now)
        assert left is None or left >= 0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (1, "nearly done"),
        (4, "about 5 seconds left"),
        (23, "about 25 seconds left"),
        (58, "about 1 minute left"),
        (200, "about 3 minutes left"),
        (3500, "about 1 hour left"),
        (6 * 3600, "about 6 hours left"),
    ],
)
def test_the_time_left_is_said_roughly(seconds, said):
    assert time_left(seconds) == said
