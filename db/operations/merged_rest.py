"""What comes in beside layers and the register: comments, and what the lead hands out.

Inside the barrier of a merge only.
"""

from __future__ import annotations

from db.journal import Recorder
from db.merge.plan import Authority
from db.operations import merged_referents
from db.project import Project


def add_people_and_articles(recorder: Recorder, project: Project, authority: Authority) -> None:
    """Add the annotators and articles that are not here yet; a package says their order, too."""
    _add(recorder, "annotator", _PEOPLE, "SELECT ours FROM temp.matched_annotator WHERE is_new")
    first = 0
    if authority is Authority.MERGE:
        newest = "SELECT coalesce(max(position), 0) + 1 FROM main.article"
        first = int(project.connection.execute(newest).fetchone()[0])
    new = "SELECT ours FROM temp.matched_article WHERE is_new"
    _add(
        recorder, "article", _ARTICLES, new, {"first": first, "batch": _batch(recorder, authority)}
    )
    if authority is Authority.RECEIVE:
        _take_over(recorder, "article", _ORDER, "position = theirs.position")


def bring_comments(recorder: Recorder, project: Project) -> None:
    """Add comments by the matched people, and take over what they changed since.

    What a comment is about or answers may come in later than the comment itself.
    """
    connection = project.connection
    connection.execute("DROP TABLE IF EXISTS temp.taken_comment")
    connection.execute(_TAKEN_COMMENTS)
    new = "SELECT id FROM temp.taken_comment WHERE is_new"
    _add(recorder, "comment", _COMMENTS, new)
    _take_over(
        recorder,
        "comment",
        _CHANGED_COMMENTS,
        f"""text = theirs.text, done = theirs.done, changed_at = theirs.changed_at,
            span = theirs.span, reply_to = {_REPLY_TO}""",
    )
    _take_over(
        recorder,
        "comment",
        _COMPLETED_COMMENTS,
        """span = coalesce(ours.span, theirs.span),
           reply_to = coalesce(ours.reply_to, theirs.reply_to)""",
    )


def bring_what_the_lead_says(recorder: Recorder, project: Project, authority: Authority) -> None:
    """Take over assignments and decisions, what was merged away, and a package's own settings."""
    merged = """INSERT INTO main.merged_referent (id, referent)
        SELECT id, referent FROM incoming_merged_referent
        WHERE id NOT IN (SELECT id FROM main.merged_referent) RETURNING id"""
    for (row,) in project.connection.execute(merged).fetchall():
        recorder.note_added("merged_referent", "SELECT ?", (row,))
        recorder.touch("merged_referent", is_large=True)
    for table, statement in (("assignment", _ASSIGNMENTS), ("decision", _DECISIONS)):
        added = [row[0] for row in project.connection.execute(statement).fetchall()]
        for row in added:
            recorder.note_added(table, "SELECT ?", (row,))
        if added:
            recorder.touch(table, is_large=True)
    if authority is Authority.RECEIVE:
        merged_referents.follow_merges(project)
        _redirect_own(recorder)
        _take_over_settings(recorder, project)


def _batch(recorder: Recorder, authority: Authority) -> str | None:
    # Articles of another project can be taken out again as one, as those of any import.
    return str(recorder.number) if authority is Authority.MERGE else None


def _add(
    recorder: Recorder,
    table: str,
    statement: str,
    added: str,
    parameters: dict[str, object] | None = None,
) -> None:
    if recorder.connection.execute(f"{added} LIMIT 1").fetchone() is None:
        return
    recorder.execute_many(table, statement, parameters or {})
    recorder.note_added(table, added)


def _take_over(recorder: Recorder, table: str, pairs: str, assignments: str) -> None:
    """Set columns of our rows; `pairs` joins `ours` with `theirs`."""
    if recorder.keep_many(table, f"SELECT ours.id {pairs}"):
        recorder.execute_many(
            table,
            f"""UPDATE main.{table} AS there SET {assignments} {pairs} AND there.id = ours.id""",
        )


def _redirect_own(recorder: Recorder) -> None:
    """What the lead has merged away of the annotator's own goes where it went."""
    spans = f"SELECT id FROM main.span WHERE referent IN ({_MERGED_AWAY})"
    if recorder.keep_many("span", spans, columns=("referent",)):
        # Step by step, because what it was merged into may have been merged away in turn.
        for _ in range(_MOST_MERGES):
            if not recorder.execute_many("span", _REDIRECT):
                break
    if recorder.keep_deleted("referent", _MERGED_AWAY):
        recorder.execute_many("referent", f"DELETE FROM main.referent WHERE id IN ({_MERGED_AWAY})")


def _take_over_settings(recorder: Recorder, project: Project) -> None:
    connection = project.connection
    rows = connection.execute(
        "SELECT name, value FROM incoming_setting WHERE name IN ('package', 'hub', 'lead')"
    ).fetchall()
    for name, value in rows:
        present = connection.execute(
            "SELECT 1 FROM main.setting WHERE name = ?", (name,)
        ).fetchone()
        if present:
            recorder.update("setting", name, value=value)
        else:
            recorder.insert("setting", {"name": name, "value": value})
    titles = connection.execute("SELECT id, title FROM incoming_project").fetchall()
    for project_id, title in titles:
        recorder.update("project", project_id, title=title)


