"""The only place that puts an error into words for developers, and keeps reports of bugs.

A report holds versions, the trace and the last lines of the log. What an error says may hold words
of an article, so of each message only what our own source says stays: the fixed words of the
function that raised it. Traces have no values, and no path of the person's own folders.
"""

from __future__ import annotations

import errno
import platform
import re
import sqlite3
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import CodeType, TracebackType

from db import log
from db.errors import DemarcheError
from db.version import VERSION

REPORTS_KEPT = 20
LINES_OF_LOG = 60
_ROOT = Path(__file__).parents[1]
_OWN = ("db/", "gui/")
_LEFT_OUT = "…"
_SHORTEST_WORDS = 4
_LIBRARIES = ("site-packages", "dist-packages", "lib")
_MOST_CAUSES = 10


def described(error: BaseException) -> str:
    """An error in one line: its type, and as much of what it says as holds nobody's words."""
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    said = _said(error)
    return f"{name}: {said}" if said else name


def report_text(
    error: BaseException, *, now: datetime, versions: Mapping[str, str] | None = None
) -> str:
    """What a developer needs to know of a bug; `versions` are those of what it happened in."""
    made_of = {"Python": platform.python_version(), **(versions or {})}
    return (
        f"Demarche {VERSION} at {now.isoformat(timespec='seconds')}\n"
        f"{', '.join(f'{name} {version}' for name, version in made_of.items())}\n"
        f"{log.system()}\n\n{trace(error)}\n"
        f"The last lines of the log:\n{log.last_lines(LINES_OF_LOG) or 'none'}\n"
    )


def keep_report(text: str, folder: Path, *, now: datetime) -> Path | None:
    """Write a report and drop the oldest ones; None where the disk refuses."""
    path = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("report-*.txt"))[:-REPORTS_KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def trace(error: BaseException) -> str:
    """The way to an error and to what caused it, the cause first."""
    parts = []
    for each in reversed(list(_with_causes(error))):
        steps = "".join(_steps(each.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{steps}{described(each)}\n")
    return "\nWhich led to:\n\n".join(parts)


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in seen and len(seen) < _MOST_CAUSES:
        seen.append(each)
        yield each
        hidden = None if each.__suppress_context__ else each.__context__
        each = each.__cause__ or hidden


def _steps(found: TracebackType | None) -> Iterator[str]:
    for step in traceback.StackSummary.extract(traceback.walk_tb(found)):
        yield f'  File "{_place(step.filename)}", line {step.lineno}, in {step.name}\n'
        if step.line:
            yield f"    {step.line}\n"


def _place(filename: str) -> str:
    """Where a piece of program lies, without the folders that it was put in."""
    path = Path(filename)
    if not path.is_absolute():
        # A frozen program names its pieces from its own folder on.
        return path.as_posix()
    with suppress(ValueError):
        return path.relative_to(_ROOT).as_posix()
    for library in _LIBRARIES:
        if library in path.parts:
            at = len(path.parts) - path.parts[::-1].index(library)
            return Path(*path.parts[at:]).as_posix()
    return path.name


def _said(error: BaseException) -> str:
    """What may be told of an error's message."""
    if isinstance(error, sqlite3.Error):
        return str(getattr(error, "sqlite_errorname", ""))
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    if isinstance(error, AttributeError | NameError | ImportError) and error.name:
        return error.name if error.name.replace(".", "_").isidentifier() else ""
    words = _own_words(error)
    return _only(words, str(error)) if words else ""


def _own_words(error: BaseException) -> tuple[str, ...]:
    """The fixed words of the source that made an error: of its class, and of what raised it."""
    codes: list[CodeType] = []
    if isinstance(error, DemarcheError):
        init = getattr(type(error).__init__, "__code__", None)
        if isinstance(init, CodeType):
            codes.append(init)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is not None:
        codes.append(last.tb_frame.f_code)
    own = [code for code in codes if _place(code.co_filename).startswith(_OWN)]
    found = {each for code in own for each in _texts(code.co_consts)}
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


def _texts(constants: tuple[object, ...]) -> Iterator[str]:
    for each in constants:
        if isinstance(each, str):
            # A single word could be one of an article's; it tells nobody much, either.
            if len(each.strip()) >= _SHORTEST_WORDS and " " in each:
                yield each
        elif isinstance(each, tuple):
            yield from _texts(each)


def _only(words: tuple[str, ...], said: str) -> str:
    """A message with everything left out that is none of these words."""
    pattern = "|".join(re.escape(each) for each in words if each)
    if not pattern:
        return ""
    kept: list[str] = []
    for piece in re.split(f"({pattern})", said):
        if piece in words:
            kept.append(piece)
        elif piece and kept[-1:] != [_LEFT_OUT]:
            kept.append(_LEFT_OUT)
    line = " ".join("".join(kept).split())
    return "" if line == _LEFT_OUT else line
