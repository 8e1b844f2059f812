"""How many words a body has, also in scripts that put no spaces between them."""

from __future__ import annotations

import re

# Kana, Han with its extensions, half-width kana; then Thai, Lao, Myanmar, Khmer. Compiled by `re`
# when they are first looked for, since such large sets take their time and the start waits for it.
_CJK = (
    "[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U00020000-\U0003ffff]"
)
_SOUTH_EAST_ASIAN = "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17d3]"
_UNSPACED = f"{_CJK}|{_SOUTH_EAST_ASIAN}"

_CJK_CHARACTERS_PER_WORD = 2
_SOUTH_EAST_ASIAN_CHARACTERS_PER_WORD = 4

# What each UTF-8 byte may be: white space, something else, or the beginning of a character of such
# a script.
_SPACE, _OTHER, _UNSPACED_START = 0, 1, 3
_BEGINNING = bytes([_SPACE, _OTHER])
_SHAPES = bytes(
    _SPACE
    if byte in b" \t\n\r\v\f"
    else _UNSPACED_START
    if byte in {0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF, 0xF0}
    else _OTHER
    for byte in range(256)
)


def count(body: str) -> int:
    """The number of words; estimated from the characters where a script has no spaces."""
    return count_utf8(body.encode(), body)


def count_utf8(data: bytes, body: str) -> int:
    """The same for who has the body's UTF-8 at hand already."""
    shape = data.translate(_SHAPES)
    if _UNSPACED_START in shape:
        if re.search(_UNSPACED, body) is not None:
            return _estimate(body)
        shape = shape.replace(bytes([_UNSPACED_START]), bytes([_OTHER]))
    # A word begins where a space ends: counting those is faster than splitting, which imports would
    # feel.
    return shape.count(_BEGINNING) + (shape[:1] == _BEGINNING[1:])


def _estimate(body: str) -> int:
    cjk = len(re.findall(_CJK, body))
    south_east_asian = len(re.findall(_SOUTH_EAST_ASIAN, body))
    return (
        len(re.sub(_UNSPACED, " ", body).split())
        + -(-cjk // _CJK_CHARACTERS_PER_WORD)
        + -(-south_east_asian // _SOUTH_EAST_ASIAN_CHARACTERS_PER_WORD)
    )
