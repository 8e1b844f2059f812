"""The only place that finds out what a file really is that a person wants to open.

It may be a package out of a hub that is to be unpacked, a newer package of a file that they work in
already, or a damaged project of which something can be saved. Asked are only questions that the
file itself raises; whoever opens it goes on with the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import platformdirs
from PySide6.QtWidgets import QWidget

from db.errors import InvalidPackage, NotAProject, UserFault
from db.packages.known import working_file
from db.project import SUFFIX, Project
from gui import ask
from gui.recovery import dialog as recovery
from gui.theme import Theme
from gui.translation import tr, tr_said


def unsealed(over: QWidget | None, path: Path) -> Path | None:
    """A package out of a hub is unpacked first, to where the person wants it; None for nowhere.

    Any other file is opened where it lies. InvalidPackage for work on its way to the lead.
    """
    if path.suffix == SUFFIX:
        return path
    from db.packages import bundle  # noqa: PLC0415 - seldom needed, and slow to import

    if not bundle.is_bundle(path):
        return path
    if bundle.about(path).kind is bundle.BundleKind.BACK:
        raise InvalidPackage(
            path,
            tr("it is work on its way to the lead. Open the project, and collect it there."),
        )
    suggestion = Path(platformdirs.user_documents_dir()) / f"{path.stem}{SUFFIX}"
    target = ask.save_file(
        over, tr("Where should your work package lie?"), suggestion, f"Demarche (*{SUFFIX})"
    )
    if target is not None:
        bundle.read(path, target)
    return target


def known_file(over: QWidget | None, project: Project, recent: Sequence[Path]) -> Path | None:
    """The file in which this annotator works already, where a newer package should go there."""
    if project.path in {path.resolve() for path in recent}:
        return None
    known = working_file(project, recent)
    wants_it = known is not None and ask.confirm(
        over,
        tr("You have a file for this project already"),
        tr(
            "You work in {file}. Shall what is new in this package be taken in there? You see "
            "it before it is, and what you have marked stays.",
            file=known.name,
        ),
        yes=tr("Take it in there"),
    )
    return known if wants_it else None


def recovered(over: QWidget | None, path: Path, fault: UserFault, theme: Theme) -> Path | None:
    """A new project made of one that can't be opened, where there is one and it is wanted.

    Where nothing can be saved, the person is told the fault.
    """
    if not (isinstance(fault, NotAProject) and recovery.can_help(path)):
        ask.message(over, fault)
        return None
    return recovery.recover(over, path, theme, reason=tr_said(str(fault)))


def recovered_on_wish(over: QWidget | None, path: Path, theme: Theme) -> Path | None:
    """A new project made of a file that a person holds for damaged."""
    if recovery.can_help(path):
        return recovery.recover(over, path, theme)
    ask.note(
        over,
        tr("Recover a damaged file"),
        tr(
            "{file} holds no Demarche project, so nothing of it can be saved. It is as it was. "
            "Choose another file, or a backup from the folder beside the project.",
            file=path.name,
        ),
    )
    return None
