"""What a project holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.model import AnnotatorId, AnnotatorKind, LayerState
from db.project import Project
from db.queries import annotators, imports, projects, schemes
from db.queries.imports import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatorOverview:
    """What one annotator has: layers by state, spans by label, links."""

    id: AnnotatorId
    name: str
    kind: AnnotatorKind
    states: Mapping[LayerState, int]
    spans: Mapping[str, int]
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole project; `format` is that of the file."""

    id: str
    title: str
    created: str
    format: int
    scheme_id: str
    scheme_title: str
    scheme_version: str
    articles: int
    words: int
    referents: int
    batches: tuple[Batch, ...]
    annotators: tuple[AnnotatorOverview, ...]


def overview(project: Project) -> Overview:
    """Count everything; takes a while in a large project."""
    info = projects.info(project)
    scheme = schemes.current(project)
    connection = project.connection
    articles, words = connection.execute(
        "SELECT count(*), coalesce(sum(words), 0) FROM article"
    ).fetchone()
    return Overview(
        id=info.id,
        title=info.title,
        created=info.created,
        format=int(connection.execute("PRAGMA user_version").fetchone()[0]),
        scheme_id=scheme.id,
        scheme_title=scheme.title,
        scheme_version=scheme.version,
        articles=articles,
        words=words,
        referents=int(connection.execute("SELECT count(*) FROM referent").fetchone()[0]),
        batches=imports.batches(project),
        annotators=tuple(
            AnnotatorOverview(
                id=each.id,
                name=each.name,
                kind=each.kind,
                states=_states(project, each.id),
                spans=_spans(project, each.id),
                links=_links(project, each.id),
            )
            for each in annotators.every(project)
        ),
    )


def _states(project: Project, annotator: AnnotatorId) -> dict[LayerState, int]:
    counts = dict(
        project.connection.execute(
            "SELECT state, count(*) FROM layer WHERE annotator = ? GROUP BY state", (annotator,)
        )
    )
    return {state: counts.get(state, 0) for state in LayerState}


def _spans(project: Project, annotator: AnnotatorId) -> dict[str, int]:
    return dict(
        project.connection.execute(
            """SELECT label, count(*) FROM span JOIN layer ON layer.id = span.layer
               WHERE annotator = ? GROUP BY label ORDER BY label""",
            (annotator,),
        )
    )


def _links(project: Project, annotator: AnnotatorId) -> int:
    row = project.connection.execute(
        "SELECT count(*) FROM link JOIN layer ON layer.id = link.layer WHERE annotator = ?",
        (annotator,),
    ).fetchone()
    return int(row[0])
