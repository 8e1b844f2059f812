"""Articles to divide."""

from __future__ import annotations

from hypothesis import strategies as st

from db.model import ArticleId
from db.splitting.model import SplitArticle


def make_article(number: int, **known: object) -> SplitArticle:
    """An article with a text of its own."""
    return SplitArticle(
        article=ArticleId(f"article {number}"), **{"sha256": f"text {number}", **known}
    )


def make_articles(number: int, **known: object) -> list[SplitArticle]:
    """So many of them."""
    return [make_article(each, **known) for each in range(number)]


@st.composite
def many_articles(draw, least=0):
    """Articles that share texts, groups, addresses and events now and then."""
    few = st.none() | st.sampled_from(["a", "B", "c "])
    return [
        SplitArticle(
            article=ArticleId(f"article {number}"),
            sha256=draw(st.sampled_from([f"text {number}", "text 0", "text 1"])),
            group=draw(few),
            address=draw(
                st.none() | st.sampled_from(["https://a.example/1", "http://www.a.example/1/"])
            ),
            events=frozenset(draw(st.sets(st.sampled_from(["b", "talks", ""]), max_size=1))),
            date=draw(st.none() | st.dates().map(str)),
            publisher=draw(few),
            labels=frozenset(draw(st.sets(st.sampled_from(["ACTOR", "PROPOSAL"])))),
        )
        for number in range(draw(st.integers(least, 25)))
    ]


@st.composite
def pairs_among(draw, articles):
    """Near-duplicates among some articles."""
    if len(articles) < 2:
        return []
    ids = st.sampled_from([each.article for each in articles])
    return draw(st.lists(st.tuples(ids, ids), max_size=4))
