"""The errors of Demarche, sorted by whose fault they are.

A `UserFault` is something a person can act on; its text is fit to be shown as it stands.
A `Bug` is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class DemarcheError(Exception):
    """The root of every error that this program raises on purpose."""


class UserFault(DemarcheError):  # noqa: N818 - the word says whose fault it is
    """Something that a person can mend; `str()` is one plain sentence that says what to do now."""


class Bug(DemarcheError):  # noqa: N818
    """A promise that our own code broke; shown with a report instead of an instruction."""


class NotAProject(UserFault):
    """The file is no Demarche project, or is too damaged to be read as one."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} can't be opened as a Demarche project: {reason}")
        self.path = path
        self.reason = reason


class FileTooNew(UserFault):
    """The project was written by a newer version of the program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path.name} was made by a newer version of Demarche (format {found}; this one knows "
            f"up to {known}). "
            "Nothing was changed; please update the program to open it."
        )
        self.path = path


class ProjectLocked(UserFault):
    """Another running program has the project open."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"{path.name} is open elsewhere ({holder}). Close it there first, then try again."
        )
        self.path = path
        self.holder = holder


class StorageFault(UserFault):
    """The disk refused: full, read-only, or gone. What was saved before stays saved."""


class DamagedQuote(UserFault):
    """Words that were marked no longer stand where they were marked."""

    def __init__(self, title: str, quote: str) -> None:
        super().__init__(
            f"In “{title}” the words “{quote}” no longer stand where they were marked. Nothing was "
            "exported. Let the doctor look first: demarche check, or Backups and doctor in the "
            "window."
        )
        self.title = title
        self.quote = quote


class InvalidPackage(UserFault):
    """A file that was handed over is not what it says, or was changed on the way."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} was not taken: {reason}")
        self.path = path
        self.reason = reason


class SchemeViolation(UserFault):
    """An action that the scheme or the basic rules of annotation do not allow."""


class Stopped(UserFault):
    """The person stopped a long piece of work before it was done."""

    def __init__(self) -> None:
        super().__init__("Stopped; nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file that came from outside.

    `line` counts from 1 and is None where lines mean nothing (a whole file that can't be read).
    """

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{place}: {self.reason}"


class InvalidInput(UserFault):
    """A file from outside has problems; all of them are collected before this is raised."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = str(problems[0]) if problems else "unknown problem"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(first + more)
        self.problems = problems
