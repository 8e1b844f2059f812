"""What is planned for each layer of a file, and for one file after another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.merge.plan import (
    Amount,
    Contents,
    Foresight,
    LayerPair,
    LayerPlan,
    Rest,
    Verdict,
    planned,
)
from db.merge.versions import Known, Place, Version
from db.model import AnnotatorId, ArticleId, LayerId, LayerState

LINES = ("a", "ab", "abc", "abd", "x")


def pair(lineage: str, *known: str, article: str = "article", reason: str = "") -> LayerPair:
    """A layer of a file beside the copies that the project has, the layer first."""
    places = [Place.LAYER] + [Place.OPEN_FORK] * len(known)
    return LayerPair(
        layer=LayerId(f"layer {lineage}"),
        target=LayerId("ours") if known else None,
        article=ArticleId(article),
        title="An article",
        annotator=AnnotatorId("somebody"),
        version=_version(lineage),
        known=tuple(
            Known(version=_version(each), place=where)
            for each, where in zip(known, places, strict=False)
        ),
        reads_like_layer=True,
        before=_amount(known[0]) if known else None,
        after=_amount(lineage),
        reason=reason,
    )


def _version(lineage: str) -> Version:
    return Version(lineage=lineage, updated_at=f"2026-01-{len(lineage):02}")


def _amount(lineage: str) -> Amount:
    return Amount(state=LayerState.OPEN, spans=len(lineage), links=0)


def one(of: LayerPair, refused: str = "") -> LayerPlan:
    """The plan of one layer; `refused` is a reason against it."""
    (found,) = planned([of], {of.layer: refused} if refused else {})
    return found


@pytest.mark.parametrize(
    ("lineage", "known", "verdict"),
    [
        ("a", (), Verdict.NEW),
        ("a", ("a",), Verdict.UNCHANGED),
        ("ab", ("a",), Verdict.NEWER),
        ("a", ("ab",), Verdict.OLDER),
        ("x", ("a",), Verdict.FORKED),
        ("xy", ("ab", "x"), Verdict.NEWER),
        ("x", ("ab", "xy"), Verdict.OLDER),
        ("x", ("ab", "x"), Verdict.UNCHANGED),
    ],
)
def test_a_layer_is_judged_by_the_lineages_that_are_known(
    lineage: str, known: tuple[str, ...], verdict: Verdict
) -> None:
    found = one(pair(lineage, *known))
    assert found.verdict is verdict
    assert found.before == (_amount(known[0]) if known else None)
    assert found.after == _amount(lineage)


def test_a_reason_against_the_article_refuses_every_layer_of_it() -> None:
    found = one(pair("a", "ab", reason="The text differs."))
    assert (found.verdict, found.reason) == (Verdict.REFUSED, "The text differs.")


def test_a_reason_against_a_layer_refuses_it_where_it_would_come_in() -> None:
    found = one(pair("ab", "a"), "It is damaged.")
    assert (found.verdict, found.reason) == (Verdict.REFUSED, "It is damaged.")


@pytest.mark.parametrize(("lineage", "verdict"), [("a", Verdict.OLDER), ("ab", Verdict.UNCHANGED)])
def test_a_reason_against_what_is_known_already_is_none(lineage: str, verdict: Verdict) -> None:
    found = one(pair(lineage, "ab"), "The scheme has no place for it.")
    assert (found.verdict, found.reason) == (verdict, "")


def test_every_verdict_is_counted() -> None:
    contents = Contents(layers=(one(pair("a")), one(pair("a", "a")), one(pair("ab", "a"))))
    assert contents.counts == {
        Verdict.NEW: 1, Verdict.UNCHANGED: 1, Verdict.NEWER: 1,
        Verdict.OLDER: 0, Verdict.FORKED: 0, Verdict.REFUSED: 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("contents", "changes"),
    [
        (Contents(), False),
        (Contents(layers=(one(pair("a")),)), True),
        (Contents(layers=(one(pair("a", "ab")),)), False),
        (Contents(layers=(one(pair("ab", "a"), "It is damaged."),)), False),
        (Contents(rest=Rest(articles=1)), True),
        (Contents(rest=Rest(comments_new=1)), True),
        (Contents(rest=Rest(comments_changed=1)), True),
        (Contents(rest=Rest(referents_changed=1)), True),
        (Contents(rest=Rest(referents_new=1, ignored=1)), False),
    ],
)
def test_a_file_changes_something_where_anything_of_it_comes_in(
    contents: Contents, changes: bool
) -> None:
    assert contents.changes_something is changes


class TestForesight:
    def shown(self, *lineages: str, refused: str = "") -> list[Verdict]:
        """The verdicts of files that come one after the other into an empty project."""
        foresight, found = Foresight(), []
        for lineage in lineages:
            pairs = foresight.applied([pair(lineage)])
            plans = planned(pairs, {pairs[0].layer: "no"} if lineage == refused else {})
            foresight.remember(pairs, plans)
            found.append(plans[0].verdict)
        return found

    def test_the_second_file_is_compared_with_the_first(self) -> None:
        assert self.shown("a", "ab") == [Verdict.NEW, Verdict.NEWER]
        assert self.shown("ab", "a") == [Verdict.NEW, Verdict.OLDER]
        assert self.shown("ab", "ab") == [Verdict.NEW, Verdict.UNCHANGED]
        assert self.shown("ab", "ax") == [Verdict.NEW, Verdict.FORKED]

    def test_a_fork_is_remembered_beside_the_layer(self) -> None:
        assert self.shown("a", "x", "xy", "ab") == [
            Verdict.NEW, Verdict.FORKED, Verdict.NEWER, Verdict.NEWER,
        ]  # fmt: skip

    def test_what_is_refused_is_as_if_it_had_not_come(self) -> None:
        assert self.shown("a", "ab", "a", refused="ab") == [
            Verdict.NEW, Verdict.REFUSED, Verdict.UNCHANGED,
        ]  # fmt: skip

    def test_what_would_be_shown_then_is_shown_before_the_next(self) -> None:
        foresight = Foresight()
        pairs = foresight.applied([pair("ab", "a")])
        foresight.remember(pairs, planned(pairs, {}))
        (second,) = foresight.applied([pair("abc", "a")])
        assert second.before == _amount("ab")

    def test_other_articles_are_not_touched(self) -> None:
        foresight = Foresight()
        pairs = foresight.applied([pair("ab", "a")])
        foresight.remember(pairs, planned(pairs, {}))
        other = pair("ab", "a", article="another")
        assert foresight.applied([other]) == (other,)

    @given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6))
    def test_a_file_that_comes_twice_never_brings_anything_the_second_time(
        self, lineages: list[str]
    ) -> None:
        again = self.shown(*lineages, *lineages)[len(lineages) :]
        assert set(again) <= {Verdict.UNCHANGED, Verdict.OLDER}


def test_a_layer_that_reads_otherwise_with_the_same_edits_is_forked() -> None:
    found = one(replace(pair("a", "a"), reads_like_layer=False))
    assert found.verdict is Verdict.FORKED
    assert not found.step.becomes_layer
