"""Offsets stay right from the key to the exported record, whatever the text is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from db.operations import imports
from db.project import Project
from db.queries.exports import Which
from db.text.normalise import normalise
from tests.builders import article_ids, make_article, make_project
from tests.exported import export
from tests.journeys.annotator import Annotator
from tests.journeys.program import annotator_of
from tests.shared_data import shared

PIECES = (
    *(
        "👩🏽‍🚀",
        "🇺🇦🇫🇷",
        "e\u0301te\u0301",
        "naïve",
        "العربية",
        "עברית",
        "中文報道",
        "日本語",
        "ไทย",
    ),
    *("हिन्दी", "\u00a0", "\u2028", "\u2029", "\u200d", "\u200f", "\ufeff", "\ufffc", "\ufdd0"),
    *("\r\n", "\r", "\n\n", "\x00", "\ud800", "\U0001f9d1\u200d🌾", "ﬁn", "İstanbul", "ß", " "),
    *("word", "—", "“quoted”"),
)


def exported(project: Project, folder: Path) -> list[dict]:
    out = folder / "out.jsonl"
    out.unlink(missing_ok=True)
    export(project, out, layers=Which.ALL)
    return [json.loads(line) for line in out.read_bytes().decode().split("\n") if line]


def mark_here_and_there(annotator: Annotator) -> None:
    """Mark the word at the caret, one that is selected by words, and one exact to the character."""
    annotator.press("Ctrl+Home", "A", "Escape")
    annotator.press("Ctrl+End", "Ctrl+Shift+Left", "Ctrl+Shift+Left", "P", "Escape")
    annotator.press("Ctrl+Home", "Ctrl+Right", "Ctrl+Right", "R", "Ctrl+Alt+Right", "Alt+Left")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path):
    make_project(tmp_path, articles=[make_article("First article.")], name="u").close()
    with annotator_of(tmp_path / "u.demarche", qapp) as annotator:
        yield annotator


def annotate(annotator: Annotator, body: str) -> None:
    """Bring a text in, open it, and mark in it with keys."""
    session = annotator.session
    changes = imports.add_articles(
        session.project, session.author, articles=[make_article(body, title="Next")]
    )
    session.announce(changes)
    annotator.selection.choose_article(article_ids(session.project)[-1])
    annotator.page.view.setFocus()
    mark_here_and_there(annotator)


def assert_all_quotes_stand(records: list[dict]) -> int:
    spans = 0
    for record in records:
        for span in record["spans"]:
            assert span["text"] == record["text"][span["start"] : span["end"]]
            assert span["text"] == span["text"].strip()
            spans += 1
    return spans


@settings(max_examples=12)
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=30))
def test_what_is_marked_is_what_is_exported(desk: Annotator, tmp_path: Path, pieces: list[str]):
    body = normalise(" ".join(("begin", *pieces, "end"))).body
    annotate(desk, body)
    assert desk.marked
    records = exported(desk.session.project, tmp_path)
    assert records[-1]["text"] == body
    assert assert_all_quotes_stand(records)


@pytest.mark.parametrize("name", ["ar_pud", "he_iahltwiki", "hi_pud", "th_pud", "zh_pud"])
def test_sentences_of_many_scripts_keep_their_quotes(desk: Annotator, tmp_path: Path, name: str):
    path = shared("corpora", "unicode", f"{name}.sentences.txt")
    lines = path.read_text(encoding="utf-8").splitlines()[:4]
    annotate(desk, normalise("\n\n".join(lines)).body)
    assert assert_all_quotes_stand(exported(desk.session.project, tmp_path))
