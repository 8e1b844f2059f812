"""Brat standoff: an .ann file beside its .txt, one annotation a line; read here.

An event is a span with a role to each argument: its trigger becomes the span, its arguments links.
Numbered roles (Theme, Theme2) are the same role where the first has no number. `*` lines and
normalisations say which spans mean the same thing. `db.formats.brat_writer` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignNote,
    ForeignRead,
    ForeignReferent,
)
from db.formats.marks import Account, Mark, placed, refused, tied
from db.formats.offsets import RawText
from db.formats.whole import TooLarge, whole_text
from db.model import AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".ann",)

_PIECES = re.compile(r"\d{1,18} \d{1,18}(?:;\d{1,18} \d{1,18})*")
_NUMBERED = re.compile(r"(.+?)\d+")


def read(
    annotation: BinaryIO, text: BinaryIO, *, path: str, annotator: str | None = None
) -> Iterator[ForeignRead]:
    """The one article of an .ann file and its .txt; `path` names the .ann file in problems.

    Brat keeps no names, so whose work it is must be said.
    """
    try:
        body = RawText(whole_text(text))
        lines = whole_text(annotation).removeprefix("\ufeff")
    except (TooLarge, Unreadable) as error:
        yield refused(path, str(error))
        return
    name = re.sub(r"\.ann$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    account = Account(path)
    for note in body.notes:
        account.note(note)
    layer = _Lines(lines, account).layer(body)
    article = ForeignArticle(
        name=name,
        text=body.body,
        title=title_of(body.body, fallback=name),
        layers=(replace(layer, annotator=annotator),),
    )
    yield account.read(article)


@dataclass(frozen=True, slots=True)
class _Event:
    id: str
    label: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    line: int


class _Lines:
    """The lines of an .ann file, sorted by kind first: each may name what stands further down."""

    def __init__(self, text: str, account: Account) -> None:
        self._account = account
        self._marks: dict[str, Mark] = {}
        self._events: dict[str, _Event] = {}
        self._links: list[ForeignLink] = []
        self._link_lines: dict[str, int] = {}
        self._attributes: list[tuple[str, str, AttributeValue, int]] = []
        self._same: list[tuple[str, tuple[str, ...], int]] = []
        self._entries: list[tuple[str, str, str, str, int]] = []
        self._notes: list[tuple[str, str, str]] = []
        # Not splitlines: brat ends its lines by LF alone, and text may hold other separators.
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
            if line.strip():
                self._sort(line, number)

    def _sort(self, line: str, number: int) -> None:
        identifier, _, rest = line.partition("\t")
        data, _, tail = rest.partition("\t")
        words = data.split()
        match identifier[:1]:
            case "T" if len(words) > 2:
                self._mark(identifier, data, tail, number)
            case "E" if words:
                self._event(identifier, words, number)
            case "R" if len(words) > 2:
                self._relation(identifier, words, number)
            case "A" | "M" if len(words) > 1:
                value = " ".join(words[2:]) or True
                self._attributes.append((words[0], words[1], value, number))
            case "*" if len(words) > 2:
                self._same.append((words[0], tuple(words[1:]), number))
            case "N" if len(words) > 2:
                self._entries.append((words[0], words[1], " ".join(words[2:]), tail, number))
            case "#":
                self._note(words, tail or data)
            case _:
                shown = line[:40]
                self._account.problem(f"“{shown}” is no annotation of brat", line=number)

    def _mark(self, identifier: str, data: str, tail: str, number: int) -> None:
        label, _, offsets = data.partition(" ")
        if identifier in self._marks:
            self._account.problem(f'there is another "{identifier}" before', line=number)
        elif _PIECES.fullmatch(offsets) is None:
            self._account.problem(
                f'span "{identifier}": “{offsets[:40]}” are no offsets', line=number
            )
        else:
            pieces = [piece.split() for piece in offsets.split(";")]
            self._marks[identifier] = Mark(
                id=identifier,
                label=label,
                pieces=tuple((int(start), int(end)) for start, end in pieces),
                words=f'span "{identifier}"',
                quote=tail or None,
                line=number,
            )

    def _event(self, identifier: str, words: list[str], number: int) -> None:
        pairs = [tuple(word.rsplit(":", 1)) for word in words]
        if any(len(pair) != 2 for pair in pairs):
            self._account.problem(f'event "{identifier}" has an argument without ":"', line=number)
            return
        (label, trigger), *arguments = ((pair[0], pair[1]) for pair in pairs)
        self._events[identifier] = _Event(identifier, label, trigger, tuple(arguments), number)

    def _relation(self, identifier: str, words: list[str], number: int) -> None:
        ends = [word.rpartition(":")[2] for word in words[1:3]]
        self._link_lines[identifier] = number
        self._links.append(
            ForeignLink(id=identifier, role=words[0], source=ends[0], target=ends[1])
        )

    def _note(self, words: list[str], text: str) -> None:
        kind = words[0] if words else ""
        about = words[1] if len(words) > 1 else ""
        self._notes.append((kind if kind != "AnnotatorNotes" else "", about, text))

    def layer(self, body: RawText) -> ForeignLayer:
        """All that the lines say about a text, without a name."""
        spans_of = self._give_events_spans()
        links = [*self._links, *self._arguments(spans_of)]
        links = [self._with_ends(link, spans_of) for link in links]
        attributes, link_attributes = self._answers(spans_of, {link.id for link in links})
        marks = [
            replace(mark, attributes=attributes.get(mark.id, {})) for mark in self._marks.values()
        ]
        spans = placed(body, marks, self._account)
        taken = {span.id for span in spans}
        links = [replace(link, attributes=link_attributes.get(link.id, {})) for link in links]
        return ForeignLayer(
            spans=spans,
            links=tied(links, spans, self._account, self._link_lines),
            referents=(*self._chains(taken, spans_of), *self._known(taken, spans_of)),
            notes=tuple(
                ForeignNote(text=text, about=spans_of.get(about, about) or None, kind=kind)
                for kind, about, text in self._notes
            ),
        )

    def _give_events_spans(self) -> dict[str, str]:
        """Which span stands for an event: its trigger, or a copy where the trigger is taken."""
        spans: dict[str, str] = {}
        taken: set[str] = set()
        for event in self._events.values():
            trigger = self._marks.get(event.trigger)
            if trigger is None:
                self._account.problem(
                    f'event "{event.id}": its trigger "{event.trigger}" is missing', line=event.line
                )
            elif event.trigger not in taken and trigger.label == event.label:
                spans[event.id] = event.trigger
                taken.add(event.trigger)
            else:
                spans[event.id] = event.id
                self._marks[event.id] = replace(
                    trigger, id=event.id, label=event.label, words=f'event "{event.id}"'
                )
        return spans

    def _arguments(self, spans_of: dict[str, str]) -> Iterator[ForeignLink]:
        for event in self._events.values():
            if event.id not in spans_of:
                continue
            roles = {role for role, _ in event.arguments}
            for number, (role, target) in enumerate(event.arguments, start=1):
                found = _NUMBERED.fullmatch(role)
                plain = found.group(1) if found and found.group(1) in roles else role
                link = ForeignLink(
                    id=f"{event.id}.{number}", role=plain, source=event.id, target=target
                )
                self._link_lines[link.id] = event.line
                yield link

    @staticmethod
    def _with_ends(link: ForeignLink, spans_of: dict[str, str]) -> ForeignLink:
        return replace(
            link,
            source=spans_of.get(link.source, link.source),
            target=spans_of.get(link.target, link.target),
        )

    def _answers(
        self, spans_of: dict[str, str], links: set[str]
    ) -> tuple[dict[str, dict[str, AttributeValue]], dict[str, dict[str, AttributeValue]]]:
        """The attributes of spans and of links, by id."""
        of_spans: dict[str, dict[str, AttributeValue]] = {}
        of_links: dict[str, dict[str, AttributeValue]] = {}
        for name, target, value, number in self._attributes:
            owner = spans_of.get(target, target)
            if owner not in self._marks and owner not in links:
                self._account.problem(f'"{name}" is about "{target}", which is missing', number)
                continue
            answers = (of_spans if owner in self._marks else of_links).setdefault(owner, {})
            if name in answers:
                self._account.problem(f'"{name}" of "{target}" is said a second time', number)
            answers.setdefault(name, value)
        return of_spans, of_links

    def _chains(self, taken: set[str], spans_of: dict[str, str]) -> Iterator[ForeignReferent]:
        for counter, (kind, members, number) in enumerate(self._same, start=1):
            mentions = self._mentions(members, taken, spans_of, number)
            if mentions:
                yield ForeignReferent(id=f"*{counter}", mentions=mentions, kind=kind)

    def _known(self, taken: set[str], spans_of: dict[str, str]) -> Iterator[ForeignReferent]:
        """One referent for each entry of a knowledge base, in the order of the file."""
        heads: dict[str, tuple[str, str]] = {}
        mentions: dict[str, list[str]] = {}
        for kind, target, entry, name, number in self._entries:
            heads.setdefault(entry, (kind, name))
            found = self._mentions((target,), taken, spans_of, number)
            mentions.setdefault(entry, []).extend(found)
        for entry, (kind, name) in heads.items():
            yield ForeignReferent(id=entry, mentions=tuple(mentions[entry]), name=name, kind=kind)

    def _mentions(
        self, members: tuple[str, ...], taken: set[str], spans_of: dict[str, str], number: int
    ) -> tuple[str, ...]:
        mentions = tuple(spans_of.get(member, member) for member in members)
        for missing in (each for each in mentions if each not in taken):
            self._account.problem(f'"{missing}" is no span that was taken', line=number)
        return tuple(each for each in mentions if each in taken)
