from __future__ import annotations

import pytest

from db.text.names import is_short_form


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Moreau", "Anne Moreau"),
        ("Moreau", "Foreign Minister Anne Moreau"),
        ("Al-Amin", "President Al-Amin"),
        ("O’Hara", "Jane O’Hara"),
    ],
)
def test_a_surname_is_short_for_the_full_name(short: str, full: str):
    assert is_short_form(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Moreau", "Moreau"),
        ("Anne", "Anne Moreau"),
        ("Freedonia", "the president of Freedonia"),
        ("ministry", "the foreign ministry"),
        ("Anne Moreau", "Minister Anne Moreau"),
        ("2024", "Summit 2024"),
        ("", "Anne "),
    ],
)
def test_other_words_are_not(short: str, full: str):
    assert not is_short_form(short, full)
