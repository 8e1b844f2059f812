from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from db.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command left behind for whoever called it."""

    status: int
    out: str
    err: str


@pytest.fixture
def demarche(capsys: pytest.CaptureFixture[str], tmp_path, monkeypatch) -> Callable[..., Outcome]:
    """Runs a command in an empty folder, in this process."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as left:
            main([str(each) for each in arguments])
        said = capsys.readouterr()
        return Outcome(int(left.value.code or 0), said.out, said.err)

    return run
