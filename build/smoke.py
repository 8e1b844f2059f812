"""Tries a frozen program as a person would: `python3 build/smoke.py [--root ROOT] [FOLDER]`.

Under Xvfb and with nothing of Python in the surroundings it makes the sample, opens it, marks a
word with a key, quits, checks the project, exports it in every format and takes in a file of every
kind; `bundles/bundle_check.py` tries what neither keys nor commands reach. With `--root` all of it
happens inside another Debian (made by debootstrap), into which the .deb was installed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

import environment
import smoke_files
import system_packages
from bundle_parts import FOLDER, PROGRAM

NEEDED = ("xvfb", "xdotool")
PATIENCE_SECONDS = 60
SCREEN = "1440x900x24"
NOT_IN_BUNDLES = frozenset({"parquet", "spacy"})
"""Formats that their consumer's own library writes, which is larger than all of the program."""

T = TypeVar("T")


class Surroundings(NamedTuple):
    """Where the program runs: what comes before each command, and the variables it sees.

    `home` is its folder as it sees it, `outside` the same as seen from here.
    """

    before: list[str]
    variables: dict[str, str]
    home: str
    outside: Path

    def run(self, *command: str) -> str:
        """Run a command to its end and return what it printed; leaves with its words on failure."""
        done = subprocess.run(
            [*self.before, *command],
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            fail(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout


def main(arguments: list[str]) -> None:
    """Try the bundle that the arguments name, or the one in dist/."""
    root = None
    if arguments[:1] == ["--root"]:
        root, arguments = Path(arguments[1]), arguments[2:]
    folder = Path(arguments[0]).absolute() if arguments else (Path("/usr/bin") if root else FOLDER)
    try_bundle(folder, root)


def try_bundle(folder: Path, root: Path | None = None) -> float:
    """Try the programs in `folder`, inside `root` if given; return the seconds to the window."""
    if sys.platform != "linux":
        environment.say("The frozen program is tried by hand here: keys need an X server.")
        return 0.0
    system_packages.ensure(NEEDED)
    place = root / "tmp" if root else None
    with (
        tempfile.TemporaryDirectory(prefix="demarche-smoke-", dir=place) as made,
        screen() as shown,
    ):
        home = f"/{Path(made).relative_to(root)}" if root else made
        variables = {"HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "DISPLAY": shown}
        before = [shutil.which("chroot") or "/usr/sbin/chroot", str(root)] if root else []
        here = Surroundings(before, variables, home, Path(made))
        seconds = _journey(here, str(folder))
        _check_parts(here, f"{folder}/{PROGRAM}")
        _export_everything(here, f"{folder}/{PROGRAM}")
        _import_everything(here, f"{folder}/{PROGRAM}")
    print(f"The frozen program works; its window was there after {seconds:.1f} s.", flush=True)
    return seconds


def _journey(here: Surroundings, folder: str) -> float:
    command, window = f"{folder}/{PROGRAM}", f"{folder}/{PROGRAM}-window"
    project, home = f"{here.home}/Sample.demarche", here.home
    here.run(command, "sample", project)
    before = _spans(here, command, project, f"{home}/before.jsonl")
    started = time.monotonic()
    running = subprocess.Popen([*here.before, window, project], env=here.variables)
    try:
        number = wait_for("its window", lambda: _window(here), running)
        seconds = time.monotonic() - started
        _mark_a_word(here, number)
        export = f"{home}/after.jsonl"
        wait_for("a new span", lambda: _spans(here, command, project, export) > before, running)
        _press(here, number, "ctrl+q")
        if running.wait(PATIENCE_SECONDS) != 0:
            fail(f"the window ended with {running.returncode}")
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    here.run(command, "check", project)
    return seconds


def _check_parts(here: Surroundings, command: str) -> None:
    """Let the program try its libraries, under the name that means that."""
    (here.outside / f"{PROGRAM}-check").symlink_to(command)
    said = here.run(f"{here.home}/{PROGRAM}-check", here.home).split("\n")
    print(f"Its parts work: {', '.join(filter(None, said))}.", flush=True)


def _export_everything(here: Surroundings, command: str) -> None:
    """Write the sample in every format, and take in again what is written for other tools."""
    project = f"{here.home}/Sample.demarche"
    formats = here.run(command, "export", project, "--format", "list").splitlines()
    names = [line.split()[0] for line in formats]
    for name in names:
        if name in NOT_IN_BUNDLES:
            continue
        folder = here.outside / f"as {name}"
        folder.mkdir()
        out = f"{here.home}/{folder.name}/out"
        here.run(command, "export", project, out, "--format", name, "--layer", "all")
        # Beside it may lie what its tool is set up with, such as out.label-studio.xml.
        main = next(each.name for each in folder.glob("out*") if each.name.count(".") <= 1)
        copy = f"{here.home}/{name}.demarche"
        here.run(command, "new", copy)
        file = f"{here.home}/{folder.name}/{main}"
        here.run(command, "import", copy, file, "--new-scheme", "--annotator", "annotator 1")
    print(f"It writes {len(set(names) - NOT_IN_BUNDLES)} of {len(names)} formats.", flush=True)


def _import_everything(here: Surroundings, command: str) -> None:
    """Take in a file of every kind; the PDF is the one that the parts were tried with."""
    project = f"{here.home}/News.demarche"
    here.run(command, "new", project)
    files = [*smoke_files.write(here.outside), ("printed.pdf", ())]
    for name, options in files:
        said = here.run(command, "import", project, f"{here.home}/{name}", *options)
        if "Imported 1 article" not in said:
            fail(f"of {name} it took in no article: {said.strip()}")
    print(f"It reads {', '.join(name for name, _ in files)}.", flush=True)


def _window(here: Surroundings) -> str | None:
    """The number of the program's window once it is shown."""
    asked = ["xdotool", "search", "--onlyvisible", "--name", "Sample"]
    found = subprocess.run(
        asked, env={**os.environ, **here.variables}, capture_output=True, text=True, check=False
    )
    return found.stdout.split()[0] if found.stdout.split() else None


def _mark_a_word(here: Surroundings, number: str) -> None:
    """Put the caret into the text, select the word behind it and call it an actor."""
    _xdotool(here, "windowfocus", "--sync", number)
    _xdotool(here, "mousemove", "--window", number, "620", "420", "click", "1")
    _press(here, number, "ctrl+shift+Right")
    _press(here, number, "a")


def _press(here: Surroundings, number: str, key: str) -> None:
    _xdotool(here, "key", "--window", number, "--delay", "50", key)


def _xdotool(here: Surroundings, *arguments: str) -> None:
    # What the program does shows whether it helped; the window may be gone before the key is up.
    variables = {**os.environ, **here.variables}
    subprocess.run(["xdotool", *arguments], env=variables, check=False, capture_output=True)


def _spans(here: Surroundings, command: str, project: str, export: str) -> int:
    """How many spans an export of everything holds."""
    here.run(command, "export", project, export, "--layer", "all")
    lines = (here.outside / Path(export).name).read_text(encoding="utf-8").splitlines()
    return sum(len(json.loads(line)["spans"]) for line in lines)


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; gives its name, such as :99."""
    server = shutil.which("Xvfb")
    if server is None:
        fail("Xvfb is not here, without which no window can be tried")
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    running = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        running.terminate()
        running.wait()


def wait_for(what: str, ask: Callable[[], T | None], running: "subprocess.Popen[bytes]") -> T:
    """Ask until there is an answer; leaves when the program ends before, or time runs out."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        if running.poll() is not None:
            fail(f"the program ended with {running.returncode} before {what} was there")
        time.sleep(0.1)
    return fail(f"{what} was not there after {PATIENCE_SECONDS} seconds")


def fail(reason: str) -> NoReturn:
    """Leave with a sentence."""
    sys.exit(f"The frozen program does not work: {reason}.")


if __name__ == "__main__":
    environment.start(main)
