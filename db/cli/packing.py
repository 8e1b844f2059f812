"""`demarche pack` and `demarche send-back`."""

from __future__ import annotations

from pathlib import Path

import click

from db.cli.faults import say
from db.cli.people import find
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.packages import keys, pack, send_back
from db.packages.pack import Packed
from db.packages.whole_file import free_name
from db.queries import annotators
from db.queries.packing import Planned


@click.command("pack")
@project_argument
@click.argument("outdir", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--annotator",
    "named",
    multiple=True,
    metavar="NAME|ID",
    help="Only for these annotators; everybody who has articles unless given.",
)
@click.option(
    "--round", "rounds", multiple=True, type=int, help="Only articles of these rounds; else all."
)
@click.option("--dry-run", is_flag=True, help="Say who would get what, and write nothing.")
def pack_command(
    project: Path,
    outdir: Path,
    named: tuple[str, ...],
    rounds: tuple[int, ...],
    dry_run: bool,
) -> None:
    """Make a work package for each annotator in the folder OUTDIR.

    A package holds just the annotator's own articles and work, the scheme and the register, and
    what the lead has said to them. Hand it over on any way; the annotator opens it in Demarche.
    """
    with opened(project, is_read_only=dry_run) as source:
        among = find(source, named) if named else None
        wanted = rounds or None
        for each in pack.preview(source, among, rounds=wanted):
            if not each.articles:
                say(f"{each.name} has no articles and gets no package.")
            elif dry_run:
                click.echo(_planned_line(each))
        if dry_run:
            return
        with bar("Packing") as progress:
            made = pack.pack(
                source,
                annotators.default_author(source),
                folder=outdir,
                secrets=keys.default_secrets(),
                annotators=among,
                rounds=wanted,
                progress=progress,
            )
    for package in made:
        click.echo(_made_line(package))
    if not made:
        say("Nobody has articles, so no package was made. Assign some first.")


@click.command("send-back")
@click.argument("package", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path), required=False)
def send_back_command(package: Path, file: Path | None) -> None:
    """Write the work of a PACKAGE into a FILE to hand over to the lead.

    Without FILE, it is written beside the package under a name that says what it is.
    """
    with opened(package) as source:
        author = annotators.default_author(source)
        target = file
        if target is None:
            target = free_name(source.path.parent / send_back.suggested_name(source, author))
        elif target.is_dir():
            target = free_name(target / send_back.suggested_name(source, author))
        receipt = send_back.send_back(source, author, target=target, secrets=keys.default_secrets())
    click.echo(send_back.receipt_text(receipt))
    say(f"Wrote {receipt.path}. Hand this file over to the lead.")


def _planned_line(plan: Planned) -> str:
    parts = [
        f"{counted(plan.articles, 'article')} with {counted(plan.words, 'word')}",
        f"{plan.new_articles:,} new",
    ]
    if plan.waiting:
        parts.append(f"{plan.waiting:,} sent before and not finished")
    return f"{plan.name}: package {plan.number}, {', '.join(parts)}"


def _made_line(package: Packed) -> str:
    return (
        f"{package.name}: {package.path} ({counted(package.articles, 'article')}, "
        f"{package.new_articles:,} new; fingerprint {package.fingerprint})"
    )
