"""Which rows travel in a work package and in what is sent back; for use in their operations.

The rows are read from an attached file, `source`, into a fresh one, set by set. Which they are is
worked out first, in temporary tables of the fresh file's connection, so that nothing that may not
travel is ever written into it, not even for a moment:

- `wanted(article, queue, original, reader)`: the articles, their places in the queue, and of which
  article of ours by which reader of ours they hold the layer: what the annotator reads for the
  second time is an article of its own there (`db.queries.second_readings`)
- `packed_layer(id, is_gold)`, `packed_comment(id)`, `packed_decision(id)`, `packed_referent(id)`
"""

from __future__ import annotations

from collections.abc import Mapping

from db.journal import Recorder

Parameters = Mapping[str, str | bool | None]
"""`annotator`, their second `reader`, `lead` and `gold` by id; `rounds` and `silent` (comments by
the lead that stay at home) as JSON lists; `register`: whether all that is shared in it comes along.
"""


def choose_for_package(recorder: Recorder, parameters: Parameters) -> None:
    """Choose what one annotator gets: their own, what is shared, and what the lead says to them."""
    _choose(recorder, parameters, (*_QUEUE, *_FOR_PACKAGE, *_REFERENTS))


def choose_for_return(recorder: Recorder, parameters: Parameters) -> None:
    """Choose what an annotator sends back: their own, and what it needs to be understood."""
    _choose(recorder, parameters, (*_AS_IT_STANDS, *_FOR_RETURN, *_REFERENTS))


def copy_chosen(recorder: Recorder, parameters: Parameters) -> None:
    """Write the chosen rows, parents before children."""
    # Comments answer each other, in whatever order they come.
    recorder.connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, statement in _COPYING:
        recorder.execute_many(table, statement, dict(parameters))


def forget_choice(recorder: Recorder) -> None:
    """Drop the temporary tables."""
    for table in ("wanted", *_CHOSEN_TABLES):
        recorder.connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


_CHOSEN_TABLES = ("packed_layer", "packed_comment", "packed_decision", "packed_referent")


def _choose(recorder: Recorder, parameters: Parameters, statements: tuple[str, ...]) -> None:
    connection = recorder.connection
    forget_choice(recorder)
    connection.execute(
        """CREATE TEMP TABLE wanted (
            article TEXT PRIMARY KEY, queue INTEGER, original TEXT, reader TEXT,
            UNIQUE (original, reader)
        )"""
    )
    for table in _CHOSEN_TABLES:
        connection.execute(f"CREATE TEMP TABLE {table} (id TEXT PRIMARY KEY, is_gold INTEGER)")
    for statement in statements:
        connection.execute(statement, dict(parameters))


_QUEUE = (
    """INSERT INTO temp.wanted
       SELECT CASE annotator WHEN :annotator THEN article ELSE id END,
              row_number() OVER (ORDER BY round, position, number), article, annotator
       FROM (
           SELECT assignment.id, assignment.article, assignment.annotator, assignment.round,
                  assignment.position, article.number,
                  row_number() OVER (PARTITION BY assignment.article, assignment.annotator
                                     ORDER BY assignment.round, assignment.position) AS nth
           FROM source.assignment JOIN source.article ON article.id = assignment.article
           WHERE annotator IN (:annotator, :reader)
             AND (:rounds IS NULL OR round IN (SELECT value FROM json_each(:rounds)))
       ) WHERE nth = 1""",
)
_AS_IT_STANDS = ("INSERT INTO temp.wanted SELECT id, position, id, :annotator FROM source.article",)

_OWN_LAYERS = """
    INSERT INTO temp.packed_layer
    SELECT layer.id, 0 FROM temp.wanted JOIN source.layer
        ON layer.article = wanted.original AND layer.annotator = wanted.reader"""
_OWN_COMMENTS = """SELECT comment.id FROM temp.wanted
    JOIN source.comment ON comment.article = wanted.article AND comment.annotator = :annotator"""
_ON_OWN_SPAN = """(comment.span IS NULL OR comment.span IN (
        SELECT span.id FROM source.span JOIN temp.packed_layer AS own
            ON own.id = span.layer AND NOT own.is_gold))"""

