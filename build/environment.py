"""The only place that makes and finds the environment of Demarche, `.venv` in the repository.

Standard library only, since nothing is installed yet when it runs. The other scripts import it
before anything of their own, and up to the check below it reads well on Python 3.6 too, so that
whoever has an old Python gets a sentence and not a syntax error.
"""

import contextlib
import hashlib
import importlib.util
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        f"Demarche needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer, and this is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}: install a newer one and start this with it."
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUNTIME = ROOT / "build" / "requirements.txt"
DEVELOPMENT = ROOT / "build" / "requirements-dev.txt"  # holds the runtime's pins too
BUNDLE = ROOT / "build" / "requirements-bundle.txt"  # the runtime's, the hubs' and PyInstaller's


class Memory(NamedTuple):
    """What a finished environment knows of its making; all empty where it is not finished.

    `installed` has the fingerprint of each requirements file that went in, by the file's name.
    """

    home: str
    installed: dict[str, str]


def prepare(requirements: Path) -> Path:
    """Make sure that `.venv` holds `requirements`, and return its interpreter.

    Quick when nothing is to be done. Leaves the program with a sentence when it can't be done.
    """
    if not is_ready(VENV, requirements):
        with _alone():
            # Another start may have done the work while this one waited for its turn.
            if not is_ready(VENV, requirements):
                _make_ready(requirements)
    return interpreter(VENV)


def prepare_apart(requirements: Path, place: Path) -> Path:
    """Make an environment anew at `place` that holds `requirements` alone; return its interpreter.

    It finds nothing of this repository.
    """
    _make_empty(place)
    install(interpreter(place), requirements)
    return interpreter(place)


def interpreter(place: Path) -> Path:
    """Return where the Python of the environment at `place` lies."""
    return _scripts(place) / ("python.exe" if os.name == "nt" else "python")


def tool(name: str) -> str:
    """Return the command `name` of `.venv`."""
    return shutil.which(name, path=str(_scripts(VENV))) or str(_scripts(VENV) / name)


def bootstrap_packages() -> tuple[str, ...]:
    """Return the system packages without which no environment can be made here.

    Debian keeps pip's own installer out of its Python; uv needs none of it.
    """
    can_install = shutil.which("uv") or importlib.util.find_spec("ensurepip")
    return () if can_install or is_sound(VENV) else ("python3-venv",)


def home(place: Path) -> str:
    """Return what an environment is bound to: where it lies and the kind of Python that made it."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{place}, Python {version}, {sysconfig.get_platform()}"


def fingerprint(requirements: Path) -> str:
    """Return a hash that changes with the pins; how git ends the lines does not count."""
    return hashlib.sha256(requirements.read_text(encoding="utf-8").encode()).hexdigest()


def is_ready(place: Path, requirements: Path) -> bool:
    """Whether the environment at `place` is sound and holds what `requirements` says now."""
    installed = read_memory(place).installed.get(requirements.name)
    return installed == fingerprint(requirements) and is_sound(place)


def is_sound(place: Path) -> bool:
    """Whether the environment at `place` was finished, right there, and its Python still exists."""
    return read_memory(place).home == home(place) and os.access(interpreter(place), os.X_OK)


def read_memory(place: Path) -> Memory:
    """Return what the environment at `place` knows of its making."""
    try:
        stored = json.loads(_memory_file(place).read_text(encoding="utf-8"))
        return Memory(home=str(stored["home"]), installed=dict(stored["installed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory(home="", installed={})


def write_memory(place: Path, memory: Memory) -> None:
    """Keep `memory` in the environment at `place`, so that a reader never sees half of it."""
    half = _memory_file(place).with_suffix(".half")
    half.write_text(json.dumps(memory._asdict(), indent=1), encoding="utf-8")
    half.replace(_memory_file(place))


def install_command(uv: str | None, python: Path, requirements: Path) -> list[str]:
    """Return the command that installs exactly `requirements`, by uv where there is one.

    Nothing is ever built from source: that would bring in tools that no hash vouches for.
    """
    strict = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    if not sys.stderr.isatty():
        strict.append("--quiet")  # nobody watches the bars, and a log need not hold them
    if uv:
        return [uv, "pip", "install", "--python", str(python), *strict]
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return [*pip, "install", *strict]


def run_instead(command: list[str], extra: dict[str, str]) -> NoReturn:
    """Go on as `command`, with `extra` in its surroundings; its exit code is this script's."""
    surroundings = {**os.environ, **extra}
    if os.name != "nt":
        os.execve(command[0], command, surroundings)
    # Where Windows replaces a process, the console believes that the program has ended.
    sys.exit(subprocess.call(command, env=surroundings))


