"""Links of layers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import orjson

from db.model import Absence, LayerId, Link, LinkId, SpanId
from db.project import Project
from db.queries.row_memory import RowMemory

_COLUMNS = "id, layer, role, source, target, absence"


def of_layer(project: Project, layer: LayerId) -> tuple[Link, ...]:
    """All links of a layer, oldest first."""
    rows = project.connection.execute(
        f"SELECT {_COLUMNS} FROM link WHERE layer = ? ORDER BY id", (layer,)
    )
    return _read_last.values(layer, rows)


def of_layers(project: Project, layers: Collection[LayerId]) -> dict[LayerId, list[Link]]:
    """The links of many layers, each oldest first; layers without any are left out."""
    found: dict[LayerId, list[Link]] = defaultdict(list)
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM link WHERE layer IN (SELECT value FROM json_each(?))
            ORDER BY layer, id""",
        (orjson.dumps(list(layers)).decode(),),
    )
    for row in rows:
        found[row[1]].append(_link(row))
    return found


def in_slot(project: Project, statement: SpanId, role: str) -> tuple[Link, ...]:
    """What fills one slot of a statement, oldest first."""
    rows = project.connection.execute(
        f"SELECT {_COLUMNS} FROM link WHERE source = ? AND role = ? ORDER BY id", (statement, role)
    )
    return tuple(_link(row) for row in rows)


def one(project: Project, link: LinkId) -> Link | None:
    """The link of this id, or None."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM link WHERE id = ?", (link,)
    ).fetchone()
    return None if row is None else _link(row)


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


_read_last = RowMemory(_link)
