from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.exports.pseudonyms import pseudonyms
from db.model import Annotator, AnnotatorId, AnnotatorKind


def people(*names: str) -> list[Annotator]:
    return [Annotator(id=AnnotatorId(f"id {n}"), name=name) for n, name in enumerate(names)]


def called(*names: str) -> list[str | None]:
    return list(dict(sorted(pseudonyms(people(*names)).items())).values())


def test_people_are_numbered_by_age():
    assert called("annotator A", "annotator B") == ["annotator 1", "annotator 2"]


def test_who_came_with_a_number_keeps_it():
    assert called("annotator A", "annotator 1", "annotator 7") == [
        "annotator 2", "annotator 1", "annotator 7",
    ]  # fmt: skip


def test_gold_has_no_name_and_a_model_its_own():
    made = [
        Annotator(id=AnnotatorId("g"), name="Gold", kind=AnnotatorKind.GOLD),
        Annotator(id=AnnotatorId("m"), name="tagger", kind=AnnotatorKind.MODEL),
    ]
    assert pseudonyms(made) == {"g": None, "m": "tagger"}


@given(
    st.lists(
        st.sampled_from(["annotator A", "annotator 1", "annotator 2", "annotator 01"]), max_size=8
    )
)
def test_no_two_people_are_called_alike(names: list[str]):
    assert len(set(called(*names))) == len(names)
