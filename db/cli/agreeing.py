"""`demarche agreement`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from db.agreement.comparison import Comparison
from db.agreement.figure import By, Figure
from db.agreement.methods import methods
from db.cli.faults import say
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.exports import agreement_report
from db.exports.agreement_report import HEADLINES, name_of
from db.exports.pseudonyms import pseudonyms
from db.model import AnnotatorId
from db.project import Project
from db.queries import agreement, annotators, articles, projects, review_rules

_BY = {each.value: each for each in (By.LABEL, By.PAIR, By.ARTICLE, By.ROUND, By.WEEK)}


@click.command("agreement")
@project_argument
@click.option("--by", type=click.Choice(list(_BY)), help="Break the figures down by this.")
@click.option("--with-gold", is_flag=True, help="Compare the settled version, too.")
@click.option(
    "--names", "with_names", is_flag=True, help="Call annotators by name instead of by number."
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.html")
@click.option("--csv", "table", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.csv")
@click.option("--methods", "with_methods", is_flag=True, help="Write a methods paragraph, too.")
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def agreement_command(  # noqa: PLR0917 - click hands over each option
    project: Path,
    by: str | None,
    with_gold: bool,
    with_names: bool,
    report: Path | None,
    table: Path | None,
    with_methods: bool,
    as_json: bool,
) -> None:
    """Say how far annotators agree, over the articles that two or more have finished.

    A figure that can't be computed says why. Intervals are 95 % over articles.
    """
    with opened(project, is_read_only=True) as source:
        comparison = Comparison(
            agreement.layers(source, with_gold=with_gold), agreement.options(source)
        )
        with bar("Comparing") as progress:
            comparison.count(progress=progress)
        figures = _figures(comparison, by)
        names = _names(source, with_names=with_names)
        titles = {} if by != By.ARTICLE else _titles(source, figures)
        if report is not None:
            found = agreement_report.report(
                comparison,
                title=projects.info(source).title,
                made_at=source.now(),
                names=names,
                guidelines=review_rules.guideline_use(source),
            )
            agreement_report.write_html(found, report)
            say(f"Wrote {report}.")
        if table is not None:
            agreement_report.write_csv(figures, table, names=names)
            say(f"Wrote {table}.")
    if as_json:
        told = [_data(each, names) for each in figures]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(figures, names, titles)))
    if with_methods:
        _tell_methods(figures)


def _figures(comparison: Comparison, by: str | None) -> tuple[Figure, ...]:
    if by is None:
        return tuple(comparison.figure(each) for each in HEADLINES)
    return tuple(
        figure
        for each in HEADLINES
        for figure in comparison.figures(each, _BY[by], interval=by != By.ARTICLE)
    )


def _names(project: Project, *, with_names: bool) -> dict[AnnotatorId, str]:
    everyone = annotators.every(project)
    if with_names:
        return {each.id: each.name for each in everyone}
    return {each: called or "gold" for each, called in pseudonyms(everyone).items()}


def _titles(project: Project, figures: tuple[Figure, ...]) -> dict[str, str]:
    found = {}
    for article in {each.scope.article for each in figures if each.scope.article}:
        one = articles.one(project, article)
        found[str(article)] = one.title if one is not None else ""
    return found


def _lines(
    figures: tuple[Figure, ...], names: dict[AnnotatorId, str], titles: dict[str, str]
) -> list[str]:
    reasons = {each.reason for each in figures if each.value is None}
    if len(reasons) == 1 and all(each.value is None for each in figures):
        return [f"There are no figures yet, because {reasons.pop()}."]
    return [_line(each, names, titles) for each in figures]


def _line(figure: Figure, names: dict[AnnotatorId, str], titles: dict[str, str]) -> str:
    scope = figure.scope
    about = [
        scope.label or "",
        " and ".join(names.get(each, each) for each in scope.annotators or ()),
        titles.get(scope.article or "", ""),
        "" if scope.round is None else f"round {scope.round}",
        scope.week or "",
    ]
    of = ", ".join(each for each in about if each)
    head = f"{name_of(figure)}{f' ({of})' if of else ''}"
    if figure.value is None:
        return f"{head}: undefined, because {figure.reason}"
    low_high = ""
    if figure.interval is not None:
        low_high = f" [{figure.interval.low:.2f}, {figure.interval.high:.2f}]"
    rests = f"{figure.n:,} {figure.counted}, {figure.articles:,} articles"
    caution = f"\n  {figure.caution}" if figure.caution is not None else ""
    return f"{head}: {figure.value:.2f}{low_high} ({rests}){caution}"


def _data(figure: Figure, names: dict[AnnotatorId, str]) -> dict[str, object]:
    scope, interval = figure.scope, figure.interval
    return {
        "measure": figure.measure,
        "label": scope.label,
        "annotators": [names.get(each, each) for each in scope.annotators or ()] or None,
        "article": scope.article,
        "round": scope.round,
        "week": scope.week,
        "value": figure.value,
        "interval": None if interval is None else [interval.low, interval.high],
        "undefined": figure.reason,
        "n": figure.n,
        "counted": figure.counted,
        "articles": figure.articles,
        "caution": None if figure.caution is None else str(figure.caution),
    }


def _tell_methods(figures: tuple[Figure, ...]) -> None:
    found = methods(figures)
    click.echo(f"\n{found.text}\n")
    for each in found.references:
        click.echo(f"  {each}")
