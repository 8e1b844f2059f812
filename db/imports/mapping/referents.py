"""From chains, entries and equal words of a layer to the referents of a record."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from db.formats.foreign import ForeignLayer, ForeignReferent
from db.formats.losses import as_text
from db.formats.record import RecordReferent
from db.imports.mapping.account import Account, Matter
from db.imports.mapping.entries import entry_name, is_name
from db.imports.mapping.links import KeptLinks
from db.imports.mapping.names import free_id
from db.imports.mapping.rules import Rules
from db.imports.mapping.spans import NOT_CHOSEN, KeptSpan, KeptSpans
from db.model import AttributeValue
from db.scheme.model import Scheme
from db.text.keys import match_key

_LONGEST_NAME = 80
_MOST_WORDS_OF_A_NAME = 6
_ROOM = uuid.UUID("5d0f6a52-6c0e-4c53-9a3f-6f5f3a0f3f0e")


@dataclass(slots=True, eq=False)
class _Group:
    """Spans that mean the same thing; `entry` is what a knowledge base or the file calls it."""

    id: str
    entry: str = ""
    name: str = ""
    spans: list[KeptSpan] = field(default_factory=list)


class _Groups:
    """Which spans belong together; a group has one entry at most."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._of: dict[str, _Group] = {}
        self._entries: dict[str, _Group] = {}

    def of(self, span: KeptSpan) -> _Group | None:
        """The group of a span."""
        return self._of.get(span.id)

    def entry(self, entry: str, name: str, spans: Iterable[KeptSpan]) -> None:
        """Spans that mean an entry; a span that means another one already keeps that."""
        group = self._entries.setdefault(entry, _Group(id=entry, entry=entry, name=name))
        for span in spans:
            known = self._of.get(span.id)
            if known is None:
                self._add(group, span)
            elif known is not group:
                self._tell_second("mentions of entries", name or entry)

    def chain(self, identifier: str, spans: Iterable[KeptSpan]) -> None:
        """Spans that mean the same thing, whatever that is called."""
        members = list(spans)
        known = dict.fromkeys(
            group for span in members if (group := self._of.get(span.id)) is not None
        )
        # The larger one stays, so that long chains of pairs take no longer than others.
        group = max(
            known,
            key=lambda each: (bool(each.entry), len(each.spans)),
            default=_Group(id=identifier),
        )
        for other in known:
            if other is group:
                continue
            if other.entry:
                self._tell_second("chains of mentions", other.name)
                continue
            for span in other.spans:
                self._add(group, span)
        for span in members:
            if span.id not in self._of:
                self._add(group, span)

    def _add(self, group: _Group, span: KeptSpan) -> None:
        self._of[span.id] = group
        group.spans.append(span)

    def _tell_second(self, what: str, example: str) -> None:
        self._account.tell(
            Matter.REFERENT,
            what,
            "not joined, because their spans mean another entry already",
            example,
        )


@dataclass(slots=True)
class MadeReferents:
    """The referents by id; `of` leads from spans to theirs, both by id."""

    made: dict[str, RecordReferent] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)


