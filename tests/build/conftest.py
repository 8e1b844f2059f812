"""Lets the tests of this folder import the scripts of build/, which are no package."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

BUILD = Path(__file__).parents[2] / "build"


@pytest.fixture
def script(monkeypatch):
    """Imports a script by name, for one test: `test`, for one, is also a name of Python's own."""
    monkeypatch.syspath_prepend(str(BUILD))
    names = {file.stem for file in BUILD.glob("*.py")}
    hidden = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    yield import_module
    for name in names & sys.modules.keys():
        del sys.modules[name]
    sys.modules.update(hidden)
