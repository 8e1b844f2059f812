"""`demarche person`: what is kept of somebody, handed out or forgotten."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from db.cli.people import find
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.errors import SchemeViolation
from db.exports import person as files
from db.model import AnnotatorId
from db.operations import people
from db.operations.people import Forget
from db.project import Project
from db.queries import annotators
from db.queries import person as queries
from db.queries.person import Held


@click.command("person")
@project_argument
@click.argument("name")
@click.option(
    "--export",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write all that is kept of the person into a file, explained.",
)
@click.option("--forget", is_flag=True, help="Replace the name; the work stays.")
@click.option("--work", is_flag=True, help="With --forget: delete layers, comments and times too.")
@click.option("--thin-journal", is_flag=True, help="With --work: out of the journal, too.")
@click.option("--thin-backups", is_flag=True, help="With --forget: delete the backups before it.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def person_command(
    project: Path,
    name: str,
    target: Path | None,
    *,
    forget: bool,
    work: bool,
    thin_journal: bool,
    thin_backups: bool,
    yes: bool,
) -> None:
    """Say what the project keeps of an annotator; NAME may be an id.

    Forgetting makes a backup first, and undo does not take it back.
    """
    if (work or thin_backups) and not forget:
        raise click.UsageError("--work and --thin-backups belong to --forget.")
    if thin_journal and not work:
        raise click.UsageError("--thin-journal belongs to --work.")
    with opened(project, is_read_only=not forget) as source:
        [person] = find(source, [name])
        held = queries.held(source, person)
        click.echo("\n".join(_kept(held)))
        if target is not None:
            files.write(source, target, person=person)
            click.echo(f"Wrote {target}.")
        if forget:
            how = Forget.WORK if work else Forget.NAME
            click.echo("\n".join(_consequences(held, how, thin_journal, thin_backups)))
            if not yes:
                click.confirm("Forget this person?", abort=True, err=True)
            _forget(source, person, how, thin_journal=thin_journal, thin_backups=thin_backups)


def _forget(
    project: Project,
    person: AnnotatorId,
    how: Forget,
    *,
    thin_journal: bool,
    thin_backups: bool,
) -> None:
    author = annotators.default_author(project)
    people.forget(project, author, person=person, how=how, thins_journal=thin_journal)
    gone = people.thin_backups(project, person=person) if thin_backups else 0
    found = annotators.one(project, person)
    if found is None:
        raise SchemeViolation("The person is no longer there.")
    click.echo(f"Forgotten: the person is called “{found.name}” now.")
    if thin_backups:
        click.echo(f"Deleted {counted(gone, 'backup')}, and made one of the present state.")
    sys.stdout.flush()


def _kept(held: Held) -> list[str]:
    lines = [
        (
            f"{held.name}: {counted(held.layers, 'layer')} ({held.layers_done:,} done, "
            f"{held.seconds // 60:,} minutes), {counted(held.spans, 'span')}, "
            f"{counted(held.links, 'link')}, {counted(held.comments, 'comment')}."
        ),
        (
            f"Handed out: {counted(held.assignments, 'article')} in "
            f"{counted(held.packages, 'package')} out and back."
        ),
        (
            f"Review: {counted(held.decisions, 'decision')} made, {counted(held.notes, 'note')} "
            "for them."
        ),
        (
            f"Journal: {counted(held.steps, 'step')}, {counted(held.images, 'row')} remembered. "
            f"Backups that know them: {held.backups:,}."
        ),
    ]
    if held.named:
        lines.append(f"The name is said in {counted(held.named, 'remark')} of other people.")
    return lines


def _consequences(held: Held, how: Forget, thins_journal: bool, thins_backups: bool) -> list[str]:
    lines = ["The name is replaced everywhere in this file but in what people wrote."]
    if how is Forget.WORK:
        lines += [
            (
                f"Deleted: {counted(held.layers, 'layer')} with all in them, "
                f"{counted(held.comments, 'comment')}, all times, "
                f"{counted(held.assignments, 'assignment')} and {counted(held.notes, 'note')}."
            ),
            "What was settled stays, as do entries of the register.",
            (
                "Agreement can no longer be computed with this work, and a returned package of the "
                "person would bring it back."
            ),
        ]
    lines.append(
        "The journal's memory of the work goes, too; which step was done when stays, by nobody."
        if thins_journal
        else f"The journal still remembers {counted(held.images, 'row')} of the work."
    )
    lines.append(
        f"{counted(held.backups + 1, 'backup')} will be deleted, the one made first included: "
        "nothing brings the person back then."
        if thins_backups
        else f"{counted(held.backups + 1, 'backup')} will still hold everything, the one made "
        "first included; restoring one brings the person back. Automatic ones go with time."
    )
    lines.append("What left the project stays where it is: exports, packages, hubs, copies.")
    return lines
