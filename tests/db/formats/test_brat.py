from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import brat, brat_writer
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record
from db.model import Fragment
from tests.db.formats.foreign_checks import article_of, expected, gold, quotes, reasons, said
from tests.db.formats.strategies import records, scheme
from tests.shared_data import shared

TEXT = "A 🦊 in Paris sold Acme to Bolt and\nthen to Cole."


def read(annotation: str | bytes, text: str | bytes = TEXT) -> list[ForeignRead]:
    raw = [each.encode() if isinstance(each, str) else each for each in (annotation, text)]
    return list(brat.read(io.BytesIO(raw[0]), io.BytesIO(raw[1]), path="folder/one.ann"))


def read_files(file: Path) -> ForeignRead:
    with file.open("rb") as annotation, file.with_suffix(".txt").open("rb") as text:
        (found,) = brat.read(annotation, text, path=file.name)
        return found


def layer_of(annotation: str, text: str = TEXT):
    return article_of(read(annotation, text)).layers[0]


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = brat_writer.write(record)
    article = article_of(read(written.data, brat_writer.text_of(record)))
    assert article.text == record.article.body
    texts, links = said(article.layers[0])
    assert (texts, links) == expected(_with_plain_names(record, written.losses), written.losses)


def _with_plain_names(record: Record, losses):
    spaced = {loss.item for loss in losses if loss.kind is LossKind.TEXT}
    return replace(
        record,
        referents=tuple(
            replace(each, name=" ".join(each.name.split())) if each.id in spaced else each
            for each in record.referents
        ),
    )


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_end_in_an_account(annotation: bytes, text: bytes):
    (found,) = read(annotation, text)
    assert found.article is not None or found.problems


@given(st.text(alphabet="TRENA#*M0123456789 \t\n;:Theme", max_size=120))
def test_lines_that_look_like_annotation_end_in_an_account(annotation: str):
    (found,) = read(annotation)
    assert found.article is not None


def test_offsets_count_code_points():
    article = article_of(read("T1\tCITY 7 12\tParis\n"))
    assert quotes(article, article.layers[0]) == [("CITY", "Paris")]


def test_offsets_that_count_surrogates_are_found_out_by_their_quotes():
    (found,) = read("T1\tCITY 8 13\tParis\nT2\tFOX 2 4\t🦊\n")
    assert found.article is not None
    assert quotes(found.article, found.article.layers[0]) == [("FOX", "🦊"), ("CITY", "Paris")]
    assert "UTF-16" in found.notes[0].reason


def test_offsets_that_count_bytes_are_found_out_by_their_quotes():
    (found,) = read("T1\tCITY 10 15\tParis\n")
    assert found.article is not None
    assert quotes(found.article, found.article.layers[0]) == [("CITY", "Paris")]


@pytest.mark.parametrize("offsets", ["36 40", "35 39"])
def test_windows_line_ends_may_count_as_one_or_two(offsets: str):
    article = article_of(read(f"T1\tWORD {offsets}\tthen\n", TEXT.replace("\n", "\r\n")))
    assert quotes(article, article.layers[0]) == [("WORD", "then")]


def test_pieces_of_a_span_stay_apart():
    layer = layer_of("T1\tSALE 13 17;18 22;43 47\tsold Acme Cole\n")
    assert layer.spans[0].fragments == (Fragment(13, 17), Fragment(18, 22), Fragment(43, 47))


def test_pieces_that_touch_become_one():
    assert layer_of("T1\tSALE 13 15;15 17\tso ld\n").spans[0].fragments == (Fragment(13, 17),)


def test_an_event_is_its_trigger_with_roles():
    layer = layer_of(
        "T1\tORG 18 22\tAcme\nT2\tORG 26 30\tBolt\nT3\tSell 13 17\tsold\nT4\tORG 43 47\tCole\n"
        "E1\tSell:T3 What:T1 To:T2 To2:T4\n"
        "A1\tDone E1\n#1\tAnnotatorNotes E1\ta sale\n"
    )
    assert [(link.role, link.source, link.target) for link in layer.links] == [
        ("What", "T3", "T1"),
        ("To", "T3", "T2"),
        ("To", "T3", "T4"),
    ]
    sale = next(span for span in layer.spans if span.id == "T3")
    assert sale.attributes == {"Done": True}
    assert (layer.notes[0].about, layer.notes[0].text) == ("T3", "a sale")


def test_a_second_event_of_a_trigger_is_a_span_of_its_own():
    layer = layer_of(
        "T1\tORG 18 22\tAcme\nT2\tORG 26 30\tBolt\nT3\tSell 13 17\tsold\n"
        "E1\tSell:T3 What:T1\nE2\tSell:T3 What:T2 Because:E1\n"
    )
    assert [(link.role, link.source, link.target) for link in layer.links] == [
        ("What", "T3", "T1"),
        ("What", "E2", "T2"),
        ("Because", "E2", "T3"),
    ]
    assert len(layer.spans) == 4


