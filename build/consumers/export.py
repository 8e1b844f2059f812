"""Writes articles in every format that build/interop.py has a consumer for, and what is in them.

`expected.json` says of each format and article, by its number, which spans must be found: label and
fragments in code points, without those that the format told as lost. build/interop.py starts it
with the project's own Python; the folder is its only argument.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from awkward import awkward_records

from db import shipped
from db.formats import (
    brat_writer,
    cas_writer,
    doccano,
    jsonl,
    label_studio_writer,
    prodigy,
    span_jsonl,
    token_classification,
)
from db.formats.losses import Loss, LossKind, Written, kept
from db.formats.parquet import ParquetWriter
from db.formats.record import Record
from db.formats.spacy_doc import DocBinWriter
from db.formats.tables import SUFFIX, TABLES, TableWriter, layout_of
from db.scheme.model import Scheme
from db.scheme.toml import parse

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples" / "articles.jsonl"
COPIES = 8
"""How often each article stands in the file that spaCy trains on, which takes no few for enough."""

Write = Callable[[Record], Written]


class Exports:
    """Files in a folder, and the spans that they must hold."""

    def __init__(self, folder: Path, records: Sequence[Record], scheme: Scheme) -> None:
        self.expected: dict[str, dict[str, list[object]]] = {}
        self._folder = folder
        self._records = records
        self._scheme = scheme

    def lines(self) -> None:
        """Formats with a line for each article."""
        labels = [each.label for each in self._scheme.span_types]
        formats: dict[str, Write] = {
            "doccano": doccano.write,
            "prodigy": prodigy.write,
            "span_jsonl": span_jsonl.write,
            "token_classification": lambda record: token_classification.write(
                record, labels=labels
            ),
            "records": lambda record: Written(data=jsonl.write(record)),
        }
        for name, write in formats.items():
            with (self._folder / f"{name}.jsonl").open("wb") as file:
                for number, record in enumerate(self._records):
                    written = write(record)
                    file.write(written.data)
                    self._expect(name, number, written.losses)
        features = json.dumps(token_classification.features(labels))
        (self._folder / "features.json").write_text(features, encoding="utf-8")
        shutil.copy(shipped.RECORD_SCHEMA, self._folder / "record.schema.json")

    def label_studio(self) -> None:
        """A list of tasks with the configuration that they need."""
        tasks = []
        for number, record in enumerate(self._records):
            written = label_studio_writer.write([record], self._scheme)
            tasks.append(written.data)
            self._expect("label_studio", number, written.losses)
        data = label_studio_writer.BETWEEN.join(tasks)
        data = label_studio_writer.OPENING + data + label_studio_writer.CLOSING
        (self._folder / "label_studio.json").write_bytes(data)
        configuration = label_studio_writer.configuration(self._scheme)
        (self._folder / "label_studio.xml").write_text(configuration, encoding="utf-8")

    def folders(self) -> None:
        """Formats with files for each article."""
        brat, cas = self._folder / "brat", self._folder / "cas"
        brat.mkdir()
        cas.mkdir()
        for number, record in enumerate(self._records):
            standoff = brat_writer.write(record)
            (brat / f"{number}.txt").write_bytes(brat_writer.text_of(record))
            (brat / f"{number}.ann").write_bytes(standoff.data)
            self._expect("brat", number, standoff.losses)
            xmi, as_json = cas_writer.write_xmi(record), cas_writer.write_json(record)
            (cas / f"{number}.xmi").write_bytes(xmi.data)
            (cas / f"{number}.json").write_bytes(as_json.data)
            self._expect("cas_xmi", number, xmi.losses)
            self._expect("cas_json", number, as_json.losses)
        types = cas_writer.type_system(cas_writer.attributes_of(self._records))
        (cas / "TypeSystem.xml").write_bytes(types)

    def tables(self) -> None:
        """CSV tables, Parquet and spaCy's documents."""
        streams = {table: (self._folder / f"{table}{SUFFIX}").open("wb") for table in TABLES}
        tables = TableWriter(streams, layout_of(self._scheme), has_mark=True)
        documents = DocBinWriter()
        with (self._folder / "records.parquet").open("wb") as file, ParquetWriter(file) as rows:
            for number, record in enumerate(self._records):
                self._expect("csv", number, tables.add(record))
                self._expect("parquet", number, rows.add(record))
                self._expect("docbin", number, documents.add(record))
        for stream in streams.values():
            stream.close()
        (self._folder / "dev.spacy").write_bytes(documents.take())
        for copy in range(COPIES):
            for record in self._records:
                documents.add(_another(record, copy))
        (self._folder / "train.spacy").write_bytes(documents.take())

    def dataset(self) -> None:
        """The sample project as the program itself exports it, with all that lies beside it.

        Where that fails, its consumer tells that it is missing; the others have their files.
        """
        project = self._folder / "sample.demarche"
        out = self._folder / "dataset"
        out.mkdir()
        program = [sys.executable, "-P", "-m", "db.cli"]
        subprocess.run([*program, "sample", str(project)], check=True, stdout=sys.stderr)
        export = [*program, "export", str(project), str(out / "articles.jsonl"), "--layer", "all"]
        subprocess.run(export, check=False, stdout=sys.stderr)

    def _expect(self, name: str, number: int, losses: Sequence[Loss]) -> None:
        if name == "prodigy":
            # Offsets stay where tokens end elsewhere.
            losses = [loss for loss in losses if loss.kind is not LossKind.UNALIGNED]
        spans = kept(self._records[number], losses).spans
        self.expected.setdefault(name, {})[str(number)] = [
            [span.label, [[piece.start, piece.end] for piece in span.fragments]] for span in spans
        ]


def _another(record: Record, copy: int) -> Record:
    """The same article with other words at its end: spaCy tells copies from each other by them."""
    body = f"{record.article.body}\nThis is copy {copy}."
    return replace(record, article=replace(record.article, body=body))


def main(folder: Path) -> None:
    """Write all files to an empty folder."""
    scheme = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
    with SAMPLES.open("rb") as file:
        samples = [found.record for found in jsonl.read(file, path=SAMPLES.name)]
    records = [*(each for each in samples if each is not None), *awkward_records()]
    exports = Exports(folder, records, scheme)
    exports.lines()
    exports.label_studio()
    exports.folders()
    exports.tables()
    expected = json.dumps(exports.expected)
    (folder / "expected.json").write_text(expected, encoding="utf-8")
    exports.dataset()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
