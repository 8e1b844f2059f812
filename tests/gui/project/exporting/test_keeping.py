from __future__ import annotations

from db.exports import catalogue
from gui.project.exporting.keeping import in_short, in_words, keeps


def test_what_a_format_keeps_is_said_in_sentences_and_in_short():
    found = keeps([catalogue.one(name) for name in ("jsonl", "conll", "brat", "chat")])
    assert in_words(found["jsonl"]) == "Holds everything."
    assert in_short(found["jsonl"]) == "everything"
    assert in_short(found["conll"]) == "spans"
    assert in_words(found["conll"]).startswith("Holds spans. In part: spans inside others. Not: ")
    assert in_short(found["brat"]) == "spans, nested, in pieces, links, answers"
    assert "where spans stand" in in_words(found["chat"])


def test_formats_without_their_library_are_left_out(monkeypatch):
    monkeypatch.setattr("db.exports.export_format.find_spec", lambda _name: None)
    assert set(keeps(catalogue.FORMATS)) == {
        each.name for each in catalogue.FORMATS if each.library is None
    }
