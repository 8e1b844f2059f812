"""`demarche collect`, `demarche merge`, `demarche collects` and `demarche take-back`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from db.cli import collect_wording
from db.cli.faults import DATA_IS_WRONG, say
from db.cli.people import find
from db.cli.progress import bar
from db.cli.projects import opened, project_argument, with_project_suffix
from db.errors import SchemeViolation
from db.merge.plan import Authority
from db.model import AnnotatorId
from db.operations import taking_back
from db.packages import collect
from db.packages.collect_plan import CollectPlan, Wishes
from db.project import Project
from db.queries import annotators, collects, projects

_dry_run = click.option(
    "--dry-run", is_flag=True, help="Say what would come in, and change nothing."
)
_as_json = click.option("--json", "as_json", is_flag=True, help="For other programs to read.")


@click.command("collect")
@project_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_dry_run
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="ID=NAME|ID",
    help="Take the work of an unknown annotator as that of one of this project.",
)
@click.option(
    "--accept-new-key",
    "trusted",
    multiple=True,
    metavar="NAME|ID",
    help="Take the work of this annotator although it is signed with another key than before.",
)
@click.option(
    "--drop-unplaced",
    is_flag=True,
    help="Take work in without those marks that the scheme has no place for any more.",
)
@_as_json
def collect_command(
    project: Path,
    files: tuple[Path, ...],
    *,
    dry_run: bool,
    mapped: tuple[str, ...],
    trusted: tuple[str, ...],
    drop_unplaced: bool,
    as_json: bool,
) -> None:
    """Take in the work that annotators have sent back in FILES.

    What each file would bring is said before anything is written. Files and layers that can't be
    taken are left out and named, with the reason; the exit status is 1 then. Collecting a file
    again changes nothing, and the order does not matter.
    """
    with opened(project, is_read_only=dry_run) as target:
        wishes = _wishes(target, mapped, trusted, drops_unplaced=drop_unplaced)
        _take_in(target, files, Authority.COLLECT, wishes, is_dry=dry_run, as_json=as_json)


@click.command("merge")
@project_argument
@click.argument("other", type=click.Path(path_type=Path))
@_dry_run
@_as_json
def merge_command(project: Path, other: Path, dry_run: bool, as_json: bool) -> None:
    """Bring into PROJECT what the project OTHER has beyond it: articles, and everybody's work.

    OTHER may be an older or newer copy, or another lead's project; it stays as it is.
    """
    with_suffix = with_project_suffix(other)
    found = with_suffix if not other.exists() and with_suffix.exists() else other
    with opened(project, is_read_only=dry_run) as target:
        _take_in(target, (found,), Authority.MERGE, Wishes(), is_dry=dry_run, as_json=as_json)


@click.command("collects")
@project_argument
@_as_json
def collects_command(project: Path, as_json: bool) -> None:
    """List what has come in from elsewhere, newest first, by the numbers that `take-back` takes."""
    with opened(project, is_read_only=True) as source:
        found = collects.every(source)
        names = {each.id: each.name for each in annotators.every(source)}
    if as_json:
        listed = [collect_wording.collected_data(each, names) for each in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(collect_wording.collected_line(each, names))
    if not found:
        say("Nothing has come in yet.")


@click.command("take-back")
@project_argument
@click.argument("number", type=int)
def take_back_command(project: Path, number: int) -> None:
    """Take back what came in under NUMBER, all of it: everything is as it was before.

    See the numbers by `demarche collects PROJECT`.
    """
    with opened(project) as target:
        brought = [each for each in collects.every(target) if each.operation == number]
        taking_back.take_back(target, annotators.default_author(target), operation=number)
    for each in brought:
        click.echo(f"Took back {each.file} ({collect_wording.brought(each)}).")


def _wishes(
    project: Project, mapped: Sequence[str], trusted: Sequence[str], *, drops_unplaced: bool
) -> Wishes:
    people: dict[AnnotatorId, AnnotatorId] = {}
    for pair in mapped:
        theirs, _, ours = pair.partition("=")
        if not (theirs and ours):
            raise click.BadParameter(
                f"“{pair}” does not say who is who; write ID=NAME.", param_hint="--map"
            )
        people[AnnotatorId(theirs)] = find(project, [ours])[0]
    believed = set(find(project, trusted))
    return Wishes(
        people=people,
        trusted=believed | {theirs for theirs, ours in people.items() if ours in believed},
        drops_unplaced=drops_unplaced,
    )


def _take_in(
    project: Project,
    paths: Sequence[Path],
    authority: Authority,
    wishes: Wishes,
    *,
    is_dry: bool,
    as_json: bool,
) -> None:
    _require_no_package(project)
    known = {each.id for each in annotators.every(project)}
    with bar("Reading") as progress:
        plan = collect.read_plan(
            project, paths, authority=authority, wishes=wishes, progress=progress
        )
    with plan:
        if not as_json:
            for file in plan.files:
                lines = collect_wording.file_lines(file, wishes)
                click.echo("\n".join([*lines, *collect_wording.newcomer_lines(file, known)]))
        operations = () if is_dry else _applied(project, plan)
        if as_json:
            data = collect_wording.plan_data(plan.files, operations)
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            click.echo(collect_wording.outcome(plan, operations, project.path, is_dry=is_dry))
    refused = collect_wording.refusals(plan.files)
    if refused:
        say(refused)
        sys.exit(DATA_IS_WRONG)


def _require_no_package(project: Project) -> None:
    # A package takes in what its lead hands out, in the window or from the hub.
    if projects.is_work_package(project):
        raise SchemeViolation(
            "This is an annotator's work package; work is collected in the lead's project."
        )


def _applied(project: Project, plan: CollectPlan) -> tuple[int, ...]:
    """The operations that wrote something."""
    before = {each.operation for each in collects.every(project)}
    with bar("Writing") as progress:
        collect.apply(project, annotators.default_author(project), plan, progress=progress)
    after = {each.operation for each in collects.every(project)}
    return tuple(sorted(after - before))
