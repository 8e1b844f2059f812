"""What is said about a plan of an import; no screen."""

from __future__ import annotations

from db.imports.choices import Copies
from db.imports.plan import ImportPlan
from gui.isolation import in_a_row
from gui.project.importing.remark_table import Remark, Weight
from gui.translation import tr, tr_count, tr_said
from gui.widgets.parts import number


def what(plan: ImportPlan) -> str:
    """How much comes in."""
    if not plan.has_anything:
        return tr("Nothing new comes in.")
    articles = tr_count(plan.articles, "{count} article", "{count} articles")
    layers = tr_count(plan.layers, "{count} annotation", "{count} annotations")
    files = tr_count(len(plan.files), "{count} file", "{count} files")
    if plan.articles and plan.layers:
        return tr(
            "{articles} with {layers} from {files}", articles=articles, layers=layers, files=files
        )
    return tr("{what} from {files}", what=articles if plan.articles else layers, files=files)


def kinds(plan: ImportPlan) -> str:
    """How many files of each kind there are, where there is more to say than their number."""
    found = plan.of_kinds()
    return in_a_row(
        tr("{count} × {kind}", count=number(count), kind=tr_said(kind.in_words))
        for kind, (count, _contents) in found.items()
    )


def more(plan: ImportPlan) -> str:
    """Who comes along, and what does not."""
    said = []
    if plan.new_annotators:
        said.append(tr("New annotators: {names}", names=", ".join(plan.new_annotators)))
    if plan.new_scheme is not None:
        said.append(tr("New scheme: {title}", title=plan.new_scheme.title))
    if plan.skipped:
        said.append(
            tr_count(
                len(plan.skipped),
                "{count} is left out, for the reason below",
                "{count} are left out, for the reasons below",
            )
        )
    return in_a_row(said)


def copies(plan: ImportPlan) -> str:
    """How many wire copies there are, and which is the first."""
    found = plan.copies
    if found is None:
        return ""
    if not found:
        return tr("None of them looks like a wire copy of another article.")
    said = tr_count(
        len(found),
        "{count} looks like a wire copy: “{title}”, like “{original}”.",
        "{count} look like wire copies, the first is “{title}”, like “{original}”.",
        title=found[0].name,
        original=found[0].original,
    )
    here = sum(each.is_of_project for each in found)
    if not here:
        return said
    more = tr_count(
        here,
        "{count} is like an article that is here already.",
        "{count} are like articles that are here already.",
    )
    return f"{said} {more}"


def no_copies_yet(plan: ImportPlan, *, are_too_many: bool) -> str:
    """Why it is not known whether there are wire copies."""
    if plan.choices.copies is Copies.LEAVE:
        return ""
    if are_too_many:
        return tr(
            "Wire copies are looked for after the import, because there are many articles to "
            "compare. That can be stopped; what came in stays."
        )
    return tr("Wire copies are looked for after the import.")


def problems(plan: ImportPlan) -> str:
    """What the problems mean."""
    return tr_count(
        len(plan.problems),
        "There is {count} problem. Nothing is imported until it is mended or its file is left out.",
        "There are {count} problems. Nothing is imported until they are mended or their files are "
        "left out.",
    )


def verb(plan: ImportPlan) -> str:
    """What the button does."""
    if not plan.articles and plan.layers:
        return tr_count(plan.layers, "Import {count} annotation", "Import {count} annotations")
    return tr_count(plan.articles, "Import {count} article", "Import {count} articles")


def remarks(plan: ImportPlan) -> list[Remark]:
    """Problems, what is left out, and notes."""
    groups = (
        (Weight.PROBLEM, plan.problems),
        (Weight.SKIPPED, plan.skipped),
        (Weight.NOTE, plan.notes),
    )
    return [Remark(weight=weight, problem=each) for weight, group in groups for each in group]