_FOR_PACKAGE = (
    _OWN_LAYERS,
    # The settled layer is shown to those only who have finished their own, for the last time.
    """INSERT INTO temp.packed_layer
       SELECT gold.id, 1 FROM temp.packed_layer AS packed
       JOIN source.layer AS own ON own.id = packed.id AND own.annotator = :annotator
           AND own.state = 'done'
       JOIN source.layer AS gold ON gold.article = own.article AND gold.annotator = :gold
           AND gold.state = 'done'
       WHERE NOT EXISTS (
           SELECT 1 FROM source.assignment AS again
           WHERE again.article = own.article AND again.annotator = :reader AND NOT EXISTS (
               SELECT 1 FROM source.layer AS second WHERE second.article = own.article
                   AND second.annotator = :reader AND second.state IN ('done', 'skipped')))""",
    f"""INSERT INTO temp.packed_comment
        WITH RECURSIVE heard(id) AS (
            {_OWN_COMMENTS}
            UNION
            SELECT comment.id FROM temp.wanted JOIN source.comment
                ON comment.article = wanted.article AND comment.annotator = :lead
            WHERE reply_to IS NULL AND {_ON_OWN_SPAN}
              AND comment.id NOT IN (SELECT value FROM json_each(:silent))
            UNION
            SELECT comment.id FROM heard JOIN source.comment ON comment.reply_to = heard.id
            WHERE comment.annotator = :lead AND {_ON_OWN_SPAN}
        )
        SELECT id, 0 FROM heard""",
    """INSERT INTO temp.packed_decision
       SELECT decision.id, 1 FROM source.decision
       WHERE article IN (SELECT layer.article FROM temp.packed_layer AS packed
                         JOIN source.layer ON layer.id = packed.id WHERE packed.is_gold)
          OR (addressee = :annotator AND article IN (SELECT article FROM temp.wanted))""",
)
_FOR_RETURN = (
    _OWN_LAYERS,
    # With what it answers, or else nobody would know what it means.
    f"""INSERT INTO temp.packed_comment
        WITH RECURSIVE said(id) AS (
            {_OWN_COMMENTS}
            UNION
            SELECT comment.reply_to FROM said JOIN source.comment ON comment.id = said.id
            WHERE comment.reply_to IS NOT NULL
        )
        SELECT id, 0 FROM said""",
)
# What the layers mention and list, and what these name in turn, such as the state of a party. A
# package holds the whole register besides, also what the lead has put there for others to use; what
# the lead has marked stays at home. What is sent back needs no more of it.
_REFERENTS = (
    """INSERT INTO temp.packed_referent
       WITH RECURSIVE reached(id) AS (
           SELECT id FROM source.referent
           WHERE owner = :annotator OR (:register AND (owner IS NULL OR (owner = :lead
               AND NOT EXISTS (SELECT 1 FROM source.span WHERE span.referent = referent.id))))
           UNION
           SELECT span.referent FROM temp.packed_layer AS packed
           JOIN source.span ON span.layer = packed.id WHERE span.referent IS NOT NULL
           UNION
           SELECT listed.value ->> 0 FROM temp.packed_layer AS packed
           JOIN source.layer ON layer.id = packed.id AND layer.record IS NOT NULL,
               json_each(layer.record, '$.referents') AS listed WHERE NOT packed.is_gold
           UNION
           SELECT answer.value FROM reached JOIN source.referent ON referent.id = reached.id,
               json_each(referent.attributes) AS answer WHERE answer.type = 'text'
       )
       SELECT referent.id, 0 FROM reached JOIN source.referent ON referent.id = reached.id""",
)

