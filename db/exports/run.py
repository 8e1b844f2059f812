"""Exporting: one snapshot of the project to files that were read back, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from db.exports import agreement_facts, catalogue, manifest, places
from db.exports.choices import ExportChoices, StandOff, chosen_layers
from db.exports.croissant import croissant
from db.exports.data_card import data_card
from db.exports.dataset_files import files_of
from db.exports.export_format import ExportFormat
from db.exports.facts import Agreement
from db.exports.files import Stage
from db.exports.gathering import Gathering
from db.exports.licences import may_be_passed_on
from db.exports.lines import Form, LineWriter
from db.exports.people import People
from db.exports.read_back import NotReadBack
from db.exports.records_writing import RecordsWriting
from db.exports.sinks import Setting
from db.exports.tally import LossCount
from db.exports.telling import Account, dataset_facts, digest_of, entry_of
from db.exports.writing import Layers, LinesWriting, Writing
from db.progress import IsCancelled, Progress, tell, watched
from db.project import Project
from db.queries import annotators, exports, projects, schemes, splits
from db.queries.export_rows import Batch, ExportRow
from db.queries.exports import Chosen, LeftOut
from db.splitting.model import SplitResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written where.

    `path` is the file or the folder that was asked for, `sha256` the digest of the file, or of all
    files' names and digests. `closed_texts` counts texts that went out though their licence is
    unknown or does not let others pass them on. `leaks` counts copies of one text in different
    splits.
    """

    path: Path
    manifest: Path
    card: Path
    croissant: Path
    format: str
    files: tuple[Path, ...]
    sha256: str
    records: int
    articles: int
    spans: int
    links: int
    losses: tuple[LossCount, ...]
    left_out: LeftOut
    closed_texts: int
    splits: Mapping[str, int]
    leaks: int


