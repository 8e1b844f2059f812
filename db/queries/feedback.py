"""What a lead gives back to an annotator with a settled article: the gold layer, and notes."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import Annotation, AnnotatorId, ArticleId, LayerId, SpanId
from db.project import Project
from db.queries import layers


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the lead says to the annotator about one decision; `span` is theirs or gold's."""

    text: str
    reason: str | None
    span: SpanId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The settled version of an article, and the notes to one annotator, oldest first."""

    gold: Annotation
    notes: tuple[Note, ...] = ()


def of_article(project: Project, article: ArticleId, annotator: AnnotatorId) -> Feedback | None:
    """What was settled in an article; None as long as nothing is."""
    row = project.connection.execute(
        """SELECT layer.id FROM layer JOIN annotator ON annotator.id = layer.annotator
           WHERE layer.article = ? AND annotator.kind = 'gold' AND layer.state = 'done'""",
        (article,),
    ).fetchone()
    layer = None if row is None else layers.one(project, LayerId(row[0]))
    if layer is None:
        return None
    notes = project.connection.execute(
        """SELECT note, reason, span FROM decision
           WHERE article = ? AND addressee = ? AND coalesce(note, '') <> ''
           ORDER BY created_at, id""",
        (article, annotator),
    )
    return Feedback(
        gold=layers.annotation(project, layer),
        notes=tuple(Note(text=each[0], reason=each[1], span=each[2]) for each in notes),
    )
