"""The progress of several files as one count of bytes."""

from __future__ import annotations

from db.progress import Progress


def part_of(progress: Progress | None, before: int, total: int) -> Progress | None:
    """A progress for one file, which stands between those before it and the rest."""
    if progress is None:
        return None

    def report(done: int, _: int | None) -> None:
        progress(before + done, total)

    return report
