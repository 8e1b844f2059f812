"""Links of layers."""

from __future__ import annotations

from typing import Any

from db.model import Absence, LayerId, Link
from db.project import Project


def of_layer(project: Project, layer: LayerId) -> tuple[Link, ...]:
    """All links of a layer, oldest first."""
    rows = project.connection.execute(
        "SELECT id, layer, role, source, target, absence FROM link WHERE layer = ? ORDER BY id",
        (layer,),
    )
    return tuple(_link(row) for row in rows)


def _link(row: tuple[Any, ...]) -> Link:
    link_id, layer, role, source, target, absence = row
    return Link(
        id=link_id,
        layer=layer,
        role=role,
        source=source,
        target=target,
        absence=None if absence is None else Absence(absence),
    )
