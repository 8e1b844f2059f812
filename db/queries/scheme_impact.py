"""What another scheme would do to what is marked, counted before anybody agrees to it."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from db.model import LayerId
from db.project import Project
from db.queries import schemes
from db.scheme.comparison import ChangeKind, SchemeChange, compare
from db.scheme.migration import AnswerMigration
from db.scheme.model import Scheme
from db.scheme.parts import Part, PartKind, Renames


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one difference touches: `count` spans, links, referents or answers in some articles.

    `is_loss` says that they would be deleted, which asks for consent; otherwise they are renamed.
    """

    change: SchemeChange
    count: int
    articles: int
    is_loss: bool
    sentence: str
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """Every difference between the current scheme and another one, and what those touch."""

    changes: tuple[SchemeChange, ...]
    effects: tuple[Effect, ...]

    @property
    def losses(self) -> tuple[Effect, ...]:
        """The effects that need consent."""
        return tuple(effect for effect in self.effects if effect.is_loss)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a table that one part of a scheme is used in, as SQL and its parameters."""

    table: str
    where: str
    parameters: dict[str, str]


HOLDERS = {
    PartKind.ATTRIBUTE: ("span", "attributes"),
    PartKind.REFERENT_ATTRIBUTE: ("referent", "attributes"),
    PartKind.ARTICLE_FIELD: ("article", "metadata"),
    PartKind.ANNOTATOR_FIELD: ("layer", "labels"),
}
"""The table and column that keep the answers to each kind of question, as JSON."""


def impact(project: Project, scheme: Scheme, renames: Renames) -> Impact:
    """What using `scheme` instead of the current one would touch; reads only what differs."""
    old = schemes.current(project)
    changes = compare(old, scheme, renames)
    effects = []
    for change in changes:
        effect = _effect(project, change, old, scheme, renames)
        if effect is not None:
            effects.append(effect)
    return Impact(changes=changes, effects=tuple(effects))


def rows_of(part: Part) -> Rows:
    """Where one part of a scheme is used."""
    parameters = {"label": part.label, "name": part.name, "option": part.option}
    if part.kind is PartKind.LABEL:
        return Rows(table="span", where="label = :label", parameters=parameters)
    if part.kind is PartKind.ROLE:
        where = "role = :name AND source IN (SELECT id FROM span WHERE label = :label)"
        if part.option:
            where += " AND target IN (SELECT id FROM span WHERE label = :option)"
        return Rows(table="link", where=where, parameters=parameters)
    table, column = HOLDERS[part.kind]
    has_label = part.kind in (PartKind.ATTRIBUTE, PartKind.REFERENT_ATTRIBUTE)
    where = f"json_type({column}, :path) IS NOT NULL" + (" AND label = :label" if has_label else "")
    if part.option:
        where += f" AND json_extract({column}, :path) = :option"
    return Rows(table=table, where=where, parameters={**parameters, "path": f'$."{part.name}"'})


def layers_of(project: Project, rows: Rows) -> tuple[LayerId, ...]:
    """The layers that some rows belong to, or whose spans refer to them."""
    column = {"layer": "id", "span": "layer", "link": "layer"}.get(rows.table)
    query = f"SELECT DISTINCT {column} FROM {rows.table} WHERE {rows.where}"
    if column is None:
        query = f"""SELECT DISTINCT layer FROM span WHERE referent IN
                    (SELECT id FROM {rows.table} WHERE {rows.where})"""
    found = project.connection.execute(query, rows.parameters)
    return tuple(LayerId(row[0]) for row in found)


def rows_of_misfits(project: Project, part: Part, migration: AnswerMigration) -> Rows:
    """Where a question is answered with something that the new scheme does not take."""
    table, column = HOLDERS[part.kind]
    rows = rows_of(part)
    given = project.connection.execute(
        f"SELECT DISTINCT {column} -> :path FROM {table} WHERE {rows.where}", rows.parameters
    )
    # As their JSON, because SQLite takes true for 1.
    misfits = [text for (text,) in given if not migration.fits(part, orjson.loads(text))]
    return Rows(
        table=table,
        where=f"{rows.where} AND {column} -> :path IN (SELECT value FROM json_each(:misfits))",
        parameters={**rows.parameters, "misfits": orjson.dumps(misfits).decode()},
    )


def _effect(
    project: Project, change: SchemeChange, old: Scheme, new: Scheme, renames: Renames
) -> Effect | None:
    part = change.part
    is_loss = change.kind in (ChangeKind.REMOVED, ChangeKind.RETYPED)
    if not is_loss and change.kind is not ChangeKind.RENAMED:
        return None
    if is_loss and part.kind is PartKind.ARTICLE_FIELD:
        # An article's metadata may hold anything; what no field shows stays there.
        return None
    if change.kind is ChangeKind.RETYPED:
        migration = AnswerMigration(part.kind, old, new, renames)
        rows = rows_of_misfits(project, part, migration)
    else:
        rows = rows_of(part)
    count, articles = _count(project, rows)
    with_it = _what_goes_with_a_label(project, part) if part.kind is PartKind.LABEL else ""
    if not count and not with_it:
        return None
    sentence = (
        f"{_counted(count, _NOUNS[rows.table])}{_in_articles(articles)} {_says(change)}{with_it}"
    )
    return Effect(
        change=change,
        count=count,
        articles=articles,
        is_loss=is_loss,
        sentence=sentence,
        rows=rows,
    )


def _count(project: Project, rows: Rows) -> tuple[int, int]:
    joined, articles = _ARTICLES_OF[rows.table]
    count, in_articles = project.connection.execute(
        f"SELECT count(*), {articles} FROM {rows.table} {joined} WHERE {rows.where}",
        rows.parameters,
    ).fetchone()
    return int(count), int(in_articles)


def _what_goes_with_a_label(project: Project, part: Part) -> str:
    links, referents = project.connection.execute(
        """SELECT (SELECT count(*) FROM link WHERE source IN (SELECT id FROM span WHERE label = ?1)
                      OR target IN (SELECT id FROM span WHERE label = ?1)),
                  (SELECT count(*) FROM referent WHERE label = ?1)""",
        (part.label,),
    ).fetchone()
    counted = [_counted(links, "link")] * bool(links) + [_counted(referents, "referent")] * bool(
        referents
    )
    return f", with {' and '.join(counted)}" if counted else ""


def _says(change: SchemeChange) -> str:
    part, title = change.part, f"“{change.title}”"
    if part.kind is PartKind.LABEL:
        return f"labelled {title}"
    if part.kind is PartKind.ROLE:
        return f"“{part.name}” that point at {title}" if part.option else title
    if part.option:
        return f"with the answer {title} to “{part.name}”"
    if change.kind is ChangeKind.RETYPED:
        return f"with an answer to {title} that does not fit any more"
    return f"with an answer to {title}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _in_articles(number: int) -> str:
    return f" in {_counted(number, 'article')}" if number else ""


_NOUNS = {
    "span": "span",
    "link": "link",
    "referent": "referent",
    "article": "article",
    "layer": "layer",
}
_ARTICLES_OF = {
    "span": ("JOIN layer ON layer.id = span.layer", "count(DISTINCT layer.article)"),
    "link": ("JOIN layer ON layer.id = link.layer", "count(DISTINCT layer.article)"),
    "layer": ("", "count(DISTINCT article)"),
    "referent": ("", "0"),
    "article": ("", "0"),
}
