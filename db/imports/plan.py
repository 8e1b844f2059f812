"""Importing in two steps: a plan that judges everything, then the import, all of it or nothing.

Nothing is written before the last line was judged. Small files of articles are kept in between, up
to a bound, and all others are read twice, so that memory stays flat. Files of other tools are
looked at once more before, for a mapping of their labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from db.errors import InvalidInput
from db.imports.choices import NOTHING_CHOSEN, Copies, ImportChoices
from db.imports.collecting import SourceFile
from db.imports.copy_search import look_for_copies
from db.imports.import_plan import ImportPlan
from db.imports.judging import Judge
from db.imports.own_scheme import own_scheme
from db.imports.places import Shelf
from db.imports.planning import Beforehand, Planner, Watching
from db.imports.reading import Reader
from db.imports.texts import Texts
from db.model import AnnotatorId, Changes
from db.operations.imports import add_records
from db.operations.record_rows import Placed
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import schemes

__all__ = ["ImportPlan", "apply", "plan"]


def plan(
    project: Project,
    paths: Iterable[Path],
    *,
    choices: ImportChoices = NOTHING_CHOSEN,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportPlan:
    """Read all files and say what would come in and what is wrong; changes nothing.

    Progress counts bytes, and articles while copies are looked for. Raises InvalidPattern and
    Stopped.
    """
    watching = Watching(progress=progress, is_cancelled=is_cancelled)
    known = Beforehand()
    paths = tuple(paths)
    with Shelf() as shelf:
        made = Planner(project, shelf, choices, watching, known).plan(paths)
        if made.lacks_texts and made.articles:
            # They may be those of articles that come in with it.
            known = Beforehand(keeps_texts=True)
            made = Planner(project, shelf, choices, watching, known).plan(paths)
        if choices.copies is not Copies.SKIP or not made.articles or made.problems:
            return made
        copies = look_for_copies(project, made, progress=progress, is_cancelled=is_cancelled)
        known = Beforehand(
            keeps_texts=known.keeps_texts,
            unwanted={each.coming.digest: each.original for each in copies if each.may_be_left_out},
        )
        if known.unwanted:
            made = Planner(project, shelf, choices, watching, known).plan(paths)
        return made.with_copies(copies)


def apply(
    project: Project,
    author: AnnotatorId | None,
    *,
    plan: ImportPlan,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Do what a plan says, as one batch; grouping near-duplicates is a step of its own after it.

    Raises InvalidInput where the plan has problems, or a file was changed since and has some now;
    and Stopped. Nothing is imported then.
    """
    if plan.problems:
        raise InvalidInput(plan.problems)
    judge = Judge(project, unwanted=plan.unwanted)
    scheme = plan.new_scheme or schemes.current(project)
    try:
        with Shelf() as shelf, Texts(project, keeps=plan.keeps_texts) as texts:
            reader = Reader(shelf, scheme, plan.choices, kept=plan.kept, text_of=texts.of)
            return add_records(
                project,
                author,
                placed=_placed(plan.files, reader, judge, texts),
                scheme=None if plan.new_scheme is None else own_scheme(project, plan.new_scheme),
                name=_name(plan),
                total=max(plan.articles, plan.layers),
                progress=progress,
                is_cancelled=is_cancelled,
            )
    finally:
        plan.kept.clear()


def _placed(
    files: tuple[SourceFile, ...], reader: Reader, judge: Judge, texts: Texts
) -> Iterator[Placed]:
    for file in files:
        for found in reader.read(file):
            if found.problems:
                raise InvalidInput(found.problems)
            placed = judge.judge(found)
            if placed is not None:
                texts.came_in(placed)
                yield placed


def _name(plan: ImportPlan) -> str:
    if not plan.articles:
        return "import annotations"
    articles = plan.articles
    return f"import {articles:,} article" if articles == 1 else f"import {articles:,} articles"
