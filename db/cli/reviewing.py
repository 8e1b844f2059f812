"""`demarche review`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from db.cli.faults import say
from db.cli.people import find
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.operations import review
from db.operations.review import Proposal
from db.project import Project
from db.queries import annotators
from db.queries import review as queries
from db.review import strategies
from db.review.strategies import Strategy


@click.command("review")
@project_argument
@click.option(
    "--strategy",
    type=click.Choice(["unanimous", "majority", "trusted"]),
    required=True,
    help="Settle what all say, what most say, or what one annotator says.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="The share of annotators that a majority needs at least; it is always more than half.",
)
@click.option("--trusted", metavar="NAME|ID", help="Whom the strategy “trusted” follows.")
@click.option("--dry-run", is_flag=True, help="Say what would be settled, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def review_command(  # noqa: PLR0917 - click hands over each option
    project: Path,
    strategy: str,
    threshold: float,
    trusted: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Settle what annotators agree on, so that the lead has only the rest to look at.

    What is settled already stays. No article becomes done by this: that is for the lead to say.
    """
    if (strategy == "trusted") is not (trusted is not None):
        raise click.UsageError("Say with --trusted whom to follow, for --strategy trusted only.")
    with opened(project, is_read_only=dry_run) as source:
        with bar("Comparing") as progress:
            proposals = review.propose(
                source,
                articles=queries.reviewable(source),
                strategy=_strategy(source, strategy, threshold, trusted),
                progress=progress,
            )
        wanted = {each.article: each.wishes for each in proposals if each.wishes}
        if not dry_run and wanted:
            with bar("Settling") as progress:
                review.decide_many(
                    source, annotators.default_author(source), wishes=wanted, progress=progress
                )
    _tell(proposals, as_json=as_json, is_dry=dry_run)


def _strategy(project: Project, name: str, threshold: float, trusted: str | None) -> Strategy:
    if trusted is not None:
        return strategies.trusted(find(project, [trusted])[0])
    return strategies.majority(threshold) if name == "majority" else strategies.unanimous


def _tell(proposals: tuple[Proposal, ...], *, as_json: bool, is_dry: bool) -> None:
    settled = sum(len(each.wishes) for each in proposals)
    left = sum(each.left for each in proposals)
    if as_json:
        articles = [
            {
                "article": each.article,
                "title": each.title,
                "settled": len(each.wishes),
                "left": each.left,
            }
            for each in proposals
        ]
        told = {"settled": settled, "left": left, "is_dry_run": is_dry, "articles": articles}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for each in proposals:
        if each.wishes:
            click.echo(f"{each.title}: {len(each.wishes):,} settled, {each.left:,} left")
    places = counted(settled, "place")
    verb = "would be settled" if is_dry else ("was settled" if settled == 1 else "were settled")
    say(f"{places} {verb}; {left:,} left to look at.")
