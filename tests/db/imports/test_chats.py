"""Chats that others made for training come in with the scheme's own labels and roles."""

from __future__ import annotations

from db.imports.choices import ImportChoices
from db.imports.kinds import Kind
from db.imports.plan import apply, plan
from db.project import Project
from tests.builders import author_of
from tests.shared_data import shared


def test_the_chat_of_the_seed_comes_in_with_actors_proposals_and_rejections(project: Project):
    path = shared("seed", "formats", "chat_sft.jsonl")
    planned = plan(project, [path], choices=ImportChoices(annotator="annotator 1"))
    assert planned.problems == ()
    assert planned.unmapped.is_empty
    assert [file.kind for file in planned.files] == [Kind.CHAT]
    apply(project, author_of(project), plan=planned)
    marked = project.connection.execute("SELECT label, quote FROM span ORDER BY start").fetchall()
    assert [(label, quote.split()[0]) for label, quote in marked] == [
        ("ACTOR", "France"),
        ("PROPOSAL", "the"),
        ("ACTOR", "Ivo"),
        ("ACTOR", "Politico"),
        ("REJECTION", "faced"),
        ("ACTOR", "every"),
    ]
    query = "SELECT role, count(*) FROM link GROUP BY role ORDER BY role"
    assert [tuple(row) for row in project.connection.execute(query)] == [
        ("proposed_by", 1),
        ("rejected_by", 1),
        ("rejects", 1),
        ("reported_by", 2),
    ]
