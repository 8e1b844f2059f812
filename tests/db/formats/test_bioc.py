from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import bioc
from db.formats.foreign import ForeignRead
from tests.db.formats.foreign_checks import article_of, check_sound, quotes, reasons
from tests.db.formats.fuzz import mutated


def annotation(
    identifier: str, offset: int, text: str, length: int | None = None, **infons: str
) -> dict[str, object]:
    location = {"offset": offset, "length": len(text) if length is None else length}
    return {"id": identifier, "text": text, "infons": infons, "locations": [location]}


DOCUMENT = {
    "id": "one",
    "infons": {"journal": "A paper"},
    "passages": [
        {"offset": 0, "infons": {"type": "title"}, "text": "A truce 🙂"},
        {
            "offset": 10,
            "infons": {"type": "abstract"},
            "text": "Ann offered it.",
            "annotations": [
                annotation("a", 10, "Ann", type="ACTOR", status="sure"),
                annotation("p", 14, "offered it", type="PROPOSAL"),
            ],
            "relations": [
                {
                    "id": "r",
                    "infons": {"type": "proposed_by"},
                    "nodes": [{"refid": "a", "role": "target"}, {"refid": "p", "role": "source"}],
                }
            ],
        },
    ],
    "relations": [],
}


def read(document: object) -> list[ForeignRead]:
    data = orjson.dumps({"source": "x", "documents": [document]})
    return list(bioc.read(io.BytesIO(data), path="f"))


def passages(*texts: str, **more: object) -> dict[str, object]:
    """A document whose passages follow each other with a character between."""
    found: list[dict[str, object]] = []
    offset = 0
    for text in texts:
        found.append({"offset": offset, "text": text})
        offset += len(text) + 1
    found[-1] |= more
    return {"id": "one", "passages": found}


XML = b"""<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd">
<collection><source>x</source><date/><key/><document><id>one</id>
<infon key="journal">A paper</infon>
<passage><infon key="type">title</infon><offset>0</offset><text>A truce</text></passage>
<passage><offset>8</offset><sentence><offset>8</offset><text>Ann offered it.</text>
<annotation id="a"><infon key="type">ACTOR</infon><infon key="also">x</infon>
<infon key="also">y</infon><location offset="8" length="3"/><text>Ann</text></annotation>
<annotation id="p"><infon key="kind">PROPOSAL</infon><location offset="12" length="7"/>
<location offset="20" length="2"/><text>offered it</text></annotation>
<relation id="r"><infon key="type">by</infon><node refid="p" role="source"/>
<node refid="a" role="target"/></relation></sentence></passage></document></collection>"""


def test_json_is_read_with_relations():
    article = article_of(read(DOCUMENT))
    (layer,) = article.layers
    assert article.text == "A truce 🙂\nAnn offered it."
    assert (article.title, article.metadata) == ("A truce 🙂", {"journal": "A paper"})
    assert quotes(article, layer) == [("ACTOR", "Ann"), ("PROPOSAL", "offered it")]
    assert layer.spans[0].attributes == {"status": "sure"}
    assert [(each.role, each.source, each.target) for each in layer.links] == [
        ("proposed_by", "p", "a")
    ]


def test_xml_is_read_with_its_pieces_and_keys_that_come_twice():
    article = article_of(bioc.read(io.BytesIO(XML), path="f", annotator="annotator 1"))
    (layer,) = article.layers
    assert article.text == "A truce\nAnn offered it."
    assert quotes(article, layer) == [("ACTOR", "Ann"), ("PROPOSAL", "offered … it")]
    assert layer.spans[0].attributes == {"also": "x, y"}
    assert layer.spans[1].kind == "kind"
    assert [(each.role, each.source, each.target) for each in layer.links] == [("by", "p", "a")]


@pytest.mark.parametrize(
    ("unit", "offset", "length"),
    [("code points", 8, 3), ("UTF-16 units", 9, 3), ("bytes of UTF-8", 11, 4)],
)
def test_what_offsets_count_is_told_apart_by_the_words(unit: str, offset: int, length: int):
    text = "🙂 offer Zoé"
    found = read(passages(text, annotations=[annotation("a", offset, "Zoé", length, type="A")]))
    article = article_of(found)
    assert quotes(article, article.layers[0]) == [("A", "Zoé")]
    assert bool(found[0].notes) == (unit != "code points")


@pytest.mark.parametrize("offset", [4, 13])
def test_offsets_from_the_passage_are_told_from_those_from_the_document(offset: int):
    found = read(
        passages("A truce.", "Bob Ann left", annotations=[annotation("a", offset, "Ann", type="A")])
    )
    article = article_of(found)
    assert quotes(article, article.layers[0]) == [("A", "Ann")]


def test_other_words_than_those_that_stand_there_are_told_and_the_place_is_taken():
    found = read(passages("Ann left", annotations=[annotation("a", 0, "GENE:1", 3, type="A")]))
    article = article_of(found)
    assert quotes(article, article.layers[0]) == [("A", "Ann")]
    assert "the first says “GENE:1”, and “Ann” was taken" in found[0].notes[0].reason


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"annotations": [annotation("a", 90, "Ann", type="A")]}, "does not stand in its passage"),
        ({"annotations": [{"id": "a"}]}, "does not stand in its passage"),
        ({"relations": [{"id": "r", "nodes": [{"refid": "a"}]}]}, "does not name two annotations"),
        ({"relations": [{"nodes": [{"refid": "a"}, {"refid": "b"}]}]}, "is no span"),
        ({"offset": "x"}, "has no offset"),
    ],
)
def test_a_fault_is_told(more: dict[str, object], reason: str):
    assert reason in reasons(read(passages("Ann left", **more)))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{}", "no BioC"),
        (b"<collection/>", "no BioC"),
        (b"<other/>", "no BioC"),
        (b"{", "no JSON"),
        (b"<collection>", "no XML"),
        (b'<!DOCTYPE collection [<!ENTITY a "a">]><collection>&a;</collection>', "do harm"),
    ],
)
def test_a_file_of_another_kind_is_told(data: bytes, reason: str):
    assert reason in reasons(bioc.read(io.BytesIO(data), path="f"))


@given(mutated(DOCUMENT))
def test_any_document_ends_in_an_account(document: object):
    check_sound(read(document))


@given(st.integers(0, 2**32), st.binary(max_size=12), st.integers(0, 20))
def test_any_damage_ends_in_an_account(place: int, put: bytes, gone: int):
    whole = bytearray(XML)
    at = place % len(whole)
    whole[at : at + gone] = put
    check_sound(bioc.read(io.BytesIO(bytes(whole)), path="f"))
