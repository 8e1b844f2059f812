"""Whether the register and what is marked agree."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from db.doctor.findings import Finding, FindingKind, Severity, shortened
from db.model import ArticleId
from db.operations.repairs import AddRow, ChangeRow
from db.project import Project
from db.queries import schemes
from db.scheme.naming import naming
from db.text.keys import match_key


def names(project: Project) -> Iterator[Finding]:
    """Whether every referent is found by its name."""
    for referent, name, name_key in project.connection.execute(
        "SELECT id, name, name_key FROM referent"
    ):
        if match_key(name) != name_key:
            yield Finding(
                severity=Severity.WARNING,
                kind=FindingKind.REFERENT,
                text=f"The referent “{shortened(name)}” is not found by its name.",
                row=referent,
                fixes=(
                    ChangeRow(table="referent", row=referent, values={"name_key": match_key(name)}),
                ),
            )


def mentions(project: Project) -> Iterator[Finding]:
    """Whether every mention refers to a referent that is there and has its label."""
    made: dict[tuple[str, str], str] = {}
    for span, label, quote, former, annotator, article, title in project.connection.execute(
        """SELECT span.id, span.label, span.quote, span.referent, layer.annotator, article.id,
                  article.title
           FROM span JOIN layer ON layer.id = span.layer JOIN article ON article.id = layer.article
           LEFT JOIN referent ON referent.id = span.referent
           WHERE span.referent IS NOT NULL AND referent.label IS NOT span.label
           ORDER BY span.id"""
    ):
        # Mentions of one lost referent stay mentions of one.
        new = made.get((former, label))
        fixes: list[AddRow | ChangeRow] = []
        if new is None:
            new = made[former, label] = project.new_id()
            name = " ".join(quote.split())
            fixes.append(
                AddRow(
                    table="referent",
                    values={
                        "id": new,
                        "label": label,
                        "name": name,
                        "name_key": match_key(name),
                        "owner": annotator,
                    },
                )
            )
        fixes.append(ChangeRow(table="span", row=span, values={"referent": new}))
        yield Finding(
            severity=Severity.ERROR,
            kind=FindingKind.REFERENT,
            text=f"In “{shortened(title)}”, {label} “{shortened(quote)}” refers to something that "
            "is not there or has another label. It gets a new referent, named by its words.",
            article=ArticleId(article),
            row=span,
            fixes=tuple(fixes),
        )


def answers(project: Project) -> Iterator[Finding]:
    """Whether answers that name a referent, such as an affiliation, name one that is there."""
    naming_answers = naming(schemes.current(project)).referents
    present = {row[0] for row in project.connection.execute("SELECT id FROM referent")}
    for referent, label, name, stored in project.connection.execute(
        "SELECT id, label, name, attributes FROM referent WHERE json_valid(attributes)"
    ):
        attributes = orjson.loads(stored)
        if not isinstance(attributes, dict):
            continue
        lost = [
            each
            for each in naming_answers.get(label, ())
            if each in attributes and attributes[each] not in present
        ]
        if lost:
            kept = {key: value for key, value in attributes.items() if key not in lost}
            yield Finding(
                severity=Severity.WARNING,
                kind=FindingKind.REFERENT,
                text=f"The {lost[0]} of “{shortened(name)}” is a referent that is not there.",
                row=referent,
                fixes=(
                    ChangeRow(
                        table="referent",
                        row=referent,
                        values={"attributes": orjson.dumps(kept).decode()},
                    ),
                ),
            )
