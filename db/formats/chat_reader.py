"""Reading chats in which an assistant says by words alone what is marked in the user's article.

Ours are those that `db.formats.chat` writes; others have other prompts, and other names for things.
Where the same words stand several times, the first place that no earlier span of the label took is
meant, as good as any other; who compares must compare words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from db.formats.chat import Prompt, is_ours
from db.formats.chat_answer import Answer
from db.formats.chat_turns import Chat, Frame, UnusableChat, chat_of, shared_frame
from db.formats.faults import Object
from db.formats.foreign import ForeignArticle, ForeignRead
from db.formats.json_lines import objects
from db.formats.marks import Account, refused
from db.formats.offsets import RawText
from db.text.decoding import Unreadable
from db.text.titles import title_of

_COMPARED = 50
"""So many chats at the beginning of a file are compared to find what stands around all articles."""
_SHOWN_CHARACTERS = 60


def read(
    stream: BinaryIO, *, path: str, prompt: Prompt | None = None, annotator: str | None = None
) -> Iterator[ForeignRead]:
    """Each line as an article with one layer; `prompt` says what stands around the article.

    Without one that is found out, and told, from the first lines of the file.
    """
    found = objects(stream)
    first = list(islice(found, _COMPARED))
    finder = _Finder(first, prompt)
    for number, data in chain(first, found):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield _read(data, Account(path, number), finder, annotator)


def _read(data: Object, account: Account, finder: _Finder, annotator: str | None) -> ForeignRead:
    try:
        chat = chat_of(data)
        text = RawText(finder.article(chat, account))
    except UnusableChat as error:
        return refused(account.path, str(error), account.line)
    except Unreadable as error:
        return refused(account.path, f"the article can't be used: {error}", account.line)
    answer = Answer(text, chat.answer, account, is_ours=finder.is_ours(chat))
    return account.read(
        ForeignArticle(
            name="",
            text=text.body,
            title=title_of(text.body, fallback=""),
            layers=(answer.layer(annotator),),
        )
    )


class _Finder:
    """Finds the article of one chat after another."""

    def __init__(
        self, first: Sequence[tuple[int | None, Object | str]], prompt: Prompt | None
    ) -> None:
        self._is_sure = prompt is not None
        self._is_told = self._is_sure
        if prompt is None:
            self._frame = shared_frame(list(_chats(first)))
        else:
            self._frame = Frame(before=prompt.before, after=prompt.after)

    def is_ours(self, chat: Chat) -> bool:
        """Whether the chat was written here."""
        return self._is_sure or is_ours(chat.system)

    def article(self, chat: Chat, account: Account) -> str:
        """The text of the article; what was taken for an instruction is told once."""
        turn = chat.turn()
        if self._is_sure:
            return self._frame.within(turn)
        if is_ours(chat.system):
            return turn
        inside = self._frame.within(turn)
        if not chat.says_the_same_of(inside, turn):
            inside = turn
        article = chat.fenced(inside)
        if article != turn and not self._is_told:
            self._is_told = True
            shown = " ".join(turn.partition(article)[0].split()) or turn[len(article) :].strip()
            account.note(
                f"“{shown[:_SHOWN_CHARACTERS]}” and the like, around the article, was taken for "
                "the instruction and is no part of it"
            )
        return article


def _chats(found: Sequence[tuple[int | None, Object | str]]) -> Iterator[Chat]:
    for _, data in found:
        if isinstance(data, str):
            continue
        try:
            chat = chat_of(data)
        except UnusableChat:
            continue
        if not is_ours(chat.system):
            yield chat
