"""Gathers the licences of all that a bundle holds, into its folder `licences`."""

import json
import shutil
import subprocess
from pathlib import Path

import environment

# Python's own metadata is the best list of what is installed: names, versions, licences, files.
_QUESTION = """
import importlib.metadata, json
found = []
for each in importlib.metadata.distributions():
    data = each.metadata
    said = data.get("License-Expression") or data.get("License") or ""
    marks = [line.rsplit(" :: ", 1)[-1] for line in data.get_all("Classifier") or ()
             if line.startswith("License ::")]
    names = ("licen", "copying", "notice", "authors")
    texts = [str(each.locate_file(file)) for file in each.files or ()
             if ".dist-info" in str(file) and any(name in file.name.lower() for name in names)]
    found.append({"name": data["Name"], "version": each.version,
                  "licence": said.splitlines()[0] if said else ", ".join(marks),
                  "address": data.get("Home-page") or "", "texts": texts})
print(json.dumps(found))
"""
# They make the bundle and are not in it.
_TOOLS = frozenset({"pip", "setuptools", "altgraph", "pyinstaller-hooks-contrib", "wheel"})
_INTRODUCTION = """\
Demarche is made of these parts. Each has its own licence, whose text lies beside this file where
the part brings it along. PySide6 and Qt are used under the GNU LGPL, version 3: they lie as files
of their own in the folder, where you may replace them by your own build.

"""


def write(python: Path, folder: Path) -> None:
    """Write a list of all parts and the texts of their licences for what `python` has installed."""
    asked = subprocess.run([python, "-c", _QUESTION], capture_output=True, text=True, check=True)
    parts = [each for each in json.loads(asked.stdout) if each["name"].lower() not in _TOOLS]
    place = folder / "licences"
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(environment.ROOT / "LICENSE", place / "Demarche.txt")
    lines = [line(each) for each in sorted(parts, key=lambda each: each["name"].lower())]
    (place / "README.txt").write_text(_INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")
    for each in parts:
        for number, text in enumerate(filter(Path.exists, map(Path, each["texts"]))):
            ending = f"-{number + 1}" if number else ""
            shutil.copy(text, place / f"{each['name']}{ending}.txt")


def line(part: dict[str, str]) -> str:
    """One part as the list has it."""
    return f"{part['name']} {part['version']}: {part['licence'] or 'see its text'}"
