"""Examining a project for damage, and repairing what is safe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db import backup, doctor
from db.doctor import Finding, FindingKind, Severity
from db.errors import Stopped
from db.model import Absence, Fragment
from db.operations import history, referents, search_index
from db.project import Project
from db.queries import comments as comment_queries
from db.queries import referents as referent_queries
from db.queries import schemes, search
from tests.builders import Desk, all_rows


def damage(desk: Desk, statement: str, *parameters: object) -> None:
    """Write what no operation would."""
    connection = desk.project.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(statement, parameters)
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    connection.execute("PRAGMA foreign_keys = ON")


def found(desk: Desk) -> Finding:
    """The one finding."""
    findings = doctor.examine(desk.project)
    assert len(findings) == 1, [each.text for each in findings]
    return findings[0]


def repaired(desk: Desk) -> None:
    """Repair, and see that nothing is left to be found."""
    assert all(each.was_repaired for each in doctor.repair(desk.project))
    assert doctor.examine(desk.project) == ()


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A project with a bit of everything."""
    proposal = desk.mark("PROPOSAL", "send troops")
    desk.mark("PROPOSAL", "The plan", "a threat")
    rejection = desk.mark("REJECTION", "rejected")
    desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    desk.link(rejection, "rejects", proposal)
    desk.leave_open(rejection, "rejected_by", Absence.UNNAMED)
    desk.undo()
    desk.redo()
    desk.undo()
    search_index.index_some(desk.project)
    return desk


def span_id(desk: Desk, quote: str) -> str:
    return next(span.id for span in desk.annotation.spans if span.quote == quote)


def test_a_sound_project_has_no_findings_and_nothing_to_repair(full: Desk) -> None:
    before = all_rows(full.project, "operation", "span", "link", "layer")
    assert doctor.examine(full.project) == ()
    assert doctor.repair(full.project) == ()
    assert all_rows(full.project, "operation", "span", "link", "layer") == before
    assert backup.every(full.project.path) == ()


