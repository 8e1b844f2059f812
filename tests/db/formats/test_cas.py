from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.formats import cas_json, cas_writer, cas_xmi
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record
from tests.db.formats.foreign_checks import article_of, expected, quotes, reasons, said
from tests.db.formats.fuzz import mutated
from tests.db.formats.strategies import records
from tests.shared_data import shared

UIMA = ("corpora", "uima_cas_cassis")
SOFA = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Acme sold Bolt"/>'
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
{}{}<cas:View sofa="1" members="{}"/></xmi:XMI>"""


def read_xmi(data: str | bytes, types: bytes | None = None) -> list[ForeignRead]:
    raw = data.encode() if isinstance(data, str) else data
    known = None if types is None else cas_xmi.type_system(types)
    return list(cas_xmi.read(io.BytesIO(raw), path="folder/one.xmi", types=known))


def read_json(data: object) -> list[ForeignRead]:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(cas_json.read(io.BytesIO(raw), path="folder/one.json"))


@given(records())
def test_what_is_written_as_xmi_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = cas_writer.write_xmi(record)
    types = cas_writer.type_system(cas_writer.attributes_of([record]))
    for article in (article_of(read_xmi(written.data)), article_of(read_xmi(written.data, types))):
        is_changed = any(loss.kind is LossKind.TEXT for loss in written.losses)
        assert is_changed or article.text == record.article.body
        assert is_changed or article.title == record.article.title
        assert said(article.layers[0]) == expected(record, written.losses)


@given(records())
def test_what_is_written_as_json_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = cas_writer.write_json(record)
    assert said(article_of(read_json(written.data)).layers[0]) == expected(record, written.losses)


@settings(max_examples=25)
@given(records())
def test_cassis_reads_what_is_written_with_the_same_words_under_its_spans(record: Record):
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
    xmi, as_json = cas_writer.write_xmi(record), cas_writer.write_json(record)
    types = cassis.load_typesystem(
        io.BytesIO(cas_writer.type_system(cas_writer.attributes_of([record])))
    )
    article = article_of(read_xmi(xmi.data))
    words = sorted(quotes(article, article.layers[0]))
    for cas in (
        cassis.load_cas_from_xmi(io.BytesIO(xmi.data), typesystem=types),
        cassis.load_cas_from_json(io.BytesIO(as_json.data)),
    ):
        spans = cas.select(cas_writer.SPAN_TYPE)
        assert sorted((span.label, span.get_covered_text()) for span in spans) == words
        links = cas.select(cas_writer.LINK_TYPE)
        assert len(links) == len(article.layers[0].links)
        assert all(link.Governor in spans and link.Dependent in spans for link in links)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in (*read_xmi(data), *read_json(data)):
        assert found.article is not None or found.problems


def _files(*parts: str) -> list[Path]:
    return sorted(shared(*UIMA, *parts).rglob("data.json"))


@given(st.data())
@settings(max_examples=60)
def test_any_change_to_a_real_file_ends_in_an_account(data: st.DataObject):
    file = shared(
        *UIMA, "json", "fs_as_array", "one-way", "tsv3-testSimpleSlotFeature", "data.json"
    )
    changed = data.draw(mutated(json.loads(file.read_text(encoding="utf-8"))))
    for found in read_json(changed):
        assert found.article is not None or found.problems


def _is_own(kind) -> bool:
    """Whether a type of cassis is one of the tool's own."""
    while kind is not None:
        if kind.name.rpartition(".")[2] in {"Token", "Sentence", "DocumentAnnotation"}:
            return True
        kind = kind.supertype
    return False


def test_cassis_finds_as_many_annotations_in_real_files():
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
    seen = 0
    for file in _files("json"):
        read = read_json(file.read_bytes())
        if read[0].article is None:
            continue
        with file.open("rb") as stream:
            cas = cassis.load_cas_from_json(stream)
        for found in read:
            assert found.problems == ()
            assert found.article is not None
            words = sorted(text for _, text in quotes(found.article, found.article.layers[0]))
            theirs = [
                each.get_covered_text().strip()
                for each in cas.select("uima.tcas.Annotation")
                if not _is_own(each.type)
            ]
            assert words == sorted(filter(None, theirs)), file
            seen += len(words)
    assert seen > 15


def test_emoji_and_right_to_left_text_are_cut_where_utf_16_says():
    folder = ("json", "fs_as_array", "ser-ref")
    emoji = article_of(
        read_json(
            shared(
                *UIMA, *folder, "casWithEmojiUnicodeTextAndAnnotations", "data.json"
            ).read_bytes()
        )
    )
    assert [text for _, text in quotes(emoji, emoji.layers[0])] == emoji.text.split(" ")
    xmi = shared(*UIMA, *folder, "casWithEmojiUnicodeTextAndAnnotations", "debug.xmi")
    assert article_of(read_xmi(xmi.read_bytes())).layers == emoji.layers
    hebrew = article_of(
        read_json(
            shared(*UIMA, *folder, "casWithLeftToRightTextAndAnnotations", "data.json").read_bytes()
        )
    )
    assert [text for _, text in quotes(hebrew, hebrew.layers[0])] == hebrew.text.split(" ")