def export(
    project: Project,
    out: Path,
    choices: ExportChoices | None = None,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Exported:
    """Write the chosen layers to `out`, which is a folder where the format or splits need one.

    A manifest, a data card and its Croissant stand beside them. Files take their names when all are
    whole and were read back. Raises Stopped, UserFault for choices that don't fit, MissingLibrary,
    DamagedQuote for a span that is no longer what was marked, NotReadBack, or StorageFault where
    the disk refuses; older files are as they were then.
    """
    job = _Job(project, out, choices or ExportChoices())
    with exports.snapshot(project), Stage(job.places.home, job.asked) as stage:
        job.prepare(progress, is_cancelled)
        job.write(stage, progress, is_cancelled)
        return job.settle(stage)


class _Job:
    """One export from its choices to its files."""

    def __init__(self, project: Project, out: Path, choices: ExportChoices) -> None:
        self.kind = catalogue.one(choices.format)
        self.kind.check_installed()
        self.places = places.places(out, self.kind, choices)
        self.asked = out.absolute()
        self._out = out
        self._project = project
        self._choices = choices
        self._chosen: Chosen = chosen_layers(project, choices)
        self._fields = None if choices.fields is None else frozenset(choices.fields)
        self._division: SplitResult | None = None
        self._agreement: tuple[Agreement, ...] = ()
        everyone = annotators.every(project)
        self._gathering = Gathering({each.id: each.kind for each in everyone})
        self._lines = LineWriter(project, People(project, with_names=choices.with_names))

    def prepare(self, progress: Progress | None, is_cancelled: IsCancelled | None) -> None:
        """Find out where each article goes, and how far annotators agree."""
        if self._choices.with_agreement:
            self._agreement = agreement_facts.measured(
                self._project, progress=progress, is_cancelled=is_cancelled
            )
        if self._choices.split is not None:
            self._division = splits.divide(
                self._project, self._choices.split, progress=progress, is_cancelled=is_cancelled
            )

    def write(
        self, stage: Stage, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> None:
        """Write the data and read it back."""
        total = exports.count(self._project, self._chosen)
        rounds = 1 if self.kind.is_ours else 2
        self._setting = setting_of(self._project, self._chosen, self.kind)
        for name, data in self.kind.beside(self._setting).items():
            (stage.folder / self.places.beside(name)).write_bytes(data)
        self._writing = self._new_writing(stage.folder)
        with self._writing as writing:
            writing.take(
                self._batches(total * rounds, progress, is_cancelled),
                lambda rows: self._articles(rows, note=True),
            )
            writing.close()
            for _ in watched(
                writing.read_back(),
                progress=_second_half(progress, total) if progress and rounds > 1 else None,
                is_cancelled=is_cancelled,
            ):
                pass
        self._check_amounts()

    def settle(self, stage: Stage) -> Exported:
        """Write what tells of the data, and give all files their names."""
        found = self.places
        there = manifest.folder(found.home, found.dataset)
        account = Account(
            kind=self.kind,
            choices=self._choices,
            places=found,
            writing=self._writing,
            gathering=self._gathering,
            division=self._division,
            scheme=self._setting.scheme,
            record_scheme=self._lines.scheme,
            info=projects.info(self._project),
            made_at=self._project.now(),
            left_out=exports.left_out(self._project, self._chosen),
            agreement=self._agreement,
            files=stage.names,
        )
        files = tuple(files_of(account, stage.folder))
        facts = dataset_facts(account, files)
        (stage.folder / there.names[manifest.CARD]).write_bytes(data_card(facts))
        (stage.folder / there.names[manifest.CROISSANT]).write_bytes(croissant(facts))
        beside = [there.names[each] for each in (manifest.CARD, manifest.CROISSANT)]
        entry = entry_of(account, facts, files, beside)
        written = manifest.written(there, found.dataset, entry)
        (stage.folder / there.names[manifest.NAME]).write_bytes(written)
        places.refuse_to_replace(there, found, stage.names)
        stage.settle(there.data_of(found.dataset))
        return self._exported(account, there, digest_of(files))

    def _batches(
        self, total: int, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> Iterator[Batch]:
        done = 0
        for batch in exports.batches(self._project, self._chosen, with_parts=self.kind.is_ours):
            tell(done, total, progress=progress, is_cancelled=is_cancelled)
            yield batch
            done += batch.layers
        tell(done, total, progress=progress, is_cancelled=is_cancelled)

    def _new_writing(self, folder: Path) -> Writing:
        paths = {split: folder / name for split, name in self.places.data.items()}
        if self.kind.is_ours:
            return LinesWriting(paths, self._lines)
        if not self.kind.is_one_file:
            for path in paths.values():
                path.mkdir(exist_ok=True)
        return RecordsWriting(paths, self._lines, self.kind, self._setting, self._again)

    def _again(self, split: str | None) -> Iterator[Layers]:
        rows = exports.rows(self._project, self._chosen, with_parts=False)
        for place, layers in self._articles(rows, note=False):
            if place == split:
                yield layers

    def _articles(
        self, rows: Iterator[ExportRow], *, note: bool
    ) -> Iterator[tuple[str | None, Layers]]:
        """The layers of each article with the key of their files."""
        is_apart = None not in self.places.data
        for _, group in groupby(rows, key=lambda row: row.article):
            layers = list(group)
            form = self._form(layers, note=note)
            yield form.split if is_apart else None, [(row, form) for row in layers]

    def _form(self, layers: list[ExportRow], *, note: bool) -> Form:
        first = layers[0]
        gathering = self._gathering if note else Gathering({})
        licence = gathering.article(first)
        is_stand_off = self._choices.stand_off is StandOff.ALL or (
            self._choices.stand_off is StandOff.CLOSED and not may_be_passed_on(licence)
        )
        if is_stand_off:
            gathering.without_text(licence)
        split = None if self._division is None else self._division.of[first.article]
        for row in layers:
            gathering.layer(row, split)
        return Form(fields=self._fields, is_stand_off=is_stand_off, split=split)

    def _check_amounts(self) -> None:
        """What was written against what is counted without reading it."""
        amounts = exports.amounts(self._project, self._chosen)
        for words, written, counted in (
            ("the number of articles", self._gathering.articles, amounts.articles),
            ("the number of layers", self._writing.records.total(), amounts.layers),
            ("the number of spans", self._writing.spans, amounts.spans),
            ("the number of links", self._writing.links, amounts.links),
        ):
            if written != counted:
                raise NotReadBack("", f"{words} is {written:,} instead of {counted:,}")

    def _exported(self, account: Account, there: manifest.Folder, sha256: str) -> Exported:
        home = self._out.parent if self.places.is_one_file else self._out
        return Exported(
            path=self._out,
            manifest=home / there.names[manifest.NAME],
            card=home / there.names[manifest.CARD],
            croissant=home / there.names[manifest.CROISSANT],
            format=self.kind.name,
            files=tuple(home / name for name in account.files),
            sha256=sha256,
            records=self._writing.records.total(),
            articles=self._gathering.articles,
            spans=self._writing.spans,
            links=self._writing.links,
            losses=self._writing.tally.counts,
            left_out=account.left_out,
            closed_texts=self._gathering.closed_texts,
            splits=account.records_by_split,
            leaks=0 if self._division is None else len(self._division.leakage),
        )


def setting_of(project: Project, chosen: Chosen, kind: ExportFormat) -> Setting:
    """What sinks need to know of a project."""
    scheme = schemes.current(project)
    known = [each.label for each in scheme.span_types]
    others = () if kind.is_ours else exports.labels(project, chosen)
    return Setting(
        scheme=scheme,
        title=projects.info(project).title,
        labels=(*known, *(each for each in others if each not in known)),
    )


def _second_half(progress: Progress, total: int) -> Progress:
    return lambda done, _: progress(min(total + done, 2 * total), 2 * total)
