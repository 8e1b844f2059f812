"""One document of CoNLL-U on its way: its text, its mentions and the chains that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignRead,
    ForeignReferent,
)
from db.formats.marks import Account, Mark, placed, refused, tied
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.text.decoding import Unreadable
from db.text.titles import title_of

ENTITY, NAMES = "Entity", "NER"
_FIELDS = "global.Entity"
_USUAL_FIELDS = ("GRP", "etype")
_META = "meta::"
_ABOUT_SENTENCES = frozenset({"sent_id", "text"})
# What opens, perhaps closes at once, or closes what was opened before.
_BRACKET = re.compile(r"\(([^()]*)(\))?|([^()]+)\)")
_PART = re.compile(r"(.*)\[([0-9]{1,4})/([0-9]{1,4})\]")
_ARROWS = {"Bridge": "bridge", "SplitAnte": "split_antecedent"}
_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")
_TAG = re.compile(r"([BIESULM])-(\S+)")


@dataclass(slots=True)
class _Mention:
    """A mention that was opened; a discontinuous one has several pieces."""

    id: str
    group: str
    said: Mapping[str, str]
    line: int
    start: int
    pieces: list[tuple[int, int]] = field(default_factory=list)


class Document:
    """Takes words one after another; positions are code points of the text."""

    def __init__(self, name: str, account: Account) -> None:
        self.account = account
        self.head: dict[str, str] = {}
        """What its comments say before the first sentence."""
        self._name = name
        self._pieces: list[str] = []
        self._length = 0
        self._between = ""
        self._mentions: list[_Mention] = []
        self._open: dict[str, list[_Mention]] = {}
        self._last: dict[str, _Mention] = {}
        self._name_opened: _Mention | None = None
        self._arrows: list[tuple[str, str, str, int]] = []

    @property
    def has_words(self) -> bool:
        """Whether anything stands in it by now."""
        return bool(self._pieces)

    def remark(self, key: str, value: str) -> None:
        """What a comment says; only those of the head are about the document."""
        if not self.has_words and key not in _ABOUT_SENTENCES:
            self.head[key] = value

    def begin_paragraph(self) -> None:
        """The next sentence begins a paragraph."""
        if self.has_words:
            self._between = "\n\n"

    def end_sentence(self) -> None:
        """The next word begins a sentence; names end here."""
        self._end_name()
        if self.has_words and self._between != "\n\n":
            self._between = "\n"

    def add(self, form: str, *, has_space: bool) -> tuple[int, int]:
        """A word of the text; gives where it stands."""
        self._pieces.append(f"{self._between}{form}")
        start = self._length + len(self._between)
        self._length = start + len(form)
        self._between = " " if has_space else ""
        return start, self._length

    def mark(self, said: Mapping[str, str], place: tuple[int, int], line: int) -> None:
        """What the last column says of the word that stands at a place."""
        for found in _BRACKET.finditer(said.get(ENTITY, "")):
            opened, closes_at_once, closed = found.groups()
            if closed is not None:
                self._close(closed, place[1], line)
            else:
                mention = self._begun(opened, place[0], line)
                if closes_at_once:
                    self._end(mention, place[1])
                else:
                    self._open.setdefault(mention.group, []).append(mention)
        self._take_name(said.get(NAMES, ""), place, line)
        for key, role in _ARROWS.items():
            for each in filter(None, said.get(key, "").split(",")):
                target, _, source = each.partition(":")[0].partition("<")
                self._arrows.append((role, source, target, line))

    def _begun(self, opened: str, start: int, line: int) -> _Mention:
        names = self.head.get(_FIELDS, "-".join(_USUAL_FIELDS)).split("-")
        values = opened.split("-", len(names) - 1)
        said = dict(zip(names, values, strict=False))
        return _Mention("", values[0], said, line, start)

    def _close(self, group: str, end: int, line: int) -> None:
        opened = self._open.get(group)
        if opened:
            self._end(opened.pop(), end)
        else:
            self.account.problem(f"“{group[:40]})” closes a mention that was never opened", line)

    def _end(self, mention: _Mention, end: int) -> None:
        piece = (mention.start, end)
        part = _PART.fullmatch(mention.group)
        if part is not None:
            mention.group = part[1]
            first = self._last.get(part[1])
            if first is not None and part[2] != "1":
                first.pieces.append(piece)
                return
        mention.id = f"m{len(self._mentions) + 1}"
        mention.pieces.append(piece)
        self._mentions.append(mention)
        self._last[mention.group] = mention

    def _take_name(self, tag: str, place: tuple[int, int], line: int) -> None:
        found = _TAG.fullmatch(tag)
        prefix, label = (found[1], found[2]) if found else ("", "")
        opened = self._name_opened
        if opened is not None and (prefix in {"", *_BEGINS} or opened.said["etype"] != label):
            self._end_name()
        if not found:
            return
        if self._name_opened is None:
            self._name_opened = _Mention("", "", {"etype": label}, line, place[0])
        self._name_opened.pieces = [(self._name_opened.start, place[1])]
        if prefix in _ENDS:
            self._end_name()

    def _end_name(self) -> None:
        if self._name_opened is not None:
            self._name_opened.id = f"m{len(self._mentions) + 1}"
            self._mentions.append(self._name_opened)
            self._name_opened = None

    def finished(self, annotator: str | None) -> ForeignRead:
        """The document as an article with one layer."""
        self._end_name()
        for mention in (each for opened in self._open.values() for each in opened):
            self.account.problem(
                f"the mention “{mention.group[:40]}” is never closed", mention.line
            )
        try:
            text = RawText("".join(self._pieces))
        except Unreadable as error:
            return (
                self.account.read(None)
                if self.account.has_problems
                else refused(self.account.path, str(error))
            )
        counting = Counting(text, OffsetUnit.CODE_POINT, is_raw=True)
        spans = placed(text, list(self._marks()), self.account, counting=counting)
        known = {span.id for span in spans}
        title = self.head.get(f"{_META}title") or title_of(text.body, fallback=self._name)
        layer = ForeignLayer(
            annotator=annotator,
            spans=spans,
            links=tied(list(self._links()), spans, self.account),
            referents=tuple(self._chains(known)),
        )
        return self.account.read(
            ForeignArticle(
                name=self._name,
                text=text.body,
                title=title,
                metadata={
                    key.removeprefix(_META): value
                    for key, value in self.head.items()
                    if not key.startswith("global.") and value
                },
                layers=(layer,),
            )
        )

    def _marks(self) -> Iterator[Mark]:
        for each in self._mentions:
            label = each.said.get("etype") or each.group or ENTITY
            kind = ENTITY if each.group else NAMES
            yield Mark(
                id=each.id,
                label=label,
                pieces=tuple(each.pieces),
                words=f'mention "{each.id}"',
                attributes={
                    name: value
                    for name, value in each.said.items()
                    if name not in _USUAL_FIELDS and name != "identity" and value not in {"", "_"}
                },
                kind=kind,
                line=each.line,
            )

    def _chains(self, known: set[str]) -> Iterator[ForeignReferent]:
        groups: dict[str, list[_Mention]] = {}
        for each in self._mentions:
            if each.group and each.id in known:
                groups.setdefault(each.group, []).append(each)
        for group, mentions in groups.items():
            named = (each.said.get("identity", "") for each in mentions)
            yield ForeignReferent(
                id=group,
                mentions=tuple(each.id for each in mentions),
                name=next(filter(None, named), "").replace("_", " "),
                kind=ENTITY,
            )

    def _links(self) -> Iterator[ForeignLink]:
        """From the mention that stands in the line to the last one of the other group before it."""
        starts: dict[str, list[tuple[int, str]]] = {}
        for each in self._mentions:
            starts.setdefault(each.group, []).append((each.line, each.id))
        for found in starts.values():
            found.sort()
        for number, (role, source, target, line) in enumerate(self._arrows, start=1):
            ends = _last_at(starts.get(source), line), _last_at(starts.get(target), line)
            if None in ends:
                self.account.problem(f"“{target}<{source}” names a mention that is not there", line)
                continue
            yield ForeignLink(
                id=f"r{number}", role=role, source=str(ends[0]), target=str(ends[1]), kind=ENTITY
            )


def _last_at(starts: Sequence[tuple[int, str]] | None, line: int) -> str | None:
    """The last mention that begins at or before a line, or else the first; None of nothing."""
    if not starts:
        return None
    return starts[max(0, bisect_right(starts, line, key=lambda each: each[0]) - 1)][1]
