"""`demarche new` and `demarche sample`."""

from __future__ import annotations

from pathlib import Path

import click

from db.cli.projects import project_argument, with_project_suffix
from db.cli.samples import make_sample
from db.cli.wording import counted
from db.errors import InvalidInput, Problem
from db.operations import projects
from db.queries import schemes
from db.queries.overview import overview


@click.command("new")
@project_argument
@click.option("--title", help="What the project is called; the file's name unless given.")
@click.option(
    "--scheme",
    type=click.Path(path_type=Path),
    help="A scheme as TOML; “Proposals and rejections” unless given.",
)
@click.option("--annotator", help="The name of the person who annotates.")
def new_command(
    project: Path, title: str | None, scheme: Path | None, annotator: str | None
) -> None:
    """Make a project file, with a scheme and one annotator."""
    path = with_project_suffix(project)
    toml = None if scheme is None else _scheme_text(scheme)
    with projects.create(
        path,
        title=path.stem if title is None else title,
        scheme_toml=toml,
        annotator_name=annotator,
    ) as made:
        title = schemes.current(made).title
    click.echo(
        f"Made {path} with the scheme “{title}”. Bring articles in: demarche import {path} …"
    )


@click.command("sample")
@project_argument
def sample_command(project: Path) -> None:
    """Make a project of articles written for trying Demarche, some of them annotated."""
    path = with_project_suffix(project)
    with make_sample(path) as made:
        number = overview(made).articles
    click.echo(f"Made {path} with {counted(number, 'article')}.")


def _scheme_text(path: Path) -> str:
    """The text of a scheme; its problems name the file."""
    from db.scheme.toml import parse  # noqa: PLC0415 - only needed with --scheme

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = f"it can't be read ({error.strerror}); give the path of a TOML file"
        raise InvalidInput((Problem(path=str(path), line=None, reason=reason),)) from error
    except UnicodeDecodeError as error:
        reason = "it is not UTF-8; save it as UTF-8"
        raise InvalidInput((Problem(path=str(path), line=None, reason=reason),)) from error
    parse(text, path=str(path))
    return text
