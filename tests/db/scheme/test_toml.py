from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import shipped
from db.errors import InvalidInput
from db.scheme.model import AttributeKind, LineStyle, Scheme
from db.scheme.toml import fingerprint, parse, write
from tests.db.scheme.strategies import schemes

DEFAULT = shipped.DEFAULT_SCHEME.read_text(encoding="utf-8")

SMALL = """\
id = "small"
version = "1"
title = "Small"

[[labels]]
label = "ACTOR"
title = "Actor"
key = "A"
light = "#0072B2"
dark = "#56B4E9"

[[labels]]
label = "CLAIM"
key = "P"
light = "#B38600"
dark = "#E6B800"
line = "double"

[[labels.attributes]]
name = "status"
key = "U"
default = "open"
options = ["open", { value = "shut", title = "Shut" }]

[[roles]]
name = "said_by"
key = "B"
source = "CLAIM"
targets = ["ACTOR"]
"""


def problems(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InvalidInput) as caught:
        parse(text)
    return [(problem.line, problem.reason) for problem in caught.value.problems]


@given(schemes())
def test_what_is_written_reads_back_as_the_same_scheme(scheme: Scheme):
    assert parse(write(scheme)) == scheme


def test_the_default_scheme_has_what_the_project_promises():
    scheme = parse(DEFAULT)
    assert [each.key for each in scheme.span_types] == ["A", "P", "R"]
    assert {role.name for role in scheme.roles if role.required} == {
        "proposed_by",
        "rejects",
        "rejected_by",
    }
    assert len(scheme.guidelines.split()) > 1000
    assert {"France", "NATO", "Reuters"} <= {name for each in scheme.known for name in each.names}
    assert parse(write(scheme)) == scheme


def test_titles_fall_back_on_names_and_options_may_be_plain_words():
    claim = parse(SMALL).span_type("CLAIM")
    assert claim is not None
    assert (claim.title, claim.line) == ("CLAIM", LineStyle.DOUBLE)
    status = claim.attributes[0]
    assert (status.title, status.kind) == ("status", AttributeKind.CHOICE)
    assert [(option.value, option.title) for option in status.options] == [
        ("open", "open"),
        ("shut", "Shut"),
    ]


def test_windows_line_ends_change_nothing():
    assert parse(SMALL.replace("\n", "\r\n")) == parse(SMALL)


def test_equal_texts_have_equal_fingerprints_and_others_do_not():
    assert fingerprint(SMALL) == fingerprint(str(SMALL))
    assert fingerprint(SMALL) != fingerprint(SMALL + "\n")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('key = "A"', 'kay = "A"', 8, "“kay” is unknown here. Did you mean “key”?"),
        ('title = "Actor"', 'colour = "red"', 7, "“colour” is unknown here. Known here: label, "),
        ('key = "A"\n', "", 5, "“key” is missing."),
        ('key = "A"', "key = 1", 8, "“key” must be text in quotes."),
        ('key = "A"', 'key = "1"', 8, "The key “1” must be one letter."),
        ('key = "A"', 'key = "AB"', 8, "The key “AB” must be one letter."),
        ('key = "A"', 'key = "n"', 8, "The key N is one of the program's own."),
        ('key = "P"', 'key = "a"', 14, "The key A is that of “Actor” already."),
        ('key = "B"', 'key = "U"', 27, "The key U is that of “status” already."),
        ('key = "B"', 'key = "P"', 27, "The key P is that of “CLAIM” already."),
        ('"#0072B2"', '"blue"', 9, "“blue” is no colour like #0072B2."),
        ('line = "double"', 'line = "doubel"', 17, "Did you mean “double”?"),
        ('label = "CLAIM"', 'label = "ACTOR"', 13, "“ACTOR” stands here twice."),
        ('label = "CLAIM"', 'label = "A B"', 13, "“A B” must begin with a letter"),
        ('source = "CLAIM"', 'source = "CLAIMS"', 28, "Did you mean “CLAIM”?"),
        ('targets = ["ACTOR"]', 'targets = ["ACTOR", "AKTOR"]', 29, "Did you mean “ACTOR”?"),
        ('targets = ["ACTOR"]', "targets = []", 29, "A role needs at least one label"),
        ('targets = ["ACTOR"]', 'targets = "ACTOR"', 29, "“targets” must be a list of texts"),
        ('default = "open"', 'default = "opne"', 22, "Did you mean “open”?"),
        ('["open", { value = "shut", title = "Shut" }]', "[]", 23, "has no options"),
        ('value = "shut"', 'value = "open"', 23, "“open” stands here twice."),
        ('name = "status"', 'name = "status"\nkind = "number"', 24, "Only a choice has options"),
        ('name = "status"', 'name = "status"\nkind = "referent"', 21, "about a referent"),
        ('version = "1"', "version = true", 2, "“version” must be text in quotes."),
        ('title = "Small"', 'title = " "', 3, "Words are needed here."),
        ('title = "Small"', 'title = "Small\\u0007"', 3, "control characters"),
    ],
)  # fmt: skip
def test_a_problem_is_named_with_its_line(old: str, new: str, line: int, reason: str):
    assert old in SMALL
    found = problems(SMALL.replace(old, new, 1))
    assert [number for number, _ in found if number == line]
    assert any(number == line and reason in text for number, text in found), found


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_lines():
    text = SMALL.replace('"#0072B2"', '"blue"').replace('key = "P"', 'key = "A"') + "[rulez]\n"
    found = problems(text)
    assert [line for line, _ in found] == [9, 14, 30]
    assert "Did you mean “rules”?" in found[-1][1]


