"""The only place that tells what kind a file is of: by its name, then by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from db.formats.archive import Archive
from db.formats.extras import MissingLibrary
from db.formats.inception import is_project
from db.formats.parquet_file import MAGIC, NoParquet, RowFile
from db.formats.tables import LAYERS, NAMES
from db.formats.tables_reader import table_of
from db.formats.token_parquet import has_tokens
from db.formats.webanno_layers import FORMAT
from db.imports.json_shapes import kind_of_json
from db.imports.kinds import Kind

GLANCE_BYTES = 262_144
BRAT_TEXT_SUFFIX = ".txt"

_BY_SUFFIX = {
    ".txt": Kind.PLAIN_TEXT,
    ".text": Kind.PLAIN_TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".pdf": Kind.PDF,
    ".csv": Kind.CSV,
    ".tab": Kind.TSV,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".epub": Kind.EPUB,
    ".warc": Kind.WARC,
    ".ann": Kind.BRAT,
    ".xmi": Kind.CAS_XMI,
    ".conll": Kind.CONLL,
    ".iob": Kind.CONLL,
    ".bio": Kind.CONLL,
    ".conll2003": Kind.CONLL,
    ".conllu": Kind.CONLLU,
    ".qdpx": Kind.REFI_QDA,
    ".spacy": Kind.SPACY,
}
_LOOKED_INTO = frozenset({".json", ".jsonl", ".ndjson", ".parquet", ".tsv", ".xml", ".zip"})
_AS_LINES = frozenset({".jsonl", ".ndjson"})
_AS_DOCX = "files of this kind are not read; save it as DOCX or plain text first"
_AS_XLSX = "files of this kind are not read; save it as XLSX or CSV first"
_UNPACK = "archives of this kind are not read; unpack it, or pack it as ZIP, first"
_READ_WITH_LAYERS = (
    "it is read together with layers.csv; to read it alone, say that it is a CSV table"
)
_ADVICE = {
    ".doc": _AS_DOCX,
    ".odt": _AS_DOCX,
    ".rtf": _AS_DOCX,
    ".pages": _AS_DOCX,
    ".xls": _AS_XLSX,
    ".ods": _AS_XLSX,
    ".mht": "files of this kind are not read; save it as HTML first",
    ".mhtml": "files of this kind are not read; save it as HTML first",
    ".gz": _UNPACK,
    ".tar": _UNPACK,
    ".7z": _UNPACK,
    ".rar": _UNPACK,
}
_SETTINGS_OF_BRAT = frozenset({
    "annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf",
})  # fmt: skip
# What lies beside the files of a dataset and is none of its articles.
_ABOUT_A_FOLDER = frozenset(
    {"readme", "licence", "license", "copying", "changelog", "origin", "manifest", "croissant"}
)
_ROOTS = {
    "collection": Kind.BIOC,
    "xmi": Kind.CAS_XMI,
    "rss": Kind.FEED,
    "feed": Kind.FEED,
    "rdf": Kind.FEED,
    "html": Kind.HTML,
}
_TYPES_ROOT = "typesystemdescription"
_PROLOGUE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_OLD_WEBANNO = re.compile(rb" ?# (?:de\.tudarmstadt\.|webanno\.custom\.|id=)|#id=1\b")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a file is not read; a companion belongs to another file and holds nothing itself."""

    reason: str
    is_companion: bool = False


def suffix_of(name: str) -> str:
    """The suffix of a name in small letters; that of a packed web archive is two."""
    lower = name.lower()
    if lower.endswith(".warc.gz"):
        return ".warc"
    dot = lower.rfind(".")
    return lower[dot:] if dot > 0 else ""


def kind_of_name(name: str, *, is_named: bool) -> Kind | Unread | None:
    """What the name alone tells; None where the first bytes must.

    `is_named` says that a person named the file itself, and not a folder around it.
    """
    suffix = suffix_of(name)
    if not is_named and name.lower().removesuffix(suffix) in _ABOUT_A_FOLDER:
        return Unread(reason="it tells of the files beside it; name it by itself to take it in")
    known = _BY_SUFFIX.get(suffix)
    if known is not None:
        return None if known is Kind.CSV and name.lower() in NAMES else known
    if name.lower() in _SETTINGS_OF_BRAT:
        return Unread(reason="it holds settings of brat", is_companion=True)
    if suffix in _ADVICE:
        return Unread(reason=_ADVICE[suffix])
    if suffix in _LOOKED_INTO or is_named:
        return None
    return Unread(reason="files of this kind are not read")


