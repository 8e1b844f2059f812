from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.headers import inline_header
from tests.shared_data import shared


@pytest.mark.parametrize(
    ("header", "values"),
    [
        (" date 2024-03-05 (MENAFN) ", {"date": "2024-03-05", "publisher": "MENAFN"}),
        ("date 5 March (Northwire) ", {"publisher": "Northwire"}),
        ("PARIS, March 5 (Reuters) - ", {"publisher": "Reuters"}),
        ("LONDON (AP) — ", {"publisher": "AP"}),
        ("NEW YORK, 5 March 2024 (AFP) – ", {"date": "2024-03-05", "publisher": "AFP"}),
        ("BEIJING, Sept. 5, 2023 (Xinhua) -- ", {"date": "2023-09-05", "publisher": "Xinhua"}),
        ("(Kyodo) 5 March 2024: ", {"date": "2024-03-05", "publisher": "Kyodo"}),
        ("GENEVA, Switzerland, 7 May (Agency) — ", {"publisher": "Agency"}),
        ("ÎLE-DE-FRANCE, 3 May 2024 (AFP) - ", {"date": "2024-05-03", "publisher": "AFP"}),
    ],
)
def test_the_header_ends_where_the_first_sentence_begins(header, values):
    found = inline_header(f"{header}The minister said no.")
    assert found is not None
    assert found.end == len(header)
    assert found.values == values


@pytest.mark.parametrize(
    "body",
    [
        "The minister (AP) said no.",
        "May 5 (the date) is fine.",
        "2024-13-45 (Agency) A day that does not exist.",
        "PARIS, Smarch 5 (Reuters) - A month that does not exist.",
        "A (b) - c",
        "",
    ],
)
def test_what_only_looks_like_a_header_is_none(body):
    assert inline_header(body) is None


@given(st.text())
def test_a_header_lies_inside_its_body(body):
    found = inline_header(body)
    assert found is None or 0 < found.end <= len(body)


def test_the_seed_article_names_its_date_and_agency():
    body = shared("seed", "000_1ef29af06cdffca8.txt").read_text(encoding="utf-8")
    found = inline_header(body)
    assert found is not None
    assert body[found.end :].startswith("In a surprising turn")
    assert found.values == {"date": "2024-03-05", "publisher": "MENAFN"}
