"""Small files of the formats that articles come in, made by other libraries than read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

import openpyxl
import pypdf
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.formats.record import Read
from db.model import NewArticle

PARAGRAPHS = tuple(
    """\
The envoy of the northern province proposed on Tuesday that both neighbours open a corridor for \
grain before the winter, and that a joint office in the border town keep its accounts.
The assembly in the south rejected the plan within hours. Nobody had asked its members, the \
speaker said, and no corridor could be opened while the old tolls were still being paid.
A spokesman of the river commission called the answer hasty and asked both sides to come back to \
the table in the second week of March, when the water is low enough for the barges.
""".splitlines()
)


def articles(reads: Iterable[Read]) -> list[NewArticle]:
    """What was read, without any problem."""
    found = list(reads)
    assert [str(problem) for read in found for problem in read.problems] == []
    return [read.record.article for read in found if read.record is not None]


def problems(reads: Iterable[Read]) -> list[str]:
    return [str(problem) for read in reads for problem in read.problems]


def notes(reads: Iterable[Read]) -> list[str]:
    return [str(note) for read in reads for note in read.notes]


def check_sound(reads: Iterable[Read]) -> None:
    """Each article can be stored, and a file that gave none says why."""
    found = list(reads)
    assert found
    assert any(read.record is not None or read.problems for read in found)
    for read in found:
        assert (read.record is None) or not read.problems
        if read.record is not None:
            article = read.record.article
            article.body.encode()
            assert article.body.strip()
            assert "\r" not in article.body
            assert "\x00" not in article.body
            for text in (article.title, article.external_id or "", *article.metadata.values()):
                str(text).encode()


def page(*, head: str = "", paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """A web page around its text: a menu before it, links and a footer after it."""
    words = "".join(f"<p>{escape(each)}</p>\n" for each in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en">
<head><title>Assembly rejects corridor</title>{head}</head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/weather">Weather</a></li></ul></nav>
<article><h1>Assembly rejects corridor</h1>
{words}</article>
<aside><a href="/other">Read also: other things</a></aside>
<footer>All rights reserved</footer>
</body></html>"""


def packed(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_RELATIONS = f"""<Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def docx(body: str, *, properties: str = "", document_head: str = "") -> bytes:
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": (
            f"{document_head}<w:document {_WORD}><w:body>{body}</w:body></w:document>"
        ),
    }
    if properties:
        files["docProps/core.xml"] = (
            '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{properties}</c:coreProperties>'
        )
    return packed(files)


def pdf(
    pages: Iterable[Sequence[str]],
    *,
    metadata: dict[str, str] | None = None,
    password: str | None = None,
) -> bytes:
    """Pages of lines, in a font that every reader has."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    })  # fmt: skip
    for lines in pages:
        added = writer.add_blank_page(595, 842)
        fonts = DictionaryObject({NameObject("/F1"): font})
        added[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines)
        content = DecodedStreamObject()
        content.set_data(b"BT /F1 12 Tf 14 TL 50 800 Td " + drawn + b" ET")
        added[NameObject("/Contents")] = content
    if metadata:
        writer.add_metadata(metadata)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def xlsx(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def epub(chapters: dict[str, str], *, metadata: str = "") -> bytes:
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    return packed({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
        ),
        "OPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata>{metadata}</metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>"
        ),
        **{f"OPS/{name}": text for name, text in chapters.items()},
    })  # fmt: skip


class _Writer(WARCWriter):
    """Warcio leaves its temporary files open; these need no closing."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def warc(
    *pages: tuple[str, str, bytes],
    is_packed: bool = True,
    status: str = "200 OK",
    fields: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Responses of address, content type and content; with more fields of HTTP, if there are."""
    stream = io.BytesIO()
    writer = _Writer(stream, gzip=is_packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    for address, kind, data in pages:
        http = StatusAndHeaders(status, [("Content-Type", kind), *fields], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(data),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2024-03-07T08:00:00Z"},
        )
        writer.write_record(record)
    return stream.getvalue()
