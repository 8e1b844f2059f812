"""`demarche export`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from db.cli.export_wording import format_lines, nothing_fits, preview_lines, told
from db.cli.faults import say
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.errors import UserFault
from db.exports import catalogue, places, profiles
from db.exports.choices import ExportChoices, StandOff
from db.exports.files import whole_or_nothing
from db.exports.preview import preview
from db.exports.run import export
from db.model import LayerState
from db.project import Project
from db.queries import export_profiles
from db.queries.exports import Which
from db.splitting.model import By, SplitPlan
from db.splitting.shares import shares_from

_LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wishes:
    """What was typed; None and nothing stand for what the profile says."""

    format: str | None
    layer: str | None
    annotators: Sequence[str]
    states: Sequence[str]
    fields: str | None
    names: bool
    stand_off: str | None
    split: str | None
    split_by: str | None
    seed: int | None
    agreement: bool
    licence: str | None
    creator: str | None


def _list_or_name(context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    if name == _LIST and not context.resilient_parsing:
        click.echo("\n".join(format_lines()))
        context.exit()
    return name


@click.command("export")
@project_argument
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "-f",
    is_eager=True,  # the list asks for no project
    callback=_list_or_name,
    help="The format's name; “list” tells all of them.",
)
@click.option(
    "--layer",
    type=click.Choice([each.value for each in Which]),
    help="The settled layers, those marked done, or all that say anything.  [default: finished]",
)
@click.option("--annotator", "annotators", multiple=True, help="Only layers of these, by name.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([each.value for each in LayerState]),
    help="Only layers in these states.",
)
@click.option("--fields", help="The article fields that go along, with commas; “none” for none.")
@click.option("--names", is_flag=True, help="Call annotators by name instead of by number.")
@click.option(
    "--stand-off",
    is_flag=False,
    flag_value=StandOff.ALL.value,
    type=click.Choice([StandOff.ALL.value, StandOff.CLOSED.value]),
    help="Leave the texts out: all, or those whose licence does not let you pass them on (closed).",
)
@click.option("--split", help="Divide the articles, such as 80/10/10 or train=80,test=20.")
@click.option(
    "--split-by",
    type=click.Choice([each.value for each in By]),
    help="Divide by chance, with what belongs together in one part; by date; or by publisher.",
)
@click.option("--seed", type=int, help="The seed for chance; the same one divides alike.")
@click.option("--agreement", is_flag=True, help="Say on the data card how far annotators agree.")
@click.option("--licence", help="The licence of the annotation, for the data card.")
@click.option("--creator", help="Who made the dataset, for the data card.")
@click.option("--profile", help="Choices from a file, or those that the project remembers.")
@click.option(
    "--write-profile",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write these choices into a file, for --profile.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written and lost; write nothing.")
def export_command(
    project: Path,
    out: Path | None,
    *,
    format: str | None,  # noqa: A002 - click names it after the option
    layer: str | None,
    annotators: Sequence[str],
    states: Sequence[str],
    fields: str | None,
    names: bool,
    stand_off: str | None,
    split: str | None,
    split_by: str | None,
    seed: int | None,
    agreement: bool,
    licence: str | None,
    creator: str | None,
    profile: str | None,
    write_profile: Path | None,
    dry_run: bool,
) -> None:
    """Write a dataset, with a manifest and a data card beside it.

    The same project gives the same bytes. OUT is a file, or a folder where the format or a split
    makes several; of a folder that is there, a file in it. All that is written is read back and
    compared before it takes its place.
    """
    wishes = _Wishes(
        format=format,
        layer=layer,
        annotators=annotators,
        states=states,
        fields=fields,
        names=names,
        stand_off=stand_off,
        split=split,
        split_by=split_by,
        seed=seed,
        agreement=agreement,
        licence=licence,
        creator=creator,
    )
    with opened(project, is_read_only=True) as source:
        choices = _choices(source, wishes, profile, out)
        if write_profile is not None:
            with whole_or_nothing(write_profile) as file:
                file.write(profiles.write(choices).encode())
        if dry_run:
            _try(source, choices)
            return
        if out is None:
            raise click.UsageError("Missing argument 'OUT'.")
        _export(source, out, choices)


def _try(source: Project, choices: ExportChoices) -> None:
    with bar("Looking") as progress:
        seen = preview(source, choices, at_most=None, with_splits=True, progress=progress)
    click.echo("\n".join(preview_lines(seen)))


def _export(source: Project, out: Path, choices: ExportChoices) -> None:
    target = places.beneath(out, source.path, catalogue.one(choices.format), choices)
    with bar("Exporting") as progress:
        done = export(source, target, choices, progress=progress)
    lines, warnings = told(done)
    click.echo("\n".join(lines))
    if not done.records:
        say(nothing_fits(choices))
    for each in warnings:
        say(each)


def _choices(
    source: Project, wishes: _Wishes, profile: str | None, out: Path | None
) -> ExportChoices:
    """The profile's choices with what was typed in their place."""
    choices = _profile(source, profile)
    choices = replace(
        choices,
        format=wishes.format or choices.format,
        layers=Which(wishes.layer) if wishes.layer else choices.layers,
        annotators=tuple(wishes.annotators) or choices.annotators,
        states=tuple(map(LayerState, wishes.states)) or choices.states,
        fields=choices.fields if wishes.fields is None else _fields(wishes.fields),
        with_names=wishes.names or choices.with_names,
        stand_off=StandOff(wishes.stand_off) if wishes.stand_off else choices.stand_off,
        split=_plan(wishes, choices.split),
        with_agreement=wishes.agreement or choices.with_agreement,
        licence=wishes.licence or choices.licence,
        creator=wishes.creator or choices.creator,
    )
    kind = catalogue.one(choices.format)
    if out is not None and choices.split is not None and kind.has_split_field and kind.is_one_file:
        # A name of a file asks for one, in which each record says its split.
        choices = replace(choices, split_in_field=out.suffix == kind.suffix)
    return choices


def _profile(source: Project, profile: str | None) -> ExportChoices:
    if profile is None:
        return ExportChoices()
    remembered = export_profiles.every(source)
    if profile in remembered:
        return profiles.read(remembered[profile], path=profile)
    path = Path(profile)
    if path.exists():
        return profiles.read_file(path)
    known = ", ".join(f"“{name}”" for name in remembered) or "none"
    raise UserFault(
        f"There is no file “{profile}”, and the project remembers no such profile (it has "
        f"{known}). Nothing was exported."
    )


def _fields(typed: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in typed.split(",") if name.strip())
    return () if names == ("none",) else names


def _plan(wishes: _Wishes, known: SplitPlan | None) -> SplitPlan | None:
    if wishes.split is None and wishes.split_by is None and known is None:
        if wishes.seed is not None:
            raise click.UsageError("--seed needs --split.")
        return None
    plan = known or SplitPlan()
    return replace(
        plan,
        by=By(wishes.split_by) if wishes.split_by else plan.by,
        shares=shares_from(wishes.split) if wishes.split else plan.shares,
        seed=plan.seed if wishes.seed is None else wishes.seed,
    )
