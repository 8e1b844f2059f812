"""The only place that reads shares as people write them: 80/10/10, or train=80,test=20."""

from __future__ import annotations

import math
import re

from db.errors import UserFault
from db.splitting.model import NAMES, Share

_NAME = re.compile(r"\w+(?:[-.]\w+)*")
_EXAMPLES = "Write them as 80/10/10 (train, dev, test), 80/20 (train, test), or train=80,test=20."


def shares_from(words: str) -> tuple[Share, ...]:
    """The shares that somebody wrote; raises UserFault, whose text says how to write them."""
    parts = [each.strip() for each in re.split(r"[/,;:]", words) if each.strip()]
    named = [each for each in parts if "=" in each]
    if len(parts) < 2 or (named and len(named) < len(parts)):
        raise UserFault(f"“{words}” are no shares of splits. {_EXAMPLES}")
    if named:
        pairs = [tuple(map(str.strip, each.split("=", 1))) for each in parts]
        shares = tuple(Share(name=name, part=_part(part, words)) for name, part in pairs)
    elif len(parts) <= len(NAMES):
        names = (NAMES[0], NAMES[-1]) if len(parts) == 2 else NAMES
        shares = tuple(
            Share(name=name, part=_part(part, words))
            for name, part in zip(names, parts, strict=True)
        )
    else:
        raise UserFault(f"“{words}” are more than three shares, which need names. {_EXAMPLES}")
    check(shares)
    return shares


def check(shares: tuple[Share, ...]) -> None:
    """Raise UserFault unless the shares can be used: different names, and something to divide."""
    names = [each.name for each in shares]
    if len(set(names)) < len(names) or not all(_NAME.fullmatch(each) for each in names):
        raise UserFault(
            "Splits need different names of letters, digits, hyphens and dots. Nothing was divided."
        )
    if any(each.part < 0 or not math.isfinite(each.part) for each in shares):
        raise UserFault("A share of a split can't be less than nothing. Nothing was divided.")
    if not sum(each.part for each in shares) > 0:
        raise UserFault("All shares are 0. Give at least one split a share.")


def words_of(shares: tuple[Share, ...]) -> str:
    """The shares in words that can be read again."""
    return ",".join(f"{each.name}={each.part:g}" for each in shares)


def _part(part: str, words: str) -> float:
    try:
        return float(part.removesuffix("%"))
    except ValueError as error:
        raise UserFault(f"“{part}” in “{words}” is no number. {_EXAMPLES}") from error
