"""`demarche unassign`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from db.cli.people import find
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.operations import assignments
from db.queries import annotators, assignment_wishes
from db.queries.assignment_wishes import Among


@click.command("unassign")
@project_argument
@click.option(
    "--annotator",
    "-a",
    "names",
    multiple=True,
    metavar="NAME",
    help="From whom, by name or id; may be given several times.",
)
@click.option("--round", "round_", type=click.IntRange(1), metavar="N", help="Only of this round.")
@click.option(
    "--filter",
    "containing",
    default="",
    metavar="WORDS",
    help="Only articles with all of these words in title or metadata.",
)
@click.option("--all", "everything", is_flag=True, help="All articles, from everybody.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken back, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def unassign_command(
    project: Path,
    *,
    names: Sequence[str],
    round_: int | None,
    containing: str,
    everything: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take articles back from annotators, unless they are begun or sent out.

    Say which: --annotator, --round, --filter, or --all.
    """
    if not (names or round_ is not None or containing.strip() or everything):
        raise click.UsageError("Say what to take back: --annotator, --round, --filter or --all.")
    with opened(project, is_read_only=dry_run) as target:
        chosen = find(target, names) if names else None
        held = assignment_wishes.held(
            target, Among(annotators=chosen, round=round_, containing=containing)
        )
        if not dry_run and held.free:
            assignments.unassign(
                target,
                annotators.default_author(target),
                annotators=chosen,
                round_=round_,
                containing=containing,
            )
    if as_json:
        said = {"taken_back": held.free, "started": held.started, "sent": held.sent}
        click.echo(json.dumps(said, indent=2))
        return
    verb = "Would take" if dry_run else "Took"
    click.echo(f"{verb} back {counted(held.free, 'assignment')}.")
    if held.started or held.sent:
        click.echo(f"Kept {held.started:,} that are begun and {held.sent:,} that are sent out.")
