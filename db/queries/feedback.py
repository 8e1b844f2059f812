"""What a lead gives back to an annotator with a settled article: the gold layer, and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.model import Annotation, AnnotatorId, ArticleId, LayerId, SpanId
from db.project import Project
from db.queries import layers


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the lead says to the annotator about one decision; `span` is gold's.

    `rule` is what the rule of the guidelines is called that the decision rests on.
    """

    text: str
    reason: str | None
    span: SpanId | None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The settled version of an article, and the notes to one annotator, oldest first.

    `rules` are those that spans of gold rest on, where the lead named one.
    """

    gold: Annotation
    notes: tuple[Note, ...] = ()
    rules: Mapping[SpanId, str] = field(default_factory=dict)


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
        """SELECT note, reason, span, rule FROM decision
           WHERE article = ? AND addressee = ? AND coalesce(note, '') <> ''
           ORDER BY created_at, id""",
        (article, annotator),
    )
    rules = project.connection.execute(
        "SELECT span, rule FROM decision WHERE article = ? AND span IS NOT NULL AND rule <> ''",
        (article,),
    )
    return Feedback(
        gold=layers.annotation(project, layer),
        notes=tuple(
            Note(text=each[0], reason=each[1], span=each[2], rule=each[3]) for each in notes
        ),
        rules={SpanId(each[0]): each[1] for each in rules},
    )
