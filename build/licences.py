"""Gathers the licences of all that a bundle holds, into its folder `licences`."""

import ast
import json
import shutil
import subprocess
from pathlib import Path

import environment
from bundle_parts import BUNDLES, WORK

# Python's own metadata is the best list of what is installed: names, versions, licences, files.
_QUESTION = """
import importlib.metadata, json, pathlib, platform, sysconfig
own = pathlib.Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
found = [{"name": "Python", "version": platform.python_version(), "licence": "PSF-2.0",
          "texts": [str(own)]}]
for each in importlib.metadata.distributions():
    data = each.metadata
    said = data.get("License-Expression") or data.get("License") or ""
    marks = [line.rsplit(" :: ", 1)[-1] for line in data.get_all("Classifier") or ()
             if line.startswith("License ::")]
    names = ("licen", "copying", "notice", "authors")
    texts = [str(each.locate_file(file)) for file in each.files or ()
             if (".dist-info" in str(file) and any(name in file.name.lower() for name in names))
             or file.name == "LICENSE.unicode"]
    found.append({"name": data["Name"], "version": each.version,
                  "licence": said.splitlines()[0] if said else ", ".join(marks), "texts": texts})
print(json.dumps(found))
"""
# They make the bundle and are not in it.
_TOOLS = frozenset({"pip", "setuptools", "altgraph", "pyinstaller-hooks-contrib", "wheel"})
_INTRODUCTION = """\
Demarche is made of these parts. Each has its own licence, whose text lies beside this file where
the part brings it along. PySide6 and Qt are used under the GNU LGPL, version 3: they lie as files
of their own in the folder, where you may replace them by your own build; the texts of the LGPL and
the GPL, to which it refers, are LGPL-3.txt and GPL-3.txt. What Qt itself is made of, with all
licences, stands at https://doc.qt.io/qt-6/licenses-used-in-qt.html. One of these parts is ICU,
copyright by Unicode, Inc., under the licence that Babel's data of Unicode has, too, which stands
among Babel's texts; of ICU's data the bundle for Linux leaves out what no function of Qt asks for.

"""
_OF_THE_SYSTEM = "Libraries of the system that the bundle was made on, each with its own notice:"


def write(python: Path, folder: Path) -> None:
    """Write a list of all parts and the texts of their licences for what `python` has installed."""
    asked = subprocess.run([python, "-c", _QUESTION], capture_output=True, text=True, check=True)
    parts = [each for each in json.loads(asked.stdout) if each["name"].lower() not in _TOOLS]
    place = folder / "licences"
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(environment.ROOT / "LICENSE", place / "Demarche.txt")
    lines = [line(each) for each in sorted(parts, key=lambda each: each["name"].lower())]
    for text in (BUNDLES / "licence_texts").iterdir():
        shutil.copy(text, place)
    packages = system_parts(WORK / "frozen" / "demarche" / "COLLECT-00.toc")
    if packages:
        lines += ["", _OF_THE_SYSTEM, "", *packages]
    for name, text in packages.items():
        shutil.copy(text, place / f"{name}.txt")
    (place / "README.txt").write_text(_INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")
    for each in parts:
        for number, text in enumerate(filter(Path.exists, map(Path, each["texts"]))):
            ending = f"-{number + 1}" if number else ""
            shutil.copy(text, place / f"{each['name']}{ending}.txt")


def system_parts(collected: Path) -> dict[str, Path]:
    """The packages of Debian whose libraries went in, with their notices, by PyInstaller's list."""
    if not (collected.exists() and shutil.which("dpkg-query")):
        return {}
    (entries,) = ast.literal_eval(collected.read_text(encoding="utf-8"))
    binaries = [source for _, source, kind in entries if kind == "BINARY"]
    # Debian knows some of them by the places that they had before /lib became a link to /usr/lib.
    files = [
        f"{top}{each}" for each in binaries if each.startswith("/lib/") for top in ("", "/usr")
    ]
    files += [each for each in binaries if each.startswith("/usr/lib/")]
    asked = ["dpkg-query", "--search", *files]
    # What it does not know, such as a Python made by hand, it says on the other stream.
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    names = sorted({line.split(":")[0] for line in told.splitlines()})
    notices = {name: Path("/usr/share/doc", name, "copyright") for name in names}
    return {name: text for name, text in notices.items() if text.exists()}


def line(part: dict[str, str]) -> str:
    """One part as the list has it."""
    return f"{part['name']} {part['version']}: {part['licence'] or 'see its text'}"
