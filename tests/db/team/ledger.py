"""What must be in the lead's project by now, kept apart from the program that is being tried.

A version of a layer is one line of edits and what is marked then. Whatever came in stays in, as the
layer or as a copy beside it, until a version comes in that goes on from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.model import AnnotatorId, ArticleId
from db.project import Project

Key = tuple[ArticleId, AnnotatorId]
Versions = dict[Key, dict[str, int]]
"""By article and annotator: lines of edits, and a hash of what is marked then."""
Comments = dict[str, tuple[ArticleId, str]]
"""By id: what they are about, and their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All that one annotator's file holds by them: `seconds` are those of active time."""

    versions: Versions
    seconds: dict[Key, int]
    comments: Comments


@dataclass(slots=True)
class Ledger:
    """What came in so far."""

    versions: Versions = field(default_factory=lambda: defaultdict(dict))
    seconds: dict[Key, int] = field(default_factory=dict)
    comments: Comments = field(default_factory=dict)

    def note(self, work: Work, *, but: Iterable[ArticleId] = ()) -> None:
        """A file came in, but for some articles that were refused."""
        refused = set(but)
        for key, found in work.versions.items():
            if key[0] not in refused:
                self.versions[key] = newest({**self.versions.get(key, {}), **found})
        for key, seconds in work.seconds.items():
            if key[0] not in refused:
                self.seconds[key] = max(seconds, self.seconds.get(key, 0))
        self.comments |= {
            row: comment for row, comment in work.comments.items() if comment[0] not in refused
        }

    def differences(self, project: Project, annotator: AnnotatorId | None = None) -> list[str]:
        """In what the project is not as it must be, of one person's work or of all work."""
        people = {person for _, person in self.versions if annotator in {None, person}}
        found = versions_in(project, annotator)
        there = {key: newest(each) for key, each in found.items() if key[1] in people}
        wanted = {key: each for key, each in self.versions.items() if key[1] in people}
        comments, seconds = _comments_in(project, None), _seconds_in(project, None)
        return [
            *(
                f"other versions than came in: {key}"
                for key in there.keys() | wanted.keys()
                if there.get(key) != wanted.get(key)
            ),
            *(f"lost: {key}" for key, each in self.comments.items() if comments.get(key) != each),
            *(f"time lost: {key}" for key, each in self.seconds.items() if seconds[key] != each),
        ]


def newest(versions: Mapping[str, int]) -> dict[str, int]:
    """The versions that no other one goes on from."""
    if len(versions) < 2:
        return dict(versions)
    return {
        line: marked
        for line, marked in versions.items()
        if not any(other != line and other.startswith(line) for other in versions)
    }


def work_of(project: Project, annotator: AnnotatorId) -> Work:
    """All that a file holds by somebody."""
    return Work(
        versions=versions_in(project, annotator),
        seconds=_seconds_in(project, annotator),
        comments=_comments_in(project, annotator),
    )


def versions_in(project: Project, annotator: AnnotatorId | None = None) -> Versions:
    """Every version that a file holds, of one person or of all."""
    found: Versions = defaultdict(dict)
    for statement in (_LAYERS, _FORKS):
        for article, person, line, *marked in project.connection.execute(
            statement, {"annotator": annotator}
        ):
            found[article, person][line] = hash(tuple(marked))
    return found


def _seconds_in(project: Project, annotator: AnnotatorId | None) -> dict[Key, int]:
    rows = project.connection.execute(
        """SELECT article, annotator, active_seconds FROM layer
           WHERE :annotator IS NULL OR annotator = :annotator""",
        {"annotator": annotator},
    )
    return {(article, person): seconds for article, person, seconds in rows}


def _comments_in(project: Project, annotator: AnnotatorId | None) -> Comments:
    rows = project.connection.execute(
        "SELECT id, article, text FROM comment WHERE :annotator IS NULL OR annotator = :annotator",
        {"annotator": annotator},
    )
    return {row: (article, text) for row, article, text in rows}


_SPAN = """json_array(id, label, "start", "end", coalesce(fragments, ''), quote)"""
_LINK = "json_array(id, role, source, coalesce(target, ''), coalesce(absence, ''))"
_LAYERS = f"""
    SELECT article, annotator, lineage, state, nothing_here, coalesce(flag, char(0)),
           (SELECT group_concat(row) FROM (SELECT {_SPAN} AS row FROM span
                WHERE span.layer = layer.id ORDER BY id)),
           (SELECT group_concat(row) FROM (SELECT {_LINK} AS row FROM link
                WHERE link.layer = layer.id ORDER BY id))
    FROM layer WHERE :annotator IS NULL OR annotator = :annotator"""


def _in_copy(table: str, row: str, *columns: str) -> str:
    """SQL for the rows of a table that a copy kept, written like those of a layer."""
    read = ", ".join(f"value ->> '{each}' AS \"{each}\"" for each in columns)
    return f"""(SELECT group_concat(row) FROM (SELECT {row} AS row FROM
                   (SELECT {read} FROM json_each(content, '$.{table}')) ORDER BY id))"""


_FORKS = f"""
    SELECT article, annotator, lineage, content ->> '$.layer[0].state',
           content ->> '$.layer[0].nothing_here',
           coalesce(content ->> '$.layer[0].flag', char(0)),
           {_in_copy("span", _SPAN, "id", "label", "start", "end", "fragments", "quote")},
           {_in_copy("link", _LINK, "id", "role", "source", "target", "absence")}
    FROM forked_layer WHERE :annotator IS NULL OR annotator = :annotator"""
