"""`demarche assign`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from db.assignment.model import AssignmentPlan, Balance, Capacity, Order, Reason, Request
from db.assignment.planner import plan
from db.cli.assigning_words import (
    Names,
    load_data,
    load_lines,
    plan_data,
    plan_lines,
    shortfall_line,
)
from db.cli.faults import DATA_IS_WRONG, say
from db.cli.people import find
from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.errors import InvalidInput, Problem
from db.model import AnnotatorId, ArticleId
from db.operations import assignments
from db.project import Project
from db.queries import annotators, assignment_wishes
from db.queries.assignment_loads import loads
from db.queries.assignments import counts, team


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wishes:
    """How the articles are to be divided, as it was typed."""

    names: Sequence[str]
    per_article: int
    common: int
    calibration: str
    repeats: int
    repeats_after: int
    order: Order
    balance: Balance
    seed: int
    round: int | None
    containing: str
    only_unassigned: bool


@click.command("assign")
@project_argument
@click.option(
    "--per-article",
    "-k",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    metavar="K",
    help="How many people get each article.",
)
@click.option(
    "--annotator",
    "-a",
    "names",
    multiple=True,
    metavar="NAME[=QUOTA|=SHARE%]",
    help="Who gets articles, by name or id: at most QUOTA in this round, or SHARE per cent of its "
    "work. May be given several times; everybody but the lead if it is not.",
)
@click.option(
    "--common",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="How many articles everybody gets, to measure agreement.",
)
@click.option(
    "--calibration",
    default="0",
    metavar="N|FILE",
    help="Articles that everybody gets first: how many, or a file with an id or title a line.",
)
@click.option(
    "--repeat",
    "repeats",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="How many articles everybody gets for the second time, without being told, to see how "
    "steady they are.",
)
@click.option(
    "--repeat-after",
    "repeats_after",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    metavar="N",
    help="How many other articles lie between the two times at least.",
)
@click.option(
    "--order",
    type=click.Choice([each.value for each in Order]),
    default=Order.FIXED.value,
    show_default=True,
    help="In which order people work: that of the project, a shuffled one, or by date.",
)
@click.option(
    "--balance",
    type=click.Choice([each.value for each in Balance]),
    default=Balance.WORDS.value,
    show_default=True,
    help="What everybody gets the same amount of.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Where chance starts.")
@click.option(
    "--round",
    "round_",
    type=click.IntRange(1),
    metavar="N",
    help="The round; else the last one, or the next once anything of that was sent out.",
)
@click.option(
    "--filter",
    "containing",
    default="",
    metavar="WORDS",
    help="Only articles with all of these words in title or metadata.",
)
@click.option("--unassigned", is_flag=True, help="Only articles that nobody has.")
@click.option("--dry-run", is_flag=True, help="Say who would get what, and change nothing.")
@click.option("--show", is_flag=True, help="Say who has what now, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def assign_command(
    project: Path,
    *,
    names: Sequence[str],
    per_article: int,
    common: int,
    calibration: str,
    repeats: int,
    repeats_after: int,
    order: str,
    balance: str,
    seed: int,
    round_: int | None,
    containing: str,
    unassigned: bool,
    dry_run: bool,
    show: bool,
    as_json: bool,
) -> None:
    """Hand out articles to annotators, as evenly as it goes.

    Nobody gets an article twice, but for --repeat; what is handed out already stays, and counts.
    The same wishes and seed give the same plan.
    """
    wishes = _Wishes(
        names=names,
        per_article=per_article,
        common=common,
        calibration=calibration,
        repeats=repeats,
        repeats_after=repeats_after,
        order=Order(order),
        balance=Balance(balance),
        seed=seed,
        round=round_,
        containing=containing,
        only_unassigned=unassigned,
    )
    with opened(project, is_read_only=dry_run or show) as target:
        if show:
            _show(target, round_, as_json=as_json)
            return
        planned = plan(_request(target, wishes))
        if not dry_run and planned.rows:
            assignments.assign(target, annotators.default_author(target), plan=planned)
        _tell(planned, _names(target), is_done=not dry_run, as_json=as_json)
    if any(each.reason is Reason.NO_ANNOTATORS for each in planned.shortfalls):
        sys.exit(DATA_IS_WRONG)


def _request(project: Project, wishes: _Wishes) -> Request:
    number = wishes.round or assignment_wishes.next_round(project)
    people = tuple(_people(project, wishes.names, number))
    return Request(
        articles=assignment_wishes.candidates(
            project,
            round_=number,
            annotators=[each.annotator for each in people],
            containing=wishes.containing,
            only_unassigned=wishes.only_unassigned,
        ),
        annotators=people,
        per_article=wishes.per_article,
        common=wishes.common,
        calibration=_calibration(project, wishes.calibration),
        repeats=wishes.repeats,
        repeats_after=wishes.repeats_after,
        order=wishes.order,
        seed=wishes.seed,
        balance=wishes.balance,
        round=number,
    )


def _people(project: Project, names: Sequence[str], number: int) -> Iterator[Capacity]:
    """The annotators with their quotas and shares, each once."""
    wanted: dict[AnnotatorId, tuple[int | None, float | None]] = {}
    for typed in names:
        name, quota, share = _with_amount(typed)
        wanted[find(project, [name])[0]] = (quota, share)
    if not names:
        wanted = {each.id: (None, None) for each in team(project)}
    for capacity in assignment_wishes.capacities(project, list(wanted), round_=number):
        quota, share = wanted[capacity.annotator]
        yield replace(capacity, quota=quota, share=share)


def _with_amount(typed: str) -> tuple[str, int | None, float | None]:
    """NAME, NAME=60 or NAME=25%: the name, the quota and the share."""
    said = re.fullmatch(r"(.+)=(\d+(?:\.\d+)?%|\d+)", typed.strip())
    if said is None:
        return typed, None, None
    name, amount = said.groups()
    if not amount.endswith("%"):
        return name, int(amount), None
    share = float(amount[:-1]) / 100
    if share > 1:
        raise click.UsageError(f"In “{typed}”, nobody can have more than 100 % of the work.")
    return name, None, share


def _calibration(project: Project, said: str) -> tuple[ArticleId, ...] | int:
    """How many, or which: the file's lines are ids or titles; every unknown one is told."""
    if said.isdecimal():
        return int(said)
    path = Path(said)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = "it can't be read; give a number, or a UTF-8 file with an id or title a line"
        raise InvalidInput((Problem(path=said, line=None, reason=reason),)) from error
    named = [line.strip() for line in lines]
    found = assignment_wishes.articles_named(project, [each for each in named if each])
    unknown = tuple(
        Problem(path=said, line=number, reason=f"no article, or several, are called “{each}”")
        for number, each in enumerate(named, 1)
        if each and each not in found
    )
    if unknown:
        raise InvalidInput(unknown)
    return tuple(found[each] for each in named if each)


def _show(project: Project, round_: int | None, *, as_json: bool) -> None:
    who, how_many = loads(project, round_=round_), counts(project, round_=round_)
    if as_json:
        click.echo(json.dumps(load_data(who, how_many), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(load_lines(who, how_many)))


def _tell(planned: AssignmentPlan, names: Names, *, is_done: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(plan_data(planned, names), ensure_ascii=False, indent=2))
        return
    if planned.loads:
        click.echo("\n".join(plan_lines(planned, names)))
    for each in planned.shortfalls:
        say(shortfall_line(each, names))
    if planned.rows:
        verb = "Made" if is_done else "Would make"
        click.echo(f"{verb} {counted(len(planned.rows), 'assignment')}.")
    elif planned.loads:
        click.echo("There is nothing to assign.")


def _names(project: Project) -> Names:
    return {each.id: each.name for each in annotators.every(project)}
