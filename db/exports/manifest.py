"""The `manifest.json` beside exported files: what each dataset holds and leaves out, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from db.version import VERSION

NAME, CARD, CROISSANT = "manifest.json", "README.md", "croissant.json"
WHOLE_FOLDER = "."
"""What a dataset is called that is all that its folder holds."""

MADE_BY = f"Demarche {VERSION}"
_MADE_BY = "made_by"
_PROGRAM = "Demarche"
_DATASETS = "datasets"

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder that exports stand in, as its manifest says.

    `datasets` are the entries of its manifest, by the names of their files; `names` what the files
    beside the next one are to be called, so that none of another program or dataset is replaced.
    """

    path: Path
    datasets: Mapping[str, Entry] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def files_of(self, dataset: str) -> frozenset[str]:
        """The files that an earlier export wrote for a dataset, without the manifest."""
        entry = self.datasets.get(dataset, {})
        beside = entry.get("beside")
        names = beside if isinstance(beside, list) else ()
        return frozenset({*self.data_of(dataset), *(each for each in names if _is_inside(each))})

    def data_of(self, dataset: str) -> dict[str, str]:
        """The files with data among them, with their digests."""
        files = self.datasets.get(dataset, {}).get("files")
        pairs = files.items() if isinstance(files, dict) else ()
        return {
            name: str(each.get("sha256"))
            for name, each in pairs
            if isinstance(each, dict) and _is_inside(name)
        }


def folder(path: Path, dataset: str) -> Folder:
    """What is known of a folder into which a dataset is to be written; it need not exist."""
    stem = path.name if dataset == WHOLE_FOLDER else Path(dataset).stem
    names = {NAME: NAME}
    datasets = _read(path / NAME)
    if datasets is None:
        names[NAME] = f"{stem}.{NAME}"
        datasets = _read(path / names[NAME]) or {}
    own = Folder(path=path, datasets=datasets).files_of(dataset)
    for name in (CARD, CROISSANT):
        is_free = name in own or not (path / name).exists()
        names[name] = name if is_free else f"{stem}.{name}"
    return Folder(path=path, datasets=datasets, names=names)


def written(found: Folder, dataset: str, entry: Entry) -> bytes:
    """The manifest with the entry of a dataset, beside those of others that are still there."""
    kept = {
        name: each
        for name, each in found.datasets.items()
        if name != dataset and (found.path / name).exists()
    }
    data = {_MADE_BY: MADE_BY, _DATASETS: dict(sorted({**kept, dataset: entry}.items()))}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _is_inside(name: object) -> bool:
    if not isinstance(name, str):
        return False
    path = Path(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts


def _read(path: Path) -> dict[str, Entry] | None:
    """The entries that are there, none where there is no manifest, None where it is not ours."""
    if not path.exists():
        return {}
    try:
        data = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    if not isinstance(data, dict) or not str(data.get(_MADE_BY, "")).startswith(_PROGRAM):
        return None
    datasets = data.get(_DATASETS)
    pairs = datasets.items() if isinstance(datasets, dict) else ()
    return {name: entry for name, entry in pairs if isinstance(entry, dict)}
