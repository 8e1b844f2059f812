"""Instruction tuning: a chat of what is asked, an article, and its statements as JSON.

The answer says by words alone what is marked, each copied from the article letter by letter, for
that is what a model can learn to write. It has a list for each label of the scheme: texts for spans
that make no statement, each once; objects for those that do, with an id by which others name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from db.errors import Bug
from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, LossKind, Written
from db.formats.record import Record, RecordLink, RecordSpan
from db.scheme.model import Option, Scheme

SUFFIXES = (".jsonl",)
ID, TEXT, ABSENT, SAME = "id", "text", "absent", "same_as"
RESERVED = frozenset({ID, TEXT, ABSENT, SAME})
"""Keys of a statement that no role and no answer can have."""

_INTRODUCTION = (
    "Find what is asked for below in the article that the user gives. Answer with one JSON object "
    'and nothing else. Every text must be copied from the article word for word. "id" is a short '
    'name by which statements refer to each other; "same_as" names an earlier statement about the '
    'same thing; "absent" gives a reason (unnamed, implied or other_article) for a role that no '
    "words of the article fill."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is said besides the article: `before` and `after` stand around it, as they are."""

    system: str
    before: str = ""
    after: str = ""


def is_ours(system: str) -> bool:
    """Whether what the system says is a prompt that was made here."""
    return system.startswith(_INTRODUCTION)


def prompt_of(scheme: Scheme, *, with_guidelines: bool = False) -> Prompt:
    """What a scheme asks for, in brief: labels with their hints, roles and answers."""
    parts = [_INTRODUCTION, f"# {scheme.title}", *_asked(scheme)]
    if with_guidelines and scheme.guidelines.strip():
        parts.append(scheme.guidelines.strip())
    return Prompt(system="\n\n".join(parts))


def _asked(scheme: Scheme) -> Iterator[str]:
    for span_type in scheme.span_types:
        hint = f": {span_type.hint.rstrip('.')}." if span_type.hint else "."
        if not scheme.is_statement(span_type.label):
            yield f'"{span_type.label}" is a list of texts, each once. {span_type.title}{hint}'
            continue
        lines = [
            f'"{span_type.label}" is a list of objects with id and text. {span_type.title}{hint}'
        ]
        lines += [
            f'- "{role.name}" ({role.title}): a list of '
            + " or ".join(
                f"{target} ids" if scheme.is_statement(target) else f"{target} texts"
                for target in role.targets
            )
            for role in scheme.roles_of(span_type.label)
        ]
        for attribute in span_type.attributes:
            options = ", ".join(map(_shown, attribute.options))
            lines.append(
                f'- "{attribute.name}" ({attribute.title})' + (f": {options}" if options else "")
            )
        yield "\n".join(lines)


def _shown(option: Option) -> str:
    """The value that is stored, with its title where that says more."""
    says_more = option.title.casefold() != option.value.replace("_", " ").casefold()
    return f"{option.value} ({option.title})" if says_more else option.value


def write(record: Record, *, scheme: Scheme, prompt: Prompt | None = None) -> Written:
    """One line: what is asked, the whole article, and the answer."""
    prompt = prompt or prompt_of(scheme)
    ledger = Ledger(record)
    answer = answer_of(record, scheme, ledger)
    user = f"{prompt.before}{record.article.body}{prompt.after}"
    for span in record.spans:
        if record.article.body[span.start : span.end] not in user:
            raise Bug("a quote is not in the article that it was cut from")
    data = {
        "messages": [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": user},
            {"role": "assistant", "content": orjson.dumps(answer).decode()},
        ]
    }
    return Written(data=json_line(data), losses=ledger.losses)


def answer_of(
    record: Record, scheme: Scheme, ledger: Ledger
) -> dict[str, list[str] | list[dict[str, object]]]:
    """What the assistant is to say of an article; keys and lists are always in the same order."""
    ledger.lose_gaps()
    ledger.lose_referents()
    ledger.lose_fields()
    statements = _Statements(record, scheme, ledger)
    known = [span_type.label for span_type in scheme.span_types]
    others = sorted({span.label for span in record.spans} - set(known))
    return {
        label: statements.objects(label) if scheme.is_statement(label) else statements.texts(label)
        for label in (*known, *others)
    }


