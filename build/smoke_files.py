"""Writes a small file of each kind that articles come in, for trying a frozen program.

By the standard library alone: what reads them is to be found in the program, not here.
"""

import json
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

SENTENCES = (
    "The envoy of the northern province proposed that both open a corridor before the winter.",
    "A joint office in the border town should keep the accounts of all the grain that passes.",
    "The assembly in the south rejected the plan within hours, and nobody had asked its members.",
    "A spokesman of the river commission called the answer hasty and asked both to come back.",
    "They might meet in the second week of March, he said, when the water is low enough.",
)
COLUMNS = ("--columns", "body=text,title=title")
"""What tables and JSON are imported with."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Write them into `folder`; each comes with the options to import it with.

    No two say the same, since a second copy would not be taken in.
    """
    made: list[tuple[str, tuple[str, ...]]] = []
    for name, (writer, options) in _WRITERS.items():
        writer(folder / name, [f"This came as {name}.", *SENTENCES])
        made.append((name, options))
    return made


def _text(file: Path, lines: list[str]) -> None:
    file.write_text("\n\n".join(lines), encoding="utf-8")


def _html(file: Path, lines: list[str]) -> None:
    file.write_text(_page(lines), encoding="utf-8")


def _page(lines: list[str]) -> str:
    words = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        '<!DOCTYPE html><html lang="en"><head><title>A corridor</title>'
        '<link rel="canonical" href="https://news.example.co.uk/2024/03/07/corridor"/></head>'
        '<body><nav><a href="/">Home</a></nav><article><h1>A corridor</h1>'
        f"<p>7 March 2024</p>{words}</article><footer>All rights reserved</footer></body></html>"
    )


def _docx(file: Path, lines: list[str]) -> None:
    words = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{words}</w:body></w:document>'
    _packed(file, {**_office("word/document.xml"), "word/document.xml": document})


def _xlsx(file: Path, lines: list[str]) -> None:
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in (("title", "text"), ("A corridor", " ".join(lines)))
    )  # fmt: skip
    _packed(
        file,
        {
            **_office("xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="news" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}'
            "</sheetData></worksheet>",
        },
    )


def _office(main: str) -> dict[str, str]:
    kind = "spreadsheetml.sheet" if main.startswith("xl") else "wordprocessingml.document"
    sort = "application/vnd.openxmlformats-"
    types = (
        f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" '
        f'ContentType="{sort}package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{main}" '
        f'ContentType="{sort}officedocument.{kind}.main+xml"/>'
    )
    if kind.startswith("spread"):
        types += (
            '<Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{sort}officedocument.spreadsheetml.worksheet+xml"/>'
        )
    return {
        "[Content_Types].xml": types + "</Types>",
        "_rels/.rels": _relation("officeDocument", main),
    }


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _epub(file: Path, lines: list[str]) -> None:
    container = "urn:oasis:names:tc:opendocument:xmlns:container"
    _packed(
        file,
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": f'<container xmlns="{container}"><rootfiles>'
            '<rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
            '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="c"/></spine></package>',
            "c.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
            + "".join(f"<p>{escape(line)}</p>" for line in lines)
            + "</body></html>",
        },
    )


def _zip(file: Path, lines: list[str]) -> None:
    _packed(file, {"articles/one.txt": "\n\n".join(lines)})


def _table(file: Path, lines: list[str]) -> None:
    mark = "\t" if file.suffix == ".tsv" else ","
    rows = (("title", "text"), ("A corridor", f'"{" ".join(lines)}"'))
    file.write_text("".join(mark.join(row) + "\n" for row in rows), encoding="utf-8")


def _json(file: Path, lines: list[str]) -> None:
    rows = [{"title": "A corridor", "text": " ".join(lines)}]
    file.write_text(json.dumps(rows), encoding="utf-8")


def _feed(file: Path, lines: list[str]) -> None:
    item = f"<item><title>A corridor</title><description>{escape(' '.join(lines))}</description>"
    file.write_text(
        f'<rss version="2.0"><channel><title>News</title>{item}</item></channel></rss>',
        encoding="utf-8",
    )


def _warc(file: Path, lines: list[str]) -> None:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{_page(lines)}"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:"
        "6f1a7c4e-0b6f-4b56-9c0e-6a1f5b0a3d11>\r\nWARC-Date: 2024-03-07T08:00:00Z\r\n"
        "WARC-Target-URI: https://news.example.org/corridor\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http.encode())}"
    )
    file.write_bytes(f"{head}\r\n\r\n{http}\r\n\r\n".encode())


def _packed(file: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(file, "w") as made:
        for name, words in parts.items():
            made.writestr(name, words)


_WRITERS: dict[str, tuple[Callable[[Path, list[str]], None], tuple[str, ...]]] = {
    "text.txt": (_text, ()),
    "page.html": (_html, ()),
    "word.docx": (_docx, ()),
    "table.csv": (_table, COLUMNS),
    "table.tsv": (_table, COLUMNS),
    "table.xlsx": (_xlsx, COLUMNS),
    "rows.json": (_json, COLUMNS),
    "feed.xml": (_feed, ()),
    "book.epub": (_epub, ()),
    "archive.warc": (_warc, ()),
    "files.zip": (_zip, ()),
}
