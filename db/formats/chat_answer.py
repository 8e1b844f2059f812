"""What an answer says by words alone, as spans and links of the article that it is about.

An answer has a list for each label, as `db.formats.chat` writes it: texts, or objects with a text
and what is said of it. Others have one list, whose objects name their labels, and words for the
slots of a statement that no list has; such words are spans whose label is the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.formats.chat import ABSENT, ID, RESERVED, SAME, TEXT, Places
from db.formats.faults import Object
from db.formats.foreign import ForeignLayer, ForeignLink, ForeignReferent, ForeignSpan
from db.formats.json_lines import plain
from db.formats.marks import Account, Mark, tied
from db.formats.marks import placed as placed_marks
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.model import AttributeValue

_TEXTS = (TEXT, "quote", "words", "phrase", "mention", "span")
_LABELS = ("label", "type", "category", "class")
_OF_ALL_LABELS = frozenset({
    "annotations", "entities", "extractions", "items", "labels", "mentions", "results", "spans",
})  # fmt: skip
"""Names of a list whose objects say their labels themselves; elsewhere these are answers."""
_START, _END = "start", "end"
_LONGEST_LOOSE = 10_000
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What became a span; `own` are the keys of `data` that say no more about it."""

    id: str
    label: str
    piece: tuple[int, int]
    data: Object
    own: frozenset[str]