def test_real_inception_files_keep_emoji_in_place():
    article = article_of(read_xmi(shared(*UIMA, "xmi", "cas_with_smileys.xmi").read_bytes()))
    assert quotes(article, article.layers[0])
    assert article.name == "huggingface.txt"


def test_slots_are_links_with_the_role_of_their_filler():
    folder = ("json", "fs_as_array", "one-way", "tsv3-testSimpleSlotFeature")
    layer = article_of(read_json(shared(*UIMA, *folder, "data.json").read_bytes())).layers[0]
    places = {span.id: span.start for span in layer.spans}
    found = sorted((each.role, places[each.source], places[each.target]) for each in layer.links)
    assert found == [("p1", 0, 5), ("p2", 0, 8)]


def test_a_type_system_tells_numbers_from_references():
    types = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
    <typeDescription><name>webanno.custom.Thing</name>
    <supertypeName>uima.tcas.Annotation</supertypeName><features>
    <featureDescription><name>target</name><rangeTypeName>uima.cas.Integer</rangeTypeName>
    </featureDescription>
    <featureDescription><name>sure</name><rangeTypeName>uima.cas.Boolean</rangeTypeName>
    </featureDescription>
    <featureDescription><name>near</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName>
    </featureDescription></features></typeDescription></types></typeSystemDescription>"""
    things = (
        '<custom:Thing xmi:id="2" sofa="1" begin="0" end="4" target="3" sure="true" near="3"/>'
        '<custom:Thing xmi:id="3" sofa="1" begin="5" end="9"/>'
    )
    layer = article_of(read_xmi(XMI.format(SOFA, things, "2 3"), types.encode())).layers[0]
    assert layer.spans[0].attributes == {"target": 3, "sure": True}
    assert [(each.role, each.source, each.target) for each in layer.links] == [("near", "2", "3")]


def test_chains_are_referents_in_their_order():
    things = (
        '<custom:Link xmi:id="2" sofa="1" begin="0" end="4"/>'
        '<custom:Link xmi:id="3" sofa="1" begin="10" end="14" next="2"/>'
        '<custom:Chain xmi:id="4" first="3"/>'
    )
    layer = article_of(read_xmi(XMI.format(SOFA, things, "2 3 4"))).layers[0]
    assert [each.mentions for each in layer.referents] == [("3", "2")]
    assert layer.links == ()


def test_what_is_in_no_index_is_told_of_and_left_out():
    thing = '<custom:Thing xmi:id="2" sofa="1" begin="0" end="4"/>'
    (found,) = read_xmi(XMI.format(SOFA, thing, ""))
    assert found.article is not None
    assert "in no index" in found.notes[0].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<a/>", "no XMI"),
        ("<a>", "no XML from line 1"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "do harm"),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "encoding"),
        (XMI.format("", "", ""), "holds no text"),
        (XMI.format(SOFA.replace("Acme sold Bolt", " "), "", ""), "white space"),
        (
            XMI.format(SOFA, '<custom:Thing xmi:id="2" sofa="1" begin="0" end="99"/>', "2"),
            "no stretch of the text",
        ),
        (
            XMI.format(
                SOFA,
                '<custom:R xmi:id="2" sofa="1" begin="0" end="4" Governor="3" Dependent="4"/>'
                '<custom:T xmi:id="3" sofa="1" begin="0" end="4"/>'
                '<custom:T xmi:id="4" begin="0" end="4"/>',
                "2 3 4",
            ),
            "left out",
        ),
    ],
)
def test_a_fault_is_told(data: str, reason: str):
    assert reason in reasons(read_xmi(data))


def test_a_bomb_of_entities_is_refused():
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{each} "{f"&a{each - 1};" * 10}">' for each in range(1, 12)
    )
    assert "do harm" in reasons(read_xmi(f"<!DOCTYPE a [{entities}]><a>&a11;</a>"))


def test_deep_nesting_ends_in_an_account():
    assert reasons(read_xmi("<a>" * 200_000))
    assert reasons(read_xmi("<a>" * 50_000 + "</a>" * 50_000))
    assert reasons(read_json(b"[" * 200_000))


@pytest.mark.parametrize(
    ("data", "reason"),
    [({}, "no JSON CAS"), ([], "no JSON CAS"), ({"%FEATURE_STRUCTURES": 3}, "holds no text")],
)
def test_json_that_is_no_cas_is_told(data: object, reason: str):
    assert reason in reasons(read_json(data))
