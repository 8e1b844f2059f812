"""What is said of a person's data: what is kept, and what forgetting does and does not."""

from __future__ import annotations

from db.operations.people import Forget
from db.queries.person import Held
from gui.translation import tr, tr_count
from gui.widgets.moments import duration


def kept_words(held: Held) -> str:
    """What the project keeps of the person, in lines."""
    work = ", ".join(
        (
            tr(
                "{layers} ({done} done)",
                layers=tr_count(held.layers, "{count} layer", "{count} layers"),
                done=held.layers_done,
            ),
            tr_count(held.spans, "{count} span", "{count} spans"),
            tr_count(held.links, "{count} link", "{count} links"),
            tr_count(held.comments, "{count} comment", "{count} comments"),
            duration(held.seconds),
        )
    )
    lines = [
        tr("Work: {work}", work=work),
        tr(
            "Review: {made} made, {notes} for them",
            made=tr_count(held.decisions, "{count} decision", "{count} decisions"),
            notes=tr_count(held.notes, "{count} note", "{count} notes"),
        ),
        tr(
            "Handed out: {articles}, in {packages} out and back",
            articles=tr_count(held.assignments, "{count} article", "{count} articles"),
            packages=tr_count(held.packages, "{count} package", "{count} packages"),
        ),
        tr(
            "Journal: {steps}, {rows} remembered",
            steps=tr_count(held.steps, "{count} step", "{count} steps"),
            rows=tr_count(held.images, "{count} row", "{count} rows"),
        ),
        tr_count(
            held.backups,
            "{count} backup knows the person",
            "{count} backups know the person",
        ),
    ]
    if held.named:
        lines.append(
            tr_count(
                held.named,
                "The name is said in {count} remark of somebody else",
                "The name is said in {count} remarks of other people",
            )
        )
    return "\n".join(lines)


def consequences(held: Held, how: Forget, *, thins_journal: bool, thins_backups: bool) -> str:
    """What forgetting will do, and what remains where, in sentences."""
    said = [tr("The name is replaced everywhere in this file but in what people wrote.")]
    if how is Forget.WORK:
        said += [
            tr(
                "{layers} with all in them go, and {comments}, all times, what was handed out and "
                "what was noted for the person.",
                layers=tr_count(held.layers, "{count} layer", "{count} layers"),
                comments=tr_count(held.comments, "{count} comment", "{count} comments"),
            ),
            tr(
                "What was settled stays, as do entries of the register. Agreement can no longer "
                "be computed with this work, and work that the person sends back would bring it in "
                "again."
            ),
        ]
    said.append(_journal(held, thins_journal=thins_journal))
    said.append(_backups(held, thins_backups=thins_backups))
    said.append(tr("What left the project stays where it is: exports, packages, hubs, copies."))
    return " ".join(said)


def _journal(held: Held, *, thins_journal: bool) -> str:
    if thins_journal:
        return tr("The journal forgets the work, too; which step was done when stays, by nobody.")
    return tr_count(
        held.images,
        "The journal still remembers {count} row of the work.",
        "The journal still remembers {count} rows of the work.",
    )


def _backups(held: Held, *, thins_backups: bool) -> str:
    if thins_backups:
        return tr_count(
            held.backups + 1,
            "{count} backup is deleted, the one that is made first: nothing brings the person "
            "back then.",
            "{count} backups are deleted, the one that is made first included: nothing brings the "
            "person back then.",
        )
    return tr_count(
        held.backups + 1,
        "{count} backup, which is made first, still holds everything: restoring it brings the "
        "person back.",
        "{count} backups still hold everything, the one that is made first included: restoring "
        "one brings the person back.",
    )
