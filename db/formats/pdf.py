"""A PDF as an article: the text layer of its pages, line by line as they were set.

Lines are not joined and words not put together again at hyphens: where a line break ends a
paragraph or parts a word, a PDF doesn't say.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from db.formats import dates
from db.formats.articles import Draft, Place, article, listed
from db.formats.library_faults import FAULTS, hush, words
from db.formats.plain_text import MAX_BODY_BYTES
from db.formats.record import Read
from db.formats.whole import MAX_BYTES
from db.model import AttributeValue

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

SUFFIXES = (".pdf",)

MAX_PAGES = 2_000
MAX_SECONDS = 60.0

_SENTENCE_END = re.compile(r"[.!?:…。！？]['\"”’»)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_]-\n[^\W\d_]")
_SPACES_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
# What programs put where a title should be.
_NO_TITLE = re.compile(
    r"(?:microsoft word|microsoft powerpoint|untitled|unbenannt|sans titre|document)\b"
    r"|.*\.(?:docx?|pdf|indd|odt|rtf|txt|tex|qxd|html?)$|[\W\d_]*$",
    re.IGNORECASE,
)
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_SHOWN_PAGES = 10


class _NoText(Exception):  # noqa: N818
    """A file that no text was got from; `str()` says why."""


class _TooSlow(Exception):  # noqa: N818
    """The time that a file may take is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    pages: tuple[str, ...]
    values: dict[str, AttributeValue | None]
    title: str
    notes: tuple[str, ...]


def read(stream: BinaryIO, *, path: str, seconds: float = MAX_SECONDS) -> Iterator[Read]:
    """The one article of a file; `seconds` is how long it may take. The stream must be seekable."""
    place = Place(path=path)
    yield from listed((_read(stream, place, seconds),), path)


def _read(stream: BinaryIO, place: Place, seconds: float) -> Read:
    try:
        found = _text(stream, time.monotonic() + seconds)
    except _NoText as error:
        return place.refused(str(error))
    except _TooSlow:
        return place.refused(
            f"it takes more than {seconds:,.0f} seconds to read; save its text as .txt with "
            "another program"
        )
    body = _joined(found.pages)
    notes = list(found.notes)
    parted = len(_HYPHENATED.findall(body))
    if parted:
        words_parted = "1 word is" if parted == 1 else f"{parted:,} words are"
        notes.append(f"{words_parted} parted by a hyphen at the end of a line, and stay so")
    draft = Draft(body=body, title=found.title, values=found.values, notes=tuple(notes))
    return article(place, draft)


def _text(stream: BinaryIO, deadline: float) -> _Text:
    """Raises _NoText or _TooSlow."""
    # Imported when it is needed: a heavy library.
    import pypdf  # noqa: PLC0415
    from pypdf.errors import (  # noqa: PLC0415
        DependencyError,
        LimitReachedError,
        PyPdfError,
    )

    hush("pypdf")
    if stream.seek(0, 2) > MAX_BYTES:
        raise _NoText(f"it has more than {MAX_BYTES / 1e6:,.0f} MB")
    stream.seek(0)
    try:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _NoText(_LOCKED)
        if len(reader.pages) > MAX_PAGES:
            raise _NoText(
                f"it has {len(reader.pages):,} pages, more than the {MAX_PAGES:,} that are read; "
                "split it into articles first"
            )
        pages, notes = _pages(reader, deadline)
        title, values, more = _metadata(reader)
    except DependencyError as error:
        raise _NoText(_LOCKED) from error
    except LimitReachedError as error:
        raise _NoText("it would take too much time or memory to read") from error
    except PyPdfError as error:
        raise _NoText(words(error)) from error
    except FAULTS as error:
        raise _NoText(words(error)) from error
    return _Text(pages=pages, values=values, title=title, notes=(*notes, *more))


_LOCKED = "it is locked by a password or by its kind of encryption; save it without, then try again"
_SCAN = (
    "it is a scan: its pages hold pictures but no text. Run OCR on it first (OCRmyPDF, for "
    "example), then import the result"
)


def _pages(reader: PdfReader, deadline: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The text of each page, and remarks. Raises _NoText or _TooSlow, and what pypdf raises."""

    def check(*_: object) -> None:
        if time.monotonic() >= deadline:
            raise _TooSlow

    texts: list[str] = []
    bare: list[int] = []
    has_pictures = False
    size = 0
    for number, page in enumerate(reader.pages, start=1):
        check()
        text = page.extract_text(visitor_operand_before=check).strip("\n\r\f")
        # Inside forms pypdf passes over what `check` raises.
        check()
        size += len(text)
        if size > MAX_BODY_BYTES:
            break
        if text.strip():
            texts.append(_SPACES_AT_END.sub("", text))
        else:
            bare.append(number)
            has_pictures = has_pictures or _has_pictures(page)
    if not texts:
        raise _NoText(_SCAN if has_pictures else "there is no text in it")
    if not bare:
        return tuple(texts), ()
    shown = ", ".join(map(str, bare[:_SHOWN_PAGES])) + (", …" if len(bare) > _SHOWN_PAGES else "")
    what = f"page {shown} has" if len(bare) == 1 else f"{len(bare):,} pages ({shown}) have"
    why = "; what they show may be missing" if has_pictures else ""
    return tuple(texts), (f"{what} no text{why}",)


def _has_pictures(page: PageObject) -> bool:
    try:
        return bool(page.images.keys())
    except FAULTS:
        return False


def _joined(pages: tuple[str, ...]) -> str:
    """The pages as one text; a sentence that goes on over the page is not made two paragraphs."""
    pieces: list[str] = []
    for page in pages:
        if pieces:
            pieces.append("\n\n" if _SENTENCE_END.search(pieces[-1]) else "\n")
        pieces.append(page)
    return "".join(pieces)


def _metadata(
    reader: PdfReader,
) -> tuple[str, dict[str, AttributeValue | None], tuple[str, ...]]:
    """Title, article fields, and remarks."""
    known = reader.metadata
    if known is None:
        return "", {}, ()
    said = {key: str(known.get(key) or "") for key in ("/Title", "/Author", "/CreationDate")}
    made = _PDF_DATE.match(said["/CreationDate"])
    day = dates.iso("-".join(part for part in made.groups() if part)) if made else None
    notes = () if day is None else (f"its date ({day}) is the day on which the file was made",)
    title = "" if _NO_TITLE.match(said["/Title"]) else said["/Title"]
    return title, {"date": day, "author": said["/Author"]}, notes
