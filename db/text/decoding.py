"""From the bytes of a text file to characters: by mark, by declaration, or by a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from db.errors import UserFault
from db.text import western


class Unreadable(UserFault):
    """Bytes that are no text; `str()` says what they are, as in "it is a PDF"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters as they were found, line ends and all.

    `confidence` is 1.0 where the bytes say it themselves; `alternatives` are encodings that would
    fit as well.
    """

    text: str
    encoding: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)

_BEGINNINGS = (*(each for each, _ in _SIGNATURES), *(each for each, _ in _MARKS))

_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)"""
    rb"""|<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._-]+)"""
    rb"""|^[^\n]{0,80}?-\*-[^\n]{0,80}?coding[:=]\s*([A-Za-z0-9._-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN_BYTES = 1024

# What no text holds: all of C0 but tab, line feed, vertical tab, form feed, carriage return and
# escape.
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\v\f\r\x1b"))
_CONTROLS_ALWAYS_FORGIVEN = 4
_CONTROLS_FORGIVEN_SHARE = 0.02

_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")

# Spaces alone are more than this in texts of scripts that have them.
_ZEROS_OF_WIDE_TEXT = 0.02

_SAMPLE_BYTES = 262_144
_SURE = 0.9


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The characters of a text file; `declared` is what somebody says its encoding is.

    Raises Unreadable for what is empty, binary or cut off in the middle of a character.
    """
    if not data:
        raise Unreadable("it is empty")
    if data.startswith(_BEGINNINGS):
        for signature, kind in _SIGNATURES:
            if data.startswith(signature):
                raise Unreadable(f"it is {kind}, not plain text")
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return _marked(data[len(mark) :], encoding)
    said = declared or _declared(data)
    if said is None:
        return _unmarked(data)
    text = _strictly(data, said)
    if text is not None and not _is_binary(data):
        return Decoded(text=text, encoding=said)
    found = _unmarked(data)
    note = f"it says that it is {said}, which it is not; it was read as {found.encoding}"
    return Decoded(
        text=found.text,
        encoding=found.encoding,
        confidence=min(found.confidence, _SURE),
        alternatives=found.alternatives,
        notes=(note, *found.notes),
    )


def usual(data: bytes) -> str | None:
    """The characters of UTF-8 that says nothing of itself, as most files are; None for all others.

    What `decode` gives for them, several times as quick.
    """
    if data.startswith(_BEGINNINGS) or _may_declare(data) or _is_binary(data):
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is not None:
        return Decoded(text=text, encoding=encoding)
    _refuse_cut_off(data, encoding)
    if encoding != "utf-8":
        raise Unreadable(f"it begins like {encoding} but goes on otherwise, so it may be damaged")
    found = _unmarked(data)
    note = f"it begins like utf-8, which it is not; it was read as {found.encoding}"
    return Decoded(
        text=found.text,
        encoding=found.encoding,
        confidence=min(found.confidence, _SURE),
        alternatives=found.alternatives,
        notes=(note,),
    )


def _unmarked(data: bytes) -> Decoded:
    text = _strictly(data, "utf-8")
    if text is not None and not _is_binary(data):
        return Decoded(text=text, encoding="utf-8")
    for encoding in _wide_guesses(data):
        text = _strictly(data, encoding)
        if text is not None and not _is_binary(text.encode("utf-8", "replace")):
            return Decoded(text=text, encoding=encoding, confidence=_SURE)
    if _is_binary(data):
        raise Unreadable("it is not text but binary data")
    _refuse_cut_off(data, "utf-8")
    return _guessed(data)


