"""The requirement files: exact, hashed, and silent about where packages come from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "build" / "requirements.txt"
DEVELOPMENT = ROOT / "build" / "requirements-dev.txt"
BOTH = pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda lock: lock.name)


def entries(lock):
    """The logical lines of a requirements file, without its comments."""
    text = re.sub(r"^#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return text.replace("\\\n", " ").splitlines()


def versions(lock):
    """The pinned version of each package by its normalised name."""
    return dict(entry.split()[0].split("==") for entry in entries(lock))


def wanted(requirements):
    """The normalised names that a list of version ranges asks for."""
    names = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name.group()).lower() for name in names if name}


@BOTH
def test_every_entry_is_pinned_and_hashed(lock):
    pinned = re.compile(r"[a-z0-9.-]+==[\w.]+( ; [^;]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert entries(lock)
    assert [entry for entry in entries(lock) if not pinned.fullmatch(entry)] == []


@BOTH
def test_no_address_of_an_index_is_named(lock):
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|@ |\bwww\.", text)


@BOTH
def test_one_lock_serves_every_system(lock):
    for entry in entries(lock):
        if entry.startswith(("pyside6-essentials==", "shiboken6==")):
            # Linux and Windows on two kinds of processor each, macOS on one wheel for both.
            assert entry.count("--hash=") >= 5


def test_the_development_lock_holds_the_runtime_lock():
    assert versions(RUNTIME).items() <= versions(DEVELOPMENT).items()


def test_the_locks_hold_what_the_project_asks_for():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = wanted(pyproject["project"]["dependencies"])
    development = wanted(pyproject["dependency-groups"]["dev"])
    assert runtime <= set(versions(RUNTIME))
    assert development <= set(versions(DEVELOPMENT))
    assert development.isdisjoint(versions(RUNTIME))


def test_qt_is_one_that_works_with_the_oldest_python():
    major, minor, *_ = map(int, versions(RUNTIME)["pyside6-essentials"].split("."))
    assert (6, 8) <= (major, minor) < (6, 12)
