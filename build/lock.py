"""Makes the requirement files anew from the ranges in pyproject.toml.

`python3 build/lock.py [--upgrade]`. Every version is pinned with the hashes of all its files, so
one lock serves every system and each Python that the program runs on. Versions stay as they are
unless a range or `--upgrade` says otherwise. The files name no index: everybody installs from the
one that their own pip or uv is set to.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import environment

HUBS = ("hub-s3", "hub-sftp", "hub-webdav")  # what comes with a bundle, where nobody runs pip
HEADER = "# Made by build/lock.py from pyproject.toml; not to be edited by hand.\n"


def main(arguments: list[str]) -> None:
    """Write all files; the others keep to the versions of the runtime's."""
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv") or _uv_in(Path(folder) / "uv")
        runtime, development = environment.RUNTIME, environment.DEVELOPMENT
        lock(uv, runtime, arguments)
        same = ["--constraint", str(runtime), *arguments]
        lock(uv, development, ["--group", "dev", *same])
        hubs = [part for hub in HUBS for part in ("--extra", hub)]
        lock(uv, environment.BUNDLE, ["--group", "bundle", *hubs, *same])


def lock(uv: str, target: Path, arguments: list[str]) -> None:
    """Write the pins of the project to `target`."""
    oldest = ".".join(map(str, environment.OLDEST_PYTHON))
    command = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", oldest]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    command += ["--output-file", str(target), *arguments]
    if subprocess.call(command, cwd=environment.ROOT, env=_same_index()) != 0:
        sys.exit(f"{target.name} stays as it was: see above why.")
    pins = target.read_text(encoding="utf-8")
    target.write_text(HEADER + pins, encoding="utf-8", newline="\n")
    packages = sum(not line.startswith((" ", "#")) for line in pins.splitlines())
    environment.say(f"{target.name}: {packages} packages with {pins.count('--hash=')} hashes")


def _uv_in(place: Path) -> str:
    """Return a uv that is installed just for this once at `place`."""
    venv.create(place, with_pip=True)
    python = environment.interpreter(place)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
    return shutil.which("uv", path=str(python.parent)) or "uv"


def _same_index() -> dict[str, str]:
    """Return the environment variables that make uv ask the index which pip is set to."""
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    index = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return {**os.environ, "UV_DEFAULT_INDEX": index} if index else dict(os.environ)


if __name__ == "__main__":
    environment.start(main)
