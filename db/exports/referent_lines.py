"""The JSON of referents, which many layers share, by what they are called in files."""

from __future__ import annotations

from collections.abc import Iterable

from db.project import Project
from db.queries import export_parts
from db.queries.export_parts import ReferentRow

_KEPT = 250_000


class ReferentLines:
    """Gives the referents of one layer after another.

    All are read at once, in the order in which they lie in the file, which is several times as
    quick as looking for each; of a register too large for that, those asked for lately are kept.
    """

    def __init__(self, project: Project) -> None:
        self.seen: set[int] = set()
        """Hashes of the names of those that were asked for."""
        self._project = project
        self._known: dict[str, tuple[str, str]] = {}
        self._older: dict[str, tuple[str, str]] = {}
        self._ambiguous: set[str] = set()
        self._is_whole: bool | None = None

    def listed(self, names: set[str | None]) -> str | None:
        """The JSON list of these but None, by age; None where a name stands for several of them."""
        names.discard(None)
        if self._is_whole is None:
            self._begin()
        if not self._is_whole:
            self._make_known(names)
        known = self._known
        try:
            found = sorted([known[each] for each in names])  # type: ignore[index]
        except KeyError:
            return None
        if self._ambiguous and not self._ambiguous.isdisjoint(names):
            return None
        self.seen.update(map(hash, names))
        return f"[{','.join([each[1] for each in found])}]"

    def _begin(self) -> None:
        self._is_whole = export_parts.number_of_referents(self._project) <= _KEPT
        if self._is_whole:
            self._keep(export_parts.all_referents(self._project))

    def _make_known(self, names: Iterable[str | None]) -> None:
        if len(self._known) >= _KEPT:
            self._older, self._known = self._known, {}
        missing = [each for each in names if each is not None and each not in self._known]
        self._known.update((each, self._older[each]) for each in missing if each in self._older)
        missing = [each for each in missing if each not in self._older]
        if missing:
            self._keep(export_parts.referents_called(self._project, missing))

    def _keep(self, rows: Iterable[ReferentRow]) -> None:
        for name, referent, data in rows:
            if name in self._known:
                self._ambiguous.add(name)
            self._known[name] = referent, data