def start(main: Callable[[list[str]], None]) -> None:
    """Run a script's `main` with the arguments that it was given; Ctrl+C ends it without a word."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A log on Windows may know few letters; a "?" in it is better than no log.
            stream.reconfigure(errors="replace")
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)


def say(sentence: str) -> None:
    """Tell the person at the terminal, without touching what the program itself prints."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _scripts(place: Path) -> Path:
    return place / ("Scripts" if os.name == "nt" else "bin")


def _memory_file(place: Path) -> Path:
    return place / "demarche-environment.json"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one start at a time work on `.venv`; the system lets go for one that dies."""
    with (ROOT / ".venv.lock").open("w", encoding="utf-8") as file:
        if sys.platform == "win32":
            while True:
                with contextlib.suppress(OSError):  # it gives up by itself after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_ready(requirements: Path) -> None:
    say("Preparing the environment in .venv; this takes a minute or two, and only now.")
    installed = dict(read_memory(VENV).installed) if is_sound(VENV) else {}
    if not installed:
        _make_anew()
    # Half an installation is none: what interrupts this makes the next start begin from nothing.
    _memory_file(VENV).unlink(missing_ok=True)
    install(interpreter(VENV), requirements)
    installed[requirements.name] = fingerprint(requirements)
    if requirements == DEVELOPMENT:
        installed[RUNTIME.name] = fingerprint(RUNTIME)
    write_memory(VENV, Memory(home=home(VENV), installed=installed))


def _make_anew() -> None:
    """Make an empty `.venv` that finds this repository's packages; pip comes when it is needed."""
    _make_empty(VENV)
    _find_repository_from(VENV)
    _write_launcher(VENV)


def _make_empty(place: Path) -> None:
    try:
        if place.exists():
            shutil.rmtree(place)
        venv.EnvBuilder(symlinks=os.name != "nt").create(place)
    except OSError as error:
        sys.exit(f"{place} can't be made anew ({error}): remove it by hand, then start again.")


def _find_repository_from(place: Path) -> None:
    """Let the environment import gui, db and resources from the repository as it stands.

    A relative line, because how Python reads letters beyond ASCII there depends on the machine.
    """
    libraries = Path(sysconfig.get_path("purelib", "venv", {"base": str(place)}))
    line = os.path.relpath(ROOT, libraries)
    (libraries / "demarche.pth").write_text(line + "\n", encoding="ascii")


def _write_launcher(place: Path) -> None:
    """Make the command `demarche`, which an installed program would have.

    `-P` keeps a folder named "db" where the person happens to be from being taken for ours.
    """
    if os.name == "nt":
        launcher = _scripts(place) / "demarche.cmd"
        launcher.write_text('@"%~dp0python.exe" -P -m db.cli %*\n', encoding="ascii")
        return
    launcher = _scripts(place) / "demarche"
    python = shlex.quote(str(interpreter(place)))
    launcher.write_text(f'#!/bin/sh\nexec {python} -P -m db.cli "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)


def install(python: Path, requirements: Path) -> None:
    """Install exactly `requirements` for `python`, or leave the program with a sentence."""
    uv = shutil.which("uv")
    if uv and subprocess.call(install_command(uv, python, requirements)) == 0:
        return
    if uv:
        say("uv could not install the packages; trying pip, which may know another way to them.")
    has_pip = subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    if not has_pip and subprocess.call([python, "-m", "ensurepip"], stdout=subprocess.DEVNULL) != 0:
        sys.exit("This Python has no pip: install uv or a Python with pip, then start again.")
    if subprocess.call(install_command(None, python, requirements)) != 0:
        sys.exit(
            "The packages of Demarche could not be installed, for the reason above: "
            "see to the connection, then start again."
        )