def test_equivalences_and_normalisations_are_referents():
    layer = layer_of(
        "T1\tORG 18 22\tAcme\nT2\tORG 26 30\tBolt\n*\tEquiv T1 T2\n"
        "N1\tReference T1 Base:7\tAcme Ltd\nN2\tReference T2 Base:7\tAcme Ltd\n"
    )
    assert [(each.kind, each.name, each.mentions) for each in layer.referents] == [
        ("Equiv", "", ("T1", "T2")),
        ("Reference", "Acme Ltd", ("T1", "T2")),
    ]


def test_attributes_of_relations_stay_with_them():
    layer = layer_of(
        "T1\tORG 18 22\tAcme\nT2\tORG 26 30\tBolt\n"
        "R1\tSells Arg1:T1 Arg2:T2\t\nA1\tSure R1 very much\n"
    )
    assert layer.links[0].attributes == {"Sure": "very much"}


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        ("T1\tORG 18 22\tBolt", "should hold “Bolt”, but “Acme”"),
        ("T1\tORG 18 999\tAcme", "is no stretch of the text"),
        ("T1\tORG 22 18\tAcme", "is no stretch of the text"),
        ("T1\tORG x y\tAcme", "are no offsets"),
        ("T1\tORG 18 22\tAcme\nT1\tORG 26 30\tBolt", 'another "T1"'),
        ("R1\tSells Arg1:T1 Arg2:T2", "left out"),
        ("E1\tSell:T3 What:T1", 'its trigger "T3" is missing'),
        ("E1\tSell What:T1", 'without ":"'),
        ("A1\tSure T9", "which is missing"),
        ("*\tEquiv T1 T2", "is no span that was taken"),
        ("Q1\tnonsense", "is no annotation of brat"),
    ],
)
def test_a_fault_is_told_with_its_line(annotation: str, reason: str):
    (found,) = read("\n" + annotation)
    assert reason in reasons([found])
    assert all(problem.line and problem.line > 1 for problem in found.problems)
    assert found.problems[0].path == "folder/one.ann"


def test_a_span_of_no_length_is_told_of_and_left_out():
    (found,) = read("T1\tORG 18 18\t")
    assert found.article is not None
    assert found.article.layers[0].spans == ()
    assert "no visible character" in found.notes[0].reason


def test_a_missing_text_is_a_problem():
    assert "it is empty" in reasons(read("T1\tORG 18 22\tAcme", ""))


def test_referents_and_gaps_are_kept_and_answers_about_referents_are_told_as_lost():
    record = gold()
    written = brat_writer.write(record)
    layer = article_of(read(written.data, brat_writer.text_of(record))).layers[0]
    assert len(layer.spans) == 43
    assert len(layer.links) == sum(link.target is not None for link in record.links)
    assert {loss.kind for loss in written.losses} <= {
        LossKind.ATTRIBUTES,
        LossKind.FIELDS,
        LossKind.REFERENTS,
        LossKind.LINKS,
    }


def test_the_seed_in_brat_is_read_whole():
    read = read_files(shared("seed", "formats", "seed.ann"))
    assert read.problems == ()
    assert read.article is not None
    layer = read.article.layers[0]
    assert (len(layer.spans), len(layer.links)) == (43, 23)
    assert sum(len(span.attributes) for span in layer.spans) == _count(
        shared("seed", "formats", "seed.ann"), "A"
    )


def _count(file: Path, kind: str) -> int:
    """An independent count of the lines of a kind."""
    return len(re.findall(rf"(?m)^{re.escape(kind)}[0-9]*\t", file.read_text(encoding="utf-8")))


def _files(*folder: str) -> list[Path]:
    return sorted(shared("corpora", *folder).rglob("*.ann"))


@pytest.mark.parametrize("folder", [("brat_examples",), ("inception_testfiles",)])
def test_real_files_are_read_with_all_that_their_lines_count(folder: tuple[str, ...]):
    files = _files(*folder)
    assert files
    for file in files:
        found = read_files(file)
        assert found.problems == (), file
        assert found.article is not None
        layer = found.article.layers[0]
        text = file.read_text(encoding="utf-8")
        events = re.findall(r"(?m)^E\d+\t(\S+):(T\d+)(.*)$", text)
        extra = len(events) - len({trigger for _, trigger, _ in events})
        arguments = sum(len(rest.split()) for _, _, rest in events)
        assert len(layer.spans) == _count(file, "T") + extra
        assert len(layer.links) == _count(file, "R") + arguments
        assert len(layer.notes) == _count(file, "#")
        assert sum(len(each.attributes) for each in (*layer.spans, *layer.links)) == (
            _count(file, "A") + _count(file, "M")
        )


def test_the_configuration_names_labels_roles_and_answers():
    lines = brat_writer.configuration(scheme()).decode().splitlines()
    assert lines[:4] == ["[entities]", "ACTOR", "PROPOSAL", "REJECTION"]
    assert "proposed_by Arg1:PROPOSAL, Arg2:ACTOR" in lines
    assert "reported_by Arg1:PROPOSAL|REJECTION, Arg2:ACTOR" in lines
    assert any(line.startswith("status Arg:PROPOSAL, Value:floated|proposed") for line in lines)