class ReferentMapper:
    """Makes the referents of one layer after another."""

    def __init__(self, rules: Rules, scheme: Scheme) -> None:
        self._rules = rules
        self._labels = [each.label for each in scheme.span_types]
        self._statements = {role.source for role in scheme.roles}

    def made(
        self,
        layer: ForeignLayer,
        spans: KeptSpans,
        links: KeptLinks,
        place: str,
        account: Account,
    ) -> MadeReferents:
        """The referents that the spans of a layer mean; `place` names the layer among all."""
        groups = _Groups(account)
        chains = list(self._taken(layer, spans, account))
        for referent, members in chains:
            if referent.name.strip():
                groups.entry(referent.id, " ".join(referent.name.split()), members)
        for span in spans.spans:
            if span.referent_name:
                groups.entry(span.referent_name, entry_name(span.referent_name), (span,))
        for referent, members in chains:
            if not referent.name.strip():
                groups.chain(referent.id, members)
        for source, target in links.same:
            groups.chain(source.id, (source, target))
        _name_by_words(spans, groups)
        return self._referents(spans, groups, place, account)

    def _taken(
        self, layer: ForeignLayer, spans: KeptSpans, account: Account
    ) -> Iterator[tuple[ForeignReferent, list[KeptSpan]]]:
        for referent in layer.referents:
            members = [spans.of[each] for each in referent.mentions if each in spans.of]
            if not self._rules.takes_referents(referent.kind):
                reason = NOT_CHOSEN
            elif not members:
                reason = "left out, because none of their mentions was taken"
            else:
                yield referent, list({span.id: span for span in members}.values())
                continue
            what = f"referents “{referent.kind}”" if referent.kind else "referents in the files"
            account.tell(Matter.REFERENT, what, reason, referent.name or referent.id)

    def _referents(
        self, spans: KeptSpans, groups: _Groups, place: str, account: Account
    ) -> MadeReferents:
        found = MadeReferents()
        for span in spans.spans:
            group = groups.of(span)
            if group is None:
                _tell_answers(span, account)
            elif span.id not in found.of:
                labels = {each.label for each in group.spans}
                if len(labels) > 1:
                    reason = "parted, because a referent has one label"
                    account.tell(Matter.REFERENT, "chains of several labels", reason, span.words)
                for label in (each for each in self._labels if each in labels):
                    members = _in_order(each for each in group.spans if each.label == label)
                    referent = self._referent(group, members, place, account)
                    referent = replace(referent, id=free_id(referent.id, found.made))
                    found.made[referent.id] = referent
                    found.of.update({each.id: referent.id for each in members})
        return found

    def _referent(
        self, group: _Group, members: list[KeptSpan], place: str, account: Account
    ) -> RecordReferent:
        label = members[0].label
        name = (group.name or _best_name(members))[:_LONGEST_NAME].strip()
        if group.entry:
            identifier = group.entry
        elif is_name(name) and label not in self._statements:
            identifier = f"{label}:{match_key(name)}"
        else:
            # Ids of this form keep referents apart that have the same words in two articles.
            identifier = str(uuid.uuid5(_ROOM, f"{place}\n{group.id}\n{label}"))
        answers: dict[str, AttributeValue] = {}
        for span in members:
            for key, value in span.referent_answers.items():
                if answers.setdefault(key, value) != value:
                    account.tell(
                        Matter.ATTRIBUTE,
                        f"answers to “{key}” of {label} referents",
                        "left out, because an earlier mention says otherwise",
                        f"{name}: {as_text(value)}",
                    )
        return RecordReferent(id=identifier, label=label, name=name, attributes=answers)


def _in_order(spans: Iterable[KeptSpan]) -> list[KeptSpan]:
    return sorted(spans, key=lambda each: (each.fragments[0].start, -each.fragments[-1].end))


def _name_by_words(spans: KeptSpans, groups: _Groups) -> None:
    """Gives spans that want a referent that of an equal mention, or one of their own.

    What is said to be of different types has different referents, though the words be equal.
    """
    known: dict[object, KeptSpan] = {}
    for span in spans.spans:
        if groups.of(span) is not None and is_name(span.words):
            known.setdefault(_mention(span), span)
    for span in spans.spans:
        if span.names_referent and groups.of(span) is None:
            twin = known.setdefault(_mention(span), span)
            groups.chain(twin.id, (span,) if twin is span else (twin, span))


def _mention(span: KeptSpan) -> object:
    answers = sorted((name, as_text(value)) for name, value in span.referent_answers.items())
    return (span.label, match_key(span.words), tuple(answers))


def _best_name(members: list[KeptSpan]) -> str:
    """The longest of the mentions that are names and not too long, else the first mention."""
    said = [" ".join(each.words.split()) for each in members]
    names = [
        each
        for each in said
        if is_name(each)
        and len(each) <= _LONGEST_NAME
        and len(each.split()) <= _MOST_WORDS_OF_A_NAME
    ]
    return max(names, key=len, default=said[0])


def _tell_answers(span: KeptSpan, account: Account) -> None:
    for name, value in span.referent_answers.items():
        account.tell(
            Matter.ATTRIBUTE,
            f"answers to “{name}” of {span.label} referents",
            "left out, because the span has no referent",
            as_text(value),
        )