def test_an_examination_tells_how_far_it_is_and_can_be_stopped(full: Desk) -> None:
    told: list[tuple[int, int | None]] = []
    doctor.examine(full.project, lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    with pytest.raises(Stopped):
        doctor.examine(full.project, is_cancelled=lambda: True)
    full.mark("ACTOR", "Poland")


def test_a_project_open_for_reading_is_examined(full: Desk) -> None:
    with Project.open(full.project.path, is_read_only=True) as reader:
        assert doctor.examine(reader) == ()


@pytest.mark.parametrize("shift", [-3, 5])
def test_a_quote_that_stands_nearby_is_moved_there(full: Desk, shift: int) -> None:
    span = span_id(full, "rejected")
    damage(
        full,
        'UPDATE span SET "start" = "start" + ?1, "end" = "end" + ?1 WHERE id = ?2',
        shift,
        span,
    )
    finding = found(full)
    assert (finding.severity, finding.kind, finding.row) == (
        Severity.ERROR,
        FindingKind.SPAN,
        span,
    )
    assert finding.article == full.article
    assert finding.can_repair
    repaired(full)
    moved = full.annotation.span(span)
    assert moved is not None
    assert moved.fragments == (full.place("rejected"),)


def test_the_pieces_of_a_moved_span_move_along(full: Desk) -> None:
    span = next(each for each in full.annotation.spans if len(each.fragments) == 2)
    pieces = [(each.start - 2, each.end - 2) for each in span.fragments]
    damage(
        full,
        'UPDATE span SET "start" = ?, "end" = ?, fragments = ? WHERE id = ?',
        pieces[0][0],
        pieces[-1][1],
        json.dumps(pieces),
        span.id,
    )
    repaired(full)
    assert full.annotation.span(span.id) == span


def test_a_quote_that_stands_nowhere_is_left_and_said(full: Desk) -> None:
    damage(full, "UPDATE span SET quote = 'nowhere' WHERE quote = 'rejected'")
    finding = found(full)
    assert not finding.can_repair
    assert "“rejected” stands at its place" in finding.text
    (left,) = doctor.repair(full.project)
    assert not left.was_repaired
    assert backup.every(full.project.path) == ()


def test_a_quote_that_stands_in_several_places_is_left(full: Desk) -> None:
    middle = (full.place("France").start + full.place("France", 1).start) // 2
    damage(
        full,
        """UPDATE span SET "start" = ?1, "end" = ?1 + 6 WHERE quote = 'France'""",
        middle,
    )
    assert not found(full).can_repair


def test_a_place_beyond_the_end_is_found(full: Desk) -> None:
    damage(full, """UPDATE span SET "end" = 100000 WHERE quote = 'rejected'""")
    assert found(full).can_repair
    repaired(full)


def test_white_space_at_the_edges_of_a_span_is_trimmed(full: Desk) -> None:
    span = span_id(full, "rejected")
    damage(
        full,
        'UPDATE span SET "start" = "start" - 1, "end" = "end" + 1, quote = ? WHERE id = ?',
        " rejected ",
        span,
    )
    assert "white space" in found(full).text
    repaired(full)
    assert span_id(full, "rejected") == span


@pytest.mark.parametrize(
    "stored",
    ["[[0, 5], [3, 9]]", "[]", "x", "[[5, 3]]", '[["a", 1]]', "[[1, 2], [90000, 90001]]", "{}"],
)
def test_pieces_out_of_order_are_set_right(full: Desk, stored: str) -> None:
    damage(full, "UPDATE span SET fragments = ? WHERE fragments IS NOT NULL", stored)
    assert "pieces" in found(full).text
    repaired(full)
    assert len(full.annotation.spans) == 4


def test_a_span_marked_twice_is_said(full: Desk) -> None:
    damage(
        full,
        """INSERT INTO span SELECT 'zz', layer, label, "start", "end", fragments, referent, origin,
           external_id, attributes, quote FROM span WHERE quote = 'rejected'""",
    )
    finding = found(full)
    assert (finding.severity, finding.row) == (Severity.WARNING, "zz")


def test_a_changed_body_is_found_by_its_fingerprint(full: Desk) -> None:
    damage(full, "UPDATE article SET body = body || '!'")
    finding = found(full)
    assert finding.kind is FindingKind.ARTICLE
    assert "not the one that was imported" in finding.text
    assert not finding.can_repair


@pytest.mark.parametrize(
    ("table", "column"),
    [("article", "metadata"), ("layer", "labels"), ("layer", "coverage"), ("span", "attributes")],
)
@pytest.mark.parametrize("stored", ["{broken", "3", "null"])
def test_what_cannot_be_read_becomes_empty_and_is_kept_in_a_comment(
    full: Desk, table: str, column: str, stored: str
) -> None:
    damage(
        full, f"UPDATE {table} SET {column} = ? WHERE id = (SELECT min(id) FROM {table})", stored
    )
    findings = doctor.examine(full.project)
    assert any(column in each.text and each.can_repair for each in findings)
    repaired(full)
    (comment,) = comment_queries.of_article(full.project, full.article)
    assert comment.text.endswith(f"It held: {stored}")
    assert full.annotation.spans


def test_answers_about_a_referent_that_cannot_be_read_are_kept_in_the_report(full: Desk) -> None:
    damage(full, "UPDATE referent SET attributes = '{lost' WHERE name = 'send troops'")
    assert "{lost" in found(full).text
    repaired(full)


@pytest.mark.parametrize("coverage", ["[[0, 100000]]", "[[5, 2]]", '["a"]', "[[0, 5], 7]"])
def test_coverage_that_cannot_be_true_is_forgotten(full: Desk, coverage: str) -> None:
    damage(full, "UPDATE layer SET coverage = ?, active_seconds = 7", coverage)
    assert found(full).kind is FindingKind.LAYER
    repaired(full)
    assert (full.annotation.layer.coverage, full.annotation.layer.active_seconds) == ((), 7)


def test_coverage_that_can_be_true_stays(full: Desk) -> None:
    damage(full, "UPDATE layer SET coverage = '[[0, 10], [20, 30]]', active_seconds = -1")
    repaired(full)
    layer = full.annotation.layer
    assert layer.coverage == (Fragment(0, 10), Fragment(20, 30))
    assert layer.active_seconds == 0


def test_a_name_that_would_not_be_found_is(full: Desk) -> None:
    damage(full, "UPDATE referent SET name_key = 'x' WHERE name = 'France'")
    assert "not found by its name" in found(full).text
    repaired(full)
    assert referent_queries.named(full.project, "ACTOR", "FRANCE") is not None


def test_mentions_of_a_lost_referent_get_a_new_one_together(full: Desk) -> None:
    one, two = span_id(full, "send troops"), full.mark("PROPOSAL", "send troops", nth=1)
    damage(full, "DELETE FROM referent WHERE name = 'send troops'")
    findings = doctor.examine(full.project)
    assert [each.kind for each in findings] == [FindingKind.REFERENT] * 2
    repaired(full)
    spans = {span.id: span.referent for span in full.annotation.spans}
    assert spans[one] == spans[two]
    referent = full.annotation.referent(spans[two])
    assert referent is not None
    assert (referent.name, referent.owner) == ("send troops", full.author)


def test_a_mention_of_a_referent_with_another_label_gets_its_own(full: Desk) -> None:
    damage(full, "UPDATE referent SET label = 'ACTOR' WHERE name = 'send troops'")
    assert found(full).kind is FindingKind.REFERENT
    repaired(full)


def test_an_answer_that_names_a_lost_referent_is_removed(full: Desk) -> None:
    france = referent_queries.named(full.project, "ACTOR", "France")
    assert france is not None
    referents.set_referent_attribute(
        full.project, full.author, referent=france.id, name="affiliation", value=france.id
    )
    damage(
        full,
        """UPDATE referent SET attributes = json_set(attributes, '$.affiliation', 'gone')
           WHERE id = ?""",
        france.id,
    )
    assert "affiliation" in found(full).text
    repaired(full)
    left = referent_queries.one(full.project, france.id)
    assert left is not None
    assert left.attributes == france.attributes


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE link SET target = 'gone' WHERE role = 'proposed_by'", "is not there"),
        ("UPDATE link SET source = 'gone' WHERE role = 'proposed_by'", "is not there"),
        ("UPDATE link SET target = source WHERE role = 'rejects'", "its own slot"),
        (
            """INSERT INTO link SELECT 'zz', layer, role, source, target, absence, external_id
               FROM link WHERE role = 'rejects'""",
            "says the same twice",
        ),
        (
            """INSERT INTO link SELECT 'zz', layer, role, source, NULL, 'implied', external_id
               FROM link WHERE role = 'rejects'""",
            "filled and says that it is empty",
        ),
    ],
)
def test_links_that_lead_nowhere_or_say_too_much_are_removed(
    full: Desk, statement: str, said: str
) -> None:
    damage(full, statement)
    findings = doctor.examine(full.project)
    assert any(said in each.text and each.can_repair for each in findings)
    assert all(each.was_repaired for each in doctor.repair(full.project) if each.finding.fixes)
    assert not [each for each in doctor.examine(full.project) if each.can_repair]


