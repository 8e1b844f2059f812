"""The only place that knows where the icons, styles and other shipped files lie."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, in the source tree, a wheel or a frozen program."""
    return _ROOT.joinpath(*parts)
