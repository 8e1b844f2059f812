"""Scheme files that people share: choosing one to read, and where to write one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.errors import InvalidInput, Problem, StorageFault, UserFault
from db.scheme.toml import parse
from gui import ask
from gui.translation import tr


def import_scheme(parent: QWidget) -> str | None:
    """The text of a scheme file that the person chose; None without one, or where it has problems.

    The problems are shown.
    """
    path = ask.open_file(parent, tr("Import a scheme"), _filters())
    return None if path is None else read_scheme(parent, path)


def read_scheme(parent: QWidget, path: Path) -> str | None:
    """The text of a scheme file; None where it has problems, which are shown."""
    try:
        return _read(path)
    except UserFault as fault:
        ask.message(parent, fault)
        return None


def export_scheme(parent: QWidget, text: str, name: str) -> Path | None:
    """Write a scheme where the person wants it; None where it was not written."""
    suggestion = Path(f"{name or 'scheme'}.toml")
    path = ask.save_file(parent, tr("Export the scheme"), suggestion, _filters())
    if path is None:
        return None
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        sentence = tr("{name} could not be written ({reason}).", name=path.name, reason=error)
        ask.message(parent, StorageFault(sentence))
        return None
    return path


def _read(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        said = tr("{file} can't be read ({reason}).", file=path.name, reason=error.strerror)
        raise StorageFault(said) from error
    except UnicodeDecodeError as error:
        reason = tr("This is no text in UTF-8.")
        raise InvalidInput((Problem(path=path.name, line=None, reason=reason),)) from error
    parse(text, path=path.name)
    return text


def _filters() -> str:
    return tr("Schemes (*.toml)")
