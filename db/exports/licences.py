"""Which licences let a text be passed on: known ones do, all others are taken not to."""

from __future__ import annotations

import re

from db.exports import licence_ids
from db.model import Attributes

FIELD = "licence"
"""The article field that says under which licence a text stands."""

_OPEN = re.compile(
    r"""
    \bcc[\s-]?(0|zero|by|pdm|pd)\b | creative\s?commons | creativecommons\.org |
    \bpublic[\s-]?domain\b | \bpddl\b | \bodbl\b | \bodc[\s-]by\b | \bogl\b |
    \bopen\s(government|data|database)\slicen[cs]e\b | \bgfdl\b | \bgnu\sfree\b |
    \b(mit|apache|bsd|unlicense)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def stated(metadata: Attributes) -> str | None:
    """The licence of an article's text, or None where nobody stated one."""
    words = str(metadata.get(FIELD, "")).strip()
    return words or None


def may_be_passed_on(licence: str | None) -> bool:
    """Whether a licence lets everybody hand the unchanged text on."""
    if licence is None:
        return False
    return licence_ids.hub_id(licence) is not None or _OPEN.search(licence) is not None
