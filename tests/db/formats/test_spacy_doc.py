from __future__ import annotations

import io
import zlib
from collections.abc import Iterable

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from db.formats import extras, spacy_doc
from db.formats.losses import Loss, LossKind
from db.formats.record import Record
from tests.db.formats.foreign_checks import article_of, check_sound, expected, gold, reasons, said
from tests.db.formats.strategies import records


def written(found: Iterable[Record]) -> tuple[bytes, tuple[Loss, ...]]:
    writer = spacy_doc.DocBinWriter()
    losses = [loss for record in found for loss in writer.add(record)]
    return writer.take(), tuple(losses)


def docs(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab))


@settings(deadline=None)
@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    data, losses = written([record])
    article = article_of(spacy_doc.read(io.BytesIO(data), path="f"))
    assert article.text == record.article.body
    assert (article.name, article.title) == (record.article.external_id, record.article.title)
    assert said(article.layers[0]) == expected(record, losses)
    assert article.layers[0].kind is record.layer.kind
    assert article.layers[0].annotator == record.layer.annotator
    assert article.metadata == {
        name: value for name, value in record.article.metadata.items() if value != ""
    }


@settings(deadline=None)
@given(records())
def test_the_text_of_a_document_is_the_body(record: Record):
    data, losses = written([record])
    (doc,) = docs(data)
    body = record.article.body
    assert doc.text == body
    unaligned = [loss for loss in losses if loss.kind is LossKind.UNALIGNED]
    spans = list(doc.spans[spacy_doc.SPAN_GROUP])
    assert len(spans) + len(unaligned) == len(record.spans)
    for span in spans:
        assert body[span.start_char : span.end_char] == span.text


def test_the_seed_nests_in_a_document():
    (doc,) = docs(written([gold()])[0])
    found = {(span.label_, span.start_char, span.end_char) for span in doc.spans["sc"]}
    assert found == {(span.label, span.start, span.end) for span in gold().spans}
    assert len(found) == 43
    assert doc.user_data["demarche"]["referents"]["e_france"] == "France"


def test_a_writer_may_fill_several_files():
    writer = spacy_doc.DocBinWriter()
    writer.add(gold())
    assert len(writer) == 1
    first = writer.take()
    assert len(writer) == 0
    writer.add(gold())
    assert writer.take() == first


def test_a_document_of_others_gives_its_groups_or_its_entities():
    vocab = spacy.blank("en").vocab
    grouped = Doc(vocab, words=["Ann", "left"])
    grouped.spans["other"] = [grouped.char_span(0, 3, label="PER")]
    entities = Doc(vocab, words=["Ann", "left"], ents=["B-PER", "O"])
    data = DocBin(docs=[grouped, entities]).to_bytes()
    first, second = (each.article.layers[0] for each in spacy_doc.read(io.BytesIO(data), path="f"))
    assert [(span.label, span.kind) for span in first.spans] == [("PER", "other")]
    assert [(span.label, span.kind) for span in second.spans] == [("PER", "")]


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_problem(data: bytes):
    assert "no whole file of spaCy" in reasons(spacy_doc.read(io.BytesIO(data), path="f"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_that_breaks_off_gives_sound_articles_or_problems(data: st.DataObject):
    whole = written([gold()])[0]
    end = data.draw(st.integers(0, len(whole)))
    check_sound(spacy_doc.read(io.BytesIO(whole[:end]), path="f"))


def test_what_would_not_fit_into_memory_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(spacy_doc, "MAX_BYTES", 5_000_000)
    bomb = zlib.compress(bytes(50_000_000))
    assert "can't be read at once" in reasons(spacy_doc.read(io.BytesIO(bomb), path="f"))


def test_without_the_library_it_says_how_to_install_it(monkeypatch):
    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(extras.MissingLibrary, match=r'pip install "demarche\[spacy\]"'):
        spacy_doc.DocBinWriter()
