"""What `demarche import` says about a plan, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import click

from db.cli.faults import say
from db.cli.wording import counted
from db.errors import Problem
from db.imports.choices import Copies
from db.imports.judging import Preview
from db.imports.kinds import Kind
from db.imports.mapping.making import UNNAMED
from db.imports.mapping.model import LabelRule, LinkRule, LinkUse, Mapping
from db.imports.mapping.rules import Rules
from db.imports.mapping.seen import Inventory
from db.imports.near_duplicates import Grouped
from db.imports.plan import ImportPlan

_REMARKS_SHOWN = 50
_ARTICLES_SHOWN = 3
_WORDS_SHOWN = 60


def tell(planned: ImportPlan, *, is_dry_run: bool) -> None:
    """All that a plan says; a dry run also hears how labels are mapped and what comes first."""
    for problem in planned.problems:
        say(str(problem))
    _remark(planned.notes, "Note")
    _remark(planned.skipped, "Skipped")
    for name in planned.new_annotators:
        click.echo(f"New annotator: {name}")
    if planned.new_scheme is not None:
        labels = ", ".join(each.label for each in planned.new_scheme.span_types)
        click.echo(f"New scheme “{planned.new_scheme.title}”: {labels}")
    if UNNAMED in planned.new_annotators:
        click.echo("The files don't say whose annotation it is; --annotator NAME does.")
    if is_dry_run:
        parts = (_kinds(planned), _mapping(planned), _articles(planned.preview), _copies(planned))
        for line in chain.from_iterable(parts):
            click.echo(line)


def not_looked_for(articles: int) -> str:
    """That a project is too large for looking for near-duplicates by itself."""
    return (
        f"Near-duplicates were not looked for, because there are {articles:,} articles to compare; "
        "demarche group does it."
    )


def contents(planned: ImportPlan) -> str:
    """How much comes in."""
    return _amount(planned.articles, planned.layers)


def refusal(planned: ImportPlan) -> str:
    """Why nothing was imported."""
    files = len({problem.path for problem in planned.problems})
    number = len(planned.problems)
    are = f"{'is' if number == 1 else 'are'} {counted(number, 'problem')}"
    return (
        f"Nothing was imported, for there {are} in {counted(files, 'file')}. Mend them or leave "
        "them out (--leave-out), then import again."
    )


def grouped(found: Grouped) -> str:
    """What became of near-duplicates."""
    if not found.groups:
        return "No articles are nearly the same."
    return (
        f"{counted(found.articles, 'article')} are nearly the same as others, in "
        f"{counted(found.groups, 'group')}."
    )


def _remark(remarks: Sequence[Problem], kind: str) -> None:
    for each in remarks[:_REMARKS_SHOWN]:
        click.echo(f"{kind}: {each}")
    if len(remarks) > _REMARKS_SHOWN:
        click.echo(f"{kind}: {len(remarks) - _REMARKS_SHOWN:,} more like these")


def _amount(articles: int, layers: int) -> str:
    said = counted(articles, "article")
    return f"{said} and {counted(layers, 'annotation')}" if layers else said


def _kinds(planned: ImportPlan) -> Iterator[str]:
    for kind, (files, found) in planned.of_kinds().items():
        name = counted(files, "file")
        yield f"{_capital(kind)}: {name}, {_amount(found.articles, found.layers)}"


def _capital(kind: Kind) -> str:
    words = kind.in_words
    return words[0].upper() + words[1:]


def _mapping(planned: ImportPlan) -> Iterator[str]:
    lines = list(_rules(planned))
    yield from lines[:_REMARKS_SHOWN]
    if len(lines) > _REMARKS_SHOWN:
        yield f"{len(lines) - _REMARKS_SHOWN:,} more like these; --write-map FILE writes them all"


def _rules(planned: ImportPlan) -> Iterator[str]:
    mapping, seen = planned.choices.mapping, planned.seen
    if mapping is None or seen is None:
        return
    rules = Rules(mapping)
    for label in seen.labels:
        rule = rules.label(label.kind, label.label)
        name = _of_kind(label.label, label.kind)
        yield f"Label {name} ({counted(label.count, 'span')}): {_of_label(rule)}"
    for link in seen.roles:
        chosen = rules.link(link.kind, link.role, link.source[1])
        name = _of_kind(link.role, link.kind)
        number = counted(link.count, "link")
        yield f"Link {name} from {link.source[1]} ({number}): {_of_link(chosen)}"
    yield from _answers(mapping, seen)


def _answers(mapping: Mapping, seen: Inventory) -> Iterator[str]:
    rules = Rules(mapping)
    for each in seen.attributes:
        rule = rules.attribute(each.kind, each.label, each.name)
        target = "left out" if rule is None or not rule.to else f"{rule.to} ({rule.use})"
        yield f"Attribute “{each.name}” of {_of_kind(each.label, each.kind)}: {target}"


def _of_label(rule: LabelRule | None) -> str:
    if rule is None or rule.to is None:
        return "left out"
    return f"{rule.to}, because {rule.reason}" if rule.reason else rule.to


def _of_link(rule: LinkRule | None) -> str:
    match rule.use if rule is not None else LinkUse.LEFT_OUT:
        case LinkUse.ROLE if rule is not None:
            reverse = ", turned round" if rule.is_reversed else ""
            return f"{rule.to}{reverse}"
        case LinkUse.SAME_REFERENT:
            return "both ends are the same referent"
        case _:
            return "left out"


def _of_kind(name: str, kind: str) -> str:
    return f"“{name}” of {kind}" if kind else f"“{name}”"


def _articles(previews: Sequence[Preview]) -> Iterator[str]:
    """The first articles, to see whether title and fields are where they belong."""
    for each in previews[:_ARTICLES_SHOWN]:
        shown = (f"{name} {str(value)[:_WORDS_SHOWN]}" for name, value in each.metadata.items())
        values = ", ".join(shown)
        words = " ".join(each.words.split())[:_WORDS_SHOWN]
        marked = f"; {counted(each.spans, 'span')}" if each.annotator is not None else ""
        yield f"“{each.title}”{f' ({values})' if values else ''}: {words}…{marked}"


def _copies(planned: ImportPlan) -> Iterator[str]:
    """How many copies there are, and the first of them."""
    wanted, copies = planned.choices.copies, planned.copies
    if wanted is Copies.LEAVE or not planned.articles or planned.problems:
        return
    if copies is None:
        yield (
            "Near-duplicates are looked for after the import, for there are many articles to "
            "compare."
            if wanted is Copies.GROUP
            else "Near-duplicates are not looked for, for there are many articles to compare; "
            "--near-duplicates group or skip does it."
        )
        return
    if not copies:
        yield "No article is nearly the same as another."
        return
    here = sum(each.is_of_project for each in copies)
    of = f", {here:,} of them as one that is here" if here else ""
    becomes = "left out" if wanted is Copies.SKIP else "put into groups"
    number = counted(len(copies), "article")
    yield f"{number} nearly the same as another{of}; to be {becomes}:"
    for each in copies[:_ARTICLES_SHOWN]:
        yield f"  “{each.name}”, nearly the same as “{each.original}”"
