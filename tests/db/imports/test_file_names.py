from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.imports.file_names import FileNamePattern, InvalidPattern, preview
from tests.db.formats.strategies import scheme


def values(pattern: str, name: str, **more):
    (found,) = preview(pattern, [name], **more)
    assert found.problems == ()
    return dict(found.values)


def problem(pattern: str, name: str) -> str:
    (found,) = preview(pattern, [name], scheme())
    return "; ".join(found.problems)


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        (
            "{date}_{publisher}_{title}",
            "in/2024-03-05_The Daily Post_Talks_fail.txt",
            {"date": "2024-03-05", "publisher": "The Daily Post", "title": "Talks fail"},
        ),
        ("{date:%Y%m%d}-{title}", "20240305-a-b.html", {"date": "2024-03-05", "title": "a-b"}),
        ("{date:%d %B %Y}", "5 March 2024.txt", {"date": "2024-03-05"}),
        ("{date:%y%m%d}{title}", "240305x.txt", {"date": "2024-03-05", "title": "x"}),
        ("{date}", "05.03.2024.pdf", {"date": "2024-03-05"}),
        ("{date}_{id}", "2024-03_7.txt", {"date": "2024-03", "id": "7"}),
        ("{publisher}_{date}", "A_Post_2024.txt", {"publisher": "A Post", "date": "2024"}),
        ("{title:exact}", "a_b.txt", {"title": "a_b"}),
        ("{}_{id}", "whatever_7.txt", {"id": "7"}),
        ("{_}_{id}", "whatever_7.txt", {"id": "7"}),
        ("{id}.txt", "a.b.txt", {"id": "a.b"}),
        ("{title}", "Mr. Lund.warc.gz", {"title": "Mr. Lund"}),
        ("{title}", "Talks at 3. No deal", {"title": "Talks at 3. No deal"}),
    ],
)  # fmt: skip
def test_a_name_is_read_by_its_pattern(pattern, name, expected):
    assert values(pattern, name) == expected


def test_folders_and_names_inside_archives_are_read_too():
    pattern = "{publisher}/{date} {title}"
    expected = {"publisher": "Post", "date": "2024-03-05", "title": "Talks"}
    assert values(pattern, "/home/in.zip/Post/2024-03-05 Talks.txt") == expected
    assert values(pattern, "C:\\in\\Post\\2024-03-05 Talks.txt") == expected
    assert values("{date:%Y/%m/%d}/{id}", "in/2024/03/05/x.txt")["date"] == "2024-03-05"


def test_composed_letters_are_the_same_on_every_system():
    assert values("{title}", "Ba\u0308r.txt") == {"title": "Bär"}


@pytest.mark.parametrize(
    ("pattern", "name", "reason"),
    [
        ("{date}_{title}", "Talks.txt", "{date} should be a date like 2024-03-05"),
        ("{date:%Y%m%d}_{title}", "20241399_x.txt", "{date} should be a date like %Y%m%d"),
        ("{title}_{publisher}", "Talks.txt", "there is no “_” behind {title}"),
        ("Post-{title}", "Talks.txt", "there is no “Post-” in its place"),
        ("{publisher}/{title}", "Talks.txt", "there is no “/” behind {publisher}"),
    ],
)
def test_a_name_that_does_not_fit_says_where(pattern, name, reason):
    assert problem(pattern, name) == f"the name does not fit the pattern: {reason}"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{dat}_{title}", "Did you mean “date”?"),
        ("{date", "without its other half"),
        ("date}", "without its other half"),
        ("", "names no field"),
        ("{}", "names no field"),
        ("{title}{publisher}", "Nothing stands between"),
        ("{title}_{title}", "twice"),
        ("{note}", "answered by each annotator"),
        ("{title:loud}", "is no form"),
        ("{date:%Q}", "“%Q” is no part of a date"),
        ("{date:%m-%d}", "leaves out the year"),
    ],
)
def test_a_pattern_that_can_not_work_is_refused_with_the_reason(pattern, reason):
    with pytest.raises(InvalidPattern, match=reason.replace("?", r"\?")):
        FileNamePattern(pattern, scheme())


def test_many_pieces_in_a_long_name_take_no_time_to_speak_of():
    pattern = FileNamePattern("_".join(f"{{{name}}}" for name in "abcdefghij") + "!")
    assert pattern.read("_a" * 120).problems


@given(
    publisher=st.from_regex(r"[A-Za-z][A-Za-z ]{0,20}[A-Za-z]", fullmatch=True),
    year=st.integers(1900, 2100),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
)
def test_what_was_put_into_a_name_is_got_out(publisher, year, month, day):
    publisher = " ".join(publisher.split())
    written = f"{year:04}-{month:02}-{day:02}"
    found = values("{publisher}_{date}", f"x/{publisher}_{written}.txt", scheme=scheme())
    assert found == {"publisher": publisher, "date": written}


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_pattern_and_any_name_end_in_values_or_a_reason(pattern, name):
    try:
        (found,) = preview(pattern, [name], scheme())
    except InvalidPattern:
        return
    assert all(found.problems)
