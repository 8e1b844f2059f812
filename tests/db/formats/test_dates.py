from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import dates


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-05",
        "2024-03-05T10:00:00+01:00",
        "2024-03-05 23:59",
        "2024/3/5",
        "2024.03.05",
        "20240305",
        "2024年3月5日",
        "2024년 3월 5일",
        "5.3.2024",
        "05. 03. 2024",
        "5 March 2024",
        "March 5, 2024",
        "Mar. 5th, 2024",
        "Tue, 05 Mar 2024 10:00:00 GMT",
        "Tuesday, March 5 2024",
        "5. März 2024",
        "Dienstag, 5. März 2024, 10 Uhr",
        "mardi 5 mars 2024",
        "5-Mar-2024",
        " 5   mars\n2024 ",
        "1709629200",
        "1709629200000",
    ],
)
def test_dates_are_told_however_they_are_written(written):
    assert dates.iso(written) == "2024-03-05"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er mai 2023", "2023-05-01"),
        ("31 août 2023", "2023-08-31"),
        ("31 aout 2023", "2023-08-31"),
        ("1 févr. 2023", "2023-02-01"),
        ("2 juil. 2023", "2023-07-02"),
        ("Sept 9, 2023", "2023-09-09"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("5/5/2023", "2023-05-05"),
        ("2023", "2023"),
        ("2023-07", "2023-07"),
    ],
)
def test_other_days(written, day):
    assert dates.iso(written) == day


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2024-13-01", "30 February 2024", "2 jui 2023", "3/4/2023", "05.03.24", "2023-99"],
)
def test_what_can_not_be_told_is_not_guessed(written):
    assert dates.iso(written) is None


def test_somebody_may_say_what_comes_first():
    assert dates.iso("3/4/2023", day_first=True) == "2023-04-03"
    assert dates.iso("3/4/2023", day_first=False) == "2023-03-04"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_its_own(day):
    assert dates.iso(day.isoformat()) == day.isoformat()
    assert dates.iso(f"{day.day} {day:%B} {day.year}") == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text):
    found = dates.iso(text)
    assert found is None or found[:4].isdecimal()
