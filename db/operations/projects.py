"""Starting a project, and what is said about it as a whole: its title and its annotators."""

from __future__ import annotations

from pathlib import Path

from db import journal, shipped
from db.errors import SchemeViolation
from db.journal import Kind, Recorder
from db.model import AnnotatorId, AnnotatorKind, Changes
from db.operations import schemes
from db.project import Project
from db.queries import annotators, projects
from db.scheme.toml import fingerprint, parse

_DEFAULT_ANNOTATOR = "Annotator"
_GOLD = "Gold"


def create(
    path: Path,
    *,
    title: str,
    scheme_toml: str | None = None,
    annotator_name: str | None = None,
) -> Project:
    """Make a project file with a scheme, the referents that it knows, and a first annotator.

    The scheme is the default one unless given. Raises InvalidInput for a scheme with problems and
    StorageFault where the file can't be made; there is no file then.
    """
    toml = (
        shipped.DEFAULT_SCHEME.read_text(encoding="utf-8") if scheme_toml is None else scheme_toml
    )
    scheme = parse(toml)
    project = Project.create(path)
    try:
        with journal.operation(
            project, "start the project", author=None, kind=Kind.BARRIER
        ) as recorder:
            now = project.now()
            recorder.insert(
                "project",
                {"id": project.new_id(), "title": _clean(title) or path.stem, "created_at": now},
            )
            recorder.insert(
                "scheme",
                {
                    "id": project.new_id(),
                    "name": scheme.id,
                    "version": scheme.version,
                    "sha256": fingerprint(toml),
                    "is_current": 1,
                    "created_at": now,
                    "toml": toml,
                },
            )
            author = _insert_annotator(
                recorder, project, _clean(annotator_name or "") or _DEFAULT_ANNOTATOR
            )
            recorder.insert("setting", {"name": annotators.AUTHOR_SETTING, "value": author})
            recorder.insert("setting", {"name": annotators.LEAD_SETTING, "value": author})
            _insert_annotator(recorder, project, _GOLD, kind=AnnotatorKind.GOLD)
            schemes.add_known(recorder, project, scheme)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project


def set_title(project: Project, author: AnnotatorId, *, title: str) -> Changes:
    """Give the project another title."""
    clean = _clean(title)
    if not clean:
        raise SchemeViolation("A project needs a title. The old one was kept.")
    with journal.operation(project, "change the project's title", author=author) as recorder:
        recorder.update("project", projects.info(project).id, title=clean)
    return recorder.changes


def add_annotator(
    project: Project,
    author: AnnotatorId,
    *,
    name: str,
    kind: AnnotatorKind = AnnotatorKind.HUMAN,
) -> Changes:
    """Add somebody who writes layers; the last of `queries.annotators.every` is the new one."""
    clean = _name(name, "Nobody was added.")
    with journal.operation(project, "add an annotator", author=author) as recorder:
        _insert_annotator(recorder, project, clean, kind=kind)
    return recorder.changes


def rename_annotator(
    project: Project, author: AnnotatorId, *, annotator: AnnotatorId, name: str
) -> Changes:
    """Give an annotator another name; the UUID, by which packages and merges know them, stays."""
    clean = _name(name, "The old one was kept.")
    with journal.operation(project, "rename the annotator", author=author) as recorder:
        recorder.update("annotator", annotator, name=clean)
    return recorder.changes


def _insert_annotator(
    recorder: Recorder, project: Project, name: str, kind: AnnotatorKind = AnnotatorKind.HUMAN
) -> AnnotatorId:
    annotator = AnnotatorId(project.new_id())
    recorder.insert(
        "annotator",
        {"id": annotator, "name": name, "kind": kind, "created_at": project.now()},
    )
    return annotator


def _name(name: str, otherwise: str) -> str:
    clean = _clean(name)
    if not clean:
        raise SchemeViolation(f"An annotator needs a name. {otherwise}")
    return clean


def _clean(words: str) -> str:
    return " ".join(words.split())
