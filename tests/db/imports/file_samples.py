"""A small file of each kind that an import reads, all of one layer where they hold annotation."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

from db.formats import (
    brat_writer,
    cas_writer,
    chat,
    conll,
    doccano,
    dygiepp,
    gliner,
    jsonl_reader,
    label_studio_writer,
    prodigy,
    refi_qda_writer,
    token_classification,
    webanno_writer,
)
from db.formats.record import Record, RecordLayer
from db.imports.kinds import Kind
from db.model import AnnotatorKind
from tests.db.formats.article_files import PARAGRAPHS, docx, epub, page, paragraph, pdf, xlsx
from tests.db.formats.strategies import scheme
from tests.db.formats.test_jsonl import RECORD

ROWS = (
    ("Headline", "Text", "Published", "Paper"),
    ("Talks fail", PARAGRAPHS[0], "2024-03-05", "The Daily Post"),
    ("No deal", PARAGRAPHS[1], "2024-03-06", "Evening News"),
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Talks fail</title><description>{}</description></item>
<item><title>No deal</title><description>{}</description></item></channel></rss>"""

_HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page()}"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\n"
    "WARC-Date: 2024-03-07T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    "Content-Type: application/http; msgtype=response\r\n"
    f"Content-Length: {len(_HTTP)}\r\n\r\n{_HTTP}\r\n\r\n"
)


def record(number: int = 0) -> Record:
    """A layer of "annotator 1" with three spans and a link."""
    data = RECORD | {"id": f"r{number}", "text": f"{RECORD['text']} Report {number}."}
    stream = io.BytesIO(json.dumps(data).encode())
    (read,) = jsonl_reader.read(stream, path="r.jsonl", scheme=scheme())
    assert read.record is not None
    layer = RecordLayer(kind=AnnotatorKind.HUMAN, annotator="annotator 1")
    return replace(read.record, layer=layer)


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def article_files() -> dict[Kind, tuple[str, bytes, int]]:
    """Name, bytes and number of articles of a file of each kind that holds articles alone."""
    table = [",".join(f'"{cell}"' for cell in row) for row in ROWS]
    objects = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    chapters = {f"{at}.xhtml": page(paragraphs=[each]) for at, each in enumerate(PARAGRAPHS)}
    return {
        Kind.PLAIN_TEXT: ("a.txt", PARAGRAPHS[0].encode(), 1),
        Kind.HTML: ("a.html", page().encode(), 1),
        Kind.DOCX: ("a.docx", docx("".join(map(paragraph, PARAGRAPHS))), 1),
        Kind.PDF: ("a.pdf", pdf([[each[:90] for each in PARAGRAPHS]]), 1),
        Kind.CSV: ("a.csv", "\n".join(table).encode(), 2),
        Kind.TSV: ("a.tsv", "\n".join("\t".join(row) for row in ROWS).encode(), 2),
        Kind.XLSX: ("a.xlsx", xlsx(News=ROWS), 2),
        Kind.JSON: ("a.json", json.dumps(objects).encode(), 2),
        Kind.FEED: ("a.xml", FEED.format(*PARAGRAPHS[:2]).encode(), 2),
        Kind.EPUB: ("a.epub", epub(chapters), 3),
        Kind.WARC: ("a.warc.gz", gzip.compress(WARC.encode()), 1),
    }


def foreign_files() -> dict[Kind, dict[str, bytes]]:
    """The files, by name, in which other tools keep the record; the first is the one to import."""
    one = record()
    body = one.article.body.encode()
    xmi = cas_writer.write_xmi(one).data
    qdpx = io.BytesIO()
    refi_qda_writer.write([one], qdpx, name="a")
    labels = [each.label for each in scheme().span_types]
    tokens = token_classification.write(one, labels=labels).data
    tsv = webanno_writer.write(one).data
    return {
        Kind.BRAT: {"a.ann": brat_writer.write(one).data, "a.txt": body},
        Kind.WEBANNO_TSV: {"a.tsv": tsv},
        Kind.CAS_XMI: {"a.xmi": xmi, "TypeSystem.xml": cas_writer.type_system([])},
        Kind.CAS_JSON: {"a.json": cas_writer.write_json(one).data},
        Kind.CONLL: {"a.conll": conll.write(one).data},
        Kind.DOCCANO: {"a.jsonl": doccano.write(one).data},
        Kind.LABEL_STUDIO: {"a.json": b"[%s]" % label_studio_writer.write([one]).data},
        Kind.PRODIGY: {"a.jsonl": prodigy.write(one).data},
        Kind.REFI_QDA: {"a.qdpx": qdpx.getvalue()},
        Kind.INCEPTION: {"a.zip": packed({"annotation/a.txt/annotator 1.tsv": tsv})},
        Kind.GLINER: {"a.jsonl": gliner.write(one).data},
        Kind.DYGIEPP: {"a.jsonl": dygiepp.write(one).data},
        Kind.HF_TOKENS: {"a.jsonl": tokens},
        Kind.CHAT: {"a.jsonl": chat.write(one, scheme=scheme()).data},
    }


def write_all(folder: Path, files: dict[str, bytes]) -> Path:
    """Write them, and answer with the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / next(iter(files))