_PEOPLE = """
    INSERT INTO main.annotator (id, name, kind, public_key, repeats, created_at)
    SELECT theirs.id, theirs.name, theirs.kind, theirs.public_key, theirs.repeats,
           theirs.created_at
    FROM temp.matched_annotator AS matched
    JOIN incoming_annotator AS theirs ON theirs.id = matched.incoming WHERE matched.is_new"""
_ARTICLES = """
    INSERT INTO main.article (id, title, sha256, position, words, group_name, external_id, source,
        batch, created_at, metadata, body)
    SELECT theirs.id, title, sha256, :first + position, words, group_name, external_id, source,
        :batch, created_at, metadata, body
    FROM temp.matched_article AS matched
    JOIN incoming_article AS theirs ON theirs.id = matched.incoming
    WHERE matched.is_new ORDER BY theirs.position, theirs.number"""
_ORDER = """
    FROM temp.matched_article AS matched
    JOIN incoming_article AS theirs ON theirs.id = matched.incoming
    JOIN main.article AS ours ON ours.id = matched.ours
    WHERE theirs.position <> ours.position"""

_TAKEN_COMMENTS = """
    CREATE TEMP TABLE taken_comment AS
    SELECT theirs.id, article.ours AS article, annotator.ours AS annotator,
           CASE WHEN theirs.span IN (SELECT id FROM main.span) THEN theirs.span END AS span,
           CASE WHEN theirs.reply_to IN (SELECT id FROM main.comment
                    UNION SELECT id FROM incoming_comment) THEN theirs.reply_to END AS reply_to,
           theirs.done, theirs.created_at, theirs.changed_at, theirs.text, ours.id IS NULL AS is_new
    FROM incoming_comment AS theirs
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    JOIN temp.matched_article AS article
        ON article.incoming = theirs.article AND article.reason = ''
    LEFT JOIN main.comment AS ours ON ours.id = theirs.id
    WHERE ours.id IS NULL OR (ours.annotator = annotator.ours AND ours.article = article.ours)"""
_REPLY_TO = """CASE WHEN theirs.reply_to IN (SELECT id FROM main.comment
                    UNION SELECT id FROM temp.taken_comment) THEN theirs.reply_to END"""
_COMMENTS = f"""
    INSERT INTO main.comment (id, article, annotator, span, reply_to, done, created_at, changed_at,
        text)
    SELECT id, article, annotator, span, {_REPLY_TO}, done, created_at, changed_at, text
    FROM temp.taken_comment AS theirs WHERE is_new"""
_BOTH_COMMENTS = """
    FROM temp.taken_comment AS theirs JOIN main.comment AS ours ON ours.id = theirs.id
    WHERE NOT theirs.is_new"""
_CHANGED_COMMENTS = f"""{_BOTH_COMMENTS}
    AND (theirs.changed_at, theirs.text, theirs.done) > (ours.changed_at, ours.text, ours.done)"""
_COMPLETED_COMMENTS = f"""{_BOTH_COMMENTS}
    AND ((ours.span IS NULL AND theirs.span IS NOT NULL)
         OR (ours.reply_to IS NULL AND theirs.reply_to IS NOT NULL
             AND theirs.reply_to IN (SELECT id FROM main.comment)))"""

_ASSIGNMENTS = """
    INSERT INTO main.assignment (id, article, annotator, round, position, purpose, created_at)
    SELECT theirs.id, article.ours, annotator.ours, round, position, purpose, theirs.created_at
    FROM incoming_assignment AS theirs
    JOIN temp.matched_article AS article ON article.incoming = theirs.article
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    WHERE article.reason = '' AND theirs.id NOT IN (SELECT id FROM main.assignment)
      AND (article.ours, annotator.ours, round) NOT IN
          (SELECT article, annotator, round FROM main.assignment)
    RETURNING id"""
_DECISIONS = """
    INSERT INTO main.decision (id, article, annotator, unit, source, reason, rule, note,
        addressee, guideline_gap, span, created_at, details)
    SELECT theirs.id, article.ours, annotator.ours, unit, source, theirs.reason, rule, note,
           CASE WHEN addressee IN (SELECT id FROM main.annotator) THEN addressee END,
           guideline_gap,
           CASE WHEN theirs.span IN (SELECT id FROM main.span) THEN theirs.span END,
           theirs.created_at, details
    FROM incoming_decision AS theirs
    JOIN temp.matched_article AS article ON article.incoming = theirs.article
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    WHERE article.reason = '' AND theirs.id NOT IN (SELECT id FROM main.decision)
      AND (article.ours, unit) NOT IN (SELECT article, unit FROM main.decision)
    RETURNING id"""
_MERGED_AWAY = """
    SELECT referent.id FROM main.referent JOIN main.merged_referent AS merged
        ON merged.id = referent.id
    WHERE resolved(merged.referent) IS NOT NULL"""
_MOST_MERGES = 100
_REDIRECT = f"""
    UPDATE main.span SET referent = (
        SELECT resolved(merged.referent) FROM main.merged_referent AS merged
        WHERE merged.id = span.referent)
    WHERE referent IN ({_MERGED_AWAY})"""
