"""Where the data lies that tests read but the repository does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


def shared(*parts: str) -> Path:
    """A file or folder beside the repository; the test is skipped where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not beside the repository, in the folder “shared”")
    return path
