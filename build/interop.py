"""Checks exported files with the programs that they are made for: `python3 build/interop.py`.

Each consumer gets an environment of its own, with the versions that build/consumers pins, in the
cache folder of the person; it reads the files with its own means, and the spans that it finds must
be ours, by label and place, and of links as many. Names of consumers as arguments check only these.
The exit code is 1 when any found something else or could not be installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import environment
import system_packages

CONSUMERS = environment.ROOT / "build" / "consumers"
MOST_SHOWN = 10

Found = Mapping[str, Mapping[str, Any]]


class Result(NamedTuple):
    """What a consumer said: `faults` is empty where all is as it should be."""

    consumer: str
    versions: Mapping[str, str]
    counts: Mapping[str, tuple[int, int, int | None]]
    notes: Sequence[str]
    faults: Sequence[str]


def main(arguments: list[str]) -> None:
    """Write the files, let each consumer read them, and say what it found."""
    known = sorted(path.stem for path in CONSUMERS.glob("*.txt"))
    chosen = read_arguments(arguments, known)
    python = chosen.python
    if python is None:
        system_packages.ensure(environment.bootstrap_packages())
        python = str(environment.prepare(environment.DEVELOPMENT))
    with tempfile.TemporaryDirectory(prefix="demarche-interop-") as folder:
        export(python, Path(folder))
        expected = json.loads((Path(folder) / "expected.json").read_text(encoding="utf-8"))
        results = []
        for name in chosen.consumers or known:
            environment.say(f"── {name}")
            results.append(checked(name, chosen.cache, Path(folder), expected))
    print(table(results))
    if any(result.faults for result in results):
        sys.exit(1)


def read_arguments(arguments: list[str], known: Sequence[str]) -> argparse.Namespace:
    """Return the consumers that are asked for, and where to put what is made."""
    parser = argparse.ArgumentParser(description="Check exported files with their consumers.")
    parser.add_argument("consumers", nargs="*", metavar="CONSUMER", help=", ".join(known))
    parser.add_argument("--python", help="an interpreter that has what Demarche needs")
    parser.add_argument(
        "--cache", type=Path, default=cache_folder(sys.platform, os.environ),
        help="where the environments of the consumers are kept (default: %(default)s)",
    )  # fmt: skip
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.consumers) - set(known)
    if unknown:
        parser.error(
            f"there is no consumer {', '.join(sorted(unknown))}; known: {', '.join(known)}"
        )
    return chosen


def cache_folder(platform: str, surroundings: Mapping[str, str]) -> Path:
    """Return where things of a person are kept that can be made anew."""
    if platform == "win32":
        base = surroundings.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(base) / "demarche" / "Cache" / "interop"
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "demarche" / "interop"
    base = surroundings.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "demarche" / "interop"


def export(python: str, folder: Path) -> None:
    """Write all files to `folder`."""
    surroundings = {**os.environ, "PYTHONPATH": str(environment.ROOT)}
    command = [python, str(CONSUMERS / "export.py"), str(folder)]
    if subprocess.call(command, env=surroundings) != 0:
        sys.exit("The files could not be written, for the reason above.")


def checked(name: str, cache: Path, folder: Path, expected: Found) -> Result:
    """Let one consumer read the files, and compare what it finds."""
    try:
        python = prepare(name, cache)
        command = [str(python), str(CONSUMERS / f"check_{name}.py"), str(folder)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    except subprocess.CalledProcessError as error:
        said = str(error.stderr or error).strip().splitlines()
        return Result(name, {}, {}, (), said[-MOST_SHOWN:])
    return compared(name, json.loads(told.stdout.strip().splitlines()[-1]), expected)


def compared(name: str, data: Mapping[str, Any], expected: Found) -> Result:
    """Hold what a consumer found against what is in the files."""
    faults = list(data["problems"])
    counts: dict[str, tuple[int, int, int | None]] = {}
    for form, articles in data["formats"].items():
        faults += differences(form, expected[form]["spans"], articles)
        links = data.get("links", {}).get(form)
        counts[form] = len(articles), sum(map(len, articles.values())), links
    for form, links in data.get("links", {}).items():
        if links != expected[form]["links"]:
            faults.append(f"{form}: {links} links instead of {expected[form]['links']}")
    return Result(name, data["versions"], counts, data.get("notes", ()), faults)


def prepare(name: str, cache: Path) -> Path:
    """Make sure that a consumer has its environment, and return its interpreter."""
    requirements = CONSUMERS / f"{name}.txt"
    place = cache / name
    python = environment.interpreter(place)
    if environment.is_ready(place, requirements):
        return python
    environment.say(f"Preparing {name}; this takes its time, and only now.")
    if place.exists():
        shutil.rmtree(place)
    uv = shutil.which("uv")
    venv.EnvBuilder(symlinks=os.name != "nt", with_pip=uv is None).create(place)
    # Some consumers have parts that come as source only, so wheels alone would not do.
    install = [uv, "pip", "install", "--python", str(python)] if uv else [
        str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet",
    ]  # fmt: skip
    subprocess.run([*install, "-r", str(requirements)], check=True, stderr=subprocess.PIPE,
                   text=True)  # fmt: skip
    installed = {requirements.name: environment.fingerprint(requirements)}
    environment.write_memory(
        place, environment.Memory(home=environment.home(place), installed=installed)
    )
    return python


def differences(
    form: str, expected: Mapping[str, Sequence[Any]], found: Mapping[str, Sequence[Any]]
) -> list[str]:
    """Say which spans are missing and which are too many, in words."""
    faults = []
    for article in sorted(expected.keys() | found.keys(), key=lambda each: (len(each), each)):
        ours = Counter(map(json.dumps, expected.get(article, ())))
        theirs = Counter(map(json.dumps, found.get(article, ())))
        if article not in found:
            faults.append(f"{form}: article {article} is missing")
        faults += [f"{form}, article {article}: {each} is missing" for each in ours - theirs]
        faults += [f"{form}, article {article}: {each} is not ours" for each in theirs - ours]
    return faults


def table(results: Sequence[Result]) -> str:
    """Return the results as lines that can be read at a glance."""
    lines = []
    for result in results:
        versions = ", ".join(f"{name} {version}" for name, version in result.versions.items())
        lines.append(f"{'✗' if result.faults else '✓'} {result.consumer}: {versions}")
        lines += [
            f"    {form}: {articles} articles, {spans} spans"
            + ("" if links is None else f", {links} links")
            for form, (articles, spans, links) in result.counts.items()
        ]
        lines += [f"    {note}" for note in result.notes]
        lines += [f"    ! {fault}" for fault in result.faults[:MOST_SHOWN]]
        more = len(result.faults) - MOST_SHOWN
        lines += [f"    ! and {more} more"] if more > 0 else []
    return "\n".join(lines)


if __name__ == "__main__":
    environment.start(main)
