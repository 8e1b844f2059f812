from __future__ import annotations

import pytest

from db.errors import Stopped
from db.splitting.assign import assign
from db.splitting.model import SplitPlan
from db.splitting.seeds import even_seed, unevenness
from tests.db.splitting.making import make_article


def test_an_even_seed_divides_better_than_most():
    articles = [
        make_article(at, labels=frozenset({"ACTOR", "REJECTION"} if at % 9 == 0 else {"ACTOR"}))
        for at in range(60)
    ]
    seed = even_seed(articles, SplitPlan(), tries=50)
    chosen = assign(articles, SplitPlan(seed=seed))
    others = [
        unevenness(assign(articles, SplitPlan(seed=each)), SplitPlan()) for each in range(1, 51)
    ]
    assert unevenness(chosen, SplitPlan()) == min(others)
    assert chosen.empty == ()
    assert all(not each.missing_in for each in chosen.strata)


def test_looking_for_one_can_be_stopped():
    with pytest.raises(Stopped):
        even_seed([make_article(1)], SplitPlan(), is_cancelled=lambda: True)
