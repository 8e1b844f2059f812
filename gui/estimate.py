"""The only place that guesses how long something still takes, and says so."""

from __future__ import annotations

from gui.translation import tr, tr_count

_ESTIMATE_AFTER_S = 1.0


class Estimate:
    """How long a job still takes, from its pace so far with the latest stretch counting most."""

    def __init__(self, *, started: float) -> None:
        self._time = started
        self._started = started
        self._done = 0
        self._pace: float | None = None

    def seconds_left(self, *, done: int, total: int, now: float) -> float | None:
        """The estimate at time `now`, in seconds; None while there is too little to go by."""
        if done > self._done and now > self._time:
            latest = (now - self._time) / (done - self._done)
            # Stretches are weighed by their length, so that rare and frequent reports agree.
            weight = min(1.0, 0.2 + (now - self._time) / 5)
            pace = latest if self._pace is None else self._pace + weight * (latest - self._pace)
            self._time, self._done, self._pace = now, done, pace
        if self._pace is None or total <= 0 or now - self._started < _ESTIMATE_AFTER_S:
            return None
        return max(0.0, (total - done) * self._pace - (now - self._time))


def time_left(seconds: float | None) -> str:
    """A rough and honest sentence: seconds in fives, minutes, hours; empty for None."""
    if seconds is None:
        return ""
    if seconds < 3:
        return tr("nearly done")
    if seconds < 55:
        return tr("about {count} seconds left", count=max(5, 5 * round(seconds / 5)))
    if seconds < 55 * 60:
        minutes = max(1, round(seconds / 60))
        return tr_count(minutes, "about {count} minute left", "about {count} minutes left")
    hours = max(1, round(seconds / 3600))
    return tr_count(hours, "about {count} hour left", "about {count} hours left")
