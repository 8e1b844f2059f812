from __future__ import annotations

import pytest

from db.formats.articles import Place
from db.formats.fields import FieldMapping, article_from, guess, text, unfit
from tests.db.formats.article_files import notes


def test_english_names_are_known():
    assert guess(["ID", "Headline", "Published", "Full Text", "Source", "URL", "extra"]) == (
        FieldMapping(
            body="Full Text",
            title="Headline",
            external_id="ID",
            fields={"date": "Published", "publisher": "Source", "address": "URL"},
        )
    )


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["Titel", "Datum", "Volltext", "Quelle", "Verfasser"], (2, 0, 1, 3, 4)),
        (["titre", "date de publication", "texte", "éditeur", "auteur"], (2, 0, 1, 3, 4)),
        (["Überschrift", "veröffentlicht", "Inhalt", "Zeitung", "Autorin"], (2, 0, 1, 3, 4)),
    ],
)
def test_german_and_french_names_are_known(names, parts):
    found = guess(names)
    fields = found.fields
    assert (found.body, found.title) == (names[parts[0]], names[parts[1]])
    assert [fields["date"], fields["publisher"], fields["author"]] == [
        names[at] for at in parts[2:]
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Paper", "Newspaper", "News outlet", "Outlet", "Publication Title", "Magazine", "Medianame",
        "Zeitung", "Quelle", "Medium", "Journal", "Blatt", "Zeitschrift", "Nom du journal",
    ],
)  # fmt: skip
def test_usual_names_of_newspapers_are_the_publisher(name):
    assert guess(["Text", name]).fields == {"publisher": name}


def test_of_two_names_of_newspapers_the_more_usual_one_counts():
    assert guess(["Text", "Domain", "Paper"]).fields == {"publisher": "Paper"}


def test_a_full_text_is_preferred_to_a_description():
    assert guess(["description", "content"]).body == "content"
    assert guess(["description", "n"]).body == "description"


def test_names_inside_others_are_known_but_for_their_ids():
    found = guess(["source.id", "source.name", "data.text", "title"])
    assert (found.body, found.external_id) == ("data.text", None)


def test_a_body_without_a_known_name_is_the_longest_text():
    rows = [("1", "words " * 50), ("2", "more " * 50)]
    assert guess(["a", "b"], rows).body == "b"
    assert guess(["a", "b"], [("1", "short")]) is None
    assert guess([]) is None


def test_one_date_tells_how_all_are_meant():
    assert guess(["text", "date"], [("", "3/4/2024"), ("", "25/4/2024")]).day_first is True
    assert guess(["text", "date"], [("", "4/25/2024")]).day_first is False
    assert guess(["text", "date"], [("", "3/4/2024")]).day_first is None


def test_markup_is_seen():
    assert guess(["text"], [("<p>a</p>",), ("b<br/>c",)]).is_html
    assert not guess(["text"], [("a < b",), ("<p>a</p>",)]).is_html


def test_a_mapping_must_fit_the_columns():
    mapping = FieldMapping(body="text", title="headline")
    assert unfit(mapping, ["text", "headline", "x"]) is None
    assert unfit(mapping, ["text"]) == "there is no column “headline”; the columns are “text”"
    assert "say which one" in (unfit(None, ["a"]) or "")


def test_an_article_is_made_of_values():
    values = {"t": "<p>One</p><p>two</p>", "d": "3/4/2024", "n": 7.0, "b": True, "i": 12}
    mapping = FieldMapping(
        body="t", external_id="i", fields={"date": "d", "note": "n", "flag": "b"}, is_html=True
    )
    read = article_from(Place(path="a", line=1), mapping, values.get)
    made = read.record.article
    assert (made.body, made.external_id) == ("One\n\ntwo", "12")
    assert made.metadata == {"date": "3/4/2024", "note": "7", "flag": True}
    assert "“3/4/2024” can't be told" in notes([read])[0]


def test_values_are_written_as_tables_show_them():
    assert [text(value) for value in ("a", None, True, 3.0, 2.5, 7)] == [
        "a", "", "true", "3", "2.5", "7",
    ]  # fmt: skip
