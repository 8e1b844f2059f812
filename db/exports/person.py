"""Writing what a project keeps of one person into a file that people can read: JSON, explained."""

from __future__ import annotations

from pathlib import Path

import orjson

from db.errors import StorageFault
from db.model import AnnotatorId
from db.project import Project
from db.queries import person as queries


def write(project: Project, target: Path, *, person: AnnotatorId) -> Path:
    """Write all that is kept of a person; raises StorageFault, with what lay there unharmed."""
    content = orjson.dumps(
        queries.everything(project, person), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageFault(
            f"{target.name} can't be written ({error.strerror}). Choose another place."
        ) from error
    return target