def test_a_value_of_the_wrong_kind_is_complained_of_once():
    assert problems(SMALL.replace('"#0072B2"', "7")) == [(9, "“light” must be text in quotes.")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("id = ", 1), ('id = "a"\nversion = 1 2\n', 2), ('id = "a"\nid = "b"\n', 2), ('a = "\n', 1)],
)
def test_broken_toml_is_named_with_its_line(text: str, line: int):
    [(found, reason)] = problems(text)
    assert reason.startswith("This is no valid TOML")
    assert "(at " not in reason
    assert found is not None
    assert abs(found - line) <= 1


def test_an_empty_file_says_what_a_scheme_needs():
    assert [reason for _, reason in problems("")] == [
        "“id” is missing.",
        "“version” is missing.",
        "“title” is missing.",
        "A scheme needs at least one label.",
    ]


def test_deep_nesting_is_a_problem_and_not_a_crash():
    [(_, reason)] = problems("a = " + "[" * 100_000)
    assert "nested too deeply" in reason or "no valid TOML" in reason


def test_the_file_can_be_given_its_name():
    with pytest.raises(InvalidInput, match=re.escape("lead.toml, line 1")):
        parse("id = ", path="lead.toml")


def test_rules_and_known_names_are_checked_too():
    text = (
        SMALL
        + """
[[rules.conflicts]]
role = "said_by"
through = "said_bye"
other = "said_by"

[[rules.conflicts]]
role = "said_by"
through = "said_by"
other = "said_by"

[[known]]
label = "ACTORS"
names = ["France"]

[[known]]
label = "ACTOR"
attributes = { type = "state" }
names = ["France", "  france ", "France"]
"""
    )
    found = problems(text)
    assert (33, "There is no role “said_bye”. Did you mean “said_by”?") in found
    assert (39, "Nothing that “said_by” points at has a role “said_by”.") in found
    assert (42, "There is no label “ACTORS”. Did you mean “ACTOR”?") in found
    assert (47, "“type”: the scheme has no such question.") in found
    assert (48, "“France” stands among the known names already.") in found


@given(st.data())
def test_no_damage_to_a_file_does_more_than_name_problems(data: st.DataObject):
    start = data.draw(st.integers(0, len(SMALL)))
    length = data.draw(st.integers(0, 30))
    inserted = data.draw(st.text(st.sampled_from("[]{}\"'=.,#\n\\ abA1_-"), max_size=6))
    text = SMALL[:start] + inserted + SMALL[start + length :]
    try:
        parse(text)
    except InvalidInput as error:
        last = text.count("\n") + 1
        for problem in error.problems:
            assert problem.line is None or 1 <= problem.line <= last