def companion_of(said: Kind, name: str) -> Unread | None:
    """Why a file of a kind that a person says is read with another one; None where it is not."""
    suffix = suffix_of(name)
    if said is Kind.BRAT and suffix == BRAT_TEXT_SUFFIX:
        return Unread(reason="brat reads it together with its .ann file", is_companion=True)
    if said is Kind.TABLES and name.lower() != f"{LAYERS}{suffix}":
        return Unread(reason=_READ_WITH_LAYERS, is_companion=True)
    return None


def kind_of_bytes(name: str, head: bytes, *, is_named: bool) -> Kind | Unread:
    """What the first bytes tell of a file whose name does not; GLANCE_BYTES are enough.

    Every ZIP is called one here: `kind_of_archive` tells which, and of Parquet `kind_of_parquet`.
    """
    suffix = suffix_of(name)
    if head.startswith(b"PK\x03\x04") or suffix == ".zip":
        return Kind.ZIP
    if head.startswith(MAGIC) or suffix == ".parquet":
        return Kind.PARQUET
    head = _plain(head)
    if suffix in {".csv", ".tsv"}:
        return _kind_of_csv(name, head) if suffix == ".csv" else _kind_of_tsv(head)
    if suffix == ".xml":
        return _kind_of_xml(head)
    if suffix in {".json", *_AS_LINES} or head.lstrip()[:1] in {b"{", b"["}:
        return _kind_of_json(head, suffix, is_named=is_named)
    return _kind_of_unknown(head)


def kind_of_archive(archive: Archive) -> Kind:
    """Which of the kinds that are ZIP archives it is."""
    names = archive.names
    if _has(names, r"META-INF/container\.xml"):
        return Kind.EPUB
    if _has(names, r"\[Content_Types\]\.xml"):
        return Kind.XLSX if _has(names, r"xl/.*") else Kind.DOCX
    if _has(names, r"[^/]*\.qde"):
        return Kind.REFI_QDA
    return Kind.INCEPTION if is_project(archive) else Kind.ZIP


def kind_of_parquet(stream: BinaryIO) -> Kind:
    """Whether Parquet holds our records, as all does that can't be read, or tokens with tags."""
    try:
        return Kind.HF_TOKENS if has_tokens(RowFile(stream).columns) else Kind.PARQUET
    except (MissingLibrary, NoParquet):
        return Kind.PARQUET


def _has(names: Sequence[str], pattern: str) -> bool:
    shape = re.compile(pattern, re.IGNORECASE)
    return any(shape.fullmatch(name) for name in names)


def _plain(head: bytes) -> bytes:
    """Without a byte order mark, and UTF-16 as if it were ASCII."""
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"") if b"\x00" in head[:200] else head


def _kind_of_csv(name: str, head: bytes) -> Kind | Unread:
    """One of the tables of an export is read with the others, of which the layers come first."""
    own = table_of(name, head)
    if own is None:
        return Kind.CSV
    if own[0] == LAYERS:
        return Kind.TABLES
    return Unread(reason=_READ_WITH_LAYERS, is_companion=True)


def _kind_of_tsv(head: bytes) -> Kind | Unread:
    if head.startswith(FORMAT.encode()):
        return Kind.WEBANNO_TSV
    if _OLD_WEBANNO.match(head):
        return Unread(reason="it is WebAnno TSV 2 or older; export it as WebAnno TSV 3")
    return Kind.TSV


def _kind_of_json(head: bytes, suffix: str, *, is_named: bool) -> Kind | Unread:
    known = kind_of_json(head)
    if known is None and suffix in _AS_LINES:
        return Kind.RECORDS
    if known is not None and (known is not Kind.JSON or is_named or suffix in _AS_LINES):
        return known
    if known is Kind.JSON and re.search(rb'"[^"]{100}', head):
        return known
    if not is_named:
        return Unread(reason="it seems to hold no articles; name it itself if it does")
    return Kind.RECORDS


def _kind_of_xml(head: bytes) -> Kind | Unread:
    root = _root(head)
    if root == _TYPES_ROOT:
        return Unread(reason="it holds the types of XMI files", is_companion=True)
    known = _ROOTS.get(root)
    return known or Unread(reason="XML of this kind is not read")


def _kind_of_unknown(head: bytes) -> Kind | Unread:
    """A file whose name says nothing; a person named it, so it is at least a plain text."""
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(FORMAT.encode()):
        return Kind.WEBANNO_TSV
    if _root(head) in {*_ROOTS, _TYPES_ROOT}:
        return _kind_of_xml(head)
    return Kind.PLAIN_TEXT


def _root(head: bytes) -> str:
    """The name of the outermost element of XML or HTML, in small letters; "" for other bytes."""
    position = 0
    while found := _PROLOGUE.match(head, position):
        position = found.end()
    element = _ELEMENT.match(head, position)
    return "" if element is None else element[1].decode().lower()
