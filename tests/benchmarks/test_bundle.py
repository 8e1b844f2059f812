"""The frozen program as build/package.py left it: how soon its window is there, how large it is."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

_BUILD = Path(__file__).parents[2] / "build"
_DIST = _BUILD.parent / "dist"
_FOLDER = _DIST / "demarche"
_MOST_MEGABYTES = 150
_MOST_MEGABYTES_PACKED = 50
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
    packed = [
        each.stat().st_size / 1e6 for kind in ("tar.xz", "deb") for each in _DIST.glob(f"*.{kind}")
    ]
    middle = sorted(seconds)[_ROUNDS // 2]
    benchmark.extra_info.update(
        aim=f"≤ {_MOST_MEGABYTES} MB, packed ≤ {_MOST_MEGABYTES_PACKED} MB",
        is_met=megabytes <= _MOST_MEGABYTES and max(packed, default=0) <= _MOST_MEGABYTES_PACKED,
        note=f"window after {middle:.2f} s, {megabytes:.0f} MB unpacked, "
        f"{' and '.join(f'{size:.0f}' for size in packed)} MB packed",
    )
