"""Makes the environment if need be and opens Demarche: `python3 build/run.py [arguments]`.

The arguments go on to the program. Without a project among them it opens the sample project, which
it makes first, in the folder for the person's data. `--screenshot FILE` draws the window into a
picture and needs no screen.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import environment
import system_packages

# The options of the window whose value stands in the next argument.
OPTIONS_WITH_VALUE = frozenset(
    {"--article", "--page", "--screenshot", "--size", "--span", "--theme", "--zoom"}
)


def main(arguments: list[str]) -> None:
    """Open the window with `arguments`."""
    draws_offscreen = any(argument.split("=")[0] == "--screenshot" for argument in arguments)
    asks_for_help = not {"-h", "--help"}.isdisjoint(arguments)
    if not (draws_offscreen or asks_for_help or has_display(sys.platform, os.environ)):
        environment.say(
            "There is no display here to open a window on: start this on a desktop, or add "
            "--screenshot FILE to draw the window into a picture."
        )
        sys.exit(2)
    needed = system_packages.OFFSCREEN if draws_offscreen else system_packages.WINDOW
    system_packages.ensure((*environment.bootstrap_packages(), *needed))
    python = str(environment.prepare(environment.RUNTIME))
    if not (asks_for_help or names_project(arguments)):
        arguments = [*arguments, str(sample_project(python))]
    extra = {"QT_QPA_PLATFORM": "offscreen"} if draws_offscreen else {}
    # With -P a folder named "db" where the person happens to be is not taken for ours.
    environment.run_instead([python, "-P", "-m", "gui", *arguments], extra)


def has_display(platform: str, surroundings: Mapping[str, str]) -> bool:
    """Whether Qt can find something to open a window on; where it was told what to use, it can."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform in {"win32", "darwin"} or any(surroundings.get(name) for name in names)


def names_project(arguments: list[str]) -> bool:
    """Whether one of `arguments` is a project to open, not an option or the value of one."""
    before = ["", *arguments]
    return any(
        not argument.startswith("-") and earlier not in OPTIONS_WITH_VALUE
        for earlier, argument in zip(before, arguments, strict=False)
    )


def sample_project(python: str) -> Path:
    """Return the sample project, made first if it is not there yet: whole, or not at all."""
    sample = data_folder(sys.platform, os.environ) / "Sample.demarche"
    if not sample.exists():
        sample.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="sample-", dir=sample.parent) as folder:
            fresh = Path(folder) / sample.name
            command = [python, "-P", "-m", "db.cli", "sample", str(fresh)]
            code = subprocess.call(command, stdout=subprocess.DEVNULL)
            if code != 0:
                sys.exit(code)
            fresh.replace(sample)
        environment.say(f"Made the sample project {sample}")
    return sample


def data_folder(platform: str, surroundings: Mapping[str, str]) -> Path:
    """Return where Demarche keeps a person's data, which is where platformdirs would put it."""
    if platform == "win32":
        base = surroundings.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = surroundings.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "demarche"


if __name__ == "__main__":
    environment.start(main)
