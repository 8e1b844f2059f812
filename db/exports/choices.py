"""What a person chose for an export: one value, from the window, the command line or a profile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.errors import UserFault
from db.model import AnnotatorId, LayerState
from db.project import Project
from db.queries import annotators
from db.queries.exports import Chosen, Which
from db.splitting.model import SplitPlan


class StandOff(StrEnum):
    """Which articles go out without their text, as offsets and a digest."""

    NONE = "none"
    CLOSED = "closed"
    """Those whose licence is unknown, or does not let others pass the text on."""
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoices:
    """Which layers go out, in which format, and how.

    `annotators` are ids or names; none stand for all, as no `states` do. `fields` are the article
    fields that go along; None is all. `split_in_field` is for formats that have a place for it: one
    file in which each record says its split, instead of a file for each. The last three go on the
    data card; `licence` is that of the annotation.
    """

    format: str = "jsonl"
    layers: Which = Which.FINISHED
    annotators: tuple[str, ...] = ()
    states: tuple[LayerState, ...] = ()
    fields: tuple[str, ...] | None = None
    with_names: bool = False
    stand_off: StandOff = StandOff.NONE
    split: SplitPlan | None = None
    split_in_field: bool = False
    with_agreement: bool = False
    licence: str | None = None
    creator: str | None = None
    description: str = ""


def chosen_layers(project: Project, choices: ExportChoices) -> Chosen:
    """The layers that are meant; raises UserFault for an annotator whom the project lacks."""
    return Chosen(
        which=choices.layers,
        annotators=tuple(_annotator(project, each) for each in choices.annotators),
        states=choices.states,
    )


def _annotator(project: Project, said: str) -> AnnotatorId:
    everyone = annotators.every(project)
    found = [each.id for each in everyone if each.id == said]
    found = found or [each.id for each in everyone if each.name.casefold() == said.casefold()]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"“{each.name}”" for each in everyone)
    problem = f"Several annotators are called “{said}”; say which by the id" if found else (
        f"There is no annotator “{said}”; there are {known}"
    )  # fmt: skip
    raise UserFault(f"{problem}. Nothing was exported.")
