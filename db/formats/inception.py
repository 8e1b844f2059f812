"""Projects that WebAnno and INCEpTION export: a ZIP with a file for each article and annotator.

Each article comes with the layers of all its annotators, the curated one as gold. The files inside
are read by the formats that they are in: WebAnno TSV 3, XMI, JSON CAS, or a ZIP of XMI with its
types.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from db.errors import Problem
from db.formats import cas_json, cas_xmi, webanno_tsv
from db.formats.archive import Archive, NoArchive
from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignRead
from db.formats.marks import refused
from db.formats.whole import TooLarge
from db.formats.xml_tree import NoXml
from db.model import AnnotatorKind

SUFFIXES = (".zip",)

_FOLDERS = frozenset({"annotation", "curation"})
_CURATOR = "CURATION_USER"
_NOBODY = "INITIAL_CAS"
_TYPES = "typesystem.xml"


def is_project(archive: Archive) -> bool:
    """Whether an archive is laid out like such a project."""
    return any(_place(name) is not None for name in archive.names)


def read(stream: BinaryIO, *, path: str) -> Iterator[ForeignRead]:
    """Each article with all its layers; the stream must be seekable."""
    try:
        archive = Archive(stream)
    except NoArchive as error:
        yield refused(path, str(error))
        return
    documents: dict[str, list[tuple[str, str]]] = {}
    for name in archive.names:
        place = _place(name)
        if place is not None:
            documents.setdefault(place[0], []).append((place[1], name))
    if not documents:
        yield refused(path, "it has no folder “annotation”, so it is no export of INCEpTION")
    for document, files in sorted(documents.items()):
        reads = [
            each
            for annotator, name in sorted(files)
            for each in _read(archive, name, annotator, f"{path}/{name}")
        ]
        yield _joined(document, reads, path)


def _place(name: str) -> tuple[str, str] | None:
    """The article and the annotator of a file, or None for other files."""
    parts = name.split("/")
    if len(parts) < 3 or parts[-3] not in _FOLDERS:
        return None
    annotator, _, suffix = parts[-1].rpartition(".")
    if annotator == _NOBODY or suffix.lower() not in {"tsv", "xmi", "json", "zip"}:
        return None
    return parts[-2], _CURATOR if parts[-3] == "curation" else annotator


def _read(archive: Archive, name: str, annotator: str, path: str) -> Iterator[ForeignRead]:
    try:
        data = archive.read(name)
        if name.lower().endswith(".zip"):
            yield from _packed(data, annotator, path)
        else:
            yield from _unpacked(data, name, annotator, path)
    except (NoArchive, NoXml, TooLarge) as error:
        yield refused(path, str(error))


def _unpacked(data: bytes, name: str, annotator: str, path: str) -> Iterator[ForeignRead]:
    stream = io.BytesIO(data)
    if name.lower().endswith(".tsv"):
        yield from webanno_tsv.read(stream, path=path, annotator=annotator)
    elif name.lower().endswith(".json"):
        yield from cas_json.read(stream, path=path, annotator=annotator)
    else:
        yield from cas_xmi.read(stream, path=path, annotator=annotator)


def _packed(data: bytes, annotator: str, path: str) -> Iterator[ForeignRead]:
    """One annotator's file in a ZIP of its own, beside its types."""
    inner = Archive(io.BytesIO(data))
    types = next((each for each in inner.names if each.lower().endswith(_TYPES)), None)
    known = None if types is None else cas_xmi.type_system(inner.read(types))
    for name in inner.names:
        if name.lower().endswith(".xmi"):
            stream = io.BytesIO(inner.read(name))
            own = f"{path}/{name}"
            yield from cas_xmi.read(stream, path=own, types=known, annotator=annotator)
        elif name.lower().endswith((".tsv", ".json")):
            yield from _unpacked(inner.read(name), name, annotator, f"{path}/{name}")


def _joined(document: str, reads: list[ForeignRead], path: str) -> ForeignRead:
    """The article of all reads, with those layers whose text is the same."""
    problems = [problem for read in reads for problem in read.problems]
    notes = [note for read in reads for note in read.notes]
    article: ForeignArticle | None = None
    layers: list[ForeignLayer] = []
    for read in reads:
        if read.article is None:
            continue
        if article is None:
            article = replace(read.article, name=document)
        if read.article.text == article.text:
            layers.extend(map(_with_kind, read.article.layers))
        else:
            reason = f"its text is not that of the other annotators of “{document}”"
            problems.append(Problem(path=read.path, line=None, reason=reason))
    return ForeignRead(
        path=path,
        line=None,
        article=None if article is None else replace(article, layers=tuple(layers)),
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _with_kind(layer: ForeignLayer) -> ForeignLayer:
    if layer.annotator != _CURATOR:
        return layer
    return replace(layer, annotator=None, kind=AnnotatorKind.GOLD)
