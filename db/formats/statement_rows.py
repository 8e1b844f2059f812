"""One statement a row: who, with which stance, what, when and where it was said.

A scheme does not name the one who speaks, but its roles show it: the first role of a label that
only spans without slots can fill is who, the first that only statements can fill is what; a label
without the latter is about what it marks itself. Whatever the mention does not say is taken from
the other mentions of the same referent, as the scheme's rules count slots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from db.formats.losses import as_text
from db.formats.record import Record, RecordLink, RecordSpan
from db.scheme.model import Scheme

BETWEEN = "; "

_DATE, _PUBLISHER, _SOURCE = "date", "publisher", "reported_source"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementColumns:
    """The columns of the table, and which role of a label says who and what."""

    FIRST: ClassVar[tuple[str, ...]] = (
        "layer", "article", "statement", "stance", "who", "what", "when", "publisher",
        "reported_source", "absent", "quote", "start", "end", "same_as",
    )  # fmt: skip

    who: Mapping[str, str] = field(default_factory=dict)
    what: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()

    @staticmethod
    def of(scheme: Scheme) -> StatementColumns:
        """The columns for what a scheme asks of statements."""
        who: dict[str, str] = {}
        what: dict[str, str] = {}
        for role in scheme.roles:
            kinds = {scheme.is_statement(target) for target in role.targets}
            if kinds == {False}:
                who.setdefault(role.source, role.name)
            elif kinds == {True}:
                what.setdefault(role.source, role.name)
        makes = [each for each in scheme.span_types if scheme.is_statement(each.label)]
        return StatementColumns(
            who=who,
            what=what,
            roles=tuple(dict.fromkeys(role.name for role in scheme.roles)),
            answers=tuple(dict.fromkeys(a.name for each in makes for a in each.attributes)),
            labels=frozenset(each.label for each in makes),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The heading; roles and answers whose names are taken get "_" behind them."""
        found = list(self.FIRST)
        for name in (*self.roles, *self.answers):
            unique = name
            while unique in found:
                unique += "_"
            found.append(unique)
        return tuple(found)


def statement_rows(record: Record, columns: StatementColumns) -> Iterator[tuple[str, ...]]:
    """The cells of each statement behind `layer` and `article`."""
    said = _Said(record, columns)
    metadata = {name: as_text(value) for name, value in record.article.metadata.items()}
    for span in record.spans:
        if span.label not in columns.labels:
            continue
        who = columns.who.get(span.label)
        what = columns.what.get(span.label)
        yield (
            span.id,
            span.label,
            said.fillers(span, who) if who else "",
            said.fillers(span, what) if what else said.name(span),
            metadata.get(_DATE, ""),
            metadata.get(_PUBLISHER, ""),
            metadata.get(_SOURCE, ""),
            said.absences(span),
            record.article.body[span.start : span.end],
            str(span.start),
            str(span.end),
            said.first(span),
            *(said.fillers(span, role) for role in columns.roles),
            *(as_text(span.attributes.get(name, "")) for name in columns.answers),
        )


class _Said:
    """What a record's links say, counted over all mentions of a referent."""

    def __init__(self, record: Record, columns: StatementColumns) -> None:
        self._spans = {span.id: span for span in record.spans}
        self._names = {referent.id: referent.name for referent in record.referents}
        self._body = record.article.body
        self._columns = columns
        self._mentions: dict[str, list[RecordSpan]] = {}
        self._links: dict[str, list[RecordLink]] = {}
        for span in record.spans:
            if span.referent is not None:
                self._mentions.setdefault(span.referent, []).append(span)
        for link in record.links:
            self._links.setdefault(link.source, []).append(link)

    def name(self, span: RecordSpan) -> str:
        """What a span means: its referent by name, or its own words."""
        return self._names.get(span.referent or "") or self._body[span.start : span.end]

    def first(self, span: RecordSpan) -> str:
        """The first mention of the same thing, if that is another one."""
        first = self._mentions.get(span.referent or "", [span])[0]
        return "" if first.id == span.id else first.id

    def fillers(self, span: RecordSpan, role: str) -> str:
        """Who or what fills a role, each once."""
        targets = [link.target for link in self._filled(span, role) if link.target is not None]
        names = dict.fromkeys(self.name(self._spans[target]) for target in targets)
        return BETWEEN.join(names)

    def absences(self, span: RecordSpan) -> str:
        """The roles that nothing in the article fills, with the reasons."""
        found = dict.fromkeys(
            f"{link.role}: {link.absence.value}"
            for role in self._columns.roles
            for link in self._filled(span, role)
            if link.absence is not None
        )
        return BETWEEN.join(found)

    def _filled(self, span: RecordSpan, role: str) -> Sequence[RecordLink]:
        own = [link for link in self._links.get(span.id, ()) if link.role == role]
        if own:
            return own
        return [
            link
            for mention in self._mentions.get(span.referent or "", ())
            for link in self._links.get(mention.id, ())
            if link.role == role
        ]
