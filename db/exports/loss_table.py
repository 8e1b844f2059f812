"""What each format can express, found out by writing a record that has everything once.

The table of the handbook is made here, so that it can't say anything else than the program does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from db.exports import catalogue
from db.exports.export_format import ExportFormat
from db.exports.read_back import Claims
from db.exports.sinks import Setting
from db.formats.losses import Loss, LossKind
from db.formats.record import Record, RecordLayer, RecordLink, RecordReferent, RecordSpan
from db.model import Absence, AnnotatorKind, Fragment, NewArticle
from db.scheme.model import Scheme

_BODY = (
    "Der Präsident 🇫🇷 proposed a truce\x0b, and Ann\u2028 rejected it.  A truce? No.\n\n"
    "נאמר שלום. She said so again on the very next day, in the house, as Ann had asked."
)

_INSIDE_WORDS, _TEXT = "Spans inside words", "The text letter by letter"


class Kept(StrEnum):
    """Whether a format keeps something."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one format keeps, by the titles of `THINGS`."""

    format: ExportFormat
    keeps: Mapping[str, Kept]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that may be lost; `there` is how often the record has it."""

    is_lost: Callable[[Loss], bool]
    there: int


def probing_record(scheme: Scheme) -> Record:
    """A record with everything once, in the labels and roles of a scheme of statements."""
    role = scheme.roles[0]
    others = [each for each in scheme.roles if each.source != role.source]
    second = others[0] if others else role
    actor = next(each for each in role.targets if not scheme.is_statement(each))
    spans = tuple(
        _span(number, label, words)
        for number, (label, *words) in enumerate(
            (
                (actor, "Der Präsident 🇫🇷"),
                (actor, "räsident"),
                (role.source, "Präsident 🇫🇷 proposed a truce"),
                (actor, "Ann had"),
                (second.source, "rejected it", "No"),
                (second.source, "rejected it.  A truce"),
                (actor, "נאמר"),
                (actor, "She"),
                (second.source, "She"),
                (role.source, "so again on the very next day, in the house, as Ann had asked"),
                (actor, "Ann"),
            ),
            start=1,
        )
    )
    return Record(
        article=NewArticle(
            title="Everything once",
            body=_BODY,
            metadata={"date": "2024-05-01", "publisher": "A paper"},
            external_id="probe",
        ),
        layer=RecordLayer(kind=AnnotatorKind.GOLD),
        spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))),
        links=(
            RecordLink(id="l1", role=role.name, source="s3", target="s1"),
            RecordLink(id="l2", role=role.name, source="s3", target="s8"),
            RecordLink(
                id="l3", role=second.name, source="s5", target=None, absence=Absence.IMPLIED
            ),
        ),
        referents=(
            RecordReferent(
                id="r1", label=actor, name="the  president", attributes={"type": "person"}
            ),
            RecordReferent(id="r2", label=actor, name="nobody", attributes={"type": "group"}),
        ),
        labels={"relevance": "relevant"},
    )


def _span(number: int, label: str, words: Sequence[str]) -> RecordSpan:
    # Where words stand several times, the last place is meant, which words alone do not say.
    places = [Fragment(_BODY.rindex(each), _BODY.rindex(each) + len(each)) for each in words]
    return RecordSpan(
        id=f"s{number}",
        label=label,
        fragments=tuple(places),
        referent="r1" if number in {1, 8} else None,
        attributes={"certainty": "asserted"} if number in {3, 5, 8} else {},
    )


def _things(record: Record) -> dict[str, _Thing]:
    absent = {link.id for link in record.links if link.target is None}
    kind = LossKind
    return {
        "Spans inside others": _Thing(lambda loss: loss.kind is kind.NESTED, len(record.spans)),
        "Spans of several pieces": _Thing(lambda loss: loss.kind is kind.DISCONTINUOUS, 1),
        "Spans across sentences": _Thing(
            lambda loss: loss.kind is kind.CROSS_SENTENCE and loss.span is not None, 2
        ),
        _INSIDE_WORDS: _Thing(lambda loss: loss.kind is kind.UNALIGNED, 1),
        "Links": _Thing(
            lambda loss: (
                loss.kind in {kind.LINKS, kind.CROSS_SENTENCE}
                and loss.item is not None
                and loss.item not in absent
            ),
            2,
        ),
        "Reasons for open roles": _Thing(
            lambda loss: loss.kind is kind.LINKS and loss.item in absent, 1
        ),
        "Referents": _Thing(lambda loss: loss.kind is kind.REFERENTS, 2),
        "Answers about spans": _Thing(
            lambda loss: loss.kind is kind.ATTRIBUTES and loss.span is not None, 3
        ),
        "Answers about referents": _Thing(
            lambda loss: loss.span is None and loss.kind in {kind.ATTRIBUTES, kind.REFERENTS}, 2
        ),
        "Article fields": _Thing(lambda loss: loss.kind is kind.FIELDS and not _is_answer(loss), 2),
        "Answers about articles": _Thing(
            lambda loss: loss.kind is kind.FIELDS and _is_answer(loss), 1
        ),
        _TEXT: _Thing(lambda loss: loss.kind is kind.TEXT and not loss.item, 1),
        "Where spans stand": _Thing(lambda loss: loss.kind is kind.PLACE, len(record.spans)),
    }


def _is_answer(loss: Loss) -> bool:
    return (loss.item or "").startswith("labels.")


def rows(scheme: Scheme, formats: Iterable[ExportFormat] = catalogue.FORMATS) -> tuple[Row, ...]:
    """What each format keeps; those whose library is missing raise MissingLibrary."""
    record = probing_record(scheme)
    things = _things(record)
    found = []
    for each in formats:
        losses, claims = _probed(each, record, scheme)
        keeps = {
            title: _kept(sum(map(thing.is_lost, losses)), thing.there)
            for title, thing in things.items()
        }
        # Such spans are there, only not where tokens are; and a few characters are not all.
        softened = ([_INSIDE_WORDS] if claims.keeps_places else []) + (
            [] if claims.rebuilds_text else [_TEXT]
        )
        for title in softened:
            keeps[title] = Kept.IN_PART if keeps[title] is Kept.NO else keeps[title]
        found.append(Row(format=each, keeps=keeps, losses=losses))
    return tuple(found)


def _kept(lost: int, there: int) -> Kept:
    if not lost:
        return Kept.YES
    return Kept.NO if lost >= there else Kept.IN_PART


def _probed(kind: ExportFormat, record: Record, scheme: Scheme) -> tuple[tuple[Loss, ...], Claims]:
    """What a format loses of a record, and what it promises."""
    if kind.sink is None:
        return (), Claims()
    kind.check_installed()
    labels = tuple(each.label for each in scheme.span_types)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"probe{kind.suffix}" if kind.is_one_file else Path(folder)
        sink = kind.sink(path, Setting(scheme=scheme, title="probe", labels=labels))
        try:
            return tuple(loss for told in sink.add([record]) for loss in told), sink.claims
        finally:
            sink.close()
