"""The only place that says what a group of near-duplicates is called, and who keeps which name.

A name holds the title of the first article and a few signs of its id, so that people can read it
and two groups never share it. What is called otherwise was named by a person, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from db.grouping.near_duplicates import Found
from db.model import ArticleId

_PREFIX = "copies: "
_LONGEST_TITLE = 60
_FOUND = re.compile(rf"{_PREFIX}.* #[0-9a-f]{{8}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article by its title, and the group that it is in."""

    title: str
    group: str | None


def is_found(name: str | None) -> bool:
    """Whether a group has its name from here and not from a person."""
    return name is not None and _FOUND.fullmatch(name) is not None


def name_of(title: str, article: ArticleId) -> str:
    """What the group of a first article is called."""
    line = " ".join(title.split())
    if len(line) > _LONGEST_TITLE:
        line = f"{line[: _LONGEST_TITLE - 1].rstrip()}…"
    return f"{_PREFIX}{line} #{blake2b(article.encode(), digest_size=4).hexdigest()}"


def renamed(found: Found, members: Mapping[ArticleId, Member]) -> dict[ArticleId, str | None]:
    """The articles whose group changes, with the new one; `members` are all that are there.

    A cluster keeps the name that its first member with a name has from here. Where a person named
    the group of a member, those that have no such name join the one that they are most like.
    """
    wanted: dict[ArticleId, str | None] = {}
    taken: set[str] = set()
    likest = _likest(found, members)
    for cluster in found.clusters:
        here = [each for each in cluster if each in members]
        by_hand = [name for each in here if (name := _by_hand(members[each]))]
        if by_hand:
            wanted.update({each: likest.get(each, by_hand[0]) for each in here})
        elif len(here) > 1:
            name = _kept(here, members, taken)
            taken.add(name)
            wanted.update(dict.fromkeys(here, name))
    return {
        article: name
        for article, member in members.items()
        if not _by_hand(member) and (name := wanted.get(article)) != member.group
    }


def _kept(cluster: list[ArticleId], members: Mapping[ArticleId, Member], taken: set[str]) -> str:
    for each in cluster:
        group = members[each].group
        if group is not None and group not in taken:
            return group
    return name_of(members[cluster[0]].title, cluster[0])


def _by_hand(member: Member) -> str | None:
    return None if is_found(member.group) else member.group


def _likest(found: Found, members: Mapping[ArticleId, Member]) -> dict[ArticleId, str]:
    """The group, named by a person, of the article that each is most like."""
    best: dict[ArticleId, tuple[float, str]] = {}
    for pair in found.pairs:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            name = _by_hand(members[other]) if other in members else None
            if name and pair.similarity > best.get(one, (-1.0, ""))[0]:
                best[one] = (pair.similarity, name)
    return {article: name for article, (_, name) in best.items()}
