"""Makes the environment if need be, runs the benchmarks and prints their table.

`python3 build/bench.py [pytest arguments]`, `-k import` for one. Each benchmark may store in
`extra_info` what it is compared with: `floor_seconds` (the bare minimum, taken in the same run),
`p99` (seconds), `aim` (in words), `is_met` (whether the figures are within it) and a `note`.

`DEMARCHE_BENCH_SCALE=0.01` makes everything a hundredth as large, for a quick look. The projects of
a million articles stay in pytest's cache, a few gigabytes, until `.pytest_cache` is deleted.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import environment
import system_packages

HEADINGS = ("benchmark", "median", "p99", "floor", "ratio", "", "aim", "note")
WORDS = {0, 5, 6, 7}


def main(arguments: list[str]) -> None:
    """Run the benchmarks that `arguments` select, and print the table."""
    system_packages.ensure((*environment.bootstrap_packages(), *system_packages.OFFSCREEN))
    python = str(environment.prepare(environment.DEVELOPMENT))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "benchmarks.json"
        options = ["--benchmark-only", "--benchmark-quiet", f"--benchmark-json={report}"]
        code = subprocess.call(
            [python, "-m", "pytest", "tests/benchmarks", *options, *arguments],
            cwd=environment.ROOT,
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        )
        found = report.read_text(encoding="utf-8") if report.exists() else ""
    if found:
        print("\n" + table(row(benchmark) for benchmark in json.loads(found)["benchmarks"]))
    sys.exit(code)


def row(benchmark: dict[str, dict[str, float]]) -> tuple[str, ...]:
    """Return the cells of one benchmark of pytest-benchmark's report."""
    median, extra = benchmark["stats"]["median"], benchmark["extra_info"]
    floor, slowest = extra.get("floor_seconds"), extra.get("p99")
    return (
        str(benchmark["name"]).removeprefix("test_").replace("_", " "),
        duration(median),
        duration(slowest) if slowest else "",
        duration(floor) if floor else "",
        f"{median / floor:.2f}" if floor else "",
        _mark(extra),
        str(extra.get("aim", "")),
        str(extra.get("note", "")),
    )


def _mark(extra: dict[str, float]) -> str:
    if "is_met" not in extra:
        return ""
    return "✓" if extra["is_met"] else "✗"


def duration(seconds: float) -> str:
    """Return `seconds` in the unit that suits its size."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return `rows` under their headings, in columns: words to the left, figures to the right."""
    lines = [HEADINGS, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = (
        cell.ljust(width) if column in WORDS else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(padded).rstrip()


if __name__ == "__main__":
    environment.start(main)
