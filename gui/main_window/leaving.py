"""The only place that asks before work that still runs is given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.translation import tr
from gui.widgets.task_book import TaskBook


def may_leave(window: QWidget, book: TaskBook) -> bool:
    """Whether the window can go: nothing runs, or the person gives it up."""
    if not book.running:
        return True
    lines = []
    for task in book.running:
        percent = book.share(task).percent
        far = tr("{percent} %", percent=percent) if percent is not None else tr("just begun")
        lines.append(f"• {task.title}: {far}")
    return ask.confirm(
        window,
        tr("Something is still under way"),
        "\n".join(
            (
                tr("This is not done yet:"),
                *lines,
                "",
                tr(
                    "If you go on, it stops and nothing of it is kept. "
                    "Everything that you marked is saved."
                ),
            )
        ),
        yes=tr("Stop it and go on"),
        is_danger=True,
    )


def ask_before(
    may_leave: Callable[[], bool], endings: Iterable[tuple[SignalInstance, SignalInstance]]
) -> None:
    """Let the first signal of each pair go on to the second only where nothing is lost by it."""

    def pass_on(told: SignalInstance, value: object) -> None:
        if may_leave():
            told.emit(value)

    for wish, told in endings:
        wish.connect(partial(pass_on, told))
