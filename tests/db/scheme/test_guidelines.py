"""The rules that are found in guidelines, and what they are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.scheme import toml
from db.scheme.guidelines import rules_of, short_name, without_number
from db.shipped import DEFAULT_SCHEME


def names(guidelines: str) -> list[str]:
    return [rule.name for rule in rules_of(guidelines)]


def test_numbered_headings_are_rules_and_the_title_of_the_whole_is_none() -> None:
    assert names("# How we mark\n\n## 4 Rejections\n\n### 4.2. The verb\n\n## Slots\n") == [
        "4 Rejections",
        "4.2 Rejections: The verb",
        "Slots",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**4.2 The verb.** It belongs to the rejection.",
        "**4.2** The verb.",
        "4.2 The verb.",
        "- **4.2** The verb",
        "* 4.2 The verb",
        "3. 4.2 The **verb**.",
        "§ 4.2 The _verb_",
    ],
)
def test_a_paragraph_with_a_number_of_its_own_is_a_rule_of_its_section(line: str) -> None:
    assert names(f"## 4 Rejections\n\n{line}\n") == ["4 Rejections", "4.2 Rejections: The verb"]


def test_bold_words_at_the_beginning_name_a_rule_under_the_number_of_its_section() -> None:
    assert names("## 8 Hard cases\n- **Old and new.** A rejection from last year counts.\n") == [
        "8 Hard cases",
        "8 Hard cases: Old and new",
    ]


def test_prose_examples_and_code_are_no_rules() -> None:
    text = (
        "## 1 Actors\nWe mark **who acted**.\nIn 2024 there were 4.2 million of them, said\n"
        "4.2 sources.\n\n> **Norland** offered a truce.\n\n```\n## 9 Not a heading\n```\n"
    )
    assert names(text) == ["1 Actors"]


def test_long_rules_are_cut_at_a_word() -> None:
    [_, rule] = rules_of("## 1 A\n\n1.1 " + "word " * 40)
    assert rule.title.endswith("word…")
    assert len(rule.title) < 70


def test_a_rule_has_a_short_name() -> None:
    assert short_name("4.2 Rejections: The verb") == "4.2"
    assert short_name("Slots: Rejects") == "Slots: Rejects"
    assert without_number("4.2 The verb") == "The verb"
    assert without_number("The verb") == "The verb"


def test_the_default_guidelines_number_their_rules() -> None:
    found = rules_of(toml.parse(DEFAULT_SCHEME.read_text(encoding="utf-8")).guidelines)
    assert {"3.1", "4.1", "8.7"} <= {rule.number for rule in found}
    assert all(rule.number for rule in found)


@given(st.text(alphabet="#*-_ 12.\n`§ab:", max_size=120))
def test_any_guidelines_give_rules_with_different_names(guidelines: str) -> None:
    found = names(guidelines)
    assert len(found) == len(set(found))
    assert all(name.strip() for name in found)
