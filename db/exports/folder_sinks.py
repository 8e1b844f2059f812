"""Sinks of the formats that have a file for each layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from db.exports.read_back import Claims
from db.exports.sinks import FolderSink, Setting, Sink, Write
from db.formats import (
    brat,
    brat_writer,
    cas_json,
    cas_writer,
    cas_xmi,
    webanno_tsv,
    webanno_writer,
)
from db.formats.foreign import ForeignRead
from db.formats.losses import Loss, Written
from db.formats.record import Record
from db.formats.xml_tree import writable

TYPE_SYSTEM = "TypeSystem.xml"


def brat_sink(folder: Path, _: Setting) -> Sink:
    """An .ann file beside its .txt."""

    def files(record: Record) -> tuple[dict[str, bytes], tuple[Loss, ...]]:
        written = brat_writer.write(record)
        return {".txt": brat_writer.text_of(record), ".ann": written.data}, written.losses

    def read(path: Path) -> Iterator[ForeignRead]:
        annotation = path.with_name(f"{path.name}.ann")
        with annotation.open("rb") as marks, path.with_name(f"{path.name}.txt").open("rb") as text:
            yield from brat.read(marks, text, path=annotation.name)

    return FolderSink(folder, files, read, claims=Claims(spelled=brat_writer.spelled))


def webanno_sink(folder: Path, _: Setting) -> Sink:
    """A .tsv file."""
    writes, reads = _one_file(".tsv", webanno_writer.write), _reading(".tsv", webanno_tsv.read)
    return FolderSink(folder, writes, reads, claims=Claims(rebuilds_text=True))


def cas_json_sink(folder: Path, _: Setting) -> Sink:
    """A .json file with its types."""
    writes, reads = _one_file(".json", cas_writer.write_json), _reading(".json", cas_json.read)
    return FolderSink(folder, writes, reads, claims=Claims(spelled=writable))


def cas_xmi_sink(folder: Path, _: Setting) -> Sink:
    """An .xmi file, and the type system that all of them share."""
    attributes: set[str] = set()

    def write(record: Record) -> Written:
        attributes.update(cas_writer.attributes_of([record]))
        return cas_writer.write_xmi(record)

    def at_end() -> dict[str, bytes]:
        return {TYPE_SYSTEM: cas_writer.type_system(sorted(attributes))}

    @cache
    def types() -> cas_xmi.Types:
        return cas_xmi.type_system((folder / TYPE_SYSTEM).read_bytes())

    def read(stream: BinaryIO, *, path: str) -> Iterator[ForeignRead]:
        return cas_xmi.read(stream, path=path, types=types())

    writes, reads = _one_file(".xmi", write), _reading(".xmi", read)
    return FolderSink(folder, writes, reads, claims=Claims(spelled=writable), at_end=at_end)


def _one_file(
    suffix: str, write: Write
) -> Callable[[Record], tuple[dict[str, bytes], tuple[Loss, ...]]]:
    def files(record: Record) -> tuple[dict[str, bytes], tuple[Loss, ...]]:
        written = write(record)
        return {suffix: written.data}, written.losses

    return files


def _reading(
    suffix: str, read: Callable[..., Iterator[ForeignRead]]
) -> Callable[[Path], Iterator[ForeignRead]]:
    def found(path: Path) -> Iterator[ForeignRead]:
        file = path.with_name(f"{path.name}{suffix}")
        with file.open("rb") as stream:
            yield from read(stream, path=file.name)

    return found
