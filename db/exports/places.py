"""Where the files of an export go, and under which names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.errors import StorageFault, UserFault
from db.exports.choices import ExportChoices, StandOff
from db.exports.export_format import ExportFormat, Shape
from db.exports.manifest import WHOLE_FOLDER, Folder, folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """`data` are, by split, the file or the folder that records go to, relative to `home`.

    `dataset` is what the manifest calls all of it. The only key is None where nothing is divided.
    """

    home: Path
    dataset: str
    data: Mapping[str | None, str]

    @property
    def is_one_file(self) -> bool:
        """Whether the person named a file, not a folder."""
        return self.dataset != WHOLE_FOLDER

    def beside(self, name: str) -> str:
        """What a file of settings is called, which in a folder of others' says whose it is."""
        return f"{Path(self.dataset).stem}.{name}" if self.is_one_file else name


def places(out: Path, kind: ExportFormat, choices: ExportChoices) -> Places:
    """Raises UserFault for choices that the format can't follow."""
    if choices.stand_off is not StandOff.NONE and not kind.is_ours:
        raise UserFault(
            f"{kind.title} can't leave the texts out. Nothing was exported; choose the format "
            "“jsonl” for an export without them."
        )
    if choices.split is not None and choices.split_in_field and not kind.has_split_field:
        raise UserFault(
            f"{kind.title} has no place for the split in each record. Nothing was exported; let "
            "each split have a file of its own."
        )
    out = out.absolute()
    splits: list[str | None] = [None]
    if choices.split is not None and not choices.split_in_field:
        splits = [share.name for share in choices.split.shares]
    if kind.shape is not Shape.ONE_FILE:
        data = {each: each or "" for each in splits}
        return Places(home=out, dataset=WHOLE_FOLDER, data=data)
    if splits == [None]:
        return Places(home=out.parent, dataset=out.name, data={None: out.name})
    return Places(
        home=out, dataset=WHOLE_FOLDER, data={each: f"{each}{kind.suffix}" for each in splits}
    )


def file_name(project: Path, kind: ExportFormat, choices: ExportChoices) -> str:
    """What an export is called unless the person says otherwise."""
    of_format = "" if kind.is_ours else f"-{kind.name}"
    name = f"{project.stem}-{choices.layers}{of_format}"
    return f"{name}{kind.suffix}" if _is_one_file(kind, choices) else name


def beneath(out: Path, project: Path, kind: ExportFormat, choices: ExportChoices) -> Path:
    """The file or folder that is meant by what a person typed, which may be the folder for it."""
    if _is_one_file(kind, choices):
        if out.is_dir():
            return out / file_name(project, kind, choices)
        return out if out.suffix else out.with_name(f"{out.name}{kind.suffix}")
    if out.is_dir() and any(out.iterdir()) and not folder(out, WHOLE_FOLDER).datasets:
        return out / file_name(project, kind, choices)
    return out.with_suffix("") if out.suffix == kind.suffix else out


def _is_one_file(kind: ExportFormat, choices: ExportChoices) -> bool:
    return kind.is_one_file and (choices.split is None or choices.split_in_field)


def refuse_to_replace(there: Folder, found: Places, names: tuple[str, ...]) -> None:
    """Raise StorageFault where a file of somebody else's would be replaced in a folder."""
    own = {*there.files_of(found.dataset), *there.names.values()}
    if found.is_one_file:
        own.add(found.dataset)
    for name in names:
        if name not in own and (found.home / name).exists():
            raise StorageFault(
                f"{name} is in the way in {found.home}, and no export of this dataset made it. "
                "Nothing was changed there; choose an empty folder, or a new one."
            )
