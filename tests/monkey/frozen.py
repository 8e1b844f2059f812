"""The only place that stops the clock by which the window says how long ago something was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

from gui.widgets import moments


@contextmanager
def frozen_clock() -> Iterator[None]:
    """What is read twice says the same twice, though a minute may have gone by."""
    present = datetime.now().astimezone()

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return present if tz is None else present.astimezone(tz)

    usual = moments.datetime
    moments.datetime = Stopped
    try:
        yield
    finally:
        moments.datetime = usual