def _guessed(data: bytes) -> Decoded:
    encoding = western.encoding_of(data)
    if encoding is not None:
        return Decoded(text=data.decode(encoding), encoding=encoding, confidence=_SURE)
    # Imported when it is needed: most files are UTF-8, and it is a heavy library.
    import charset_normalizer  # noqa: PLC0415

    matches = list(charset_normalizer.from_bytes(_sample(data)))
    fitting = [(match, text) for match in matches if (text := _strictly(data, match.encoding))]
    if not fitting:
        raise Unreadable("its encoding can't be told; save it as UTF-8")
    # Sorted stably: what mixes Hangul with Han is more likely Chinese that was read as Korean.
    best, text = sorted(fitting, key=lambda each: (each[0].chaos, _mixes_scripts(each[1])))[0]
    rivals = tuple(
        match.encoding
        for match, other in fitting[:4]
        if other != text and match.chaos <= best.chaos and match.coherence >= best.coherence
    )
    confidence = round((1 - best.chaos) * (0.5 if rivals else 1.0), 2)
    return Decoded(text=text, encoding=best.encoding, confidence=confidence, alternatives=rivals)


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text, or None; halves of surrogate pairs are let through for `normalise` to mend."""
    name = encoding.lower().replace("_", "-")
    errors = "surrogatepass" if name.startswith("utf") else "strict"
    try:
        return data.decode(encoding, errors)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _refuse_cut_off(data: bytes, encoding: str) -> None:
    """Raise Unreadable where only the last character is incomplete: more will be missing."""
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding[:6].rstrip("-")]
    if width > 1:
        rest = len(data) % width
        is_cut = rest != 0 and _strictly(data[:-rest], encoding) is not None
    else:
        tail = min(3, len(data) - 1)
        whole = next(
            (
                data[:-cut]
                for cut in range(1, tail + 1)
                if data[-cut] >= 0xC2 and _strictly(data[:-cut], encoding) is not None
            ),
            None,
        )
        # ASCII before it proves nothing: a last "é" in Latin-1 looks like the beginning of a longer
        # character.
        is_cut = whole is not None and not whole.isascii()
    if is_cut:
        raise Unreadable(
            "it ends in the middle of a character, so its end is missing; get the whole file"
        )


def _declared(data: bytes) -> str | None:
    if not _may_declare(data):
        return None
    found = _DECLARATION.search(data[:_DECLARED_WITHIN_BYTES])
    if found is None:
        return None
    name = next(group for group in found.groups() if group).decode("ascii").lower()
    # Bytes that an ASCII pattern can be found in are no wide encoding, whatever they say.
    return None if name.startswith(("utf-16", "utf-32", "ucs")) else name


def _may_declare(data: bytes) -> bool:
    """Whether a declaration is worth looking for; found out many times faster than by pattern."""
    lower = data[:_DECLARED_WITHIN_BYTES].lower()
    return b"coding" in lower or b"charset" in lower


def _wide_guesses(data: bytes) -> tuple[str, ...]:
    """UTF-16 or UTF-32 without a mark, by where the zero bytes of ASCII characters stand."""
    head = data[:4096]
    zeros = [head[offset::4].count(0) for offset in range(4)]
    quarter = len(head) // 4
    if len(data) % 4 == 0 and quarter and zeros[2] == zeros[3] == quarter:
        return ("utf-32-le",)
    if len(data) % 4 == 0 and quarter and zeros[0] == zeros[1] == quarter:
        return ("utf-32-be",)
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if len(data) % 2 or even + odd < _ZEROS_OF_WIDE_TEXT * len(head):
        return ()
    return ("utf-16-le",) if odd > 4 * even else ("utf-16-be",) if even > 4 * odd else ()


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    forgiven = max(
        _CONTROLS_ALWAYS_FORGIVEN, _CONTROLS_FORGIVEN_SHARE * min(len(data), _SAMPLE_BYTES)
    )
    return controls > forgiven


def _mixes_scripts(text: str) -> bool:
    return _HANGUL.search(text) is not None and _HAN.search(text) is not None


def _sample(data: bytes) -> bytes:
    if len(data) <= _SAMPLE_BYTES:
        return data
    sample = data[:_SAMPLE_BYTES]
    # Cut at a line end, which is no part of a longer character in any encoding that comes here.
    end = sample.rfind(b"\n")
    return sample[: end + 1] if end > 0 else sample
