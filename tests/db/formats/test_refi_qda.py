from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import refi_qda, refi_qda_writer
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record, RecordLayer
from db.model import AnnotatorKind
from tests.db.formats.foreign_checks import article_of, expected, gold, quotes, reasons, said
from tests.db.formats.strategies import records, scheme

SPACE = "{urn:QDA-XML:project:1.0}"
TEXT = "A 🦊 in Paris sold Acme to Bolt"
PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="P">
 <Users><User guid="AA" name="annotator 1"/><User guid="BB" name="annotator 2"/></Users>
 <CodeBook><Codes>
  <Code guid="C1" name="Organisation" isCodable="true">
   <Code guid="C2" name="Buyer" isCodable="true"/>
  </Code>
  <Code guid="C3" name="Place" isCodable="true">
   <Code guid="C4" name="Other" isCodable="true"/>
  </Code>
  <Code guid="C5" name="Other" isCodable="true"/>
 </Codes></CodeBook>
 <Variables><Variable guid="V1" name="publisher" typeOfVariable="Text"/>
 <Variable guid="V2" name="year" typeOfVariable="Integer"/></Variables>
 <Cases><Case guid="K1"><VariableValue><VariableRef targetGUID="V2"/>
  <IntegerValue>2024</IntegerValue></VariableValue><SourceRef targetGUID="s1"/></Case></Cases>
 <Sources>
  <TextSource guid="S1" name="First" plainTextPath="internal://s1.txt" creatingUser="AA">
   <PlainTextSelection guid="P1" name="{name}" startPosition="{start}" endPosition="{end}"
     creatingUser="AA">
    <Description>a remark</Description>
    <Coding guid="D1" creatingUser="AA"><CodeRef targetGUID="C1"/></Coding>
    <Coding guid="D2" creatingUser="BB"><CodeRef targetGUID="C4"/></Coding>
   </PlainTextSelection>
   <PlainTextSelection guid="P2" startPosition="26" endPosition="30">
    <Coding guid="D3" creatingUser="aa"><CodeRef targetGUID="C2"/></Coding>
   </PlainTextSelection>
   <Coding guid="D4" creatingUser="AA"><CodeRef targetGUID="C5"/></Coding>
   <NoteRef targetGUID="N1"/>
   <VariableValue><VariableRef targetGUID="V1"/><TextValue>A paper</TextValue></VariableValue>
  </TextSource>
  {more}
 </Sources>
 <Notes><Note guid="N1" name="n"><PlainTextContent>about all</PlainTextContent></Note></Notes>
 <Links><Link guid="L1" name="sold to" direction="OneWay" originGUID="P1" targetGUID="D3"/></Links>
