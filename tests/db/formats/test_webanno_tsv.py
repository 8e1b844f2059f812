from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import cas_xmi, webanno_tsv, webanno_writer
from db.formats.foreign import ForeignArticle, ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record
from db.model import Fragment
from tests.db.formats.foreign_checks import (
    article_of,
    expected,
    gold,
    quotes,
    reasons,
    said,
    texts,
)
from tests.db.formats.strategies import records
from tests.shared_data import shared

SUITE = ("corpora", "inception_testfiles", "inception-io-webanno-tsv", "src", "test", "resources")
# There the XMI ties dependencies to tokens, and the TSV to the parts of speech on them.
APART = {"testDependencyWithValues"}
HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n"
REST = (
    "\n\n#Text=Acme sold Bolt .\n1-1\t0-4\tAcme\t{}\t\n1-2\t5-9\tsold\t_\t\n1-3\t10-14\tBolt\t_\t\n"
)


def read(text: str | bytes) -> list[ForeignRead]:
    data = text.encode() if isinstance(text, str) else text
    return list(webanno_tsv.read(io.BytesIO(data), path="folder/one.tsv"))


def read_file(file: Path) -> ForeignRead:
    with file.open("rb") as stream:
        (found,) = webanno_tsv.read(stream, path=file.name)
    return found


def same_but_for_names_of_types(article: ForeignArticle):
    """What a file of the suite says; its TSV calls the type Span that its XMI calls NamedEntity."""
    layer = article.layers[0]
    spans = {
        span.id: (span.label.replace("NamedEntity", "Span"), span.fragments, texts(span.attributes))
        for span in layer.spans
    }
    return (
        article.text.split(),
        Counter(spans.values()),
        Counter((each.role, spans[each.source], spans[each.target]) for each in layer.links),
        Counter(tuple(spans[each] for each in found.mentions) for found in layer.referents),
    )


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = webanno_writer.write(record)
    article = article_of(read(written.data))
    is_changed = any(loss.kind is LossKind.TEXT for loss in written.losses)
    assert (article.text == record.article.body) is not is_changed
    assert article.text.split() == record.article.body.split()
    assert said(article.layers[0]) == expected(record, written.losses)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in read(webanno_tsv.FORMAT.encode() + data):
        assert found.article is not None or found.problems


@given(st.text(alphabet="_*[]1234567890-|;>\\PER.", max_size=20), st.integers(0, 2))
def test_any_cell_ends_in_an_account(cell: str, place: int):
    head = (
        "#T_SP=Slots|ROLE_Slots:links_LinkType|uima.tcas.Annotation|value\n",
        "#T_CH=Chain|referenceType|referenceRelation\n",
        "#T_RL=Relation|value|BT_webanno.custom.Span\n",
    )[place]
    width = 3 if place == 0 else 2
    row = "\t".join(["PER", *[cell] * width])
    empty = "\t".join("_" * (width + 1))
    (found,) = read(
        HEAD + head + f"\n#Text=Acme sold\n1-1\t0-4\tAcme\t{row}\t\n1-2\t5-9\tsold\t{empty}\t\n"
    )
    assert found.article is not None
    assert found.article.text == "Acme sold"


def test_the_suite_of_inception_says_the_same_in_tsv_and_in_xmi():
    folders = sorted(shared(*SUITE, "tsv3-suite").glob("*/reference.xmi"))
    assert len(folders) == 73
    for file in folders:
        found = read_file(file.with_suffix(".tsv"))
        assert found.problems == (), file.parent.name
        assert found.article is not None
        with file.open("rb") as stream:
            other = article_of(cas_xmi.read(stream, path=file.name))
        is_same = same_but_for_names_of_types(found.article) == same_but_for_names_of_types(other)
        assert is_same is (file.parent.name not in APART), file.parent.name


def _entities(conllu: str) -> int:
    """How many entities a CoNLL-U file opens: an independent count of the same annotation."""
    found = re.findall(r"(?m)^\d+\t.*?(?:Entity=)([^|\n]*)", conllu)
    return sum(each.count("(") for each in found)


