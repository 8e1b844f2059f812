"""How long work tells how far it is and asks whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from db.errors import Stopped

Progress = Callable[[int, int | None], None]
"""Called now and then, in the thread that works, with what is done and the total if it is known."""

IsCancelled = Callable[[], bool]
"""Asked now and then; once it says yes, the work raises Stopped and leaves nothing half done."""

Item = TypeVar("Item")

_ITEMS_BETWEEN_REPORTS = 200


def watched(
    items: Iterable[Item],
    *,
    total: int | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Iterator[Item]:
    """The same items; reports and asks on the way, and raises Stopped where the answer is yes."""
    done = 0
    for item in items:
        if done % _ITEMS_BETWEEN_REPORTS == 0:
            tell(done, total, progress=progress, is_cancelled=is_cancelled)
        yield item
        done += 1
    tell(done, total, progress=progress, is_cancelled=is_cancelled)


def tell(
    done: int, total: int | None, *, progress: Progress | None, is_cancelled: IsCancelled | None
) -> None:
    """Report once, and raise Stopped where the person wants no more."""
    if is_cancelled is not None and is_cancelled():
        raise Stopped
    if progress is not None:
        progress(done, total)
