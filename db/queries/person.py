"""The only place that knows where a project keeps what it holds of one person.

A person is an annotator, together with those second readers that stand for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from db import backup
from db.errors import NotAProject, StorageFault
from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators, projects

PERSON = "(SELECT id FROM annotator WHERE id = :person OR repeats = :person)"
"""The SQL list of the annotators who are one person; its parameter is `person`."""

LAYERS = f"(SELECT id FROM layer WHERE annotator IN {PERSON})"

Data = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much a project holds of a person.

    `decisions` were made by them, `notes` were written for them by whoever settled. `steps` are
    operations in the journal and `images` the rows that it remembers of their work. `named` counts
    the remarks of other people in which the name is said. `backups` are those that know the person.
    """

    name: str
    is_lead: bool
    is_author: bool
    layers: int
    layers_done: int
    seconds: int
    spans: int
    links: int
    comments: int
    forks: int
    decisions: int
    notes: int
    assignments: int
    packages: int
    referents: int
    steps: int
    images: int
    named: int
    backups: int


def held(project: Project, person: AnnotatorId) -> Held:
    """Count what there is; reads every backup's list of annotators, so not on the path of a key."""
    found = annotators.one(project, person)
    name = "" if found is None else found.name
    values = {"person": person, "name": name}
    row = project.connection.execute(f"SELECT {', '.join(_COUNTS.values())}", values).fetchone()
    counts = dict(zip(_COUNTS, row, strict=True))
    return Held(
        name=name,
        is_lead=annotators.lead(project) == person,
        is_author=annotators.default_author(project) == person,
        backups=len(backups_with(project, person)),
        **counts,
    )


def backups_with(project: Project, person: AnnotatorId) -> tuple[backup.Backup, ...]:
    """The backups that know a person, and those that can't be read, which may."""
    return tuple(each for each in backup.every(project.path) if _knows(each, person))


def everything(project: Project, person: AnnotatorId) -> Data:
    """All that is kept of a person, as values that JSON can hold, each part explained."""
    known = held(project, person)
    parts: dict[str, tuple[str, Sequence[Data]]] = {
        name: (said, list(_rows(project, query, person))) for name, (said, query) in _PARTS.items()
    }
    layers = {str(each["id"]): each for each in parts["layers"][1]}
    for name in ("spans", "links"):
        for each in _rows(project, _OF_LAYERS[name], person):
            kept = layers[str(each.pop("layer"))].setdefault(name, [])
            if isinstance(kept, list):
                kept.append(each)
    return {
        "what_this_is": [
            f"All that the project “{projects.info(project).title}” keeps of one annotator.",
            (
                "Times are in UTC. Offsets count characters (code points) of an article's text "
                "from 0; the end is the first one that no longer belongs to a span."
            ),
            (
                f"{known.backups} of the project's backups hold earlier states of the same; they "
                "lie in a folder beside the project."
            ),
            "Not in here: what left the project, such as exports, packages and copies of the file.",
        ],
        "made_at": project.now(),
        "project": projects.info(project).title,
        "roles": [
            role
            for role, is_so in (
                ("leads the project", known.is_lead),
                ("is whom this file writes as", known.is_author),
            )
            if is_so
        ],
        **{name: {"what": said, "entries": entries} for name, (said, entries) in parts.items()},
    }


def _rows(project: Project, query: str, person: AnnotatorId) -> Iterator[Data]:
    cursor = project.connection.execute(query, {"person": person})
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield {
            name: _readable(name, value)
            for name, value in zip(names, row, strict=True)
            if value is not None
        }


def _readable(name: str, value: Any) -> object:
    if name in _JSON and isinstance(value, str):
        with suppress(ValueError):
            return orjson.loads(value)
    return value


def _knows(made: backup.Backup, person: AnnotatorId) -> bool:
    try:
        with Project.open(made.path, is_read_only=True) as copy:
            found = copy.connection.execute("SELECT 1 FROM annotator WHERE id = ?", (person,))
            return found.fetchone() is not None
    except (NotAProject, StorageFault):
        return True


_JSON = {"attributes", "fragments", "answers", "read", "details", "before", "after", "content"}

REMEMBERED = f"""
    "table" IN ('layer', 'span', 'link', 'comment', 'forked_layer', 'assignment') AND (
        row IN (SELECT id FROM layer WHERE annotator IN {PERSON})
        OR row IN (SELECT id FROM span WHERE layer IN {LAYERS})
        OR row IN (SELECT id FROM link WHERE layer IN {LAYERS})
        OR row IN (SELECT id FROM comment WHERE annotator IN {PERSON})
        OR row IN (SELECT id FROM forked_layer WHERE annotator IN {PERSON})
        OR row IN (SELECT id FROM assignment WHERE annotator IN {PERSON})
        OR CASE WHEN json_valid(coalesce(before, after)) THEN
            coalesce(before, after) ->> 'annotator' IN {PERSON}
            OR coalesce(before, after) ->> 'layer' IN {LAYERS} END)"""
"""The SQL condition on rows of `change` for those that remember a person's work."""

