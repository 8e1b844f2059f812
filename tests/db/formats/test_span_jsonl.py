from __future__ import annotations

import io

import orjson
from hypothesis import given

from db.formats import span_jsonl
from db.formats.losses import LossKind
from db.formats.record import Record
from db.model import AnnotatorKind
from tests.db.formats.foreign_checks import article_of, expected, gold, said
from tests.db.formats.strategies import records
from tests.shared_data import shared


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = span_jsonl.write(record)
    article = article_of(span_jsonl.read(io.BytesIO(written.data), path="f"))
    assert article.text == record.article.body
    assert said(article.layers[0]) == expected(record, written.losses)
    layer = record.layer
    if layer is not None and layer.kind is not AnnotatorKind.GOLD:
        assert article.layers[0].annotator == layer.annotator


@given(records())
def test_every_span_is_a_stretch_of_the_text(record: Record):
    data = orjson.loads(span_jsonl.write(record).data)
    assert len(data["spans"]) == len(record.spans)
    for span in data["spans"]:
        words = data["text"][span["start"] : span["end"]]
        assert words
        assert words == words.strip()


def test_the_seed_has_the_same_spans_as_in_prodigys_shape():
    """Ours has no tokens and no relations beside them, which are Prodigy's."""
    theirs = orjson.loads(shared("seed", "formats", "spacy_prodigy_spans.jsonl").read_bytes())
    written = span_jsonl.write(gold())
    ours = orjson.loads(written.data)
    assert ours["text"] == theirs["text"]
    keys = ("start", "end", "label")
    assert [[span[key] for key in keys] for span in ours["spans"]] == [
        [span[key] for key in keys] for span in theirs["spans"]
    ]
    assert sum(loss.kind is LossKind.LINKS for loss in written.losses) == 24
