"""What an export would be like: its first record in words, how much goes out, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from db.errors import Stopped
from db.exports import catalogue, places
from db.exports.choices import ExportChoices, StandOff, chosen_layers
from db.exports.export_format import ExportFormat
from db.exports.facts import MediaType
from db.exports.gathering import Gathering
from db.exports.licences import may_be_passed_on
from db.exports.lines import Form, LineWriter
from db.exports.people import People
from db.exports.run import setting_of
from db.exports.sinks import Setting, Sink
from db.exports.tally import LossCount, Tally
from db.formats.extras import MissingLibrary
from db.formats.foreign import ForeignArticle
from db.formats.record import Record
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import annotators, exports, splits
from db.queries.export_rows import ExportRow
from db.queries.exports import LeftOut

LAYERS_LOOKED_AT = 200
_SHOWN_CHARACTERS = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be written.

    `text` is the first record, laid out to be read, "" where no layer fits; `is_cut` says that it
    goes on. `losses` and `closed_texts` were found in `looked_at` layers, which are the first of
    `layers`. `installs` is what to do where the format's library is missing; there are no text and
    no losses then. `splits` and `leaks` are there if they were asked for.
    """

    format: ExportFormat
    layers: int
    looked_at: int
    text: str
    is_cut: bool
    losses: tuple[LossCount, ...]
    left_out: LeftOut
    closed_texts: int
    installs: str = ""
    splits: Mapping[str, int] | None = None
    leaks: int = 0

    @property
    def is_sample(self) -> bool:
        """Whether more layers would be written than were looked at."""
        return self.looked_at < self.layers


