"""Finding the referents of a record in the register, or adding them, when a record is imported."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Mapping

import orjson

from db.formats.record import Record, RecordReferent
from db.model import AnnotatorId, ReferentId
from db.project import Project
from db.scheme.model import Scheme
from db.scheme.naming import naming
from db.text.keys import match_key

_COLUMNS = "id, external_id, name, attributes"
_INSERT = """INSERT INTO referent (id, label, name, name_key, owner, external_id, attributes)
             VALUES (?, ?, ?, ?, ?, ?, ?)"""


class RecordReferents:
    """Brings the referents of one record after another into the register.

    The same id with the same label, name and attributes is the same referent. So is, except for
    statements, the same name: "the proposal" means another one in every text. Two ids of one record
    always stay two referents.
    """

    def __init__(self, project: Project, scheme: Scheme) -> None:
        self._connection: sqlite3.Connection = project.connection
        self._new_id = project.new_id
        self._scheme = scheme
        self._naming = naming(scheme).referents

    def bring_in(self, record: Record, owner: AnnotatorId | None) -> dict[str, ReferentId]:
        """The register's id for each of the record's, in the order of the record."""
        # Fresh ids are made in the order of the record, so that sorting by id keeps it.
        ids = {each.id: ReferentId(self._new_id()) for each in record.referents}
        taken: set[ReferentId] = set()
        waiting = list(record.referents)
        settled: set[str] = set()
        while waiting:
            ready = [each for each in waiting if self._named_by(each) <= settled]
            for each in ready:
                attributes = self._translated(each, ids)
                found = self._found(each, attributes, taken)
                if found is None:
                    self._insert(each, ids[each.id], attributes, owner)
                else:
                    ids[each.id] = found
                taken.add(ids[each.id])
                settled.add(each.id)
            waiting = [each for each in waiting if each.id not in settled]
            if not ready:
                break
        # What is left name each other in a circle: nothing in the register can be told to be the
        # same.
        for each in waiting:
            self._insert(each, ids[each.id], self._translated(each, ids), owner)
        return ids

    def _named_by(self, referent: RecordReferent) -> set[str]:
        names = self._naming.get(referent.label, frozenset())
        return {str(value) for name, value in referent.attributes.items() if name in names}

    def _translated(
        self, referent: RecordReferent, ids: Mapping[str, ReferentId]
    ) -> dict[str, object]:
        names = self._naming.get(referent.label, frozenset())
        return {
            name: ids.get(str(value), value) if name in names else value
            for name, value in referent.attributes.items()
        }

    def _found(
        self, referent: RecordReferent, attributes: Mapping[str, object], taken: set[ReferentId]
    ) -> ReferentId | None:
        rows = self._connection.execute(
            f"""SELECT {_COLUMNS} FROM referent WHERE external_id = ?1 AND label = ?2
                UNION ALL SELECT {_COLUMNS} FROM referent WHERE id = ?1 AND label = ?2
                ORDER BY id""",
            (referent.id, referent.label),
        ).fetchall()
        for row_id, _, name, stored in rows:
            if name == referent.name and row_id not in taken and orjson.loads(stored) == attributes:
                return ReferentId(row_id)
        if self._scheme.is_statement(referent.label):
            return None
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM referent WHERE label = ? AND name_key = ? ORDER BY id",
            (referent.label, match_key(referent.name)),
        ).fetchall()
        for row_id, external_id, _, stored in rows:
            if row_id in taken or _are_different_by_origin(external_id, referent.id):
                continue
            if orjson.loads(stored) == attributes:
                return ReferentId(row_id)
        return None

    def _insert(
        self,
        referent: RecordReferent,
        row_id: ReferentId,
        attributes: Mapping[str, object],
        owner: AnnotatorId | None,
    ) -> None:
        self._connection.execute(
            _INSERT,
            (
                row_id,
                referent.label,
                referent.name,
                match_key(referent.name),
                owner,
                referent.id,
                orjson.dumps(dict(attributes)).decode(),
            ),
        )


def _are_different_by_origin(external_id: str | None, record_id: str) -> bool:
    """Whether two ids come from registers like ours, which knew the two apart."""
    return (
        external_id is not None
        and external_id != record_id
        and _is_uuid(external_id)
        and _is_uuid(record_id)
    )


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
