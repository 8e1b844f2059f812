"""The `manifest.json` beside exported files: what each holds and leaves out, and when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import orjson

from db.exports.files import whole_or_nothing
from db.version import VERSION

NAME = "manifest.json"
_MADE_BY = "made_by"
_PROGRAM = "Demarche"


def write(out: Path, entry: Mapping[str, object]) -> Path:
    """Note one exported file in the manifest of its folder, beside the notes on other files.

    A `manifest.json` of another program is left alone; ours stands beside it under the file's own
    name then.
    """
    path = out.with_name(NAME)
    files = _files(path)
    if files is None:
        path = out.with_name(f"{out.stem}.{NAME}")
        files = _files(path) or {}
    kept = {name: each for name, each in files.items() if out.with_name(name).exists()}
    data = {
        _MADE_BY: f"{_PROGRAM} {VERSION}",
        "files": dict(sorted({**kept, out.name: entry}.items())),
    }
    with whole_or_nothing(path) as file:
        file.write(orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return path


def _files(path: Path) -> dict[str, object] | None:
    """The notes that are there, none where there is no manifest, None where it is not ours."""
    if not path.exists():
        return {}
    try:
        data = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    if not isinstance(data, dict) or not str(data.get(_MADE_BY, "")).startswith(_PROGRAM):
        return None
    files = data.get("files")
    return files if isinstance(files, dict) else {}
