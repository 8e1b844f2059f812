"""What an export left on the disk, as its manifest says, for the page that tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.exports import manifest
from db.exports.run import Exported

FILES_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """One file; `sha256` is "" for those that tell of the data."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The first files with their sizes and digests, and how many there are in all."""

    exported: Exported
    files: tuple[WrittenFile, ...]
    number: int
    size: int

    @property
    def folder(self) -> Path:
        """Where all of it is."""
        return self.exported.manifest.parent


def written(exported: Exported) -> Written:
    """Look at what was written; off the window's thread, for there may be many files."""
    home = exported.manifest.parent
    is_folder = exported.path == home
    dataset = manifest.WHOLE_FOLDER if is_folder else exported.path.name
    digests = manifest.folder(home, dataset).data_of(dataset)
    cards = (exported.manifest, exported.card, exported.croissant)
    data = [path for path in exported.files if path not in cards]
    found = tuple(_files(home, data[:FILES_SHOWN], digests))
    rest = sum(path.stat().st_size for path in data[FILES_SHOWN:])
    return Written(
        exported=exported,
        files=(*found, *_files(home, cards, digests)),
        number=len(data) + len(cards),
        size=sum(each.size for each in found) + rest,
    )


def _files(
    home: Path, paths: list[Path] | tuple[Path, ...], digests: dict[str, str]
) -> Iterator[WrittenFile]:
    for path in paths:
        yield WrittenFile(
            path=path,
            size=path.stat().st_size,
            sha256=digests.get(path.relative_to(home).as_posix(), ""),
        )
