"""Reading and writing the file that keeps the choices of an import; for the background."""

from __future__ import annotations

from pathlib import Path

from db.exports.files import whole_or_nothing
from db.imports import map_file
from db.imports.choices import ImportChoices
from db.scheme.model import Scheme


def load_map(path: Path, scheme: Scheme) -> ImportChoices:
    """The choices of a map; raises InvalidInput."""
    return map_file.load(path, scheme)


def save_map(path: Path, text: str) -> Path:
    """Write a map, over an older one at once; raises StorageFault, and the older one stays."""
    with whole_or_nothing(path) as file:
        file.write(text.encode())
    return path
