"""A title for a body that comes without one."""

from __future__ import annotations

import re

from db.text.headers import inline_header

_LONGEST_LINE = 120
_LONGEST_TITLE = 90
_SEARCHED_CHARACTERS = 1_000
# What ends sooner is more likely an abbreviation ("Mr.") than a sentence.
_SHORTEST_SENTENCE = 25
# A full stop ends a sentence where a space and no small letter follows; those of Chinese and
# Japanese need no space.
_SENTENCE_END = re.compile(r"[.!?…۔؟।][\"'”’»)\]]*(?=\s+[^\sa-zà-öø-ÿ])|[。！？][」』”]*")


def title_of(body: str, *, fallback: str) -> str:
    """The first line if it is short and stands apart, else the first sentence, else `fallback`."""
    header = inline_header(body)
    text = body[header.end if header else 0 :].lstrip()[:_SEARCHED_CHARACTERS]
    first, _, rest = text.partition("\n")
    line = " ".join(first.split())
    if header is None and rest.strip() and len(line) <= _LONGEST_LINE and _has_words(line):
        return line
    end = _SENTENCE_END.search(line, _SHORTEST_SENTENCE)
    sentence = line[: end.end()] if end else line
    return _cut(sentence) if _has_words(sentence) else fallback


def _cut(sentence: str) -> str:
    if len(sentence) <= _LONGEST_TITLE:
        return sentence.removesuffix(".")
    head = sentence[:_LONGEST_TITLE]
    # Scripts without spaces are cut anywhere.
    edge = head.rfind(" ")
    return head[: edge if edge > _LONGEST_TITLE // 2 else _LONGEST_TITLE].rstrip(" ,;:–—-") + "…"


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
