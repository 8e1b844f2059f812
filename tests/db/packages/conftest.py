"""A team for the tests of packages, whose files are closed when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.packages.keys import FileSecrets
from tests.builders import add_annotators, article_ids, author_of, make_project
from tests.db.packages.team import BODIES, Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A project of four articles, a lead, annotator 1 and annotator B; nothing is assigned."""
    project = make_project(tmp_path, articles=BODIES)
    lead = author_of(project)
    first, second = add_annotators(project, "annotator 1", "annotator B")
    made = Team(
        project=project,
        secrets=FileSecrets(tmp_path / "secrets"),
        folder=tmp_path,
        lead=lead,
        first=first,
        second=second,
        articles=article_ids(project),
    )
    yield made
    for each in (*made.opened, project):
        each.close()
