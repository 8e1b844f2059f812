"""How many words a body has, also in scripts that put no spaces between them."""

from __future__ import annotations

import re

# Kana, Han with its extensions, half-width kana; then Thai, Lao, Myanmar, Khmer.
_CJK = re.compile(
    "[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
_SOUTH_EAST_ASIAN = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17d3]"
)
_UNSPACED = re.compile(f"{_CJK.pattern}|{_SOUTH_EAST_ASIAN.pattern}")

_CJK_CHARACTERS_PER_WORD = 2
_SOUTH_EAST_ASIAN_CHARACTERS_PER_WORD = 4


def count(body: str) -> int:
    """The number of words; an estimate from the number of characters where a script has no spaces."""
    if body.isascii() or _UNSPACED.search(body) is None:
        return len(body.split())
    cjk = len(_CJK.findall(body))
    south_east_asian = len(_SOUTH_EAST_ASIAN.findall(body))
    return (
        len(_UNSPACED.sub(" ", body).split())
        + -(-cjk // _CJK_CHARACTERS_PER_WORD)
        + -(-south_east_asian // _SOUTH_EAST_ASIAN_CHARACTERS_PER_WORD)
    )
