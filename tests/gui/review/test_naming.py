"""What annotators are called, and in which order versions stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.model import AnnotatorId, ArticleId
from db.review.model import Reading, Signature, Status, Unit, UnitId, UnitKind, Variant
from gui.review.naming import Naming

PEOPLE = tuple(AnnotatorId(f"id {number}") for number in range(5))
NAMES = {each: f"annotator {number}" for number, each in enumerate(PEOPLE)}


def unit_of(*groups: tuple[AnnotatorId, ...]) -> Unit:
    variants = tuple(
        Variant(
            readings=tuple(Reading(annotator=each, signature=Signature()) for each in group),
            is_nothing=number == len(groups) - 1,
        )
        for number, group in enumerate(groups)
    )
    return Unit(
        id=UnitId("unit"),
        article=ArticleId("article"),
        kind=UnitKind.SPAN,
        status=Status.DIFFERING,
        variants=variants,
    )


def naming(article: str = "article", *, is_anonymous: bool = True) -> Naming:
    return Naming(ArticleId(article), PEOPLE, NAMES, is_anonymous=is_anonymous)


def test_names_are_names_until_they_are_hidden() -> None:
    open_ = naming(is_anonymous=False)
    assert open_.names_of(PEOPLE[:2]) == "annotator 0, annotator 1"
    assert open_.name(AnnotatorId("nobody known")) == "somebody"


def test_hidden_names_are_letters_that_differ_and_stay_the_same_within_an_article() -> None:
    one, again = naming(), naming()
    letters = [one.name(each) for each in PEOPLE]
    assert sorted(letters) == ["A", "B", "C", "D", "E"]
    assert letters == [again.name(each) for each in PEOPLE]


def test_the_order_of_letters_differs_from_article_to_article() -> None:
    orders = {naming(f"article {number}").people for number in range(20)}
    assert len(orders) > 5


@given(st.integers(0, 200))
def test_shown_versions_are_all_versions_with_the_most_said_first_and_nothing_last(
    article: int,
) -> None:
    unit = unit_of(PEOPLE[:2], PEOPLE[2:3], PEOPLE[3:4], PEOPLE[4:])
    order = naming(f"article {article}").order(unit)
    assert sorted(order) == [1, 2, 3, 4]
    assert order[0] == 1
    assert order[-1] == 4


def test_versions_that_equally_many_say_change_places_while_names_are_hidden() -> None:
    unit = unit_of(PEOPLE[:1], PEOPLE[1:2], PEOPLE[2:])
    orders = {naming(f"article {number}").order(unit) for number in range(20)}
    assert orders == {(1, 2, 3), (2, 1, 3)}
    assert naming(is_anonymous=False).order(unit) == (1, 2, 3)
