from __future__ import annotations

import pytest

from db.operations import layers
from db.operations.grouping import set_group
from db.queries import splits
from db.queries.exports import snapshot
from db.splitting.model import SplitPlan
from tests.builders import Desk, article_ids, author_of, make_article, make_project
from tests.db.grouping.planting import HEADER, originals

TEXTS = list(originals(12).values())
WHERE = {"address": "https://a.example/1", "publisher": "The Post", "date": "2024-03-05"}


@pytest.fixture
def project(tmp_path):
    articles = [make_article(text) for text in TEXTS]
    articles.append(make_article(HEADER + TEXTS[0], metadata=WHERE))
    with make_project(tmp_path, articles=articles) as made:
        yield made


def test_what_is_known_of_an_article_is_given_to_the_split(project):
    last = article_ids(project)[-1]
    desk = Desk(project, author_of(project), last)
    desk.open()
    desk.mark("ACTOR", desk.body.split()[0])
    layers.set_answer(project, author_of(project), article=last, field="event_group", value="Talks")
    set_group(project, author_of(project), articles=[last], name="By hand")
    *_, found = splits.articles(project)
    assert found.article == last
    assert (found.address, found.publisher, found.date) == tuple(WHERE.values())
    assert (found.group, found.events, found.labels) == ("By hand", {"Talks"}, {"ACTOR"})


def test_copies_are_in_one_split_whether_or_not_groups_were_written(project):
    for seed in range(12):
        result = splits.divide(project, SplitPlan(seed=seed))
        first, *_, last = article_ids(project)
        assert result.of[first] == result.of[last]
        assert result.leakage == ()
        assert sum(result.counts.values()) == 13


def test_it_can_be_asked_inside_a_snapshot(project):
    with snapshot(project):
        assert splits.divide(project, SplitPlan()).groups == 12
