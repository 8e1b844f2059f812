from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import Stopped
from db.grouping.likeness import Likeness
from db.grouping.near_duplicates import Watch
from db.grouping.shingles import Shingler
from db.model import ArticleId
from tests.db.grouping.planting import COPIES, changed, originals, search
from tests.shared_data import shared


def pairs_of(found):
    return {frozenset((pair.first, pair.second)) for pair in found.pairs}


def planted(texts, each):
    """Copies of each kind, in a random order among the originals, and who is whose copy."""
    bodies = dict(texts)
    kinds = {}
    names = iter(texts)
    for kind, copy in COPIES.items():
        for seed in range(each):
            original = next(names)
            name = ArticleId(f"{kind} of {original}")
            bodies[name] = copy(texts[original], seed)
            kinds[frozenset((original, name))] = kind
    mixed = list(bodies.items())
    random.Random(3).shuffle(mixed)
    return dict(mixed), kinds


def test_copies_are_found_and_nothing_else():
    bodies, kinds = planted(originals(300), each=30)
    found = pairs_of(search(bodies))
    assert found <= kinds.keys()
    by_kind = Counter(kinds[pair] for pair in found)
    assert all(by_kind[kind] >= 29 for kind in COPIES), by_kind


def test_copies_of_japanese_articles_are_found():
    path = shared("corpora", "wikinews_ja", "wikinews_ja.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()[:600]
    texts = {each["id"]: each["text"] for each in map(json.loads, lines)}
    texts = {name: text for name, text in texts.items() if len(text) > 300}
    bodies, kinds = planted(texts, each=20)
    found = pairs_of(search(bodies))
    by_kind = Counter(kinds[pair] for pair in found & kinds.keys())
    # Of reports about typhoons, which are forms filled in, some are alike by themselves.
    assert len(found - kinds.keys()) <= 10
    assert sum(by_kind.values()) >= 0.97 * len(kinds), by_kind


def test_a_text_that_was_rewritten_is_no_copy():
    texts = originals(40)
    rewritten = {ArticleId(f"{name} b"): changed(text, 0.3, 1) for name, text in texts.items()}
    assert search({**texts, **rewritten}).pairs == ()


def test_every_pair_that_is_alike_is_found_and_measured_as_by_comparing_each_with_each():
    bodies, _ = planted(originals(90), each=10)
    shingler, likeness = Shingler(), Likeness()
    shingles = {name: shingler.shingles(body) for name, body in bodies.items()}
    expected = {
        frozenset((one, other)): similarity
        for one, other in combinations(bodies, 2)
        if (similarity := likeness.holds(shingles[one], shingles[other])) is not None
    }
    found = {frozenset((each.first, each.second)): each.similarity for each in search(bodies).pairs}
    assert found == {pair: expected[pair] for pair in found}
    assert len(found) >= 0.98 * len(expected)


def test_clusters_are_what_pairs_connect_in_the_order_of_the_articles():
    first, other = originals(2).values()
    bodies = {
        ArticleId("a"): first,
        ArticleId("b"): other,
        ArticleId("c"): first.upper(),
        ArticleId("d"): changed(first, 0.01, 1),
        ArticleId("e"): "  " + other,
        ArticleId("f"): "Something else entirely is told in these few words here.",
    }
    assert search(bodies).clusters == (("a", "c", "d"), ("b", "e"))


def test_cut_copies_are_left_out_where_nobody_wants_them():
    (text,) = originals(1).values()
    bodies = {ArticleId("whole"): text, ArticleId("half"): text[: len(text) // 2]}
    assert len(search(bodies).pairs) == 1
    assert search(bodies, likeness=Likeness(contained=None)).pairs == ()


@pytest.mark.parametrize("body", ["", "…", "!!!", "Yes.", "はい"])
def test_the_shortest_texts_are_alike_only_where_they_are_equal(body):
    bodies = {ArticleId("a"): body, ArticleId("b"): body, ArticleId("c"): f"{body} no more"}
    assert [(each.first, each.second) for each in search(bodies).pairs] == [("a", "b")]


def test_very_many_articles_that_end_alike_are_not_taken_for_copies():
    line = " This report was made with the help of the agency, all rights are reserved by it."
    bodies = {name: text + line for name, text in originals(300).items()}
    assert search(bodies).pairs == ()


def test_hundreds_of_copies_are_one_cluster():
    (text,) = originals(1).values()
    bodies = {ArticleId(f"{seed}"): changed(text, 0.005, seed) for seed in range(300)}
    assert [len(cluster) for cluster in search(bodies).clusters] == [300]


texts = st.lists(st.text("ab cé日本\n.", max_size=60), max_size=12)


@settings(max_examples=50)
@given(texts)
def test_clusters_share_nobody_and_equal_texts_share_a_cluster(given_texts):
    bodies = {ArticleId(str(number)): text for number, text in enumerate(given_texts)}
    clusters = search(bodies).clusters
    members = [each for cluster in clusters for each in cluster]
    assert len(members) == len(set(members))
    of = {each: cluster for cluster in clusters for each in cluster}
    for one, other in combinations(bodies, 2):
        if bodies[one] == bodies[other]:
            assert of[one] == of[other]


def test_the_same_is_found_in_every_run_of_the_program():
    code = (
        "from tests.db.grouping.planting import *\n"
        "texts = originals(20)\n"
        "bodies = {**texts, **{n + 'b': changed(t, .03, 1) for n, t in texts.items()}}\n"
        "print(search(bodies))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_progress_grows_to_the_end_and_a_stop_is_heard_in_both_halves():
    bodies, _ = planted(originals(60), each=8)
    told = []
    search(
        bodies,
        total=len(bodies),
        watch=Watch(progress=lambda done, total: told.append((done, total))),
    )
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (2 * len(bodies), 2 * len(bodies))
    for patience in (0, 3):
        left = iter(range(patience))
        with pytest.raises(Stopped):
            search(bodies, watch=Watch(is_cancelled=lambda left=left: next(left, None) is None))
