"""What each file of an export is: how large, its digest, how much is in it, and its columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from db.exports.export_format import Shape
from db.exports.facts import Column, File, Kind, MediaType
from db.exports.files import sha256_of
from db.exports.record_columns import record_columns
from db.exports.telling import Account

_BESIDE = {
    ".xml": MediaType.XML,
    ".json": MediaType.JSON,
    ".txt": MediaType.TEXT,
    ".conf": MediaType.TEXT,
}


def files_of(account: Account, folder: Path) -> Iterator[File]:
    """What each file is; `folder` is where they are now."""
    known, rows = account.writing.digests, account.writing.rows
    split_of = {name: split for split, name in account.places.data.items()}
    columns: tuple[Column, ...] = ()
    if account.kind.is_ours:
        columns = record_columns(
            account.scheme,
            has_text=account.gathering.closed_texts > 0 or _has_text(account),
            has_splits=account.choices.split is not None,
        )
    for name in account.files:
        path = folder / name
        split = split_of.get(name) or split_of.get(PurePosixPath(name).parts[0])
        table, records = rows.get(path, ("records", 0))
        is_data = name in split_of or path in rows
        if name in split_of and path not in rows:
            records = account.writing.records[split_of[name]]
        elif account.kind.shape is Shape.FILE_PER_ARTICLE and path.suffix == account.kind.suffix:
            records, is_data = 1, True
        if not is_data:
            table = "texts" if path.suffix == ".txt" else "settings"
            records = int(path.suffix == ".txt")
        yield File(
            name=name,
            media_type=account.kind.media_type
            if is_data
            else _BESIDE.get(path.suffix, MediaType.OTHER),
            sha256=known.get(path) or sha256_of(path),
            size=path.stat().st_size,
            records=records,
            table=table,
            split=split,
            columns=columns or (tuple(_heading(path)) if path.suffix == ".csv" else ()),
        )


def _has_text(account: Account) -> bool:
    return any(each.with_text for each in account.gathering.licences)


def _heading(path: Path) -> Iterator[Column]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for name in next(csv.reader(file), []):
            yield Column(name=name, kind=Kind.TEXT, description=name.replace("_", " "))
