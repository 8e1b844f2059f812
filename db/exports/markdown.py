"""The only place that makes Markdown of words from outside, which must not become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_HEADING = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of one-line cells."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return inline(text).replace("|", "\\|")


def inline(text: str) -> str:
    """Words from outside as one line in which no HTML is."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")


def paragraph(words: str) -> str:
    """A paragraph that is none of Markdown's headings and lists."""
    return re.sub(r"^(\d*)(?=[#>+*.)-])", r"\1\\", inline(words))


def deeper(markdown: str) -> str:
    """Guidelines under our own headings: theirs go two levels down."""
    if _FENCE.search(markdown):
        # A line of code may begin like a heading; quoted, the guidelines keep their own.
        return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())
    return _HEADING.sub(lambda match: "#" * min(6, len(match[1]) + 2), markdown)