def test_nested_entities_of_real_news_are_as_many_as_in_their_other_format():
    files = sorted(shared("corpora", "gum_wikinews", "coref").rglob("*.tsv"))
    assert len(files) == 43
    for file in files:
        found = read_file(file)
        assert found.problems == (), file.name
        assert found.article is not None
        other = shared("corpora", "gum_wikinews", "dep", f"{file.stem}.conllu")
        text = other.read_text(encoding="utf-8")
        layer = found.article.layers[0]
        assert len(layer.spans) == _entities(text), file.name
        assert all(link.kind == "Coref" for link in layer.links)
        arcs = re.findall(r"\t(?=\d+-\d+\[)([^\t\n]+)\t$", file.read_text("utf-8"), re.MULTILINE)
        assert len(layer.links) == sum(arc.count("|") + 1 for arc in arcs)
        words = [line.split("\t")[1] for line in text.splitlines() if re.match(r"\d+\t", line)]
        assert found.article.text.split() == " ".join(words).split()


@pytest.mark.parametrize("folder", ["inception-curation", "inception-io-webanno-tsv"])
def test_the_files_of_several_annotators_are_read_whole(folder: str):
    files = [
        file
        for file in sorted(shared("corpora", "inception_testfiles", folder).rglob("*.tsv"))
        if file.read_bytes().startswith(webanno_tsv.FORMAT.encode())
    ]
    assert files
    for file in files:
        assert read_file(file).problems == (), file


def test_a_span_over_several_tokens_and_sentences_is_one():
    cells = ("1-1\t0-2\tHe\tA[1]\t", "1-2\t3-7\tsaid\tA[1]|B[2]\t", "2-1\t8-11\tShe\tA[1]\t")
    article = article_of(
        read(f"{HEAD}\n#Text=He said\n{cells[0]}\n{cells[1]}\n\n#Text=She\n{cells[2]}\n")
    )
    assert quotes(article, article.layers[0]) == [("A", "He said She"), ("B", "said")]


def test_offsets_that_count_code_points_are_told_by_the_tokens():
    emoji = "#Text=🦊 sold Bolt\n1-1\t0-{}\t🦊\t_\t\n1-2\t{}-{}\tsold\tA\t\n1-3\t{}-{}\tBolt\t_\t\n"
    for offsets in ((1, 2, 6, 7, 11), (2, 3, 7, 8, 12)):
        article = article_of(read(HEAD + "\n" + emoji.format(*offsets)))
        assert article.layers[0].spans[0].fragments == (Fragment(2, 6),)


def test_the_head_of_a_file_is_metadata():
    article = article_of(read(HEAD + "#Author=A paper\n" + REST.format("_")))
    assert article.metadata == {"Author": "A paper"}
    assert article.name == "one"


def test_a_span_of_no_length_and_its_links_are_told_of_and_left_out():
    file = shared(*SUITE, "tsv3-suite", "testZeroLengthSlotFeature2", "reference.tsv")
    found = read_file(file)
    assert found.problems == ()
    assert [note.line for note in found.notes] == [10, 7]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no head", "no WebAnno TSV 3"),
        ("#FORMAT=WebAnno TSV 2\n", "no WebAnno TSV 3"),
        ("", "no WebAnno TSV 3"),
        (HEAD, "it is empty"),
        (HEAD + REST.format("A") + "1-4\t99-100\t.\t_\t\n", "“.” does not stand at 99–100"),
        (HEAD + REST.format("A") + "nonsense\n", "it is no token"),
        (HEAD + REST.format("A") + "1-4\t15-16\t.\n", "it has 0 columns"),
        (
            "#FORMAT=WebAnno TSV 3.3\n#T_RL=R|BT_webanno.custom.Span\n" + REST.format("9-9"),
            "points at a line without annotation",
        ),
    ],
)
def test_a_fault_is_told(text: str, reason: str):
    assert reason in reasons(read(text))


def test_the_seed_is_written_with_spans_links_and_names():
    record = gold()
    written = webanno_writer.write(record)
    layer = article_of(read(written.data)).layers[0]
    assert (len(layer.spans), len(layer.referents)) == (
        43,
        len({span.referent for span in record.spans if span.referent}),
    )
    assert len(layer.links) == sum(link.target is not None for link in record.links)
    assert LossKind.UNALIGNED not in {loss.kind for loss in written.losses}
