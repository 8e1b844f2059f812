from __future__ import annotations

import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import conll
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind, kept
from db.formats.record import Record
from db.formats.tokens import tokens_of
from db.model import Fragment
from tests.db.formats.foreign_checks import article_of, gold, quotes, reasons
from tests.db.formats.strategies import records
from tests.shared_data import shared


def read(text: str | bytes) -> list[ForeignRead]:
    data = text.encode() if isinstance(text, str) else text
    return list(conll.read(io.BytesIO(data), path="folder/one.conll"))


def spans_of(*lines: str) -> list[tuple[str, str]]:
    article = article_of(read("\n".join(lines)))
    return quotes(article, article.layers[0])


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = conll.write(record)
    article = article_of(read(written.data))
    body = record.article.body
    tokens = tokens_of(body)
    words = [body[token.start : token.end] for token in tokens.items]
    assert article.text.split() == words
    # The text is another, so spans are compared by the numbers of their words.
    starts, ends = {}, {}
    place = 0
    for number, word in enumerate(words):
        place = article.text.index(word, place)
        starts[place], ends[place + len(word)] = number, number + 1
        place += len(word)
    found = Counter(
        (span.label, (starts[span.start], ends[span.end])) for span in article.layers[0].spans
    )
    assert found == Counter(
        (span.label, tokens.covering(Fragment(span.start, span.end)))
        for span in kept(record, written.losses).spans
    )
    is_changed = any(loss.kind is LossKind.TEXT for loss in written.losses)
    assert (article.text == body) is not is_changed


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in read(data):
        assert found.article is not None or found.problems


@given(st.text(alphabet="BIESULO-PER \t\n#", max_size=60))
def test_lines_that_look_like_tags_end_in_an_account(text: str):
    for found in read(text):
        assert found.article is not None or found.problems


def test_a_span_begins_with_b_and_goes_on_with_i():
    assert spans_of("New B-LOC", "York I-LOC", "Paris B-LOC", "says O", "Ann B-PER") == [
        ("LOC", "New York"),
        ("LOC", "Paris"),
        ("PER", "Ann"),
    ]


def test_the_oldest_way_of_tagging_begins_with_i():
    assert spans_of("New I-LOC", "York I-LOC", "Paris B-LOC", "Ann I-PER") == [
        ("LOC", "New York"),
        ("LOC", "Paris"),
        ("PER", "Ann"),
    ]


@pytest.mark.parametrize(("end", "single"), [("E", "S"), ("L", "U")])
def test_tags_may_say_where_spans_end(end: str, single: str):
    lines = ("New B-LOC", "York I-LOC", f"City {end}-LOC", "York I-LOC", f"Ann {single}-LOC")
    assert spans_of(*lines) == [("LOC", "New York City"), ("LOC", "York"), ("LOC", "Ann")]


def test_no_span_goes_on_over_the_end_of_a_sentence():
    assert spans_of("New B-LOC", "", "York I-LOC") == [("LOC", "New"), ("LOC", "York")]


def test_documents_are_articles():
    found = read(
        "-DOCSTART- -X- -X- O\n\nAnn NNP B-NP B-PER\n\n-DOCSTART- -X- -X- O\n\nhere RB O O\n"
    )
    assert [(each.article.name, each.article.text) for each in found if each.article] == [
        ("one-1", "Ann"),
        ("one-2", "here"),
    ]


def test_a_remark_may_name_a_document():
    found = read("# newdoc id = first\nAnn\tB-PER\n\n# newdoc id = second\n#\tO\n")
    assert [(each.article.name, each.article.text) for each in found if each.article] == [
        ("first", "Ann"),
        ("second", "#"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Ann B-PER\nsays\n", 2, "no token with a tag"),
        ("Ann B-PER\nsays X-PER\n", 2, "no token with a tag"),
        ("Ann B-PER\n\tO\n", 2, "the token is empty"),
        (b"Ann B-PER\n\xff O\n", 2, "not UTF-8"),
        ("", None, "it is empty"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str | bytes, line: int | None, reason: str):
    found = read(text)
    assert reason in reasons(found)
    assert found[-1].problems[0].line == line


def test_the_seed_loses_what_nests():
    losses = Counter(loss.kind for loss in conll.write(gold()).losses)
    assert losses[LossKind.NESTED] == 6
    assert losses[LossKind.UNALIGNED] == losses[LossKind.CROSS_SENTENCE] == 0


def _spans_by_label(lines: list[str]) -> int:
    """How often a tag of a label begins, or stands without one before it: counted line by line."""
    count = 0
    before: set[str] = set()
    for line in lines:
        tags = line.partition("\t")[2].split(",")
        labels = {tag[2:] for tag in tags if tag[:2] in {"B-", "I-"}}
        count += sum(tag[:2] == "B-" for tag in tags)
        count += sum(tag[:2] == "I-" and tag[2:] not in before for tag in tags)
        before = labels
    return count


def test_a_token_may_have_several_tags():
    assert spans_of("New B-LOC,B-ORG", "York I-LOC,I-ORG", "Times O,I-ORG", "x B-a,b") == [
        ("ORG", "New York Times"),
        ("LOC", "New York"),
        ("a,b", "x"),
    ]


def test_real_tags_of_social_media_are_all_read():
    file = shared("corpora", "unicode", "emerging.test.conll")
    lines = file.read_text(encoding="utf-8").split("\n")
    with file.open("rb") as stream:
        article = article_of(conll.read(stream, path=file.name))
    assert len(article.layers[0].spans) == _spans_by_label(lines)
    assert len(article.text.split()) >= sum("\t" in line for line in lines)


def test_real_chunks_are_all_read():
    folder = ("inception-io-json", "src", "test", "resources", "conll", "2000")
    file = shared("corpora", "inception_testfiles", *folder, "chunk2000_test.conll")
    lines = file.read_text(encoding="utf-8").splitlines()
    with file.open("rb") as stream:
        article = article_of(conll.read(stream, path=file.name))
    assert len(article.layers[0].spans) == sum(
        line.rpartition(" ")[2][:2] == "B-" for line in lines
    )