</Project>"""


def project(name: str = "Acme", start: int = 18, end: int = 22, more: str = "") -> str:
    return PROJECT.format(name=name, start=start, end=end, more=more)


def packed(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(data: bytes) -> list[ForeignRead]:
    return list(refi_qda.read(io.BytesIO(data), path="project.qdpx"))


def read_project(xml: str, text: str | bytes = TEXT) -> list[ForeignRead]:
    return read(packed({"project.qde": xml, "Sources/S1.txt": text}))


def written(*layers: Record) -> tuple[bytes, tuple]:
    stream = io.BytesIO()
    losses = refi_qda_writer.write(layers, stream, name="a project", scheme=scheme())
    return stream.getvalue(), losses


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    data, losses = written(record)
    article = article_of(read(data))
    assert article.text == record.article.body
    found = said(article.layers[0]) if article.layers else ({}, {})
    assert found == expected(record, losses)
    lost = {loss.item for loss in losses if loss.kind is LossKind.FIELDS}
    assert article.metadata == {
        name: value for name, value in record.article.metadata.items() if name not in lost
    }


def test_annotators_of_an_article_share_its_text():
    layers = [
        replace(gold(), layer=RecordLayer(kind=AnnotatorKind.HUMAN, annotator=name))
        for name in ("annotator 1", "annotator 2")
    ]
    data, _ = written(*layers)
    article = article_of(read(data))
    assert [layer.annotator for layer in article.layers] == ["annotator 1", "annotator 2"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == 2


def test_the_same_records_give_the_same_bytes():
    assert written(gold()) == written(gold())


def test_the_parts_of_a_project_stand_in_the_order_of_the_standard():
    data, _ = written(gold())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("project.qde"))
    order = ["Users", "CodeBook", "Variables", "Sources", "Links"]
    assert [child.tag for child in root] == [SPACE + name for name in order]
    source = root.find(f".//{SPACE}TextSource")
    assert source is not None
    kinds = [child.tag.removeprefix(SPACE) for child in source]
    assert kinds == sorted(kinds, key=["PlainTextSelection", "VariableValue"].index)
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    assert len(guids) == len(set(guids))
    codes = {each.get("name"): each.get("color") for each in root.iter(f"{SPACE}Code")}
    assert str(codes["ACTOR"]).startswith("#")


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in (
        *read(data),
        *read_project(project(), data),
        *read(packed({"project.qde": data})),
    ):
        assert found.article is not None or found.problems or found.notes


@given(st.data())
def test_a_damaged_archive_ends_in_an_account(data: st.DataObject):
    whole = bytearray(packed({"project.qde": project(), "sources/s1.txt": TEXT}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for found in (*read(bytes(whole)), *read(bytes(whole[:cut]))):
        assert found.article is not None or found.problems


def test_codings_are_spans_of_their_users():
    article = article_of(read_project(project()))
    assert [(layer.annotator, quotes(article, layer)) for layer in article.layers] == [
        ("annotator 1", [("Organisation", "Acme"), ("Buyer", "Bolt")]),
        ("annotator 2", [("Place/Other", "Acme")]),
    ]
    first = article.layers[0]
    assert [(each.role, each.source, each.target) for each in first.links] == [
        ("sold to", "d1", "d3")
    ]
    assert [(note.about, note.text) for note in first.notes] == [
        ("d1", "a remark"),
        (None, "about all"),
    ]
    assert first.answers == {"codes": "Other"}
    assert article.metadata == {"publisher": "A paper", "year": 2024}
    assert article.title == "First"


def test_offsets_that_count_surrogates_are_told_by_the_names_of_selections():
    (found,) = read_project(
        project(start=19, end=23).replace('"26"', '"27"').replace('"30"', '"31"')
    )
    assert found.article is not None
    assert quotes(found.article, found.article.layers[0]) == [
        ("Organisation", "Acme"),
        ("Buyer", "Bolt"),
    ]
    assert "UTF-16" in found.notes[0].reason


def test_names_that_are_no_words_of_the_text_tell_nothing():
    article = article_of(read_project(project(name="18,22")))
    assert quotes(article, article.layers[0])[0] == ("Organisation", "Acme")


def test_windows_line_ends_of_a_text_may_count_as_one():
    for start in (8, 10):
        xml = project(name="Acme", start=start, end=start + 4)
        xml = xml.replace(
            'startPosition="26" endPosition="30"', 'startPosition="0" endPosition="3"'
        )
        (found,) = read_project(xml, "one\r\ntwo\r\nAcme")
        assert found.article is not None
        assert ("Organisation", "Acme") in quotes(found.article, found.article.layers[0])


def test_pictures_are_told_of_and_a_pdf_is_read_by_its_text():
    more = (
        '<PictureSource guid="X1" name="A picture"/>'
        '<PDFSource guid="X2" name="A page"><Representation guid="X3">'
        "<PlainTextContent>Words of a page</PlainTextContent>"
        '<PlainTextSelection guid="Y" startPosition="0" endPosition="5"><Coding guid="Z">'
        '<CodeRef targetGUID="C1"/></Coding></PlainTextSelection></Representation></PDFSource>'
    )
    _, picture, page = read_project(project(more=more))
    assert picture.article is None
    assert "is no text (PictureSource)" in picture.notes[0].reason
    assert page.article is not None
    assert quotes(page.article, page.article.layers[0]) == [("Organisation", "Words")]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (project().replace("internal://s1.txt", "relative:///s1.txt"), "is not in the file"),
        (project().replace("internal://s1.txt", "internal://s2.txt"), "is not in the file"),
        (project().replace('plainTextPath="internal://s1.txt"', ""), "without a plain text"),
        (project().replace('targetGUID="C1"', 'targetGUID="C9"'), "not in the codebook"),
        (project().replace('startPosition="18"', 'startPosition="x"'), "has no start and end"),
        (project().replace('"30"', '"300"'), "no stretch of the text"),
        ("<Project/>", "holds no texts"),
        ("<Project", "no XML"),
    ],
)
def test_a_fault_is_told(xml: str, reason: str):
    assert reason in reasons(read_project(xml))


def test_an_archive_without_a_project_is_told():
    assert "no project.qde" in reasons(read(packed({"a.txt": "x"})))
    assert "no ZIP archive" in reasons(read(b"nothing of the kind"))
