from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from gui.annotate.article_fields.dates import iso_date


@pytest.fixture
def speaks():
    before = QLocale()

    def speak(name):
        QLocale.setDefault(QLocale(name))

    yield speak
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2024-03-05", "2024-03-05"),
        (" 2024-03 ", "2024-03"),
        ("2024", "2024"),
        ("5 Mar 2024", "2024-03-05"),
        ("5 March, 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("5. March 2024", "2024-03-05"),
        ("5th March 2024", "2024-03-05"),
        ("Sep. 3 2024", "2024-09-03"),
        ("5.3.2024", "2024-03-05"),
        ("", ""),
        ("yesterday", "yesterday"),
        ("31 February 2024", "31 February 2024"),
    ],
)
def test_dates_are_read_as_people_write_them(speaks, typed, stored):
    speaks("en_GB")
    assert iso_date(typed) == stored


@pytest.mark.parametrize(("language", "stored"), [("en_US", "2024-03-05"), ("en_GB", "2024-05-03")])
def test_the_order_of_numbers_is_that_of_the_language(speaks, language, stored):
    speaks(language)
    assert iso_date("3/5/2024") == stored


def test_months_in_the_own_language_and_in_english_are_known(speaks):
    speaks("de_DE")
    assert iso_date("5 März 2024") == "2024-03-05"
    assert iso_date("5 March 2024") == "2024-03-05"