def test_a_link_into_another_layer_is_removed(full: Desk) -> None:
    damage(full, "INSERT INTO annotator (id, name, created_at) VALUES ('bob', 'Bob', '')")
    damage(
        full,
        """INSERT INTO layer (id, article, annotator, updated_at)
           SELECT 'other', article, 'bob', '' FROM layer""",
    )
    damage(full, "UPDATE span SET layer = 'other' WHERE quote = 'France'")
    assert "another layer" in found(full).text
    repaired(full)


def test_what_the_scheme_has_no_place_for_is_counted_and_left(full: Desk) -> None:
    damage(full, "UPDATE referent SET label = 'THREAT' WHERE name = 'send troops'")
    damage(full, "UPDATE span SET label = 'THREAT' WHERE quote = 'send troops'")
    findings = doctor.examine(full.project)
    texts = [each.text for each in findings]
    assert any("1 span is labelled THREAT there" in text for text in texts)
    assert any("“rejects” from REJECTION to THREAT" in text for text in texts)
    assert not any(each.can_repair for each in findings)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE comment SET span = 'gone'", FindingKind.COMMENT),
        ("UPDATE comment SET reply_to = 'gone'", FindingKind.COMMENT),
        ("UPDATE referent SET owner = 'gone' WHERE name = 'France'", FindingKind.REFERENT),
        ("UPDATE comment SET annotator = 'gone'", FindingKind.PROJECT),
        ("UPDATE layer SET annotator = 'gone'", FindingKind.PROJECT),
        ("UPDATE setting SET value = 'gone' WHERE name = 'author'", FindingKind.PROJECT),
        ("UPDATE scheme SET sha256 = 'gone'", FindingKind.PROJECT),
    ],
)
def test_what_names_something_lost_lets_go_of_it(
    full: Desk, statement: str, kind: FindingKind
) -> None:
    damage(
        full,
        """INSERT INTO comment (id, article, annotator, created_at, "text")
           SELECT 'c', article, annotator, '', 'A remark' FROM layer""",
    )
    damage(full, statement)
    assert found(full).kind is kind
    repaired(full)
    rows = all_rows(full.project, "comment", "span", "layer")
    assert [len(rows[table]) for table in ("comment", "span", "layer")] == [1, 4, 1]


def test_a_layer_without_its_article_is_left_and_said(full: Desk) -> None:
    damage(full, "UPDATE layer SET article = 'gone'")
    finding = found(full)
    assert finding.text.startswith("The article that a layer names is not there.")
    assert not finding.can_repair


def test_a_scheme_that_cannot_be_read_is_said(full: Desk) -> None:
    damage(full, "UPDATE scheme SET toml = 'not [ toml'")
    texts = [each.text for each in doctor.examine(full.project)]
    assert any("scheme can't be read" in text for text in texts)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change",
        "UPDATE change SET after = '{'",
        """UPDATE change SET "table" = 'sqlite_schema'""",
        "UPDATE change SET before = NULL, after = NULL",
    ],
)
def test_a_step_without_images_becomes_one_that_undo_stops_at(full: Desk, statement: str) -> None:
    damage(full, statement)
    kinds = {each.kind for each in doctor.examine(full.project)}
    assert kinds == {FindingKind.JOURNAL}
    repaired(full)
    assert history.next_undo(full.project) is None
    assert history.next_redo(full.project) is None
    full.mark("ACTOR", "Poland")
    full.undo()


