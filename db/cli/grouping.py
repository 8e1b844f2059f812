"""`demarche group`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from db.cli import import_wording
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.grouping import names
from db.grouping.near_duplicates import Found
from db.imports.near_duplicates import group_near_duplicates
from db.operations.grouping import clear_groups
from db.project import Project
from db.queries import annotators, grouping

_SHOWN = 50
_EXAMPLES = """
\b
Examples:
  demarche group P --dry-run
  demarche group P
  demarche group P --clear
"""


@click.command("group", epilog=_EXAMPLES)
@project_argument
@click.option(
    "--clear",
    is_flag=True,
    help="Take the groups apart that the program found; those made by hand stay.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be grouped, and change nothing.")
def group_command(*, project: Path, clear: bool, dry_run: bool) -> None:
    """Find articles that are nearly the same, such as copies of a wire report, and group them.

    Articles of one group never come apart into training and test data (demarche export --split).
    Groups that were made by hand stay, and copies of their articles join them; what an earlier
    search grouped and is no longer alike is taken apart.
    """
    with opened(project, is_read_only=dry_run) as target:
        if clear:
            _clear(target, is_dry_run=dry_run)
        elif dry_run:
            with bar("Looking for near-duplicates") as progress:
                found = grouping.find(target, progress=progress)
            for line in _words(target, found):
                click.echo(line)
        else:
            author = annotators.default_author(target)
            with bar("Looking for near-duplicates") as progress:
                grouped = group_near_duplicates(target, author, progress=progress)
            click.echo(import_wording.grouped(grouped))


def _clear(target: Project, *, is_dry_run: bool) -> None:
    groups = [each for each in grouping.groups(target) if each.is_found]
    if not groups:
        click.echo("There is no group that the program found.")
        return
    articles = counted(sum(each.articles for each in groups), "article")
    said = f"{counted(len(groups), 'group')} with {articles}"
    if is_dry_run:
        click.echo(f"Would take apart {said}.")
        return
    clear_groups(target, annotators.default_author(target))
    click.echo(f"Took apart {said}.")


def _words(target: Project, found: Found) -> Iterator[str]:
    """The groups that a search would give, and how many they are."""
    if not found.clusters:
        yield "No articles are nearly the same."
        return
    standing = grouping.standing(target)
    renamed = names.renamed(found, standing)
    for cluster in found.clusters[:_SHOWN]:
        first = standing[cluster[0]]
        yield f"{renamed.get(cluster[0], first.group)}: {counted(len(cluster), 'article')}"
    if len(found.clusters) > _SHOWN:
        yield f"{len(found.clusters) - _SHOWN:,} more like these"
    articles = counted(sum(map(len, found.clusters)), "article")
    yield f"Would group {articles} in {counted(len(found.clusters), 'group')}."
