"""Our own JSONL with one choice of layers, in one call, as many tests want it."""

from __future__ import annotations

from pathlib import Path

from db.exports import run
from db.exports.choices import ExportChoices
from db.exports.run import Exported
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries.exports import Which


def export(
    project: Project,
    out: Path,
    *,
    layers: Which = Which.GOLD,
    with_names: bool = False,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Exported:
    """Write the chosen layers to `out`, as `db.exports.run.export` does."""
    return run.export(
        project,
        out,
        ExportChoices(layers=layers, with_names=with_names),
        progress=progress,
        is_cancelled=is_cancelled,
    )
