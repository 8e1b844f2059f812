"""Whether links hold what the model and the scheme promise."""

from __future__ import annotations

from collections.abc import Iterator

from db.doctor.findings import Finding, FindingKind, Severity, shortened
from db.model import ArticleId
from db.operations.repairs import RemoveRow
from db.project import Project
from db.queries import schemes

_PLACE = """
    FROM link JOIN span AS source ON source.id = link.source
    JOIN layer ON layer.id = source.layer JOIN article ON article.id = layer.article
    LEFT JOIN span AS target ON target.id = link.target"""


def ends(project: Project) -> Iterator[Finding]:
    """Whether source and target are two spans of the link's own layer."""
    yield from _removable(
        project,
        f"""SELECT link.id, article.id, article.title, link.role, source.quote {_PLACE}
            WHERE source.layer <> link.layer OR target.layer <> link.layer""",
        "a link leads into another layer",
        Severity.ERROR,
    )
    yield from _removable(
        project,
        f"""SELECT link.id, article.id, article.title, link.role, source.quote {_PLACE}
            WHERE link.source = link.target""",
        "a statement fills its own slot",
        Severity.ERROR,
    )


def duplicates(project: Project) -> Iterator[Finding]:
    """Whether no slot says the same twice, or that it is empty beside what fills it."""
    yield from _removable(
        project,
        f"""SELECT link.id, article.id, article.title, link.role, source.quote {_PLACE}
            WHERE EXISTS (SELECT 1 FROM link AS older WHERE older.source = link.source
                AND older.role = link.role AND older.target IS link.target
                AND older.id < link.id)""",
        "a slot says the same twice",
        Severity.WARNING,
    )
    yield from _removable(
        project,
        f"""SELECT link.id, article.id, article.title, link.role, source.quote {_PLACE}
            WHERE link.target IS NULL AND EXISTS (SELECT 1 FROM link AS filler
                WHERE filler.source = link.source AND filler.role = link.role
                AND filler.target IS NOT NULL)""",
        "a slot is filled and says that it is empty",
        Severity.WARNING,
    )


def signatures(project: Project) -> Iterator[Finding]:
    """Whether the scheme has every label and role that is in use."""
    scheme = schemes.current(project)
    for label, count in project.connection.execute(
        "SELECT label, count(*) FROM span GROUP BY label ORDER BY label"
    ):
        if scheme.span_type(label) is None:
            yield _unknown(FindingKind.SPAN, f"{_times(count, 'span')} labelled {label}", label)
    for role, source, target, count in project.connection.execute(
        f"SELECT link.role, source.label, target.label, count(*) {_PLACE} GROUP BY 1, 2, 3"
    ):
        slot = scheme.role(role, source)
        if slot is None or (target is not None and target not in slot.targets):
            what = f"{_times(count, 'link')} “{role}” from {source} to {target or 'nothing'}"
            yield _unknown(FindingKind.LINK, what, role)


def _removable(project: Project, query: str, said: str, severity: Severity) -> Iterator[Finding]:
    for link, article, title, role, quote in project.connection.execute(query):
        yield Finding(
            severity=severity,
            kind=FindingKind.LINK,
            text=f"In “{shortened(title)}”, {said} (“{role}” of “{shortened(quote)}”).",
            article=ArticleId(article),
            row=link,
            fixes=(RemoveRow(table="link", row=link),),
        )


def _times(count: int, word: str) -> str:
    return f"{count} {word} is" if count == 1 else f"{count} {word}s are"


def _unknown(kind: FindingKind, what: str, row: str) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        kind=kind,
        text=f"{what} there, for which the scheme has no place. Change the scheme, or relabel.",
        row=row,
    )
