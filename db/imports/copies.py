"""Which of the articles that come in are copies, such as those of a wire report; pure.

A copy is nearly the same as an article that comes before it: one of the project, or an earlier one
of the same import that is no copy itself. So what is left, where copies are left out, are texts of
which none is a copy of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.grouping.near_duplicates import Found
from db.model import ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An article on its way, and where it stands; `digest` is the SHA-256 of its body."""

    path: str
    line: int | None
    title: str
    digest: bytes
    has_layer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article on its way that is a copy, with the title of that of which it is one."""

    coming: Coming
    original: str
    is_of_project: bool

    @property
    def name(self) -> str:
        """What to call the copy beside its original, which may have the same title."""
        if self.coming.title != self.original:
            return self.coming.title
        file = self.coming.path.replace("\\", "/").rpartition("/")[2]
        return file if self.coming.line is None else f"{file}:{self.coming.line}"

    @property
    def may_be_left_out(self) -> bool:
        """Whether nothing but the copy goes with it; what somebody marked in one is not lost."""
        return not self.coming.has_layer


def copies_among(
    found: Found, coming: Mapping[ArticleId, Coming], title_of: Callable[[ArticleId], str]
) -> tuple[Copy, ...]:
    """The copies in the order in which they come; all articles of `found` not in `coming` are here.

    `title_of` says the title of one that is here.
    """
    originals: dict[ArticleId, ArticleId] = {}
    left: dict[ArticleId, ArticleId] = {}
    # In the order of the first, so that it is known of each whether it is a copy itself.
    for pair in found.pairs:
        one, other = pair.first, pair.second
        if other not in coming or other in originals:
            continue
        if one in left and pair.similarity < 1.0:
            continue
        # Of equal texts only the first is paired with what others are like.
        originals[other] = left.get(one, one)
        if not coming[other].has_layer:
            left[other] = originals[other]
    return tuple(
        Copy(
            coming=each,
            original=coming[original].title if original in coming else title_of(original),
            is_of_project=original not in coming,
        )
        for article, each in coming.items()
        if (original := originals.get(article)) is not None
    )
