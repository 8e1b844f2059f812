"""What the export page says of formats, of what they lose, and of what is left out; no screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.exports import catalogue
from db.exports.export_format import ExportFormat, Shape
from db.formats.losses import LossKind
from db.queries.exports import LeftOut
from gui.isolation import in_a_row
from gui.translation import tr, tr_count
from gui.widgets.parts import number

_OURS = ("jsonl", "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What some formats are for."""

    title: str
    formats: tuple[ExportFormat, ...]


def purposes() -> tuple[Purpose, ...]:
    """All formats by what they are for, in the order in which they are offered."""
    ours = [each for each in catalogue.FORMATS if each.name in _OURS]
    tables = [each for each in catalogue.FORMATS if each.shape is Shape.TABLES]
    rest = [each for each in catalogue.FORMATS if each not in [*ours, *tables]]
    # The catalogue has those for training first, and Prodigy is the first of the other tools.
    border = next((at for at, each in enumerate(rest) if each.name == "prodigy"), len(rest))
    return (
        Purpose(title=tr("Everything"), formats=tuple(ours)),
        Purpose(title=tr("Training"), formats=tuple(rest[:border])),
        Purpose(title=tr("Other tools"), formats=tuple(rest[border:])),
        Purpose(title=tr("Tables"), formats=tuple(tables)),
    )


def expresses(kind: ExportFormat) -> str:
    """What a format holds, in a sentence; all that can happen, until it was tried out."""
    if not kind.loses:
        return tr("Holds everything.")
    lost = [tr(_THINGS[each]) for each in LossKind if each in kind.loses]
    return tr("Can't hold, or only in part: {things}.", things=", ".join(lost))


def in_short(kind: ExportFormat) -> str:
    """The same in a word, for a list, until it was tried out."""
    if not kind.is_installed:
        return tr("not installed")
    if not kind.loses:
        return tr("everything")
    return tr("spans")


def makes(kind: ExportFormat) -> str:
    """What stands on the disk in the end."""
    return {
        Shape.ONE_FILE: tr("One file ({suffix}), or one for each part.", suffix=kind.suffix),
        Shape.FILE_PER_ARTICLE: tr(
            "A folder with a file for each layer ({suffix}).", suffix=kind.suffix
        ),
        Shape.TABLES: tr("A folder with a file for each table ({suffix}).", suffix=kind.suffix),
    }[kind.shape]


def lost(kind: LossKind) -> str:
    """What happens to things of a kind."""
    return tr(_LOST[kind])


def left_out_lines(left_out: LeftOut) -> Iterator[str]:
    """What is not in an export and why, a sentence a reason."""
    for count, one, other in (
        (
            left_out.articles_without_layer,
            "{count} article is left out: no layer of it was chosen.",
            "{count} articles are left out: no layer of them was chosen.",
        ),
        (
            left_out.blank_layers,
            "{count} layer is left out: it says nothing yet.",
            "{count} layers are left out: they say nothing yet.",
        ),
        (
            left_out.unfinished_layers,
            "{count} layer is left out: it is not done.",
            "{count} layers are left out: they are not done.",
        ),
        (
            left_out.layers_of_others,
            "{count} layer is left out: it is not gold.",
            "{count} layers are left out: they are not gold.",
        ),
        (
            left_out.other_annotators,
            "{count} layer is left out: its annotator was not chosen.",
            "{count} layers are left out: their annotators were not chosen.",
        ),
        (
            left_out.other_states,
            "{count} layer is left out: its state was not chosen.",
            "{count} layers are left out: their states were not chosen.",
        ),
        (
            left_out.second_readings,
            "{count} layer is left out: it is what somebody said on reading an article again.",
            "{count} layers are left out: they are what people said on reading articles again.",
        ),
    ):
        if count:
            yield tr_count(count, one, other)


def closed_texts_line(count: int, *, is_done: bool) -> str:
    """A warning about texts that may not be passed on."""
    if is_done:
        return tr_count(
            count,
            "{count} text went out whose licence is unknown or does not let you pass it on.",
            "{count} texts went out whose licences are unknown or do not let you pass them on.",
        )
    return tr_count(
        count,
        "The licence of {count} text is unknown or does not let you pass it on.",
        "The licences of {count} texts are unknown or do not let you pass them on.",
    )


def splits_line(splits: Mapping[str, int]) -> str:
    """How much is in each part."""
    return in_a_row(f"{name} {number(count)}" for name, count in splits.items())


def leaks_line(leaks: int) -> str:
    """Whether copies of one text are on both sides of a split."""
    if not leaks:
        return tr("No leaks: no copies of a text are in different parts.")
    return tr_count(
        leaks,
        "{count} leak: copies of a text are in different parts.",
        "{count} leaks: copies of a text are in different parts.",
    )


_THINGS = {
    LossKind.NESTED: "spans inside or across others",
    LossKind.DISCONTINUOUS: "spans of several pieces",
    LossKind.CROSS_SENTENCE: "spans across sentences",
    LossKind.UNALIGNED: "spans that end inside a word",
    LossKind.LINKS: "links",
    LossKind.REFERENTS: "referents",
    LossKind.ATTRIBUTES: "answers",
    LossKind.FIELDS: "article fields",
    LossKind.TEXT: "some white space",
    LossKind.LIMIT: "long spans",
    LossKind.PLACE: "where words stand",
}
_LOST = {
    LossKind.NESTED: "inside or across others: left out",
    LossKind.DISCONTINUOUS: "in several pieces: written as one",
    LossKind.CROSS_SENTENCE: "across sentences: left out",
    LossKind.UNALIGNED: "ends inside a word: left out or moved",
    LossKind.LINKS: "link: left out",
    LossKind.REFERENTS: "referent: left out",
    LossKind.ATTRIBUTES: "answer: left out",
    LossKind.FIELDS: "article field: left out",
    LossKind.TEXT: "characters not as they were",
    LossKind.LIMIT: "written, but readers pass over it",
    LossKind.PLACE: "written without its place",
}
