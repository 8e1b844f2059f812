"""The only place that writes the log: what the program did and when, for whoever mends it.

One file for the window and the command line, in the folder that the system has for logs. It holds
starts and ends, versions, the names of steps, background work and faults; never a word of an
article, a name or a quote. So nothing can be logged but through the functions here. Before `start`
and after `stop` they do nothing.
"""

from __future__ import annotations

import logging
import os
import platform
import re
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from db.version import VERSION

FILE_NAME = "demarche.log"
MOST_BYTES = 2**20
FORMER_FILES = 2
"""How many full files are kept beside the one that is written: three of 1 MB in all."""

_LOGGER = logging.getLogger("demarche")
_LOGGER.addHandler(logging.NullHandler())
_LOGGER.propagate = False
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|‘[^’]*’?|«[^»]*»?")
_LONGEST_NAME = 80


def folder() -> Path:
    """Where the log and the reports of faults lie, for the window and the command line alike."""
    from platformdirs import user_log_path  # noqa: PLC0415 - help should come without it

    return user_log_path("demarche", appauthor=False)


def start(part: str, versions: Mapping[str, str] | None = None) -> None:
    """Log from now on; `part` is "window" or "command", `versions` those of what it is made of.

    Where the disk refuses, the program goes on without a log.
    """
    if any(isinstance(each, _Handler) for each in _LOGGER.handlers):
        return
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        handler = _Handler(place / FILE_NAME)
    except OSError:
        return
    handler.setFormatter(_Formatter(part))
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    made_of = {"Python": platform.python_version(), **(versions or {})}
    told = ", ".join(f"{name} {version}" for name, version in made_of.items())
    _LOGGER.info("start: Demarche %s, %s, %s", VERSION, told, system())


def system() -> str:
    """The system that the program runs on, and its version; no name of the computer."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def stop() -> None:
    """Say that the program ends as it should, and let the file go; twice does no harm."""
    for handler in [each for each in _LOGGER.handlers if isinstance(each, _Handler)]:
        _LOGGER.info("stop")
        _LOGGER.removeHandler(handler)
        handler.close()


def command(name: str) -> None:
    """A command of the command line, by its name; without what it was given."""
    _LOGGER.info("command: %s", plain(name))


def operation(name: str, kind: str, number: int) -> None:
    """A step that was committed: its name, how it stands in the line of undo, its number."""
    _LOGGER.info("step %d (%s): %s", number, kind, plain(name))


def task(title: str, state: str, seconds: float) -> None:
    """A piece of background work that ended; those without a title go without saying."""
    if title:
        _LOGGER.info("task %s after %.1f s: %s", state, seconds, plain(title))


def fault(said: str, *, is_bug: bool) -> None:
    """Something that went wrong, in words from `db.fault_report.described`."""
    _LOGGER.log(logging.ERROR if is_bug else logging.WARNING, "fault: %s", said)


def plain(name: str) -> str:
    """A name for the log: in one line, not too long, and without what stands in quotes."""
    line = " ".join(_QUOTED.sub("“…”", name).split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def last_lines(most: int) -> str:
    """The newest lines, oldest first, out of the file and its predecessor; "" where none is."""
    kept: deque[str] = deque(maxlen=most)
    for name in (f"{FILE_NAME}.1", FILE_NAME):
        with suppress(OSError), (folder() / name).open(encoding="utf-8", errors="replace") as file:
            kept.extend(file)
    return "".join(kept)


class _Formatter(logging.Formatter):
    """When (UTC), which process of which part of the program, how bad, and what."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"%(asctime)s.%(msecs)03dZ {part} %(process)d %(levelname)s %(message)s",
            "%Y-%m-%dT%H:%M:%S",
        )
        self.converter = time.gmtime


class _Handler(RotatingFileHandler):
    """Shares its file with other windows and commands, and keeps silent where the disk refuses."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, maxBytes=MOST_BYTES, backupCount=FORMER_FILES, encoding="utf-8", errors="replace"
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Write where the name leads, though another process may have moved the file on."""
        if self._has_moved():
            with suppress(OSError):
                self.close()
                self.stream = self._open()
        super().emit(record)

    def doRollover(self) -> None:  # noqa: N802 - the library's name
        """Begin a new file; where another process holds the old one, go on in it."""
        with suppress(OSError):
            super().doRollover()
        if self.stream is None or self.stream.closed:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A log that can't be written is no reason to disturb anybody."""

    def _has_moved(self) -> bool:
        if self.stream is None:
            return True
        try:
            here, there = os.fstat(self.stream.fileno()), Path(self.baseFilename).stat()
        except (OSError, ValueError):
            return True
        return (here.st_dev, here.st_ino) != (there.st_dev, there.st_ino)
