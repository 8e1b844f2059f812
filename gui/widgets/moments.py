"""The only place that says when something was, in the person's own time."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, QLocale

from gui.translation import tr, tr_count


def moment(at: str | datetime, now: datetime | None = None) -> str:
    """A time as people say it: today 14:05, yesterday 09:30, 21 Nov 2026 16:00.

    A text is ISO 8601 with a time zone, as the project file has it; one that is no time stays.
    """
    try:
        then = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone()
    except ValueError:
        return str(at)
    today = (now.astimezone() if now else datetime.now().astimezone()).date()
    clock = f"{then:%H:%M}"
    if then.date() == today:
        return tr("today {clock}", clock=clock)
    if then.date() == today - timedelta(days=1):
        return tr("yesterday {clock}", clock=clock)
    stamp = QDateTime.fromSecsSinceEpoch(int(then.timestamp()))
    return f"{QLocale().toString(stamp.date(), 'd MMM yyyy')} {clock}"


def ago(at: datetime, now: datetime | None = None) -> str:
    """How long ago something was, roughly; a day and more gives the moment itself."""
    present = now or datetime.now().astimezone()
    minutes = int((present - at).total_seconds() // 60)
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return tr_count(minutes, "{count} minute ago", "{count} minutes ago")
    if minutes < 24 * 60:
        return tr_count(minutes // 60, "{count} hour ago", "{count} hours ago")
    return moment(at, now)


def duration(seconds: int) -> str:
    """A stretch of working time, to the minute."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return tr("less than a minute")
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
