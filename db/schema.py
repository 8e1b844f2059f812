"""The tables of the project file, as migrations; the only place that knows their DDL.

Text columns named `attributes`, `metadata`, `labels`, `coverage`, `fragments`, `before`, `after`
and `details` hold JSON; so does `layer.record`: what the record that a layer was imported from said
beyond our rows (its batch, the order and ids of its referents, its split). Long texts stand last in
their table, so that a list that needs only the short columns never reads them.

`layer.lineage` is the line of edits that made a layer, eight characters each: one copy of a layer
is newer than another where its lineage goes on from the other's, and they are forked where neither
does. Referents and comments, which one person writes, say in `changed_at` which copy is the newer;
"" is older than all. `merged_referent` remembers which referents were merged away, and into which,
so that work which still names them finds its way. `decision.rule` is what a rule of the guidelines
was called when the lead named it.

What somebody says on reading an article for the second time is the layer of an annotator of its
own, whose `repeats` is that person (`db.queries.second_readings`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

APPLICATION_ID = 0x444D5243  # "DMRC"

TABLES = (
    "project", "setting", "scheme", "annotator", "article", "layer", "referent", "merged_referent",
    "span", "link", "comment", "work_package", "assignment", "forked_layer", "decision",
    "operation", "change",
)  # fmt: skip
"""The tables whose rows are the project, parents before children; the search derives from them."""


class Executes(Protocol):
    """A connection, or sqlite-utils' wrapping of one."""

    def execute(self, sql: str, /) -> object:
        """Run one statement."""


def format_1(database: Executes) -> None:
    """What the first release needs, and the tables of assignment, packages and review."""
    for statement in (*_PROJECT, *_ANNOTATION, *_TEAM, *_JOURNAL, *_INDEXES, *_SEARCH):
        database.execute(statement)
    # In the migration's own transaction, so that a file is never of one format and says another.
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute("PRAGMA user_version = 1")


FORMATS: tuple[Callable[[Executes], None], ...] = (format_1,)
"""One migration a format, each in one transaction; a released one is never changed again."""


