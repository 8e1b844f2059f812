"""The draft with the text that it came from: what to write, and which version it may have."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.schemes import SchemeVersion
from db.scheme.faults import Fault
from db.scheme.model import Scheme
from db.scheme.toml import parse, write
from db.scheme.validation import faults_of
from gui.project.scheme.draft import Draft
from gui.project.scheme.names import next_version
from gui.translation import tr


class Workpiece:
    """A draft that began as `source`, a text without problems; `versions` are the kept ones."""

    def __init__(self, draft: Draft, source: str, versions: Sequence[SchemeVersion]) -> None:
        self.draft = draft
        self._source = source
        self._source_scheme = parse(source)
        self._versions = versions
        self._is_raised = False

    def raise_version(self) -> bool:
        """Give an edited draft a version of its own, once; whether that was done now."""
        draft, source = self.draft, self._source_scheme
        if self._is_raised or draft.version != source.version or draft.scheme() == source:
            return False
        self._is_raised = True
        taken = {each.version for each in self._versions if each.name == draft.id}
        draft.version = next_version(source.version, taken)
        return draft.version != source.version

    def faults(self, scheme: Scheme) -> tuple[Fault, ...]:
        """What is wrong with the draft's scheme, also beside the versions that are kept."""
        return (*faults_of(scheme), *self._version_faults(scheme))

    def toml(self) -> str:
        """The text to use: the one it began as, with its comments, while it says the same."""
        scheme = self.draft.scheme()
        return self._source if scheme == self._source_scheme else write(scheme)

    def _version_faults(self, scheme: Scheme) -> tuple[Fault, ...]:
        is_taken = any(
            (each.name, each.version) == (scheme.id, scheme.version) for each in self._versions
        )
        if not is_taken or scheme == self._source_scheme:
            return ()
        reason = tr("The project keeps another version {version} already.", version=scheme.version)
        return (Fault(place=("version",), reason=reason),)
