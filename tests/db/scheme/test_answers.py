from __future__ import annotations

import pytest

from db.model import AttributeValue
from db.scheme.answers import default_referent_attributes, what_is_wrong
from db.scheme.model import Attribute, AttributeKind, Option, SpanType

CHOICE = Attribute(
    name="status",
    title="Status",
    options=(Option(value="open", title="Open"),),
    default="open",
)
ASKED = {
    kind: Attribute(name=kind.value, title=kind.value, kind=kind)
    for kind in AttributeKind
    if kind is not AttributeKind.CHOICE
} | {AttributeKind.CHOICE: CHOICE}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (AttributeKind.CHOICE, "open"),
        (AttributeKind.TEXT, ""),
        (AttributeKind.YES_NO, False),
        (AttributeKind.NUMBER, -2.5),
        (AttributeKind.NUMBER, 0),
        (AttributeKind.DATE, "2024"),
        (AttributeKind.DATE, "2024-02"),
        (AttributeKind.DATE, "2024-02-29"),
        (AttributeKind.REFERENT, "some id"),
    ],
)
def test_fitting_answers_are_taken(kind: AttributeKind, value: AttributeValue):
    assert what_is_wrong(ASKED[kind], value) == ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (AttributeKind.CHOICE, "Open"),
        (AttributeKind.TEXT, 1),
        (AttributeKind.YES_NO, 1),
        (AttributeKind.YES_NO, "yes"),
        (AttributeKind.NUMBER, True),
        (AttributeKind.NUMBER, float("nan")),
        (AttributeKind.NUMBER, "1"),
        (AttributeKind.DATE, "2023-02-29"),
        (AttributeKind.DATE, "20240229"),
        (AttributeKind.DATE, "2024-W10-2"),
        (AttributeKind.DATE, "٢٠٢٤"),
        (AttributeKind.DATE, 2024),
        (AttributeKind.REFERENT, 7),
    ],
)
def test_other_answers_get_a_reason(kind: AttributeKind, value: AttributeValue):
    assert what_is_wrong(ASKED[kind], value)


def test_a_question_that_the_scheme_does_not_ask_takes_no_answer():
    assert what_is_wrong(None, "x") == "the scheme has no such question"


def test_only_questions_with_a_default_start_with_an_answer():
    span_type = SpanType(
        label="A",
        title="A",
        key="A",
        light="#000000",
        dark="#ffffff",
        referent_attributes=(
            Attribute(name="n", title="N", kind=AttributeKind.YES_NO, default=False),
            CHOICE,
            ASKED[AttributeKind.TEXT],
        ),
    )
    assert default_referent_attributes(span_type) == {"n": False, "status": "open"}
