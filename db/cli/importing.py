"""`demarche import`."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import click

from db.cli import import_wording as wording
from db.cli.faults import DATA_IS_WRONG, say
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.errors import InvalidInput
from db.exports.files import whole_or_nothing
from db.formats.fields import FieldMapping
from db.imports import copy_search, map_file
from db.imports.choices import Copies, ImportChoices, InvalidColumns, parsed_columns
from db.imports.file_names import FileNamePattern, InvalidPattern
from db.imports.kinds import Kind
from db.imports.near_duplicates import group_near_duplicates
from db.imports.plan import ImportPlan, apply, plan
from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators, grouping, schemes
from db.scheme.model import Scheme

_EXAMPLES = """
\b
Examples:
  demarche import P articles/
  demarche import P old.txt --encoding cp1252
  demarche import P list.csv --columns body=Text,title=Headline,date=Published
  demarche import P texts/ --file-names "{date}_{publisher}_{title}" --headers
  demarche import P corpus/ --annotator "annotator 1" --dry-run --write-map corpus.toml
  demarche import P corpus/ --map corpus.toml
  demarche import P wires/ --near-duplicates skip
"""


@click.command("import", epilog=_EXAMPLES)
@project_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice([each.value for each in Kind]),
    metavar="KIND",
    help="What the files are, where that is guessed wrong, as in --as text or --as conll. "
    f"One of: {', '.join(each.value for each in Kind)}.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="How letters are written, where that is guessed wrong, as in --encoding cp1252.",
)
@click.option(
    "--columns",
    multiple=True,
    metavar="WHAT=COLUMN,…",
    help="Which columns of tables, or keys of JSON, hold what, as in "
    "--columns body=Text,title=Headline. body must be said; title, id and article fields may be.",
)
@click.option(
    "--file-names",
    metavar="PATTERN",
    help='What file names say, as in --file-names "{date}_{publisher}_{title}", or with folders '
    '"{publisher}/{date:%Y%m%d} {title}". {} passes over something.',
)
@click.option("--headers", is_flag=True, help="Take date and agency from the head of the text.")
@click.option(
    "--annotator",
    metavar="NAME",
    help='Whose annotation it is where files name nobody, as in --annotator "annotator 1".',
)
@click.option(
    "--new-scheme",
    is_flag=True,
    help="Make a scheme of the labels in files of other tools, and use it instead of this one.",
)
@click.option(
    "--near-duplicates",
    type=click.Choice([each.value for each in Copies]),
    metavar="WHAT",
    help="What becomes of articles that are nearly the same, such as copies of a wire report: "
    "group puts them into groups, which is done by itself in projects that are not very large; "
    "skip leaves the copies out; leave does not look for them.",
)
@click.option(
    "--leave-out",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file that is not to be read, as problems name it: --leave-out articles/damaged.pdf. "
    "Say it again for another one.",
)
@click.option(
    "--map",
    "map_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read choices from a file, as in --map corpus.toml; options count more.",
)
@click.option(
    "--write-map",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the choices and how labels are mapped into a file, to change them and to use them "
    "again with --map.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
def import_command(
    *,
    project: Path,
    paths: Sequence[Path],
    kind: str | None,
    encoding: str | None,
    columns: Sequence[str],
    file_names: str | None,
    headers: bool,
    annotator: str | None,
    new_scheme: bool,
    near_duplicates: str | None,
    leave_out: Sequence[Path],
    map_path: Path | None,
    write_map: Path | None,
    dry_run: bool,
) -> None:
    """Bring in articles, and annotation from other tools.

    PATHS are files and folders of plain text in any encoding, web pages, Word, PDF, EPUB, CSV, TSV
    and Excel tables, JSON, RSS and Atom feeds, web archives (WARC); of our own JSONL, tables and
    Parquet, brat, WebAnno TSV, UIMA XMI and JSON, CoNLL and CoNLL-U, BioC, doccano, Label Studio,
    Prodigy, REFI-QDA and INCEpTION projects, training data of spaCy, GLiNER, DyGIE++, token
    classification and chat; and ZIP archives of any of these.

    All of it comes in, or nothing: where anything is wrong, every problem is listed with its file
    and line. What is in the project already is skipped.
    """
    _refuse_to_overwrite(write_map)
    said = ImportChoices(
        kind=None if kind is None else Kind(kind),
        encoding=_known_encoding(encoding),
        fields=_columns(columns),
        file_name_pattern=file_names,
        reads_headers=headers,
        annotator=annotator,
        makes_scheme=new_scheme,
        copies=None if near_duplicates is None else Copies(near_duplicates),
        left_out=frozenset(leave_out),
    )
    with opened(project, is_read_only=dry_run) as target:
        scheme = schemes.current(target)
        choices = said if map_path is None else _over(_loaded(map_path, scheme), said)
        _refuse_pattern(choices, scheme)
        with bar("Reading") as progress:
            planned = plan(target, paths, choices=choices, progress=progress)
        if dry_run:
            planned = _with_copies(target, planned)
        wording.tell(planned, is_dry_run=dry_run)
        if write_map is not None:
            with whole_or_nothing(write_map) as file:
                file.write(map_file.write(planned.choices).encode())
            click.echo(f"Wrote the map {write_map}.")
        _finish(target, planned, is_dry_run=dry_run)


def _finish(target: Project, planned: ImportPlan, *, is_dry_run: bool) -> None:
    if planned.problems:
        say(wording.refusal(planned))
        sys.exit(DATA_IS_WRONG)
    if not planned.has_anything:
        click.echo("There is nothing new to import.")
        return
    if is_dry_run:
        click.echo(f"Would import {wording.contents(planned)}.")
        return
    author = annotators.default_author(target)
    with bar("Importing") as progress:
        apply(target, author, plan=planned, progress=progress)
    click.echo(f"Imported {wording.contents(planned)}.")
    _group(target, author, planned)


def _with_copies(target: Project, planned: ImportPlan) -> ImportPlan:
    """The plan with the copies in it, where looking for them takes little time."""
    wanted = planned.choices.copies
    is_known = planned.copies is not None or planned.problems or not planned.articles
    if is_known or wanted is Copies.LEAVE or not copy_search.is_quick(target, planned):
        return planned
    with bar("Looking for near-duplicates") as progress:
        return planned.with_copies(copy_search.look_for_copies(target, planned, progress=progress))


def _group(target: Project, author: AnnotatorId | None, planned: ImportPlan) -> None:
    wanted = planned.choices.copies
    if not planned.articles or wanted not in {None, Copies.GROUP}:
        return
    number = grouping.number_of_articles(target)
    if wanted is None and number > copy_search.QUICK_ARTICLES:
        click.echo(wording.not_looked_for(number))
        return
    with bar("Looking for near-duplicates") as progress:
        grouped = group_near_duplicates(target, author, progress=progress)
    if grouped.groups or wanted is Copies.GROUP:
        click.echo(wording.grouped(grouped))


def _over(base: ImportChoices, said: ImportChoices) -> ImportChoices:
    """The choices of a map, with what the options say in place of them."""
    usual = ImportChoices()
    names = (each.name for each in fields(ImportChoices))
    changed = {
        name: value for name in names if (value := getattr(said, name)) != getattr(usual, name)
    }
    return replace(base, **changed)


def _loaded(path: Path, scheme: Scheme) -> ImportChoices:
    try:
        return map_file.load(path, scheme)
    except InvalidInput as error:
        for problem in error.problems:
            say(str(problem))
        say(f"Nothing was imported, for the map {path.name} can't be used. Mend it, or do without.")
        sys.exit(DATA_IS_WRONG)


def _columns(said: Sequence[str]) -> FieldMapping | None:
    try:
        return parsed_columns(said) if said else None
    except InvalidColumns as error:
        raise click.UsageError(str(error)) from error


def _refuse_pattern(choices: ImportChoices, scheme: Scheme) -> None:
    if choices.file_name_pattern is None:
        return
    try:
        FileNamePattern(choices.file_name_pattern, None if choices.makes_scheme else scheme)
    except InvalidPattern as error:
        raise click.UsageError(str(error)) from error


def _known_encoding(name: str | None) -> str | None:
    try:
        return None if name is None else codecs.lookup(name).name
    except LookupError as error:
        raise click.UsageError(
            f"There is no encoding “{name}”. Common ones are utf-8, cp1252, cp1251, gb18030."
        ) from error


def _refuse_to_overwrite(path: Path | None) -> None:
    if path is not None and path.exists():
        raise click.UsageError(f"{path} exists already. Choose another name for the map.")
