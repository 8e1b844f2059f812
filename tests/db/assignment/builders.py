"""Requests for plans, small and in words."""

from __future__ import annotations

from hypothesis import strategies as st

from db.assignment.model import Balance, Candidate, Capacity, Order, Request
from db.model import AnnotatorId, ArticleId


def make_articles(count, *, words=500, **more):
    return tuple(
        Candidate(
            article=ArticleId(f"article {number}"),
            words=words(number) if callable(words) else words,
            **more,
        )
        for number in range(count)
    )


def make_people(count, **more):
    return tuple(
        Capacity(annotator=AnnotatorId(f"annotator {number}"), **more) for number in range(count)
    )


@st.composite
def requests(draw, *, has_quotas=None, has_shares=False, has_history=True, most_articles=25):
    """Requests of all kinds; what was handed out before obeys its own rules."""
    articles = tuple(
        Candidate(
            article=ArticleId(f"article {number}"),
            words=draw(st.integers(0, 900)),
            date=draw(st.sampled_from([None, "2023", "2024-05-01", "2024-11-30"])),
            group=draw(st.sampled_from([None, "talks", "strike"])),
            elsewhere=draw(st.integers(0, 1)) if has_history else 0,
        )
        for number in range(draw(st.integers(0, most_articles)))
    )
    people = draw(st.integers(1, 6))
    with_quotas = draw(st.booleans()) if has_quotas is None else has_quotas
    annotators = []
    for number in range(people):
        mine = [each for each in articles if has_history and draw(st.integers(0, 4)) == 0]
        quota = st.one_of(st.none(), st.integers(0, 20)) if with_quotas else st.none()
        share = st.one_of(st.none(), st.floats(0, 1)) if has_shares else st.none()
        annotators.append(
            Capacity(
                annotator=AnnotatorId(f"annotator {number}"),
                quota=draw(quota),
                share=draw(share),
                already=frozenset(each.article for each in mine),
                begun=frozenset(
                    each.article
                    for each in articles
                    if has_history and each not in mine and draw(st.integers(0, 9)) == 0
                ),
                articles=len(mine),
                words=sum(each.words for each in mine),
                last=len(mine),
            )
        )
    return Request(
        articles=articles,
        annotators=tuple(annotators),
        per_article=draw(st.integers(0, 4)),
        common=draw(st.integers(0, 4)),
        calibration=draw(st.integers(0, 3)),
        order=draw(st.sampled_from(Order)),
        seed=draw(st.integers(0, 99)),
        balance=draw(st.sampled_from(Balance)),
    )


def held_after(request, plan):
    """Who has which article in the end, of those in the request."""
    held = {each.article: set() for each in request.articles}
    for person in request.annotators:
        for article in person.already:
            held.setdefault(article, set()).add(person.annotator)
    for row in plan.rows:
        held[row.article].add(row.annotator)
    return held


def queue_of(plan, annotator):
    """The new articles of somebody, in the order of their positions."""
    rows = sorted(
        (each.position, each.article) for each in plan.rows if each.annotator == annotator
    )
    return [article for _, article in rows]
