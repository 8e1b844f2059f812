"""The layers that an export reads as SQLite gives them, in batches and one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from db.model import AnnotatorId, ArticleId, LayerId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One layer with its article; texts that end in `_json` go into the record as they stand.

    `spans_json` and `links_json` are None for a layer to be read row by row; the referents of spans
    go by their ids in there, not by what they are called in files.
    """

    article: ArticleId
    id: str
    title: str
    body: str
    sha256: str
    metadata_json: str
    layer: LayerId
    annotator: AnnotatorId
    state: str
    nothing_here: bool
    flag: str | None
    labels_json: str
    spans_json: str | None
    links_json: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Layers of some articles as SQLite gave them, of which `apart` are to be read row by row.

    To take them apart needs no project, so any thread may do it.
    """

    layers: int
    apart: int
    heads_json: str
    spans_lines: str
    links_lines: str

    def rows(self) -> Iterator[ExportRow]:
        """The layers one by one."""
        for head, spans, links in zip(
            orjson.loads(self.heads_json),
            self.spans_lines.split("\n"),
            self.links_lines.split("\n"),
            strict=True,
        ):
            yield ExportRow(
                article=head[0],
                id=head[1],
                title=head[2],
                body=head[3],
                sha256=head[4],
                metadata_json=head[5],
                layer=head[6],
                annotator=head[7],
                state=head[8],
                nothing_here=bool(head[9]),
                flag=head[10],
                labels_json=head[11],
                spans_json=spans or None,
                links_json=links or None,
            )
