"""Tries a frozen program as a person would: `python3 build/smoke.py [--root ROOT] [FOLDER]`.

Under Xvfb and with nothing of Python in the surroundings it makes the sample, opens it, marks a
word with a key, quits, checks the project and exports it. With `--root` all of it happens inside
another Debian (made by debootstrap), into which the .deb was installed.
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
import system_packages
from bundle_parts import FOLDER, PROGRAM

NEEDED = ("xvfb", "xdotool")
PATIENCE_SECONDS = 60
SCREEN = "1440x900x24"

T = TypeVar("T")


class Surroundings(NamedTuple):
    """Where the program runs: what comes before each command, and the variables it sees."""

    before: list[str]
    variables: dict[str, str]

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
    folder = Path(arguments[0]) if arguments else (Path("/usr/bin") if root else FOLDER)
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
        seconds = _journey(Surroundings(before, variables), str(folder), home)
    print(f"The frozen program works; its window was there after {seconds:.1f} s.", flush=True)
    return seconds


def _journey(here: Surroundings, folder: str, home: str) -> float:
    command, window = f"{folder}/{PROGRAM}", f"{folder}/{PROGRAM}-window"
    project = f"{home}/Sample.demarche"
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
    file = Path(here.before[1] + export) if here.before else Path(export)
    lines = file.read_text(encoding="utf-8").splitlines()
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
