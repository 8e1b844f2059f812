"""Exporting 100,000 articles with 20 spans each as JSONL."""

from __future__ import annotations

from pathlib import Path

import orjson

from db.project import Project
from db.queries.exports import Which
from tests import exported
from tests.benchmarks.conftest import MARKED
from tests.benchmarks.figures import Aim, seconds_of

_AIM = Aim(ratio=1.15)

# One pass over the same rows; nothing is looked up, counted, checked or digested.
_BARE = """
    SELECT article.external_id, title, body, sha256, metadata, state,
        (SELECT json_group_array(json_object(
            'id', id, 'label', label, 'start', "start", 'end', "end", 'text', quote,
            'referent', referent, 'attributes', json(attributes)))
         FROM (SELECT * FROM span WHERE span.layer = layer.id ORDER BY "start", "end" DESC, id)),
        (SELECT json_group_array(json_object(
            'id', id, 'role', role, 'source', source, 'target', target))
         FROM (SELECT * FROM link WHERE link.layer = layer.id ORDER BY id)),
        (SELECT json_group_array(json_object('id', id, 'label', label, 'name', name,
                                             'attributes', json(attributes)))
         FROM referent WHERE id IN (SELECT referent FROM span WHERE span.layer = layer.id))
    FROM article JOIN layer ON layer.article = article.id ORDER BY article.position"""


def test_export_100_000_articles(figures, marked_project: Path, tmp_path: Path):
    with Project.open(marked_project, is_read_only=True) as project:
        figures(
            _AIM,
            floor=lambda: seconds_of(lambda: _write_bare(project, tmp_path / "bare.jsonl")),
            articles=MARKED.articles,
        ).take(lambda: exported.export(project, tmp_path / "out.jsonl", layers=Which.ALL), rounds=5)
    assert _lines(tmp_path / "out.jsonl") == _lines(tmp_path / "bare.jsonl") == MARKED.articles


def _write_bare(project: Project, path: Path) -> None:
    with path.open("wb") as file:
        for row in project.connection.execute(_BARE):
            article, title, body, sha256, metadata, state, spans, links, referents = row
            file.write(
                orjson.dumps(
                    {
                        "id": article,
                        "title": title,
                        "text": body,
                        "text_sha256": sha256,
                        "meta": orjson.Fragment(metadata),
                        "spans": orjson.Fragment(spans),
                        "links": orjson.Fragment(links),
                        "referents": orjson.Fragment(referents),
                        "layer": {"state": state},
                    },
                    option=orjson.OPT_APPEND_NEWLINE,
                )
            )


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