class Answer:
    """The answer to one article; what can't be taken is told to `account`."""

    def __init__(
        self,
        text: RawText,
        answer: Object | Sequence[object],
        account: Account,
        *,
        is_ours: bool = False,
    ) -> None:
        self._text = text
        self._answer = answer
        self._account = account
        self._is_ours = is_ours
        self._roles: set[str] = set()
        self._places = Places(text.raw)
        self._entries: dict[str, _Entry] = {}
        self._given: dict[str, str] = {}
        self._by_words: dict[str, str] = {}
        self._answers: dict[str, AttributeValue] = {}
        self._repeated: dict[str, int] = {}
        self._absent = 0

    def layer(self, annotator: str | None) -> ForeignLayer:
        """The spans in the order of the text, their links, and which of them are the same."""
        for label, entry in self._listed():
            self._take(label, entry)
        self._roles = set(self._named_roles())
        links: list[ForeignLink] = []
        attributes = {
            entry.id: self._said_of(entry, links) for entry in list(self._entries.values())
        }
        self._tell()
        spans = self._placed(attributes)
        return ForeignLayer(
            annotator=annotator,
            spans=spans,
            links=tied(links, spans, self._account),
            referents=tuple(self._same({span.id for span in spans})),
            answers=self._answers,
        )

    def _placed(
        self, attributes: Mapping[str, dict[str, AttributeValue]]
    ) -> tuple[ForeignSpan, ...]:
        marks = [
            Mark(
                id=each.id,
                label=each.label,
                pieces=(each.piece,),
                words=f'span "{each.id}"',
                attributes=attributes.get(each.id, {}),
            )
            for each in self._entries.values()
        ]
        counting = Counting(self._text, OffsetUnit.CODE_POINT, is_raw=True)
        return placed_marks(self._text, marks, self._account, counting=counting)

    def _listed(self) -> Iterator[tuple[str, object]]:
        """Each entry with its label, if its list says one; what is no list is about the article."""
        if not isinstance(self._answer, Mapping):
            yield from (("", each) for each in self._answer)
            return
        for label, value in self._answer.items():
            if isinstance(value, list):
                yield from ((label, each) for each in value)
            elif isinstance(value, Mapping):
                yield label, value
            elif (said := plain(value)) is not None:
                self._answers[label] = said

    def _take(self, label: str, entry: object) -> str | None:
        """Make a span of an entry; gives its id."""
        data = entry if isinstance(entry, Mapping) else {}
        text_key = _first(data, _TEXTS) or TEXT
        words = entry if isinstance(entry, str) else data.get(text_key)
        own = {text_key, ID, SAME, ABSENT}
        if not label or label.casefold() in _OF_ALL_LABELS:
            label_key = _first(data, _LABELS)
            own.add(label_key)
            label = str(data[label_key]) if label_key else label
        if not label:
            self._account.problem("an entry of the answer has no label")
            return None
        if not isinstance(words, str) or not words.strip():
            self._account.problem(f"an entry of “{label}” has no text")
            return None
        piece = self._given_place(data, words)
        own |= {_START, _END} if piece else set()
        piece = piece or self._found(label, words)
        if piece is None:
            self._account.problem(f"“{words[:_SHOWN_CHARACTERS]}” is not in the article")
            return None
        return self._add(label, words, piece, data, frozenset(own))

    def _add(
        self, label: str, words: str, piece: tuple[int, int], data: Object, own: frozenset[str]
    ) -> str:
        given = data.get(ID)
        identifier = given if isinstance(given, str) and given else f"s{len(self._entries) + 1}"
        while identifier in self._entries:
            identifier += "'"
        if isinstance(given, str | int):
            self._given.setdefault(str(given), identifier)
        if data:
            self._by_words.setdefault(words, identifier)
        else:
            # What makes no statement fills slots before what does.
            known = self._entries.get(self._by_words.get(words, ""))
            if known is None or known.data:
                self._by_words[words] = identifier
        self._entries[identifier] = _Entry(
            id=identifier, label=label, piece=piece, data=data, own=own
        )
        return identifier

    def _given_place(self, data: Object, words: str) -> tuple[int, int] | None:
        """Where an entry says that it stands, if that is true."""
        match data.get(_START), data.get(_END):
            case int(start), int(end) if self._text.raw[start:end] == words and start >= 0:
                return start, end
        return None

    def _found(self, label: str, words: str) -> tuple[int, int] | None:
        """Where words stand, with any white space between them if need be."""
        start = self._places.next(label, words)
        if start is not None:
            count = self._text.raw.count(words)
            if count > 1:
                self._repeated[words] = count
            return start, start + len(words)
        if len(words) > _LONGEST_LOOSE:
            return None
        loose = re.search(r"\s+".join(map(re.escape, words.split())), self._text.raw)
        return None if loose is None else loose.span()

    def _said_of(self, entry: _Entry, links: list[ForeignLink]) -> dict[str, AttributeValue]:
        """What an entry says besides its words: answers, and links, which are added."""
        absent = entry.data.get(ABSENT)
        self._absent += len(absent) if isinstance(absent, Mapping) else 0
        answers: dict[str, AttributeValue] = {}
        for key, value in entry.data.items():
            if key in entry.own or key in RESERVED or value is None:
                continue
            fillers = self._fillers(key, value)
            if fillers is None:
                said = plain(value)
                answers |= {} if said is None else {key: said}
                continue
            for target in fillers:
                identifier = f"r{len(links) + 1}"
                links.append(ForeignLink(id=identifier, role=key, source=entry.id, target=target))
        return answers

    def _fillers(self, role: str, value: object) -> list[str] | None:
        """The spans that a value names, or None where it is an answer."""
        values = value if isinstance(value, list) else [value]
        if values is not value and self._is_ours:
            return None
        if role not in self._roles:
            if not isinstance(value, str):
                return None
            known = self._given.get(value) or self._by_words.get(value)
            return None if known is None else [known]
        found = [self._filler(role, each) for each in values]
        return [each for each in found if each is not None]

    def _named_roles(self) -> Iterator[str]:
        """The keys under which the answer names spans or words of the article."""
        for entry in self._entries.values():
            for key, value in entry.data.items():
                values = value if isinstance(value, list) else []
                is_answer = value is None or plain(value) is not None
                if not is_answer or any(map(self._may_fill, values)):
                    yield key

    def _may_fill(self, filler: object) -> bool:
        """Whether a value names a span or stands in the article."""
        if not isinstance(filler, str):
            return isinstance(filler, Mapping)
        return filler in self._given or (bool(filler.strip()) and filler in self._text.raw)

    def _filler(self, role: str, filler: object) -> str | None:
        if isinstance(filler, str):
            known = self._by_words.get(filler) or self._given.get(filler)
            if known is not None:
                return known
        return self._take(role, filler)

    def _same(self, spans: set[str]) -> Iterator[ForeignReferent]:
        """Statements about the same thing, by the first of them that was named."""
        groups: dict[str, list[str]] = {}
        for entry in self._entries.values():
            named = entry.data.get(SAME)
            first = self._given.get(str(named)) if isinstance(named, str | int) else None
            if first in spans and entry.id in spans and first != entry.id:
                groups.setdefault(str(first), [str(first)]).append(entry.id)
        for first, mentions in groups.items():
            yield ForeignReferent(id=first, mentions=tuple(mentions), kind=SAME)

    def _tell(self) -> None:
        """Say what was guessed and what no span or link can hold."""
        if self._repeated:
            words, count = next(iter(self._repeated.items()))
            more = len(self._repeated) - 1
            also = f", and {more:,} more such words" if more else ""
            self._account.note(
                f"“{words[:_SHOWN_CHARACTERS]}” stands {count:,} times in the article{also}; the "
                "answer does not say where, so the first place that was free was taken"
            )
        if self._absent:
            self._account.note(
                f"why roles are empty was left out ({self._absent:,}): it can't be taken from chats"
            )


def _first(data: Object, keys: Sequence[str]) -> str:
    """The first key that has a text; "" where none has."""
    return next((key for key in keys if isinstance(data.get(key), str)), "")
