"""Reading back the chats that `db.formats.chat` writes: spans by their words alone.

Where the same words stand several times, the first place that no earlier span of the label took is
meant, as good as any other; who compares must compare words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from db.formats.chat import ABSENT, ID, RESERVED, TEXT, Places, Prompt
from db.formats.faults import Object
from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignLink, ForeignRead
from db.formats.json_lines import dicts, objects
from db.formats.marks import Account, Mark, refused, tied
from db.formats.marks import placed as placed_marks
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.model import AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of


def read(
    stream: BinaryIO, *, path: str, prompt: Prompt | None = None, annotator: str | None = None
) -> Iterator[ForeignRead]:
    """Each line as an article with one layer; `prompt` says what stands around the article."""
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield _read(data, Account(path, number), prompt, annotator)


def _read(
    data: Object, account: Account, prompt: Prompt | None, annotator: str | None
) -> ForeignRead:
    said = {str(each.get("role")): each.get("content") for each in dicts(data.get("messages"))}
    user, assistant = said.get("user"), said.get("assistant")
    if not isinstance(user, str) or not isinstance(assistant, str):
        return refused(account.path, "there is no user or no assistant who says something",
                       account.line)  # fmt: skip
    if prompt is not None:
        user = user.removeprefix(prompt.before).removesuffix(prompt.after)
    try:
        text = RawText(user)
        answer = orjson.loads(assistant)
    except Unreadable as error:
        return refused(account.path, f"the article can't be used: {error}", account.line)
    except orjson.JSONDecodeError as error:
        return refused(account.path, f"the answer is no JSON: {error.msg}", account.line)
    if not isinstance(answer, dict):
        return refused(account.path, "the answer must be one object", account.line)
    return account.read(
        ForeignArticle(
            name="",
            text=text.body,
            title=title_of(text.body, fallback=""),
            layers=(_Answer(text, answer, account).layer(annotator),),
        )
    )


class _Answer:
    def __init__(self, text: RawText, answer: Object, account: Account) -> None:
        self._text = text
        self._answer = answer
        self._account = account
        self._places = Places(text.raw)
        self._marks: dict[str, Mark] = {}
        self._by_words: dict[str, str] = {}

    def layer(self, annotator: str | None) -> ForeignLayer:
        """The spans in the order of the text, and their links."""
        for label, entries in self._answer.items():
            for entry in entries if isinstance(entries, list) else ():
                self._take(str(label), entry)
        links = list(self._links())
        counting = Counting(self._text, OffsetUnit.CODE_POINT, is_raw=True)
        marks = list(self._marks.values())
        spans = placed_marks(self._text, marks, self._account, counting=counting)
        return ForeignLayer(
            annotator=annotator, spans=spans, links=tied(links, spans, self._account)
        )

    def _take(self, label: str, entry: object) -> None:
        given = entry.get(ID) if isinstance(entry, dict) else None
        words = entry.get(TEXT) if isinstance(entry, dict) else entry
        if not isinstance(words, str) or not words or not label:
            self._account.problem(f"an entry of “{label}” has no text")
            return
        start = self._places.next(label, words)
        if start is None:
            self._account.problem(f"“{words[:40]}” is not in the article")
            return
        identifier = given if isinstance(given, str) and given else f"s{len(self._marks) + 1}"
        while identifier in self._marks:
            identifier += "'"
        if isinstance(entry, str):
            self._by_words.setdefault(words, identifier)
        self._marks[identifier] = Mark(
            id=identifier,
            label=label,
            pieces=((start, start + len(words)),),
            words=f'span "{identifier}"',
            attributes=_answers(entry),
        )

    def _links(self) -> Iterator[ForeignLink]:
        number = 0
        for entries in self._answer.values():
            for entry in dicts(entries):
                source = entry.get(ID)
                for role, fillers in entry.items():
                    if not isinstance(fillers, list) or role in RESERVED:
                        continue
                    for filler in fillers:
                        number += 1
                        yield ForeignLink(
                            id=f"r{number}",
                            role=str(role),
                            source=str(source),
                            target=self._target(str(filler)),
                        )

    def _target(self, filler: str) -> str:
        if filler in self._by_words:
            return self._by_words[filler]
        return filler


def _answers(entry: object) -> dict[str, AttributeValue]:
    if not isinstance(entry, dict):
        return {}
    return {
        name: value
        for name, value in entry.items()
        if name not in RESERVED and name != ABSENT and isinstance(value, str | bool | int | float)
    }
