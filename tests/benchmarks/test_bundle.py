"""The frozen program as build/package.py left it: how soon its window is there, how large it is."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

_BUILD = Path(__file__).parents[2] / "build"
_FOLDER = _BUILD.parent / "dist" / "demarche"
_MOST_MEGABYTES = 150
_ROUNDS = 5


def test_window_of_the_frozen_program(benchmark: BenchmarkFixture, monkeypatch: pytest.MonkeyPatch):
    """From the start of the process to its window under Xvfb, with the sample open."""
    if not _FOLDER.exists():
        pytest.skip("there is no frozen program in dist/; build/package.py makes one")
    if sys.platform != "linux" or not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("a window is tried with Xvfb and xdotool, which are not here")
    monkeypatch.syspath_prepend(str(_BUILD))
    smoke = import_module("smoke")
    seconds = [smoke.try_bundle(_FOLDER) for _ in range(_ROUNDS)]
    waiting = iter(seconds)
    benchmark.pedantic(lambda: next(waiting), rounds=_ROUNDS)
    files = [each for each in _FOLDER.rglob("*") if each.is_file() and not each.is_symlink()]
    megabytes = sum(each.stat().st_size for each in files) / 1e6
    middle = sorted(seconds)[_ROUNDS // 2]
    benchmark.extra_info.update(
        aim=f"≤ {_MOST_MEGABYTES} MB",
        is_met=megabytes <= _MOST_MEGABYTES,
        note=f"window after {middle:.2f} s, {megabytes:.0f} MB unpacked",
    )
