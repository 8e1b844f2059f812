"""`demarche import`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from db.cli.faults import DATA_IS_WRONG, say
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.errors import Problem
from db.imports.plan import ImportPlan, apply, plan
from db.queries import annotators

_REMARKS_SHOWN = 50


@click.command("import")
@project_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
def import_command(project: Path, paths: Sequence[Path], dry_run: bool) -> None:
    """Bring in plain texts in any encoding, JSONL in our own format, and folders of these.

    All of it comes in, or nothing: where anything is wrong, every problem is listed with its file
    and line. What is in the project already is skipped.
    """
    with opened(project, is_read_only=dry_run) as target:
        with bar("Reading") as progress:
            planned = plan(target, paths, progress=progress)
        _tell(planned)
        if planned.problems:
            files = len({problem.path for problem in planned.problems})
            say(
                f"Nothing was imported, for there {_are(len(planned.problems), 'problem')} in "
                f"{counted(files, 'file')}. Mend them or leave them out, then import again."
            )
            sys.exit(DATA_IS_WRONG)
        if not planned.has_anything:
            click.echo("There is nothing new to import.")
        elif dry_run:
            click.echo(f"Would import {_contents(planned)}.")
        else:
            author = annotators.default_author(target)
            with bar("Importing") as progress:
                apply(target, author, plan=planned, progress=progress)
            click.echo(f"Imported {_contents(planned)}.")


def _tell(planned: ImportPlan) -> None:
    for problem in planned.problems:
        say(str(problem))
    _remark(planned.notes, "Note")
    _remark(planned.skipped, "Skipped")
    for name in planned.new_annotators:
        click.echo(f"New annotator: {name}")


def _remark(remarks: Sequence[Problem], kind: str) -> None:
    for each in remarks[:_REMARKS_SHOWN]:
        click.echo(f"{kind}: {each}")
    if len(remarks) > _REMARKS_SHOWN:
        click.echo(f"{kind}: {len(remarks) - _REMARKS_SHOWN:,} more like these")


def _contents(planned: ImportPlan) -> str:
    articles = counted(planned.articles, "article")
    return f"{articles} and {counted(planned.layers, 'annotation')}" if planned.layers else articles


def _are(number: int, one: str) -> str:
    return f"{'is' if number == 1 else 'are'} {counted(number, one)}"
