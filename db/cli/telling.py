"""`demarche info`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from db.cli.projects import opened, project_argument
from db.cli.wording import counted
from db.queries.overview import Overview, overview


@click.command("info")
@project_argument
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def info_command(project: Path, as_json: bool) -> None:
    """Say what a project holds and how far everybody is."""
    with opened(project, is_read_only=True) as source:
        found = overview(source)
        path = source.path
    if as_json:
        click.echo(json.dumps(_data(found, path), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found, path)))


def _lines(found: Overview, path: Path) -> list[str]:
    lines = [
        f"{found.title} ({path}, {path.stat().st_size / 1e6:,.1f} MB)",
        f"Scheme: {found.scheme_title}, version {found.scheme_version}",
        f"Articles: {found.articles:,} with {counted(found.words, 'word')}",
        f"Register: {counted(found.referents, 'referent')}",
    ]
    lines += [
        f"Imported {each.imported[:10]}: {counted(each.articles, 'article')}"
        for each in found.batches
    ]
    for person in found.annotators:
        states = ", ".join(
            f"{number:,} {state}" for state, number in person.states.items() if number
        )
        labels = ", ".join(f"{number:,} {label}" for label, number in person.spans.items())
        said = "; ".join(part for part in (states, labels, counted(person.links, "link")) if part)
        lines.append(f"{person.name} ({person.kind}): {said if states else 'nothing yet'}")
    return lines


def _data(found: Overview, path: Path) -> dict[str, object]:
    return {
        "path": str(path),
        "bytes": path.stat().st_size,
        "format": found.format,
        "id": found.id,
        "title": found.title,
        "created": found.created,
        "scheme": {
            "id": found.scheme_id,
            "title": found.scheme_title,
            "version": found.scheme_version,
        },
        "articles": found.articles,
        "words": found.words,
        "referents": found.referents,
        "imports": [
            {"id": each.id, "name": each.name, "at": each.imported, "articles": each.articles}
            for each in found.batches
        ],
        "annotators": [
            {
                "id": person.id,
                "name": person.name,
                "kind": person.kind,
                "states": dict(person.states),
                "spans": dict(person.spans),
                "links": person.links,
            }
            for person in found.annotators
        ],
    }
