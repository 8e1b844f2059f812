"""Which rules of the guidelines decisions rest on, and where the lead wants them to say more."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import ArticleId, SpanId
from db.project import Project
from db.review.decisions import Reason
from db.review.model import UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """How many decisions rest on a rule, and after how many of them it is to say more."""

    rule: str
    decisions: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place after which the guidelines need an update; `rule` is "" where none was named.

    `quote` are the words of gold, or of an annotator where gold has none.
    """

    article: ArticleId
    title: str
    unit: UnitId
    quote: str
    rule: str = ""
    reason: Reason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineUse:
    """What the decisions of a project say about its guidelines."""

    rules: tuple[RuleUse, ...] = ()
    gaps: tuple[Gap, ...] = ()


def guideline_use(project: Project) -> GuidelineUse:
    """Rules and gaps together, for a report."""
    return GuidelineUse(rules=rule_uses(project), gaps=gaps(project))


def rule_uses(project: Project) -> tuple[RuleUse, ...]:
    """The rules that decisions name, the most used first."""
    rows = project.connection.execute(
        """SELECT rule, count(*), sum(guideline_gap) FROM decision WHERE rule <> ''
           GROUP BY rule ORDER BY count(*) DESC, rule"""
    )
    return tuple(RuleUse(rule=row[0], decisions=row[1], gaps=row[2]) for row in rows)


def gaps(project: Project) -> tuple[Gap, ...]:
    """The decisions that ask for a change of the guidelines, rule by rule, oldest first."""
    rows = project.connection.execute(
        """SELECT decision.article, article.title, decision.unit,
                  coalesce(gold.quote, (
                      SELECT quote FROM span
                      WHERE id IN (SELECT value FROM json_each(decision.details, '$.members'))
                      ORDER BY id LIMIT 1), ''),
                  coalesce(decision.rule, ''), decision.reason, coalesce(decision.note, '')
           FROM decision JOIN article ON article.id = decision.article
           LEFT JOIN span AS gold ON gold.id = decision.span
           WHERE guideline_gap
           ORDER BY decision.rule IS NULL, decision.rule, decision.created_at, decision.id"""
    )
    return tuple(
        Gap(
            article=ArticleId(row[0]),
            title=row[1],
            unit=UnitId(row[2]),
            quote=row[3],
            rule=row[4],
            reason=None if row[5] is None else Reason(row[5]),
            note=row[6],
        )
        for row in rows
    )


def rules_of_spans(project: Project) -> dict[SpanId, str]:
    """The rule that decided about each annotator's span, where the lead named one."""
    rows = project.connection.execute(
        """SELECT member.value, rule FROM decision, json_each(details, '$.members') AS member
           WHERE rule <> ''"""
    )
    return {SpanId(row[0]): row[1] for row in rows}