class Places:
    """Where a reader looks for words: behind the same ones that a label had before.

    Where there are no more of them, the first ones are meant again.
    """

    def __init__(self, body: str) -> None:
        self._body = body
        self._after: dict[tuple[str, str], int] = {}

    def next(self, label: str, words: str) -> int | None:
        """The first code point of the words; None where they are not in the article."""
        found = self._body.find(words, self._after.get((label, words), 0))
        if found < 0:
            found = self._body.find(words)
        if found < 0:
            return None
        self._after[label, words] = found + 1
        return found


class _Statements:
    def __init__(self, record: Record, scheme: Scheme, ledger: Ledger) -> None:
        self._record = record
        self._scheme = scheme
        self._ledger = ledger
        self._quotes = {
            span.id: record.article.body[span.start : span.end] for span in record.spans
        }
        self._places = Places(record.article.body)
        self._labels = {span.id: span.label for span in record.spans}
        self._ids = self._named()
        self._first: dict[str, str] = {}
        self._links: dict[str, list[RecordLink]] = {}
        for link in record.links:
            self._links.setdefault(link.source, []).append(link)
            if not scheme.is_statement(self._labels[link.source]):
                ledger.lose(LossKind.LINKS, link.source, link.id)

    def _named(self) -> dict[str, str]:
        """P1, P2 … for proposals, unless such words are marked or other labels begin with P."""
        ids: dict[str, str] = {}
        labels = [each.label for each in self._scheme.span_types
                  if self._scheme.is_statement(each.label)]  # fmt: skip
        quotes = set(self._quotes.values())
        for label in labels:
            spans = [span for span in self._record.spans if span.label == label]
            is_alone = sum(other[0] == label[0] for other in labels) == 1
            prefix = label[0] if is_alone else label
            while any(f"{prefix}{number}" in quotes for number in range(1, len(spans) + 1)):
                prefix += "#"
            ids |= {span.id: f"{prefix}{number}" for number, span in enumerate(spans, start=1)}
        return ids

    def texts(self, label: str) -> list[str]:
        """The words of spans that make no statement, each once."""
        found: dict[str, int | None] = {}
        for span in self._record.spans:
            if span.label != label:
                continue
            quote = self._quotes[span.id]
            if quote not in found:
                found[quote] = self._places.next(label, quote)
            if found[quote] != span.start:
                self._ledger.lose(LossKind.PLACE, span.id)
            for name in span.attributes:
                self._ledger.lose(LossKind.ATTRIBUTES, span.id, name)
        return list(found)

    def objects(self, label: str) -> list[dict[str, object]]:
        """The statements of a label."""
        return [self._object(span) for span in self._record.spans if span.label == label]

    def _object(self, span: RecordSpan) -> dict[str, object]:
        quote = self._quotes[span.id]
        if self._places.next(span.label, quote) != span.start:
            self._ledger.lose(LossKind.PLACE, span.id)
        data: dict[str, object] = {ID: self._ids[span.id], TEXT: quote}
        if span.referent is not None:
            first = self._first.setdefault(span.referent, self._ids[span.id])
            if first != self._ids[span.id]:
                data[SAME] = first
        self._add_links(span, data)
        asked = self._scheme.span_type(span.label)
        order = [attribute.name for attribute in asked.attributes] if asked else []
        names = [name for name in order if name in span.attributes]
        for name in (*names, *(each for each in span.attributes if each not in order)):
            if name in data or name in RESERVED:
                self._ledger.lose(LossKind.ATTRIBUTES, span.id, name)
            else:
                data[name] = span.attributes[name]
        return data

    def _add_links(self, span: RecordSpan, data: dict[str, object]) -> None:
        links = self._links.get(span.id, [])
        order = [role.name for role in self._scheme.roles_of(span.label)]
        roles = sorted(
            dict.fromkeys(link.role for link in links),
            key=lambda role: order.index(role) if role in order else len(order),
        )
        reasons: dict[str, str] = {}
        for role in roles:
            own = [link for link in links if link.role == role]
            if role in RESERVED:
                for link in own:
                    self._ledger.lose(LossKind.LINKS, span.id, link.id)
                continue
            fillers = [self._filler(link.target) for link in own if link.target is not None]
            if fillers:
                data[role] = fillers
            self._add_reasons(role, own, reasons)
        if reasons:
            data[ABSENT] = reasons

    def _add_reasons(self, role: str, links: list[RecordLink], reasons: dict[str, str]) -> None:
        for link in links:
            if link.absence is not None and role not in reasons:
                reasons[role] = link.absence.value
            elif link.target is None:
                self._ledger.lose(LossKind.LINKS, link.source, link.id)

    def _filler(self, target: str) -> str:
        return self._ids.get(target) or self._quotes[target]