_IS_OWN = "NOT packed.is_gold"
_COPYING = (
    (
        "project",
        """INSERT INTO main.project (id, title, kind, created_at)
           SELECT id, title, 'work_package', created_at FROM source.project""",
    ),
    (
        # What a migration did to everybody's work is told to nobody.
        "scheme",
        """INSERT INTO main.scheme (id, name, version, sha256, is_current, created_at, migration,
               toml)
           SELECT id, name, version, sha256, is_current, created_at,
               json_set(json_remove(migration, '$.backup'), '$.renamed', json('[]'),
                        '$.deleted', json('[]')), toml
           FROM source.scheme ORDER BY created_at, id""",
    ),
    (
        "annotator",
        """INSERT INTO main.annotator (id, name, kind, public_key, created_at)
           SELECT id, name, kind, public_key, created_at FROM source.annotator
           WHERE id = :annotator
              OR id IN (SELECT annotator FROM temp.packed_comment JOIN source.comment USING (id))
              OR (id = :lead AND EXISTS (SELECT 1 FROM temp.packed_decision))
              OR (id = :gold AND EXISTS (SELECT 1 FROM temp.packed_layer WHERE is_gold))""",
    ),
    (
        "article",
        # Not the group of alike articles: its name may be the title of one that they don't get.
        """INSERT INTO main.article (id, title, sha256, position, words, external_id, created_at,
               metadata, body)
           SELECT wanted.article, title, sha256, queue, words, external_id, created_at, metadata,
               body
           FROM temp.wanted JOIN source.article ON article.id = wanted.original ORDER BY queue""",
    ),
    (
        "layer",
        f"""INSERT INTO main.layer (id, article, annotator, state, nothing_here, flag,
               active_seconds, updated_at, labels, coverage, lineage, record)
           SELECT layer.id, coalesce(wanted.article, layer.article),
               CASE WHEN {_IS_OWN} THEN :annotator ELSE annotator END, state, nothing_here,
               CASE WHEN {_IS_OWN} THEN flag END,
               CASE WHEN {_IS_OWN} THEN active_seconds ELSE 0 END, updated_at, labels,
               CASE WHEN {_IS_OWN} THEN coverage ELSE '[]' END, lineage,
               CASE WHEN {_IS_OWN} THEN json_remove(record, '$.batch') END
           FROM temp.packed_layer AS packed JOIN source.layer ON layer.id = packed.id
           LEFT JOIN temp.wanted
               ON wanted.original = layer.article AND wanted.reader = layer.annotator
           ORDER BY layer.id""",
    ),
    (
        "referent",
        """INSERT INTO main.referent (id, label, name, name_key, owner, external_id, changed_at,
               attributes)
           SELECT referent.id, label, name, name_key, CASE WHEN owner = :annotator THEN owner END,
               CASE WHEN owner IS NULL OR owner = :annotator THEN external_id END, changed_at,
               attributes
           FROM temp.packed_referent AS packed JOIN source.referent ON referent.id = packed.id
           ORDER BY referent.id""",
    ),
    (
        "merged_referent",
        """INSERT INTO main.merged_referent (id, referent)
           WITH RECURSIVE leading(id) AS (
               SELECT id FROM temp.packed_referent
               UNION
               SELECT merged.id FROM leading JOIN source.merged_referent AS merged
                   ON merged.referent = leading.id
           )
           SELECT merged.id, merged.referent FROM source.merged_referent AS merged
           WHERE merged.referent IN (SELECT id FROM leading) ORDER BY merged.id""",
    ),
    (
        "span",
        """INSERT INTO main.span (id, layer, label, "start", "end", fragments, referent, origin,
               external_id, attributes, quote)
           SELECT span.id, layer, label, "start", "end", fragments, referent, origin,
               CASE WHEN NOT is_gold THEN external_id END, attributes, quote
           FROM temp.packed_layer AS packed JOIN source.span ON span.layer = packed.id
           ORDER BY span.id""",
    ),
    (
        "link",
        """INSERT INTO main.link (id, layer, role, source, target, absence, external_id)
           SELECT link.id, layer, role, source, target, absence,
               CASE WHEN NOT is_gold THEN external_id END
           FROM temp.packed_layer AS packed JOIN source.link ON link.layer = packed.id
           ORDER BY link.id""",
    ),
    (
        "comment",
        """INSERT INTO main.comment (id, article, annotator, span, reply_to, done, created_at,
               changed_at, "text")
           SELECT comment.id,
               coalesce((SELECT layer.article FROM main.span JOIN main.layer
                         ON layer.id = span.layer WHERE span.id = comment.span), article),
               annotator,
               CASE WHEN span IN (SELECT id FROM main.span) THEN span END,
               CASE WHEN reply_to IN (SELECT id FROM temp.packed_comment) THEN reply_to END,
               done, created_at, changed_at, "text"
           FROM temp.packed_comment AS packed JOIN source.comment ON comment.id = packed.id
           ORDER BY comment.id""",
    ),
    (
        "assignment",
        """INSERT INTO main.assignment (id, article, annotator, round, position, created_at)
           SELECT id, wanted.article, :annotator, round, position, created_at
           FROM source.assignment JOIN temp.wanted
               ON wanted.original = assignment.article AND wanted.reader = assignment.annotator
           WHERE (:rounds IS NULL OR round IN (SELECT value FROM json_each(:rounds)))
           ORDER BY round, position""",
    ),
    (
        "forked_layer",
        """INSERT INTO main.forked_layer (id, article, annotator, state, updated_at, created_at,
               lineage, content)
           SELECT id, fork.article, annotator, state, updated_at, created_at, lineage, content
           FROM source.forked_layer AS fork JOIN temp.wanted ON wanted.article = fork.article
           WHERE annotator = :annotator AND NOT :register""",
    ),
    (
        # What a unit is called can hold ids of layers, and its details hold what everybody said.
        "decision",
        """INSERT INTO main.decision (id, article, annotator, unit, source, reason, rule, note,
               addressee, guideline_gap, span, created_at)
           SELECT decision.id, article, :lead, decision.id, decision.source,
               CASE WHEN addressee IS NULL OR addressee = :annotator THEN reason END, rule,
               CASE WHEN addressee IS NULL OR addressee = :annotator THEN note END,
               CASE WHEN addressee = :annotator THEN addressee END, guideline_gap,
               CASE WHEN span IN (SELECT id FROM main.span) THEN span END, created_at
           FROM temp.packed_decision AS packed JOIN source.decision ON decision.id = packed.id
           ORDER BY decision.id""",
    ),
)
