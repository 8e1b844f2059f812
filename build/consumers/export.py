"""Exports a project in every format, as people do, and says what its consumers must find in it.

Each format has a folder of its own, with all that the program lays beside the data. `expected.json`
says of each format and article which spans and how many links must be found: those of the project
without what the format told as lost. Articles go by their number, or by the name of their file
where each has one. build/interop.py starts it with the project's own Python; the folder is its only
argument.
"""

import io
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from awkward import awkward_records

from db import shipped
from db.exports import catalogue
from db.exports.choices import ExportChoices
from db.exports.export_format import ExportFormat, Shape
from db.exports.file_names import FileNames
from db.exports.run import export
from db.exports.sinks import Setting
from db.formats import jsonl, jsonl_reader
from db.formats.losses import Loss, LossKind, kept
from db.formats.record import Record
from db.imports.plan import apply, plan
from db.operations import projects
from db.project import Project
from db.queries import annotators
from db.queries.exports import Which
from db.scheme.toml import parse

SAMPLES = shipped.SAMPLES / "articles.jsonl"
COPIES = 8
"""How often each article stands in the file that spaCy trains on, which takes no few for enough."""
KEEPING_PLACES = frozenset({"prodigy"})
"""Formats whose spans stay where they are though tokens end elsewhere."""


def main(folder: Path) -> None:
    """Write all files to an empty folder."""
    records = [*read(SAMPLES.read_bytes()), *awkward_records()]
    project = folder / "project.demarche"
    expected = {}
    with made(project, records) as opened:
        ours = exported(opened, catalogue.one(catalogue.OURS), folder)
        stored = [list(group) for _, group in groupby(read(ours.read_bytes()), key=body_of)]
        # Layers in which nobody has begun stay at home.
        if said(records) != said(each for group in stored for each in group):
            sys.exit("The project does not say what was brought into it.")
        for kind in catalogue.FORMATS:
            if not kind.is_ours:
                exported(opened, kind, folder)
            expected[kind.name] = expectation(kind, stored)
    shutil.copy(shipped.RECORD_SCHEMA, folder / "record.schema.json")
    copies = [another(record, copy) for copy in range(COPIES) for record in records]
    with made(folder / "training.demarche", copies) as opened:
        exported(opened, catalogue.one("spacy"), folder, name="spacy-training")
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")


def read(data: bytes) -> list[Record]:
    """The records of a file that has no fault."""
    found = [each.record for each in jsonl_reader.read(io.BytesIO(data), path="records")]
    return [each for each in found if each is not None]


def made(path: Path, records: Sequence[Record]) -> Project:
    """A project with these records, imported as people import them."""
    project = projects.create(path, title="Articles for consumers")
    file = path.with_suffix(".jsonl")
    file.write_bytes(b"".join(map(jsonl.write, records)))
    planned = plan(project, [file])
    if planned.problems:
        sys.exit("\n".join(each.reason for each in planned.problems))
    apply(project, annotators.default_author(project), plan=planned)
    return project


def exported(project: Project, kind: ExportFormat, folder: Path, name: str = "") -> Path:
    """Export everything in one format to a folder of its own; returns the file or the folder."""
    own = folder / (name or kind.name)
    own.mkdir()
    out = own / f"articles{kind.suffix}" if kind.is_one_file else own
    export(project, out, ExportChoices(format=kind.name, layers=Which.ALL))
    return out


def expectation(kind: ExportFormat, articles: Sequence[Sequence[Record]]) -> dict[str, object]:
    """The spans that must be found in each article, and how many links in all of them."""
    names = FileNames()
    spans: dict[str, list[object]] = {}
    links = 0
    for number, (group, losses) in enumerate(written(kind, articles)):
        rest = [
            kept(record, _counting(kind, told)) for record, told in zip(group, losses, strict=True)
        ]
        name = names.of(group[0]) if kind.shape is Shape.FILE_PER_ARTICLE else str(number)
        spans[name] = [
            [span.label, [[piece.start, piece.end] for piece in span.fragments]]
            for record in rest
            for span in record.spans
        ]
        # `kept` is without links to nothing, which some formats have.
        links += sum(len(each.links) for each in (rest if LossKind.LINKS in kind.loses else group))
    return {"spans": spans, "links": links}


def written(
    kind: ExportFormat, articles: Sequence[Sequence[Record]]
) -> Iterator[tuple[Sequence[Record], Sequence[Sequence[Loss]]]]:
    """What is one article in the files of a format, with what the format tells as lost of it."""
    if kind.sink is None:
        yield from (([record], [[]]) for group in articles for record in group)
        return
    scheme = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
    labels = tuple(each.label for each in scheme.span_types)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles" if kind.is_one_file else Path(folder)
        sink = kind.sink(path, Setting(scheme=scheme, title="", labels=labels))
        for group in articles:
            for some in [group] if sink.gathers else [[record] for record in group]:
                yield some, sink.add(some)
        sink.close()


def _counting(kind: ExportFormat, losses: Sequence[Loss]) -> list[Loss]:
    """The losses by which a consumer finds fewer spans or links, or others."""
    is_there = kind.name in KEEPING_PLACES
    return [loss for loss in losses if not (is_there and loss.kind is LossKind.UNALIGNED)]


def body_of(record: Record) -> str:
    """What tells articles apart."""
    return record.article.body


def said(records: Iterable[Record]) -> list[str]:
    """What records with spans say of which text, whatever their ids."""
    return sorted(_said(each) for each in records if each.spans)


def _said(record: Record) -> str:
    places = {span.id: f"{span.label} {span.fragments}" for span in record.spans}
    links = sorted(
        f"{link.role} {places[link.source]} {places.get(link.target or '')} {link.absence}"
        for link in record.links
    )
    return json.dumps([body_of(record), sorted(places.values()), links])


def another(record: Record, copy: int) -> Record:
    """The same article with other words at its end: spaCy tells copies from each other by them."""
    article = record.article
    body = f"{article.body}\nThis is copy {copy}."
    name = f"{article.external_id}-{copy}"
    return replace(record, article=replace(article, body=body, external_id=name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