def newest_format() -> int:
    """The format that this program writes; a file says its own in `PRAGMA user_version`."""
    return len(FORMATS)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply the migrations that a file has not had yet."""
    # Imported when it is needed, which is seldom: it takes longer than opening a project does.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    migrations = Migrations("demarche")
    for migration in FORMATS:
        migrations(name=migration.__name__)(migration)
    # Without plugins: what else is installed on a machine has no business in a project.
    migrations.apply(Database(connection, execute_plugins=False))


_PROJECT = (
    """CREATE TABLE project (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        kind TEXT NOT NULL DEFAULT 'project' CHECK (kind IN ('project', 'work_package')),
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE scheme (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        is_current INTEGER NOT NULL DEFAULT 0 CHECK (is_current IN (0, 1)),
        created_at TEXT NOT NULL,
        migration TEXT,
        toml TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE annotator (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL DEFAULT 'human' CHECK (kind IN ('human', 'gold', 'model')),
        public_key TEXT,
        repeats TEXT REFERENCES annotator(id),
        created_at TEXT NOT NULL
    ) STRICT""",
)

_ANNOTATION = (
    """CREATE TABLE article (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        position INTEGER NOT NULL,
        words INTEGER NOT NULL,
        group_name TEXT,
        external_id TEXT,
        source TEXT,
        batch TEXT,
        created_at TEXT NOT NULL,
        metadata TEXT NOT NULL DEFAULT '{}',
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE layer (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        annotator TEXT NOT NULL REFERENCES annotator(id),
        state TEXT NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'open', 'done', 'skipped')),
        nothing_here INTEGER NOT NULL DEFAULT 0 CHECK (nothing_here IN (0, 1)),
        flag TEXT,
        active_seconds INTEGER NOT NULL DEFAULT 0,
        updated_at TEXT NOT NULL,
        labels TEXT NOT NULL DEFAULT '{}',
        coverage TEXT NOT NULL DEFAULT '[]',
        lineage TEXT NOT NULL DEFAULT '',
        record TEXT,
        UNIQUE (article, annotator)
    ) STRICT""",
    """CREATE TABLE referent (
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        owner TEXT REFERENCES annotator(id),
        external_id TEXT,
        changed_at TEXT NOT NULL DEFAULT '',
        attributes TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE merged_referent (
        id TEXT PRIMARY KEY,
        referent TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE span (
        id TEXT PRIMARY KEY,
        layer TEXT NOT NULL REFERENCES layer(id),
        label TEXT NOT NULL,
        "start" INTEGER NOT NULL CHECK ("start" >= 0),
        "end" INTEGER NOT NULL CHECK ("end" > "start"),
        fragments TEXT,
        referent TEXT REFERENCES referent(id),
        origin TEXT NOT NULL DEFAULT 'manual'
            CHECK (origin IN ('manual', 'repeated', 'imported', 'merged', 'model')),
        external_id TEXT,
        attributes TEXT NOT NULL DEFAULT '{}',
        quote TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE link (
        id TEXT PRIMARY KEY,
        layer TEXT NOT NULL REFERENCES layer(id),
        role TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES span(id),
        target TEXT REFERENCES span(id),
        absence TEXT CHECK (absence IN ('unnamed', 'implied', 'other_article')),
        external_id TEXT,
        CHECK ((target IS NULL) <> (absence IS NULL))
    ) STRICT""",
    """CREATE TABLE comment (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        annotator TEXT NOT NULL REFERENCES annotator(id),
        span TEXT REFERENCES span(id),
        reply_to TEXT REFERENCES comment(id),
        done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL DEFAULT '',
        "text" TEXT NOT NULL
    ) STRICT""",
)

_TEAM = (
    """CREATE TABLE work_package (
        id TEXT PRIMARY KEY,
        annotator TEXT REFERENCES annotator(id),
        round INTEGER NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('out', 'back', 'in', 'merge')),
        fingerprint TEXT NOT NULL,
        operation INTEGER,
        created_at TEXT NOT NULL,
        details TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE assignment (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        annotator TEXT NOT NULL REFERENCES annotator(id),
        round INTEGER NOT NULL DEFAULT 1,
        position INTEGER NOT NULL,
        purpose TEXT NOT NULL DEFAULT 'share'
            CHECK (purpose IN ('share', 'common', 'calibration', 'repeat')),
        package TEXT REFERENCES work_package(id),
        created_at TEXT NOT NULL,
        UNIQUE (article, annotator, round)
    ) STRICT""",
    """CREATE TABLE forked_layer (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        annotator TEXT NOT NULL REFERENCES annotator(id),
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled')),
        updated_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        lineage TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE decision (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        annotator TEXT NOT NULL REFERENCES annotator(id),
        unit TEXT NOT NULL,
        source TEXT NOT NULL CHECK (
            source IN ('unanimous', 'majority', 'adjudicated', 'single', 'edited', 'nothing')
        ),
        reason TEXT,
        rule TEXT,
        note TEXT,
        addressee TEXT REFERENCES annotator(id),
        guideline_gap INTEGER NOT NULL DEFAULT 0 CHECK (guideline_gap IN (0, 1)),
        span TEXT REFERENCES span(id),
        created_at TEXT NOT NULL,
        details TEXT NOT NULL DEFAULT '{}',
        UNIQUE (article, unit)
    ) STRICT""",
)

_JOURNAL = (
    """CREATE TABLE operation (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('action', 'silent', 'barrier', 'undo', 'redo')),
        state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'discarded')),
        annotator TEXT,
        article TEXT,
        span TEXT,
        reverts INTEGER REFERENCES operation(number),
        at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE change (
        operation INTEGER NOT NULL REFERENCES operation(number),
        sequence INTEGER NOT NULL,
        "table" TEXT NOT NULL,
        row TEXT NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (operation, sequence)
    ) STRICT, WITHOUT ROWID""",
)

_INDEXES = (
    "CREATE INDEX article_position ON article(position, number)",
    "CREATE INDEX article_sha256 ON article(sha256)",
    "CREATE INDEX article_external_id ON article(external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX article_batch ON article(batch) WHERE batch IS NOT NULL",
    # With the seconds, so that the progress line is counted without reading a million layers.
    "CREATE INDEX article_group ON article(group_name) WHERE group_name IS NOT NULL",
    "CREATE INDEX layer_annotator ON layer(annotator, state, article, active_seconds)",
    "CREATE INDEX layer_flagged ON layer(annotator, article) WHERE flag IS NOT NULL",
    "CREATE INDEX referent_name ON referent(label, name_key)",
    "CREATE INDEX referent_external_id ON referent(external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX span_layer ON span(layer)",
    "CREATE INDEX span_referent ON span(referent) WHERE referent IS NOT NULL",
    # How the words of one article find the referent that another article gave them; long quotes
    # never repeat.
    "CREATE INDEX span_quote ON span(label, quote COLLATE NOCASE) WHERE length(quote) <= 80",
    "CREATE INDEX link_layer ON link(layer)",
    "CREATE INDEX link_source ON link(source)",
    "CREATE INDEX link_target ON link(target) WHERE target IS NOT NULL",
    "CREATE INDEX comment_article ON comment(article)",
    "CREATE INDEX comment_span ON comment(span) WHERE span IS NOT NULL",
    "CREATE INDEX comment_reply ON comment(reply_to) WHERE reply_to IS NOT NULL",
    "CREATE INDEX decision_span ON decision(span) WHERE span IS NOT NULL",
    "CREATE INDEX assignment_annotator ON assignment(annotator, round, position)",
    "CREATE INDEX forked_layer_article ON forked_layer(article, annotator)",
    "CREATE INDEX work_package_annotator ON work_package(annotator, direction, created_at)",
    # What undo and redo would take next, in one step however long the journal is.
    """CREATE INDEX operation_done ON operation(number)
        WHERE state = 'done' AND kind IN ('action', 'barrier')""",
    "CREATE INDEX operation_undone ON operation(number) WHERE state = 'undone'",
)

_SEARCH = (
    # Holds the prepared words of title and body (db.text.search_words), and nothing else: what a
    # hit looks like is read from the article. `detail=none` builds in half the time and takes a
    # tenth of the room; phrases are checked on the article.
    """CREATE VIRTUAL TABLE article_words USING fts5(
        words, content='', columnsize=0, detail=none,
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    )""",
    # Merging is done in small steps between the slices of indexing, so that no commit takes long.
    "INSERT INTO article_words(article_words, rank) VALUES ('automerge', 0), ('crisismerge', 1000)",
    # How far the words are in: all articles up to a number (numbers are never used again), and all
    # changes of titles up to an operation.
    """CREATE TABLE search_progress (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        article INTEGER NOT NULL,
        operation INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO search_progress VALUES (1, 0, 0)",
)


@lru_cache
def known_objects(format_number: int) -> Mapping[str, tuple[str, str]]:
    """The type and DDL of everything that a file of this format holds, by name."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for migration in FORMATS[:format_number]:
            migration(connection)
        return objects(connection)
    finally:
        connection.close()


def objects(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """The type and DDL, white space evened, of what a database holds besides SQLite's own."""
    rows = connection.execute(
        """SELECT name, type, coalesce(sql, '') FROM sqlite_schema
           WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"""
    )
    return {str(name): (str(kind), " ".join(str(sql).split())) for name, kind, sql in rows}