_COUNTS: Mapping[str, str] = {
    "layers": f"(SELECT count(*) FROM layer WHERE annotator IN {PERSON})",
    "layers_done": f"(SELECT count(*) FROM layer WHERE annotator IN {PERSON} AND state = 'done')",
    "seconds": f"(SELECT coalesce(sum(active_seconds), 0) FROM layer WHERE annotator IN {PERSON})",
    "spans": f"(SELECT count(*) FROM span WHERE layer IN {LAYERS})",
    "links": f"(SELECT count(*) FROM link WHERE layer IN {LAYERS})",
    "comments": f"(SELECT count(*) FROM comment WHERE annotator IN {PERSON})",
    "forks": f"(SELECT count(*) FROM forked_layer WHERE annotator IN {PERSON})",
    "decisions": f"(SELECT count(*) FROM decision WHERE annotator IN {PERSON})",
    "notes": f"(SELECT count(*) FROM decision WHERE addressee IN {PERSON})",
    "assignments": f"(SELECT count(*) FROM assignment WHERE annotator IN {PERSON})",
    "packages": f"(SELECT count(*) FROM work_package WHERE annotator IN {PERSON})",
    "referents": f"(SELECT count(*) FROM referent WHERE owner IN {PERSON})",
    "steps": f"(SELECT count(*) FROM operation WHERE annotator IN {PERSON})",
    "images": f"(SELECT count(*) FROM change WHERE {REMEMBERED})",
    "named": f"""(SELECT count(*) FROM comment WHERE :name <> '' AND instr("text", :name)
                  AND annotator NOT IN {PERSON})
        + (SELECT count(*) FROM decision WHERE :name <> '' AND instr(coalesce(note, ''), :name))""",
}

_OF_LAYERS = {
    "spans": f"""SELECT layer, span.id, span.label, "start", "end", fragments, quote,
            referent.name AS referent, span.attributes, origin
        FROM span LEFT JOIN referent ON referent.id = span.referent
        WHERE layer IN {LAYERS} ORDER BY layer, "start", "end", span.id""",
    "links": f"""SELECT layer, id, role, source, target, absence FROM link
        WHERE layer IN {LAYERS} ORDER BY id""",
}

_PARTS: Mapping[str, tuple[str, str]] = {
    "annotator": (
        (
            "The entry of the person, and of each second reader that stands for them when an "
            "article is read for the second time. The key is what returned work is signed with."
        ),
        f"""SELECT id, name, kind, public_key, repeats, created_at FROM annotator
            WHERE id IN {PERSON} ORDER BY id""",
    ),
    "layers": (
        (
            "What the person said about each article: how far they are, answers, what they read "
            "and for how long in seconds, and every span and link that they marked."
        ),
        f"""SELECT layer.id, article.title AS article, article.id AS article_id, annotator, state,
                nothing_here, flag, active_seconds, updated_at, labels AS answers, coverage AS read
            FROM layer JOIN article ON article.id = layer.article
            WHERE annotator IN {PERSON} ORDER BY position, number""",
    ),
    "other_copies": (
        "Copies of layers that were edited apart and kept beside the one that counts.",
        f"""SELECT article.title AS article, state, updated_at, content
            FROM forked_layer JOIN article ON article.id = forked_layer.article
            WHERE annotator IN {PERSON} ORDER BY forked_layer.id""",
    ),
    "comments": (
        "What the person wrote beside articles.",
        f"""SELECT comment.id, article.title AS article, span.quote AS about, reply_to, done,
                comment.created_at, comment."text"
            FROM comment JOIN article ON article.id = comment.article
            LEFT JOIN span ON span.id = comment.span
            WHERE annotator IN {PERSON} ORDER BY comment.created_at, comment.id""",
    ),
    "decisions_by_them": (
        "What the person settled in the review.",
        f"""SELECT article.title AS article, unit, decision.source, reason, rule, note,
                decision.created_at, details
            FROM decision JOIN article ON article.id = decision.article
            WHERE annotator IN {PERSON} ORDER BY decision.created_at, decision.id""",
    ),
    "decisions_about_them": (
        (
            "What was settled over work of the person: where what they said was compared, and what "
            "was noted for them."
        ),
        f"""SELECT article.title AS article, unit, decision.source, reason, rule,
                CASE WHEN addressee IN {PERSON} THEN note END AS note_for_them, decision.created_at
            FROM decision JOIN article ON article.id = decision.article
            WHERE addressee IN {PERSON} OR EXISTS (
                SELECT 1 FROM layer JOIN span ON span.layer = layer.id
                WHERE layer.article = decision.article AND layer.annotator IN {PERSON}
                  AND span.id IN (SELECT value FROM json_each(details, '$.members')))
            ORDER BY decision.created_at, decision.id""",
    ),
    "assignments": (
        "The articles that the person was asked to work on.",
        f"""SELECT article.title AS article, round, assignment.position, purpose,
                assignment.created_at
            FROM assignment JOIN article ON article.id = assignment.article
            WHERE annotator IN {PERSON} ORDER BY round, assignment.position""",
    ),
    "packages": (
        "Work packages that went out to the person, and work that came back.",
        f"""SELECT direction, round, created_at, details FROM work_package
            WHERE annotator IN {PERSON} ORDER BY created_at, id""",
    ),
    "referents": (
        "Entries of the register that are the person's own.",
        f"""SELECT id, label, name, attributes FROM referent
            WHERE owner IN {PERSON} ORDER BY name, id""",
    ),
    "steps": (
        "Every step of the person in the journal, in the order in which they were done.",
        f"""SELECT number, name, kind, state, at, article FROM operation
            WHERE annotator IN {PERSON} ORDER BY number""",
    ),
    "remembered": (
        "What the journal remembers of rows of the person before and after each step, for undo.",
        f"""SELECT operation, "table", row, before, after FROM change WHERE {REMEMBERED}
            ORDER BY operation, sequence""",
    ),
}
