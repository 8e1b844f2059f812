from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gui.widgets.moments import ago, duration, moment
from gui.widgets.parts import size_words

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC).astimezone()


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(minutes=3), "today "),
        (timedelta(days=1), "yesterday "),
    ],
)
def test_a_moment_is_said_as_people_say_it(before, said):
    noon = NOW.replace(hour=12, minute=0)
    assert moment(noon - before, noon).startswith(said)
    assert moment((noon - before).isoformat(), noon).startswith(said)


def test_an_older_moment_has_its_date():
    assert "2026" in moment(NOW - timedelta(days=9), NOW)


def test_what_is_no_moment_stays_as_it_is():
    assert moment("once upon a time") == "once upon a time"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
    ],
)
def test_what_was_lately_is_said_by_its_age(before, said):
    assert ago(NOW - before, NOW) == said


def test_what_was_longer_ago_is_said_by_its_moment():
    assert ago(NOW - timedelta(days=9), NOW) == moment(NOW - timedelta(days=9), NOW)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(10, "less than a minute"), (60, "1 min"), (3599, "1 h 0 min"), (4500, "1 h 15 min")],
)
def test_working_time_is_said_to_the_minute(seconds, said):
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (76_000, "76 kB"), (2e9, "2.0 GB")],
)
def test_sizes_are_said_in_round_numbers(size, said):
    assert size_words(size) == said
