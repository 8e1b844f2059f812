"""Reading and writing the file that keeps the choices of an import; for the background."""

from __future__ import annotations

from pathlib import Path

from db.errors import StorageFault
from db.imports import map_file
from db.imports.choices import ImportChoices
from db.scheme.model import Scheme


def load_map(path: Path, scheme: Scheme) -> ImportChoices:
    """The choices of a map; raises InvalidInput."""
    return map_file.load(path, scheme)


def save_map(path: Path, text: str) -> Path:
    """Write a map; raises StorageFault."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageFault(
            f"The map could not be written to {path} ({error.strerror}). Choose another place."
        ) from error
    return path
