"""Tokens of formats that list them beside the text that they come from, both ways.

Such files say what is marked by numbers of tokens alone. So ours carry the text and where its
tokens stand in it, which their readers pass over; without these, a text is put together with a
space between its tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import UserFault
from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignSpan
from db.formats.marks import Account, Mark, placed
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.formats.tokens import Tokens
from db.model import Fragment
from db.text.titles import title_of

_SHOWN_CHARACTERS = 40


class UnusableTokens(UserFault):
    """A file's tokens can't be used; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A text with its tokens; `places` are half-open, in code points of the raw text."""

    text: RawText
    places: tuple[tuple[int, int], ...]

    def mark(
        self, bounds: tuple[int, int], label: str, identifier: str, account: Account
    ) -> Mark | None:
        """The mark from the first token to the last one, both included; None if there are none."""
        first, last = bounds
        words = f'span "{identifier}"'
        if not 0 <= first <= last < len(self.places):
            account.problem(f"{words}: {first}–{last} are no tokens of the text")
            return None
        piece = (self.places[first][0], self.places[last][1])
        return Mark(id=identifier, label=label, pieces=(piece,), words=words)

    def article(self, name: object, title: object, layer: ForeignLayer) -> ForeignArticle:
        """The article with one layer; a title is made where the file has none."""
        has_title = isinstance(title, str) and title
        return ForeignArticle(
            name=str(name) if isinstance(name, str | int) else "",
            text=self.text.body,
            title=str(title) if has_title else title_of(self.text.body, fallback=""),
            layers=(layer,),
        )

    def placed(self, marks: Sequence[Mark], account: Account) -> tuple[ForeignSpan, ...]:
        """The spans of marks, as `db.formats.marks.placed` gives them."""
        counting = Counting(self.text, OffsetUnit.CODE_POINT, is_raw=True)
        return placed(self.text, marks, account, counting=counting)


def words_of(body: str, tokens: Tokens) -> list[str]:
    """The tokens as texts."""
    return [body[token.start : token.end] for token in tokens.items]


def offsets_of(tokens: Tokens) -> list[list[int]]:
    """Where the tokens stand, half-open, in code points."""
    return [[token.start, token.end] for token in tokens.items]


def inclusive(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The first and the last token of a stretch; None where it does not end between tokens."""
    whole = Fragment(start, end)
    if not tokens.is_aligned(whole):
        return None
    first, last = tokens.covering(whole)
    return first, last - 1


def row_of(words: object, text: object, offsets: object) -> TokenRow:
    """The tokens of a file with their text, or with one put together where `text` is None.

    Raises UnusableTokens, or `db.text.decoding.Unreadable` where no visible character is left.
    """
    if not isinstance(words, list) or not all(isinstance(each, str) and each for each in words):
        raise UnusableTokens("the tokens must be a list of texts")
    if text is None:
        return TokenRow(text=RawText(" ".join(words)), places=tuple(_joined(words)))
    if not isinstance(text, str):
        raise UnusableTokens("the text beside the tokens must be text")
    return TokenRow(text=RawText(text), places=tuple(_placed(words, text, offsets)))


def _joined(words: Sequence[str]) -> list[tuple[int, int]]:
    places = []
    start = 0
    for word in words:
        places.append((start, start + len(word)))
        start += len(word) + 1
    return places


def _placed(words: Sequence[str], text: str, offsets: object) -> list[tuple[int, int]]:
    pairs = offsets if isinstance(offsets, list) else []
    if len(pairs) != len(words):
        raise UnusableTokens(f"{len(words):,} tokens have {len(pairs):,} offsets")
    places: list[tuple[int, int]] = []
    for word, pair in zip(words, pairs, strict=True):
        match pair:
            case [int(start), int(end)] if (places[-1][1] if places else 0) <= start < end:
                places.append((start, end))
            case _:
                raise UnusableTokens("the offsets of tokens must be pairs like [12, 18], ascending")
        if text[start:end] != word:
            shown = text[start:end][:_SHOWN_CHARACTERS]
            raise UnusableTokens(
                f"token {len(places)} is “{word[:_SHOWN_CHARACTERS]}”, but “{shown}” stands there"
            )
    return places
