"""A team whose lead collects; the project is closed when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db.team.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two articles, which both annotators are to do; nothing is handed out yet."""
    made = make_team(tmp_path)
    with made.project:
        yield made
