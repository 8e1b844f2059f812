"""`demarche check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from db.cli.faults import DATA_IS_WRONG, say
from db.cli.progress import bar
from db.cli.projects import opened, project_argument, with_project_suffix
from db.cli.wording import counted
from db.doctor import examine, repair, rescue


@click.command("check")
@project_argument
@click.option("--repair", "should_repair", is_flag=True, help="Repair what is safe to repair.")
@click.option(
    "--rescue",
    "new_file",
    metavar="NEW",
    type=click.Path(path_type=Path),
    help="Copy what can still be read into a new project.",
)
def check_command(project: Path, should_repair: bool, new_file: Path | None) -> None:
    """Look whether the file is sound and every quote stands where it was marked.

    A repair makes a backup first, in the folder beside the project. A rescue is for a project
    that can't be opened any more; it leaves the damaged file as it is.
    """
    if new_file is not None:
        _rescue(project, with_project_suffix(new_file))
    elif should_repair:
        _repair(project)
    else:
        _examine(project)


def _examine(path: Path) -> None:
    with opened(path, is_read_only=True) as source, bar("Checking") as progress:
        findings = examine(source, progress)
    if not findings:
        click.echo(f"{path} is sound.")
        return
    for each in findings:
        say(f"{each.severity.capitalize()}: {each.text}")
    safe = sum(each.can_repair for each in findings)
    advice = f" {safe:,} of them can be set right: demarche check {path} --repair"
    say(f"Found {counted(len(findings), 'problem')}.{advice if safe else ''}")
    sys.exit(DATA_IS_WRONG)


def _repair(path: Path) -> None:
    with opened(path) as target, bar("Checking") as progress:
        outcomes = repair(target, progress)
    for each in outcomes:
        click.echo(each.text)
    left = sum(not each.was_repaired for each in outcomes)
    if left:
        say(f"{counted(left, 'problem')} could not be repaired safely; see above what to do.")
        sys.exit(DATA_IS_WRONG)
    click.echo(f"{path} is sound{' now' if outcomes else ''}.")


def _rescue(path: Path, new_file: Path) -> None:
    with bar("Copying") as progress:
        rescued = rescue(path, new_file, progress)
    counts = rescued.copied.counts
    click.echo(
        f"Made {new_file} with {counted(counts.get('article', 0), 'article')} "
        f"and {counted(counts.get('span', 0), 'span')}; {path} is as it was."
    )
    for each in rescued.repaired:
        click.echo(each.text)
    for table, count in rescued.brought_back.items():
        click.echo(f"Brought back from the journal: {counted(count, table)}.")
    for lost in rescued.copied.left_out:
        say(f"Could not be read from {lost.table} ({lost.row or 'rows unknown'}): {lost.reason}.")
    if rescued.copied.left_out:
        sys.exit(DATA_IS_WRONG)
