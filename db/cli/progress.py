"""The bar that long work draws on stderr, where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from db.progress import Progress


@contextmanager
def bar(title: str) -> Iterator[Progress | None]:
    """Something to report progress to, which shows the time left; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=title, file=sys.stderr, show_eta=True) as drawn:

        def report(done: int, total: int | None) -> None:
            if total:
                drawn.length = total
                drawn.update(done - drawn.pos)

        yield report
