"""Makes the environment if need be and runs all that must hold: `python3 build/test.py`.

Nothing stops at the first failure: each check runs and says how it went, and the exit code is 1
when any of them failed. Arguments go on to pytest; without any, the tests run on several cores at
once.
"""

import os
import subprocess
import sys
import time

import environment
import system_packages

MOST_WORKERS = 4  # each starts a Qt of its own, so more of them gain nothing


def main(arguments: list[str]) -> None:
    """Run every check, the tests last so that their count closes the output."""
    system_packages.ensure((*environment.bootstrap_packages(), *system_packages.OFFSCREEN))
    python = str(environment.prepare(environment.DEVELOPMENT))
    checks = {
        "ruff check": [environment.tool("ruff"), "check"],
        "ruff format": [environment.tool("ruff"), "format", "--check"],
        "mypy": [python, "-m", "mypy"],
        "import contracts": [environment.tool("lint-imports"), "--no-logo"],
        "tests": [python, "-m", "pytest", *(arguments or on_several_cores(os.cpu_count() or 1))],
    }
    failed = [name for name, command in checks.items() if not holds(name, command)]
    if failed:
        print(f"Failed: {', '.join(failed)}.", flush=True)
        sys.exit(1)


def on_several_cores(cores: int) -> list[str]:
    """Return the pytest arguments that share the tests out to `cores`.

    The benchmark plugin, which has nothing to do there, warns of that, and a warning is a failure.
    """
    workers = min(cores, MOST_WORKERS)
    return ["-n", str(workers), "--dist", "worksteal", "-p", "no:benchmark"] if workers > 1 else []


def holds(name: str, command: list[str]) -> bool:
    """Run one check at the repository's root and say how it went and how long it took."""
    print(f"\n── {name}", flush=True)
    started = time.perf_counter()
    code = subprocess.call(command, cwd=environment.ROOT, env=surroundings())
    seconds = time.perf_counter() - started
    if name != "tests":  # they say so themselves, as the last line
        print(f"{'holds' if code == 0 else 'FAILED'}, {seconds:.1f} s", flush=True)
    return code == 0


def surroundings() -> dict[str, str]:
    """Return the environment variables that the checks run with: no screen is needed or used."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    environment.start(main)
