"""The only place that finds the rules in a scheme's guidelines, and says what they are called.

A rule is a heading, a paragraph or list item that begins with bold words, or one that begins with
a number of its own such as 4.2. What is kept with a decision is the rule's name as it was then, so
that a later version of the guidelines does not change what the lead meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LONGEST_TITLE = 60
_FENCE = re.compile(r"\s*(```|~~~)")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_ITEM = re.compile(r"\A\s*(?:[-*+]|\d+[.)])\s+")
_NUMBER = re.compile(r"(?:§\s*)?(\d{1,3}(?:\.\d{1,3})*[a-z]?)[.):]?\s+(?=\S)")
_OWN_NUMBER = re.compile(r"(?:§\s*)?(\d{1,3}(?:\.\d{1,3})+[a-z]?)[.):]?\s+(?=\S)")
_ONLY_NUMBER = re.compile(r"\s*(?:§\s*)?\d{1,3}(?:\.\d{1,3})*[a-z]?[.):]?\s*")
_BOLD = re.compile(r"\*\*(.+?)\*\*[.:]?\s*(.*)")
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w|[.!?])[*_](?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; `number` is its own or that of its section, "" where there is none.

    `name` is all that people call it, the number first.
    """

    number: str
    title: str

    @property
    def name(self) -> str:
        """The number with the title."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    level: int
    number: str
    title: str


# Asked for with every key in the review.
@lru_cache(maxsize=8)
def rules_of(guidelines: str) -> tuple[Rule, ...]:
    """The rules of guidelines in Markdown, in their order; each name once.

    The title of the whole, a first heading above all others, is no rule.
    """
    return tuple(dict.fromkeys(_found(guidelines)))


def number_of(words: str) -> str:
    """The number that words begin with, "" where they begin with none."""
    return _numbered(words)[0]


def short_name(name: str) -> str:
    """What a rule is called where there is little room: its number, else all of its name."""
    return number_of(name) or name


def without_number(words: str) -> str:
    """A heading without the number that it begins with."""
    return _numbered(words)[1]


def _found(guidelines: str) -> Iterator[Rule]:
    sections: list[_Section] = []
    is_first, is_code, begins_anew = True, False, True
    for line in guidelines.splitlines():
        if _FENCE.match(line):
            is_code = not is_code
        if is_code:
            continue
        heading = _HEADING.match(line)
        if heading is not None:
            section = _section(heading)
            sections = [each for each in sections if each.level < section.level]
            is_title = is_first and section.level == 1 and not section.number
            is_first = False
            if not is_title:
                yield _rule(section.number, section.title, sections)
                sections.append(section)
        elif begins_anew or _ITEM.match(line):
            yield from _inner(line, sections)
        begins_anew = heading is not None or not line.strip()


def _section(heading: re.Match[str]) -> _Section:
    number, title = _numbered(_plain(heading[2]))
    return _Section(level=len(heading[1]), number=number, title=title)


def _inner(line: str, sections: list[_Section]) -> Iterator[Rule]:
    """The rule that a paragraph or a list item is, if it is one."""
    words = _ITEM.sub("", line, count=1).strip()
    bold = _BOLD.match(words)
    number, title = _numbered(words, _OWN_NUMBER)
    if bold is not None:
        number, title = _numbered(bold[1])
        if _ONLY_NUMBER.fullmatch(bold[1]):
            number, title = _numbered(f"{bold[1]} {bold[2]}")
    elif not number:
        return
    if _title(title):
        yield _rule(number, _title(title), sections)


def _numbered(words: str, form: re.Pattern[str] = _NUMBER) -> tuple[str, str]:
    """A number, "" where there is none, and what follows it."""
    match = form.match(words)
    return (match[1], words[match.end() :]) if match else ("", words)


def _rule(number: str, title: str, sections: list[_Section]) -> Rule:
    above = sections[-1] if sections else None
    if above is None:
        return Rule(number=number, title=title)
    return Rule(number=number or above.number, title=f"{above.title}: {title}")


def _title(words: str) -> str:
    """As many words as tell what a rule is about."""
    plain = _plain(words).rstrip(".:")
    if len(plain) <= _LONGEST_TITLE:
        return plain
    return f"{plain[:_LONGEST_TITLE].rpartition(' ')[0].rstrip(',;:')}…"


def _plain(words: str) -> str:
    return " ".join(_MARKS.sub("", words).split())
