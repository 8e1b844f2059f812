"""Which turns of a chat hold the article and the answer, whatever stands around them.

Our own chats have the article alone in the user's turn. Others have an instruction in the same
turn: it is what all turns of a file have in common, or all but what is fenced off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from db.errors import UserFault
from db.formats.faults import Object
from db.formats.json_lines import dicts

MESSAGES, CONVERSATIONS = "messages", "conversations"

_USERS = frozenset({"user", "human"})
_ASSISTANTS = frozenset({"assistant", "gpt", "model", "bot"})
_FENCED = re.compile(
    r"<(article|text|document|passage)>\s*(.*?)\s*</\1>|\"\"\"\s*(.*?)\s*\"\"\"|```\w*\s*(.*?)\s*```",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK = re.compile(r"```\w*\s*(.*?)```", re.DOTALL)

_EXPECTED = (
    "expected is one JSON object with lists of words that stand in the article, such as "
    '{"ACTOR": ["France"], "PROPOSAL": [{"id": "P1", "text": "a truce", "proposed_by": '
    '["France"]}]}'
)


class UnusableChat(UserFault):
    """A chat has no article or no answer; the text says what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the article in the user's turn, as it is."""

    before: str = ""
    after: str = ""

    def within(self, turn: str) -> str:
        """The turn without it."""
        return turn.removeprefix(self.before).removesuffix(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One chat: what the user and the system said, and the answer that has to do with it."""

    system: str
    users: tuple[str, ...]
    answer: Object | Sequence[object]

    def turn(self) -> str:
        """The user's turn in which most of the answer's words stand; of equals the last."""
        words = tuple(_texts(self.answer))
        return max(
            reversed(self.users), key=lambda turn: sum(each in turn for each in words if each)
        )

    def fenced(self, turn: str) -> str:
        """What is fenced off in a turn, if all stands there that stands in the turn; or the turn.

        Fences are tags such as <article>, three quotation marks, or three backticks.
        """
        parts = (next(filter(None, found.groups()[1:]), "") for found in _FENCED.finditer(turn))
        fitting = (each for each in parts if each and self.says_the_same_of(each, turn))
        return next(fitting, turn)

    def says_the_same_of(self, part: str, turn: str) -> bool:
        """Whether all of the answer that stands in a turn stands in a part of it."""
        return all(each in part for each in _texts(self.answer) if each in turn)


def chat_of(data: Object) -> Chat:
    """The turns of one object; raises UnusableChat."""
    turns = [(_role(each), _said(each)) for each in _messages(data)]
    users = tuple(said for role, said in turns if role in _USERS and said.strip())
    answers = [said for role, said in turns if role in _ASSISTANTS]
    if not users or not answers:
        raise UnusableChat(
            "there is no user or no assistant who says something; expected are "
            f'"{MESSAGES}" with the article in a turn of the user and the answer in one of the '
            "assistant"
        )
    systems = [said for role, said in turns if role == "system"]
    return Chat(system="\n".join(systems), users=users, answer=_answer(answers))


def _messages(data: Object) -> list[Object]:
    return dicts(data.get(MESSAGES)) or dicts(data.get(CONVERSATIONS))


def _role(message: Object) -> str:
    return str(message.get("role", message.get("from", ""))).casefold()


def _said(message: Object) -> str:
    """What is said in a message, which may come in parts."""
    content = message.get("content", message.get("value"))
    if isinstance(content, list):
        return "".join(str(each["text"]) for each in dicts(content) if "text" in each)
    return content if isinstance(content, str) else ""


def _answer(said: Sequence[str]) -> Object | Sequence[object]:
    """The last answer that is JSON, which may be fenced or have words around it."""
    fault = ""
    for each in reversed(said):
        for part in _parts(each):
            try:
                parsed = orjson.loads(part)
            except orjson.JSONDecodeError as error:
                fault = fault or f"the answer is no JSON: {error.msg}; {_EXPECTED}"
                continue
            if isinstance(parsed, dict) or (isinstance(parsed, list) and dicts(parsed)):
                return parsed
            fault = fault or f"the answer must be one object; {_EXPECTED}"
    raise UnusableChat(fault)


def _parts(said: str) -> Iterator[str]:
    yield said
    if block := _BLOCK.search(said):
        yield block[1]
    start, end = said.find("{"), said.rfind("}")
    if 0 <= start < end:
        yield said[start : end + 1]


def _texts(value: object) -> Iterator[str]:
    """All texts of an answer, but for names of keys; JSON is never nested without end."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def shared_frame(chats: Sequence[Chat]) -> Frame:
    """Whole lines that stand before and behind the article in every chat, whatever it is about.

    Nothing where there are not two different articles to compare.
    """
    turns = sorted({chat.turn() for chat in chats})
    if len(turns) < 2:
        return Frame()
    before = _common_start(turns)
    before = before[: before.rfind("\n") + 1]
    after = _common_start([turn[len(before) :][::-1] for turn in turns])[::-1]
    found = after.find("\n")
    frame = Frame(before=before, after=after[found:] if found >= 0 else "")
    return frame if all(map(frame.within, turns)) else Frame(before=before)


def _common_start(texts: Sequence[str]) -> str:
    # What the first and the last in order have in common, all between them have.
    first, last = min(texts), max(texts)
    end = next(
        (at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(last)),
    )
    return first[:end]
