"""Who speaks in a layer, as an export says it: by number, or by name where that was asked for."""

from __future__ import annotations

from db.exports.pseudonyms import pseudonyms
from db.formats.record import RecordLayer
from db.model import Annotator, AnnotatorId, AnnotatorKind, LayerState
from db.project import Project
from db.queries import annotators
from db.queries.export_rows import ExportRow


class People:
    """The annotators of a project under the names that leave it."""

    def __init__(self, project: Project, *, with_names: bool = False) -> None:
        everyone = annotators.every(project)
        self._annotators: dict[AnnotatorId, Annotator] = {each.id: each for each in everyone}
        self._called = pseudonyms(everyone)
        if with_names:
            named = {each.id: each.name for each in everyone if each.kind is AnnotatorKind.HUMAN}
            self._called = {**self._called, **named}

    def layer(self, row: ExportRow) -> RecordLayer:
        """Who speaks, and how far they are."""
        return RecordLayer(
            kind=self._annotators[row.annotator].kind,
            annotator=self._called[row.annotator],
            state=LayerState(row.state),
            nothing_here=row.nothing_here,
            flag=row.flag,
        )