def preview(
    project: Project,
    choices: ExportChoices,
    *,
    at_most: int | None = LAYERS_LOOKED_AT,
    with_splits: bool = False,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Preview:
    """Look at the first layers, or with None at all; writes nothing but to a temporary folder.

    Raises UserFault for choices that don't fit, DamagedQuote, or Stopped. Splits count articles and
    take half a minute for 100,000 of them.
    """
    kind = catalogue.one(choices.format)
    places.places(Path("preview"), kind, choices)
    with exports.snapshot(project):
        looking = _Looking(project, kind, choices)
        looking.look(at_most, progress, is_cancelled)
        found = looking.found()
        if not with_splits or choices.split is None:
            return found
        division = splits.divide(
            project, choices.split, progress=progress, is_cancelled=is_cancelled
        )
        chosen = exports.articles(project, chosen_layers(project, choices))
        counts = {share.name: 0 for share in choices.split.shares}
        for article in chosen:
            counts[division.of[article]] += 1
        return looking.found(counts, len(division.leakage))


class _Looking:
    def __init__(self, project: Project, kind: ExportFormat, choices: ExportChoices) -> None:
        self._project = project
        self._kind = kind
        self._choices = choices
        self._chosen = chosen_layers(project, choices)
        self._layers = exports.count(project, self._chosen)
        everyone = annotators.every(project)
        self._gathering = Gathering({each.id: each.kind for each in everyone})
        self._tally = Tally()
        self._text = ""

    def look(
        self, at_most: int | None, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> None:
        """Write the first layers where nobody sees it."""
        if not self._kind.is_installed:
            return
        lines = LineWriter(
            self._project, People(self._project, with_names=self._choices.with_names)
        )
        fields = None if self._choices.fields is None else frozenset(self._choices.fields)
        setting = setting_of(self._project, self._chosen, self._kind)
        layers_read = exports.rows(self._project, self._chosen, with_parts=self._kind.is_ours)
        rows = watched(
            islice(layers_read, at_most),
            total=self._layers if at_most is None else min(at_most, self._layers),
            progress=progress,
            is_cancelled=is_cancelled,
        )
        with TemporaryDirectory() as folder:
            sink = sink_for(self._kind, Path(folder), setting)
            try:
                for _, group in groupby(rows, key=lambda row: row.article):
                    # Some formats take their time, and a window asks for another soon.
                    if is_cancelled is not None and is_cancelled():
                        raise Stopped
                    layers = list(group)
                    form = Form(fields=fields, is_stand_off=self._stands_off(layers[0]))
                    for row in layers:
                        self._gathering.layer(row, None)
                    if sink is None:
                        self._text = self._text or laid_out(lines.line(layers[0], form), self._kind)
                        continue
                    records = [lines.record(row, form) for row in layers]
                    self._text = self._text or first_record(self._kind, setting, records)
                    for some in [records] if sink.gathers else [[each] for each in records]:
                        for record, told in zip(some, sink.add(some), strict=True):
                            self._tally.add(record, told)
            finally:
                if sink is not None:
                    sink.close()

    def _stands_off(self, row: ExportRow) -> bool:
        licence = self._gathering.article(row)
        wanted = self._choices.stand_off
        is_stand_off = wanted is StandOff.ALL or (
            wanted is StandOff.CLOSED and not may_be_passed_on(licence)
        )
        if is_stand_off:
            self._gathering.without_text(licence)
        return is_stand_off

    def found(self, division: Mapping[str, int] | None = None, leaks: int = 0) -> Preview:
        """What was seen."""
        installs = ""
        try:
            self._kind.check_installed()
        except MissingLibrary as fault:
            installs = str(fault)
        return Preview(
            format=self._kind,
            layers=self._layers,
            looked_at=self._gathering.records,
            text=self._text[:_SHOWN_CHARACTERS],
            is_cut=len(self._text) > _SHOWN_CHARACTERS,
            losses=self._tally.counts,
            left_out=exports.left_out(self._project, self._chosen),
            closed_texts=self._gathering.closed_texts,
            installs=installs,
            splits=division,
            leaks=leaks,
        )


def first_record(kind: ExportFormat, setting: Setting, records: list[Record]) -> str:
    """What a format makes of the layers of one article, or of the first of them, as text."""
    with TemporaryDirectory() as folder:
        sink = sink_for(kind, Path(folder), setting)
        if sink is None:
            return ""
        sink.add(records if sink.gathers else records[:1])
        sink.close()
        if not kind.is_text:
            return "\n".join(
                line
                for read in sink.read_back()
                if read.article
                for line in _in_words(read.article)
            )
        files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        if len(files) == 1:
            return laid_out(files[0].read_bytes(), kind)
        return "\n".join(
            f"{path.relative_to(folder).as_posix()}\n{path.read_text(encoding='utf-8-sig')}"
            for path in files
            if path.name != "TypeSystem.xml"
        )


def laid_out(data: bytes, kind: ExportFormat) -> str:
    """JSON with a value a line, other text as it is."""
    if kind.media_type in {MediaType.JSONL, MediaType.JSON}:
        return orjson.dumps(orjson.loads(data), option=orjson.OPT_INDENT_2).decode()
    return data.decode()


def sink_for(kind: ExportFormat, folder: Path, setting: Setting) -> Sink | None:
    """Where a format writes in a folder that is thrown away; None for our own JSONL."""
    if kind.sink is None:
        return None
    return kind.sink(folder / f"first{kind.suffix}" if kind.is_one_file else folder, setting)


def _in_words(article: ForeignArticle) -> Iterator[str]:
    """An article of a file that is no text, as it is read."""
    yield article.title
    yield article.text
    for layer in article.layers:
        quotes = {
            span.id: " … ".join(article.text[each.start : each.end] for each in span.fragments)
            for span in layer.spans
        }
        for span in layer.spans:
            yield f"{span.label} [{span.start}, {span.end}): {quotes[span.id]}"
            for name, value in span.attributes.items():
                yield f"    {name}: {value}"
        for link in layer.links:
            yield f"{link.role}: {quotes[link.source]} → {quotes[link.target]}"
