from __future__ import annotations

from db.formats import articles
from db.formats.articles import Draft, Place, article, listed
from tests.db.formats.article_files import notes, problems


def test_a_text_becomes_an_article_with_what_is_known_of_it():
    read = article(
        Place(path="folder/talks.html"),
        Draft(
            body="They met.\r\nThey parted.",
            title="  Talks \n again ",
            values={"author": " A  B ", "date": "2024-03-05", "publisher": " ", "licence": None},
            external_id=" 7 ",
            notes=("guessed",),
        ),
    )
    made = read.record.article
    assert (made.title, made.body) == ("Talks again", "They met.\nThey parted.")
    assert made.metadata == {"author": "A B", "date": "2024-03-05"}
    assert (made.external_id, made.source) == ("7", "talks.html")
    assert notes([read]) == ["folder/talks.html: guessed"]


def test_an_article_without_a_title_gets_one():
    read = article(Place(path="talks.v2.html"), Draft(body="***"))
    assert read.record.article.title == "talks"
    read = article(Place(path="a.html"), Draft(body="A plan\n\nThey made one."))
    assert read.record.article.title == "A plan"


def test_a_file_without_text_is_a_problem_and_an_entry_without_is_left_out():
    assert problems([article(Place(path="a.html"), Draft(body=" \n"))]) == [
        "a.html: there is no text in it"
    ]
    row = article(Place(path="a.csv", line=3), Draft(body=""))
    assert notes([row]) == ["a.csv, line 3: it was left out: there is no text in it"]
    assert problems([row]) == []


def test_a_text_that_is_too_long_is_a_problem(monkeypatch):
    monkeypatch.setattr(articles, "MAX_BODY_BYTES", 8)
    assert problems([article(Place(path="a", entry="entry 1"), Draft(body="ééééé"))])
    assert not problems([article(Place(path="a", entry="entry 1"), Draft(body="éééé"))])


def test_a_file_without_any_article_says_so():
    place = Place(path="a.csv")
    (read,) = listed([], "a.csv", nothing="there is nothing")
    assert problems([read]) == ["a.csv: there is nothing"]
    assert len(problems(listed([place.noted("left out")], "a.csv"))) == 1
    assert problems(listed([place.refused("damaged")], "a.csv")) == ["a.csv: damaged"]


def test_reading_stops_after_many_problems(monkeypatch):
    monkeypatch.setattr(articles, "MAX_LISTED", 3)
    place = Place(path="a.csv")
    found = problems(listed((place.refused(f"wrong {n}") for n in range(10)), "a.csv"))
    assert found[:3] == ["a.csv: wrong 0", "a.csv: wrong 1", "a.csv: wrong 2"]
    assert "3 problems up to here" in found[3]
    assert len(found) == 4


def test_many_notes_are_counted_and_articles_go_on(monkeypatch):
    monkeypatch.setattr(articles, "MAX_LISTED", 3)
    reads = list(
        listed(
            (
                article(Place(path="a", line=n), Draft(body="words", notes=("one", "two")))
                for n in range(1, 6)
            ),
            "a",
        )
    )
    assert sum(read.record is not None for read in reads) == 5
    assert notes(reads) == [
        "a, line 1: one",
        "a, line 1: two",
        "a, line 2: one",
        "a: 7 more remarks of this kind are not listed",
    ]
