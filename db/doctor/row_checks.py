"""Whether articles, layers and comments hold what their columns promise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from db.doctor.findings import Finding, FindingKind, Severity, shortened
from db.model import ArticleId
from db.operations.repairs import AddRow, ChangeRow, Fix, RemoveRow
from db.project import Project
from db.queries import annotators


@dataclass(frozen=True, slots=True, kw_only=True)
class _Json:
    """A column that holds JSON; `place` joins its table with its article, where it has one."""

    table: str
    column: str
    kind: str
    empty: str | None
    place: str = "LEFT JOIN article ON 0"


_OF_LAYER = "JOIN article ON article.id = layer.article"
_OF_SPAN = f"JOIN layer ON layer.id = span.layer {_OF_LAYER}"
_COLUMNS = (
    _Json(table="article", column="metadata", kind="object", empty="{}", place=""),
    _Json(table="layer", column="labels", kind="object", empty="{}", place=_OF_LAYER),
    _Json(table="layer", column="coverage", kind="array", empty="[]", place=_OF_LAYER),
    _Json(table="layer", column="record", kind="object", empty=None, place=_OF_LAYER),
    _Json(table="span", column="attributes", kind="object", empty="{}", place=_OF_SPAN),
    _Json(table="referent", column="attributes", kind="object", empty="{}"),
    _Json(table="work_package", column="details", kind="object", empty="{}"),
    _Json(table="decision", column="details", kind="object", empty="{}"),
)


def bodies(project: Project) -> Iterator[Finding]:
    """Whether each body is the one that was imported."""
    for article, title, sha256, body in project.connection.execute(
        "SELECT id, title, sha256, body FROM article ORDER BY number"
    ):
        if hashlib.sha256(body.encode()).hexdigest() != sha256:
            yield Finding(
                severity=Severity.ERROR,
                kind=FindingKind.ARTICLE,
                text=f"The text of “{shortened(title)}” is not the one that was imported. "
                "Compare it with a backup.",
                article=ArticleId(article),
                row=article,
            )
        elif "\r" in body or "\x00" in body or not body.strip():
            yield Finding(
                severity=Severity.WARNING,
                kind=FindingKind.ARTICLE,
                text=f"The text of “{shortened(title)}” is empty or holds characters that an "
                "import would have replaced.",
                article=ArticleId(article),
                row=article,
            )


def structured_columns(project: Project) -> Iterator[Finding]:
    """Whether answers, coverage and the like can be read; what can't is kept as a comment."""
    for each in _COLUMNS:
        for row, stored, article, title in project.connection.execute(
            f"""SELECT {each.table}.id, {each.table}.{each.column}, article.id, article.title
                FROM {each.table} {each.place}
                WHERE {each.table}.{each.column} IS NOT NULL
                  AND CASE json_valid({each.table}.{each.column})
                      WHEN 1 THEN json_type({each.table}.{each.column}) ELSE '' END <> ?""",
            (each.kind,),
        ):
            yield _unreadable(project, each, row, stored, article, title)


def forks(project: Project) -> Iterator[Finding]:
    """Whether copies of layers that were edited apart can still be read."""
    for fork, article, title in project.connection.execute(
        """SELECT forked_layer.id, article.id, article.title
           FROM forked_layer JOIN article ON article.id = forked_layer.article
           WHERE CASE json_valid(content) WHEN 1 THEN
               coalesce(json_array_length(content, '$.layer'), 0) <> 1
               OR json_type(content, '$.span') IS NOT 'array'
               OR json_type(content, '$.link') IS NOT 'array'
               OR json_type(content, '$.referent') IS NOT 'array' ELSE 1 END"""
    ):
        yield Finding(
            severity=Severity.ERROR,
            kind=FindingKind.PROJECT,
            text=f"A copy of somebody's work on “{shortened(title)}” that was kept aside can't be "
            "read. It is removed; ask for the file that it came in, or look into a backup.",
            article=ArticleId(article),
            row=fork,
            fixes=(RemoveRow(table="forked_layer", row=fork),),
        )


def reading(project: Project) -> Iterator[Finding]:
    """Whether coverage and reading time can be true."""
    for layer, coverage, seconds, article, title, length in project.connection.execute(
        f"""SELECT layer.id, coverage, active_seconds, article.id, title, length(body)
            FROM layer {_OF_LAYER} WHERE coverage <> '[]' OR active_seconds < 0"""
    ):
        pieces = _read(coverage)
        is_possible = pieces is not None and all(_is_inside(piece, length) for piece in pieces)
        if seconds < 0 or not is_possible:
            yield Finding(
                severity=Severity.WARNING,
                kind=FindingKind.LAYER,
                text=f"What was read of “{shortened(title)}” can't be true.",
                article=ArticleId(article),
                row=layer,
                fixes=(
                    ChangeRow(
                        table="layer",
                        row=layer,
                        values={
                            "coverage": coverage if is_possible else "[]",
                            "active_seconds": max(0, seconds),
                        },
                    ),
                ),
            )


def _unreadable(  # noqa: PLR0917 - the columns of one row
    project: Project, each: _Json, row: str, stored: str, article: str | None, title: str | None
) -> Finding:
    fixes: list[Fix] = [
        ChangeRow(table=each.table, row=row, values={each.column: each.empty}),
    ]
    where = ""
    if article is not None:
        where = f"In “{shortened(title or '')}”, "
        fixes.append(
            AddRow(
                table="comment",
                values={
                    "id": project.new_id(),
                    "article": article,
                    "annotator": annotators.default_author(project),
                    "created_at": project.now(),
                    "text": f"Repaired: {each.column} of a {each.table} could not be read. "
                    f"It held: {stored}",
                },
            )
        )
    kept = (
        "It becomes empty, and a comment keeps what was there."
        if article
        else (f"It becomes empty. It held: {shortened(stored, 200)}")
    )
    said = f"{where}the {each.column} of a {each.table} can't be read. {kept}"
    return Finding(
        severity=Severity.ERROR,
        kind=_KINDS[each.table],
        text=said[0].upper() + said[1:],
        article=None if article is None else ArticleId(article),
        row=row,
        fixes=tuple(fixes),
    )


_KINDS = {
    "article": FindingKind.ARTICLE,
    "layer": FindingKind.LAYER,
    "span": FindingKind.SPAN,
    "referent": FindingKind.REFERENT,
    "work_package": FindingKind.PROJECT,
    "decision": FindingKind.PROJECT,
}


def _read(stored: str) -> list[object] | None:
    try:
        found = orjson.loads(stored)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


def _is_inside(piece: object, length: int) -> bool:
    if not isinstance(piece, list) or len(piece) != 2:
        return False
    start, end = piece
    return type(start) is int and type(end) is int and 0 <= start < end <= length
