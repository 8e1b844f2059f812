"""Projects for the tests of `db`, closed when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.project import Project
from tests.builders import Desk, make_desk, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An open project without articles."""
    opened = make_project(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An annotator in front of one article."""
    made = make_desk(tmp_path)
    yield made
    made.project.close()
