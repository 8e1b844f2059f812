"""The only place that asks which project to open, and that keeps the sample project."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtWidgets import QWidget

from db.packages.bundle import BACK_SUFFIX, PACKAGE_SUFFIX
from db.project import SUFFIX
from gui import ask
from gui.translation import tr

OPENED = (SUFFIX, PACKAGE_SUFFIX, BACK_SUFFIX)
"""The endings of files that are opened; others can only be articles."""


def ask_open(parent: QWidget | None) -> Path | None:
    """Ask which project or work package to open."""
    endings = f"Demarche (*{SUFFIX} *{PACKAGE_SUFFIX})"
    return ask.open_file(parent, tr("Open a project or a work package"), endings)


def ask_damaged(parent: QWidget | None) -> Path | None:
    """Ask which damaged project is to be recovered; whatever its name has become."""
    endings = f"Demarche (*{SUFFIX});;{tr('All files')} (*)"
    return ask.open_file(parent, tr("Choose the damaged project"), endings)


def sample_path() -> Path:
    """Where the sample project lies on this computer."""
    return Path(platformdirs.user_data_dir("demarche", appauthor=False)) / f"Sample{SUFFIX}"


def ready_sample() -> Path:
    """The sample project, made where it is not there yet; raises StorageFault."""
    path = sample_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        from db.cli.samples import make_sample  # noqa: PLC0415 - only needed once

        make_sample(path).close()
    return path
