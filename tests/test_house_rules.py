"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path for folder in ("gui", "db", "tests", "build") for path in (ROOT / folder).rglob("*.py")
)


def lines_with(pattern: str, *, under: str = "", besides: tuple[str, ...] = ()) -> list[str]:
    found = []
    for path in SOURCES:
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith(under) or place in besides or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{place}:{number}: {line.strip()}")
    return found


def test_no_test_waits_for_time_instead_of_a_condition():
    assert not lines_with(r"qtbot\.wait\(|time\.sleep\(", under="tests")


def test_nothing_catches_every_exception_but_the_places_that_report_it():
    allowed = ("gui/crash.py", "gui/background.py", "db/cli/__init__.py", "db/cli/faults.py")
    assert not lines_with(
        r"except (Exception|BaseException)\b(?!.*noqa)", under="gui", besides=allowed
    )
    assert not lines_with(r"except Exception\b", under="db", besides=allowed)


def test_the_window_speaks_no_sql():
    statement = r"""["'](SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA) """
    assert not lines_with(statement, under="gui")


@pytest.mark.parametrize("folder", ["gui/main_window", "gui/text"])
def test_the_two_rooms_where_giants_grow_stay_lean(folder):
    sizes = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {place: size for place, size in sizes.items() if size > 400} == {}
