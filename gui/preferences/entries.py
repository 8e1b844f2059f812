"""The only place that knows every command that has keys, and in which text its letters act."""

from __future__ import annotations

from dataclasses import replace

from db.scheme.model import Scheme
from gui.actions import (
    COMMANDS,
    EXPLORE_COMMANDS,
    REVIEW_COMMANDS,
    Place,
    commands_in,
    page_commands,
)
from gui.command import Command
from gui.keys.conflicts import Entry, Where
from gui.scheme_keys import scheme_commands
from gui.translation import tr

ALL_PAGES = (
    ("annotate", "Annotate"),
    ("review", "Review"),
    ("agreement", "Agreement"),
    ("explore", "Explore"),
    ("project", "Project"),
)


def entries(scheme: Scheme | None, *, is_work_package: bool | None = None) -> tuple[Entry, ...]:
    """All commands with their usual keys; those of a scheme can't be chosen here.

    `is_work_package` leaves out what there is only in other files; None leaves out nothing.
    """
    here = COMMANDS if is_work_package is None else commands_in(is_work_package=is_work_package)
    return (
        *_of_scheme(scheme),
        *(Entry(command=each, also=_also(each)) for each in (*here, *page_commands(ALL_PAGES))),
        *(() if is_work_package else _of_other_pages()),
    )


def _also(command: Command) -> frozenset[Where]:
    """The other texts in which the letters of a command of the window act, too."""
    tables = {Where.REVIEW: REVIEW_COMMANDS, Where.EXPLORE: EXPLORE_COMMANDS}
    return frozenset(
        where for where, table in tables.items() if any(each.id == command.id for each in table)
    )


def _of_scheme(scheme: Scheme | None) -> tuple[Entry, ...]:
    note = tr("said by the scheme")
    commands = scheme_commands(scheme) if scheme is not None else ()
    return tuple(Entry(command=replace(each, is_fixed=True), note=note) for each in commands)


def _of_other_pages() -> tuple[Entry, ...]:
    return (
        *(_entry(each, Where.REVIEW) for each in REVIEW_COMMANDS if each.id != "help.keys"),
        *(_entry(each, Where.EXPLORE) for each in EXPLORE_COMMANDS if each.id != "help.keys"),
    )


def _entry(command: Command, where: Where) -> Entry:
    lead = replace(command, place=Place.PROJECT)
    return Entry(command=lead, where=where, note=tr("always so") if command.is_fixed else "")
