"""Layers for the measures of agreement, read set by set: seconds for ten thousand articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache, partial

import orjson

from db.agreement.figure import Grain
from db.agreement.layers import (
    NO_ATTRIBUTES,
    ArticleLayers,
    Extent,
    Item,
    LinkItem,
    Reading,
    Words,
    words_of,
)
from db.agreement.measures import Options
from db.model import AnnotatorId, ArticleId, Attributes, LayerId, SpanId
from db.project import Project
from db.queries import articles as article_queries
from db.queries import schemes


def layers(
    project: Project,
    *,
    articles: Collection[ArticleId] | None = None,
    with_gold: bool = False,
    with_second_readings: bool = False,
) -> tuple[ArticleLayers, ...]:
    """What annotators said who are through with an article, for the articles that anybody read.

    In the order of the list. `articles` asks for some only, `with_gold` for the settled version
    beside the annotators', `with_second_readings` for what somebody said on reading an article for
    the second time, by their second reader. The words of a body are read when they are first asked
    for, on this connection.
    """
    asked = {
        "articles": None if articles is None else orjson.dumps(list(articles)).decode(),
        "gold": int(with_gold),
        "again": int(with_second_readings),
    }
    items, links = _items(project, asked), _links(project, asked)
    found: dict[ArticleId, dict[AnnotatorId, Reading]] = defaultdict(dict)
    lengths: dict[ArticleId, int] = {}
    rows = project.connection.execute(
        f"""SELECT layer.id, layer.article, layer.annotator, substr(layer.updated_at, 1, 10),
                  (SELECT min(round) FROM assignment WHERE assignment.article = layer.article
                   AND assignment.annotator = layer.annotator), length(article.body)
           {_READ} ORDER BY article.position, article.number, layer.id""",
        asked,
    )
    for layer, article, annotator, day, round_, length in rows:
        lengths[article] = length
        found[article][annotator] = Reading(
            items=tuple(items.get(layer, ())),
            links=tuple(links.get(layer, ())),
            round=round_,
            day=day or None,
        )
    return tuple(
        ArticleLayers(
            article=article,
            length=lengths[article],
            layers=readings,
            words=partial(_words, project, article),
        )
        for article, readings in found.items()
    )


def options(project: Project, grain: Grain = Grain.CHARACTERS) -> Options:
    """How layers of a project are compared: statements are what its scheme gives roles.

    Without it a label would be no statement where nobody happened to fill a slot.
    """
    labels = frozenset(role.source for role in schemes.current(project).roles)
    return Options(grain=grain, statement_labels=labels)


def versions(project: Project) -> Mapping[ArticleId, str]:
    """A word for what the layers of each article say; another one once any of them has changed."""
    rows = project.connection.execute(
        f"""SELECT layer.article, group_concat(layer.lineage, ' ')
            {_READ} GROUP BY layer.article""",
        {"articles": None, "gold": 1, "again": 0},
    )
    return {ArticleId(row[0]): row[1] for row in rows}


# Who has not finished may still be going to mark what the others did.
_READ = """
    FROM layer JOIN article ON article.id = layer.article
    JOIN annotator ON annotator.id = layer.annotator
    WHERE (layer.state = 'done' OR layer.nothing_here)
      AND (annotator.kind <> 'gold' OR :gold) AND (annotator.repeats IS NULL OR :again)
      AND (:articles IS NULL OR layer.article IN (SELECT value FROM json_each(:articles)))"""


def _items(project: Project, asked: Mapping[str, object]) -> Mapping[LayerId, list[Item]]:
    found: dict[LayerId, list[Item]] = defaultdict(list)
    # What tells referents apart is what people see: annotators each make their own.
    rows = project.connection.execute(
        f"""SELECT span.layer, span.label, span."start", span."end", span.fragments, span.id,
                  referent.label || ' ' || referent.name_key, span.attributes
           FROM span LEFT JOIN referent ON referent.id = span.referent
           WHERE span.layer IN (SELECT layer.id {_READ})""",
        asked,
    )
    for layer, label, start, end, fragments, span, referent, attributes in rows:
        found[layer].append(
            Item(
                label,
                start,
                end,
                () if fragments is None else _extent(fragments),
                SpanId(span),
                referent,
                NO_ATTRIBUTES if attributes == "{}" else _attributes(attributes),
            )
        )
    return found


def _links(project: Project, asked: Mapping[str, object]) -> Mapping[LayerId, list[LinkItem]]:
    found: dict[LayerId, list[LinkItem]] = defaultdict(list)
    rows = project.connection.execute(
        f"""SELECT layer, role, source, target, absence FROM link
           WHERE layer IN (SELECT layer.id {_READ})""",
        asked,
    )
    for layer, role, source, target, absence in rows:
        found[layer].append(LinkItem(role, source, target, absence))
    return found


def _words(project: Project, article: ArticleId) -> Words:
    return words_of(article_queries.body(project, article))


def _extent(fragments: str) -> Extent:
    return tuple((start, end) for start, end in orjson.loads(fragments))


@lru_cache(maxsize=4096)
def _attributes(attributes: str) -> Attributes:
    found: Attributes = orjson.loads(attributes)
    return found
