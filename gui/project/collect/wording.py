"""The only place for the sentences of collecting: what a file would bring, and what came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.merge.plan import Authority, Contents, LayerPlan, Signature, Verdict
from db.model import AnnotatorId, LayerState
from db.packages.collect_plan import CollectPlan, FilePlan
from db.queries.collects import Collected
from gui.isolation import in_a_row
from gui.translation import tr, tr_count, tr_said
from gui.widgets.moments import moment
from gui.widgets.parts import number

VERDICTS = (
    Verdict.REFUSED,
    Verdict.FORKED,
    Verdict.NEWER,
    Verdict.NEW,
    Verdict.OLDER,
    Verdict.UNCHANGED,
)
"""In the order in which they want to be looked at."""

_VERDICT_TITLES = {
    Verdict.REFUSED: "Refused",
    Verdict.FORKED: "Forked",
    Verdict.NEWER: "Newer",
    Verdict.NEW: "New",
    Verdict.OLDER: "Older",
    Verdict.UNCHANGED: "Unchanged",
}
_VERDICT_MEANINGS = {
    Verdict.FORKED: "edited in two copies: both are kept, and you choose",
    Verdict.OLDER: "there is something newer here already",
}
_STATES = {
    LayerState.TODO: "not started",
    LayerState.OPEN: "in progress",
    LayerState.DONE: "finished",
    LayerState.SKIPPED: "skipped",
}
_SIGNATURES = {
    Signature.SIGNED: "signed by {name}, as before",
    Signature.NEW_KEY: "signed; the key is remembered from now on",
    Signature.UNSIGNED: "not signed",
    Signature.NO_LONGER_SIGNED: "not signed, though work was so far",
    Signature.OTHER_KEY: "signed with another key than before",
}


_FILES_NAMED = 4


def second_reader_names(
    readers: Mapping[AnnotatorId, AnnotatorId], names: Mapping[AnnotatorId, str]
) -> dict[AnnotatorId, str]:
    """How those are called who are somebody reading an article for the second time."""
    return {
        reader: tr("{name}, for the second time", name=names.get(person, ""))
        for reader, person in readers.items()
    }


def verdict_title(verdict: Verdict) -> str:
    """A verdict as the name of a pill."""
    return tr(_VERDICT_TITLES[verdict])


def state_words(state: LayerState) -> str:
    """How far a layer is."""
    return tr(_STATES[state])


def from_to(before: str | None, after: str) -> str:
    """What changes: "3 → 5"; what is new or stays is said once."""
    return after if before is None or before == after else f"{before} → {after}"


def outcome_words(plan: LayerPlan) -> str:
    """What becomes of a layer, and why where that needs a reason."""
    reason = tr_said(plan.reason) or tr(_VERDICT_MEANINGS.get(plan.verdict, ""))
    title = verdict_title(plan.verdict)
    return in_a_row((title, reason))


def file_title(file: FilePlan, names: Mapping[AnnotatorId, str]) -> str:
    """Whose file it is, as that person is called here; for a project its title."""
    known = names.get(file.annotator, "") if file.annotator else ""
    return known or file.annotator_name or file.title or file.path.name


def file_facts(file: FilePlan) -> str:
    """The file's name, when it was made, its fingerprint."""
    parts = [file.path.name]
    if file.made_at is not None:
        parts.append(tr("sent {when}", when=moment(file.made_at)))
    if file.fingerprint:
        parts.append(file.fingerprint)
    return in_a_row(parts)


def signature_words(file: FilePlan) -> str:
    """Whether the file is known to be by the one it says; empty where it could not be read."""
    if not file.fingerprint:
        return ""
    return tr(_SIGNATURES[file.signature], name=file.annotator_name or file.title)


def rest_words(file: FilePlan) -> str:
    """What else comes along: articles, comments, referents, and what is left out."""
    rest = file.contents.rest
    counted = (
        (rest.articles, "{count} article is added", "{count} articles are added"),
        (rest.comments_new, "{count} new comment", "{count} new comments"),
        (rest.comments_changed, "{count} comment changed", "{count} comments changed"),
        (rest.referents_new, "{count} new referent", "{count} new referents"),
        (
            rest.referents_matched,
            "{count} referent found in the register",
            "{count} referents found in the register",
        ),
        (
            rest.ignored,
            "{count} layer of somebody else is left out",
            "{count} layers of somebody else are left out",
        ),
    )
    return in_a_row(tr_count(count, one, many) for count, one, many in counted if count)


def plan_words(plan: CollectPlan) -> str:
    """All files in a sentence."""
    taken = [each for each in plan.files if not each.refusal]
    files = tr_count(len(plan.files), "{count} file", "{count} files")
    parts = [files, *_verdict_counts(each.contents for each in taken)]
    refused = len(plan.files) - len(taken)
    if refused:
        parts.append(tr_count(refused, "{count} can't be taken", "{count} can't be taken"))
    if taken and not plan.changes_something:
        parts.append(tr("everything is here already"))
    return in_a_row(parts)


def apply_words(plan: CollectPlan) -> str:
    """The verb on the button that writes what the plan says."""
    count = sum(not each.refusal for each in plan.files)
    if plan.authority is Authority.MERGE:
        return tr_count(count, "Merge {count} project", "Merge {count} projects")
    return tr_count(count, "Collect {count} file", "Collect {count} files")


def came_words(came: Iterable[Collected]) -> str:
    """What came in with some files, in numbers."""
    every = tuple(came)
    layers = sum(each.layers for each in every)
    parts = [
        tr_count(len(every), "{count} file", "{count} files"),
        tr_count(layers, "{count} article", "{count} articles"),
        tr_count(sum(each.spans for each in every), "{count} span", "{count} spans"),
        tr_count(sum(each.links for each in every), "{count} link", "{count} links"),
    ]
    refused = sum(each.refused for each in every)
    if refused:
        parts.append(tr_count(refused, "{count} refused", "{count} refused"))
    return in_a_row(parts)


def back_question(files: Iterable[Collected]) -> str:
    """What goes when some files are taken back."""
    every = tuple(files)
    names = ", ".join(each.file for each in every[:_FILES_NAMED])
    more = tr(", and {count} more", count=len(every) - _FILES_NAMED)
    return tr(
        "What came in with {files} goes, and what it replaced comes back: {counted}. The files "
        "themselves stay; you can collect them again. Undo does not bring it back.",
        files=names + (more if len(every) > _FILES_NAMED else ""),
        counted=came_words(every),
    )


def _verdict_counts(contents: Iterable[Contents]) -> list[str]:
    totals = dict.fromkeys(VERDICTS, 0)
    for each in contents:
        for verdict, count in each.counts.items():
            totals[verdict] += count
    return [
        f"{number(count)} {verdict_title(verdict).lower()}"
        for verdict, count in totals.items()
        if count
    ]
