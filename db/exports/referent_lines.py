"""The JSON of referents, which many layers share, and what they are called in files."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Protocol

from db.project import Project
from db.queries import export_parts
from db.queries.export_parts import ReferentRow

_AT_HAND, _KEPT = 500_000, 250_000


class ReferentLines(Protocol):
    """Gives the referents of one layer after another."""

    is_at_hand: bool
    """Whether `listed` asks the project nothing, and so can be called in any thread."""

    names: dict[str, str]
    """What those that were listed are called in files, by their ids, where that is another."""

    def listed(self, ids: Iterable[str]) -> bytes:
        """The JSON list of these by age; raises KeyError where there is no such referent."""

    def number(self, others: set[str]) -> int:
        """How many were listed, and these by their names, each name counted once."""


def referent_lines(project: Project) -> ReferentLines:
    """The referents of a project; call it inside a snapshot.

    All are read at once, in the order in which they lie in the file, which is several times as
    quick as looking for each; of a register too large for that, those asked for lately are kept.
    """
    if export_parts.number_of_referents(project) > _AT_HAND:
        return _Lately(project)
    return _AtHand(list(export_parts.all_referents(project)))


class _AtHand:
    """All referents, by a number that says how old they are."""

    is_at_hand = True

    def __init__(self, rows: list[ReferentRow]) -> None:
        rows.sort(key=itemgetter(0))
        self.names = {referent: name for referent, name, _ in rows if name is not None}
        self._numbers = {referent: number for number, (referent, _, _) in enumerate(rows)}
        self._lines = [data for _, _, data in rows]
        self._seen: set[int] = set()

    def listed(self, ids: Iterable[str]) -> bytes:
        """Those of one layer."""
        numbers, lines = self._numbers, self._lines
        found = sorted({numbers[each] for each in ids})
        self._seen.update(found)
        return b"[%b]" % b",".join([lines[each] for each in found])

    def number(self, others: set[str]) -> int:
        """How many, these included."""
        seen = self._seen
        names = {
            self.names.get(referent, referent)
            for referent, number in self._numbers.items()
            if number in seen
        }
        return len(names | others)


class _Lately:
    """Those that were asked for lately, the others when they are asked for."""

    is_at_hand = False

    def __init__(self, project: Project) -> None:
        self.names: dict[str, str] = {}
        self._project = project
        self._known: dict[str, bytes] = {}
        self._older: dict[str, bytes] = {}
        self._older_names: dict[str, str] = {}
        self._seen: set[int] = set()

    def listed(self, ids: Iterable[str]) -> bytes:
        """Those of one layer."""
        wanted = sorted(set(ids))
        self._make_known(wanted)
        lines = [self._known[each] for each in wanted]
        self._seen.update([hash(self.names.get(each, each)) for each in wanted])
        return b"[%b]" % b",".join(lines)

    def number(self, others: set[str]) -> int:
        """How many, these included, as far as their hashes differ."""
        return len(self._seen.union(map(hash, others)))

    def _make_known(self, ids: Iterable[str]) -> None:
        if len(self._known) >= _KEPT:
            self._older, self._known = self._known, {}
            self._older_names, self.names = self.names, {}
        missing = [each for each in ids if each not in self._known]
        for each in missing:
            if each in self._older:
                self._known[each] = self._older[each]
                if each in self._older_names:
                    self.names[each] = self._older_names[each]
        missing = [each for each in missing if each not in self._known]
        if missing:
            for referent, name, data in export_parts.some_referents(self._project, missing):
                self._known[referent] = data
                if name is not None:
                    self.names[referent] = name