def test_images_of_no_step_are_removed(full: Desk) -> None:
    damage(full, """INSERT INTO change VALUES (9999, 1, 'span', 'x', NULL, '{}')""")
    assert found(full).kind is FindingKind.JOURNAL
    repaired(full)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE search_progress SET article = 9999",
        "DELETE FROM search_progress",
        "UPDATE article_words_data SET block = zeroblob(20) WHERE id > 100",
    ],
)
def test_a_search_out_of_step_is_made_anew(full: Desk, statement: str) -> None:
    damage(full, statement)
    assert FindingKind.SEARCH in {each.kind for each in doctor.examine(full.project)}
    repaired(full)
    search_index.index_some(full.project)
    assert [hit.article for hit in search.search(full.project, "troops")] == [full.article]


def test_a_broken_index_is_made_anew(full: Desk) -> None:
    root = full.project.connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'span_layer'"
    ).fetchone()[0]
    path = full.project.path
    full.project.close()
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    start = (root - 1) * size
    # An empty page of an index: no cells, and the content begins at its end.
    content[start : start + 8] = bytes([10, 0, 0, 0, 0]) + size.to_bytes(2, "big") + b"\0"
    path.write_bytes(content)
    full.project = Project.open(path)
    assert {each.kind for each in doctor.examine(full.project)} == {FindingKind.FILE}
    repaired(full)
    assert len(full.annotation.spans) == 4


def test_damaged_pages_are_said_and_left(full: Desk) -> None:
    root = full.project.connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'span'"
    ).fetchone()[0]
    path = full.project.path
    full.project.close()
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(content)
    full.project = Project.open(path)
    findings = doctor.examine(full.project)
    assert any(each.kind is FindingKind.FILE and not each.can_repair for each in findings)
    assert all(not each.was_repaired for each in doctor.repair(full.project))


def test_a_repair_makes_a_backup_first_and_is_not_undone(full: Desk) -> None:
    damage(full, "UPDATE referent SET name_key = 'x' WHERE name = 'France'")
    doctor.repair(full.project)
    (made,) = backup.every(full.project.path)
    assert made.reason == "before-repair"
    assert history.next_undo(full.project) is None
    with Project.open(made.path) as former:
        assert len(doctor.examine(former)) == 1


def test_many_faults_at_once_are_all_set_right(full: Desk) -> None:
    for statement in (
        "UPDATE referent SET name_key = 'x'",
        "UPDATE referent SET attributes = '{'",
        "UPDATE span SET attributes = '['",
        'UPDATE span SET "start" = "start" + 1, "end" = "end" + 1',
        "DELETE FROM referent WHERE name = 'France'",
        "UPDATE link SET target = 'gone' WHERE target IS NOT NULL",
        "DELETE FROM change",
        "UPDATE layer SET labels = '', coverage = 'x'",
    ):
        damage(full, statement)
    left = [each for each in doctor.repair(full.project) if not each.was_repaired]
    assert left == []
    assert [label for label, _ in full.quotes] == ["ACTOR", "PROPOSAL", "REJECTION", "PROPOSAL"]
    assert doctor.examine(full.project) == ()


def test_however_much_is_wrong_the_report_stays_readable_and_all_is_repaired(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.doctor.examination.MOST_OF_A_CHECK", 3)
    damage(full, "UPDATE referent SET name_key = 'x'")
    findings = doctor.examine(full.project)
    assert [each.text for each in findings][3:] == ["There is more of the same."]
    monkeypatch.setattr("db.doctor.examination.MOST_OF_A_CHECK", 100)
    repaired(full)


def test_a_glance_sees_that_a_mark_is_not_what_was_marked(full: Desk) -> None:
    assert doctor.glance(full.project) == ()
    damage(full, "UPDATE span SET quote = 'nowhere' WHERE quote = 'rejected'")
    damage(full, "UPDATE referent SET name_key = 'x'")
    (finding,) = doctor.glance(full.project)
    assert finding.kind is FindingKind.SPAN


def test_the_schemes_of_all_versions_are_looked_at(full: Desk, tmp_path: Path) -> None:
    toml = schemes.current_toml(full.project)
    damage(
        full,
        """INSERT INTO scheme (id, name, version, sha256, created_at, toml)
           VALUES ('old', 'old', '0.9', 'x', '', ?)""",
        toml,
    )
    assert found(full).row == "old"
    repaired(full)
