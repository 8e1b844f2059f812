"""`demarche annotators`, and finding the annotators that other commands name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from db.cli.projects import opened, project_argument
from db.errors import SchemeViolation
from db.model import Annotator, AnnotatorId
from db.operations import projects
from db.project import Project
from db.queries import annotators


@click.command("annotators")
@project_argument
@click.option(
    "--add", "added", multiple=True, metavar="NAME", help="Add somebody; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def annotators_command(project: Path, added: tuple[str, ...], as_json: bool) -> None:
    """List the annotators of a project with their ids, and add new ones."""
    with opened(project, is_read_only=not added) as source:
        for name in added:
            projects.add_annotator(source, annotators.default_author(source), name=name)
        everyone = annotators.every(source)
        lead = annotators.lead(source)
    if as_json:
        listed = [
            {"id": each.id, "name": each.name, "kind": each.kind, "is_lead": each.id == lead}
            for each in everyone
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for each in everyone:
        said = f"{each.kind}, lead" if each.id == lead else str(each.kind)
        click.echo(f"{each.id}  {each.name} ({said})")


def find(project: Project, named: Sequence[str]) -> tuple[AnnotatorId, ...]:
    """The annotators of these names or ids, each once; raises SchemeViolation for any other."""
    everyone = annotators.every(project)
    return tuple(dict.fromkeys(_one(everyone, each) for each in named))


def _one(everyone: Sequence[Annotator], named: str) -> AnnotatorId:
    found = [each.id for each in everyone if named in {each.id, each.name}]
    if not found:
        plain = named.casefold()
        found = [each.id for each in everyone if each.name.casefold() == plain]
    if not found:
        raise SchemeViolation(
            f"The project has no annotator “{named}”. See who there is: demarche annotators PROJECT"
        )
    if len(found) > 1:
        raise SchemeViolation(
            f"{len(found)} annotators are called “{named}”. Say which one by its id: "
            "demarche annotators PROJECT"
        )
    return found[0]
