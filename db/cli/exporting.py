"""`demarche export`."""

from __future__ import annotations

from pathlib import Path

import click

from db.cli.faults import say
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.exports.jsonl import export
from db.queries.exports import Which


@click.command("export")
@project_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--layer",
    type=click.Choice([each.value for each in Which]),
    default=Which.FINISHED.value,
    show_default=True,
    help="The settled layers, those marked done, or all that say anything.",
)
@click.option("--names", is_flag=True, help="Call annotators by name instead of by number.")
def export_command(project: Path, out: Path, layer: str, names: bool) -> None:
    """Write layers as JSONL, one record a line, with a manifest.json beside them.

    The same project gives the same bytes. OUT may be a folder.
    """
    which = Which(layer)
    with opened(project, is_read_only=True) as source, bar("Exporting") as progress:
        path = _file(out, f"{source.path.stem}-{which}.jsonl")
        done = export(source, path, layers=which, with_names=names, progress=progress)
    if not done.records:
        say(f"No layer fits --layer {layer}, so {path} is empty. Try --layer all.")
    click.echo(f"Wrote {counted(done.records, 'record')} to {path}, and {done.manifest}.")


def _file(out: Path, name_in_folder: str) -> Path:
    if out.is_dir():
        return out / name_in_folder
    return out if out.suffix else out.with_name(f"{out.name}.jsonl")
