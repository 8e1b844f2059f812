from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTranslator

from gui import translation
from gui.translation import tr, tr_count, use_language


@pytest.fixture(autouse=True)
def _english_afterwards():
    yield
    use_language("en")


def catalogue(folder: Path, **entries: str) -> None:
    (folder / "xx.json").write_text(json.dumps(entries), encoding="utf-8")


def test_without_a_catalogue_english_is_said():
    assert tr("Saved {count} spans", count=3) == "Saved 3 spans"


def test_a_text_without_values_may_hold_braces():
    assert tr("A { brace") == "A { brace"


def test_a_catalogue_translates_and_keeps_the_values(tmp_path):
    catalogue(tmp_path, **{"Saved {count} spans": "{count} Spannen gesichert"})
    use_language("xx", tmp_path)
    assert tr("Saved {count} spans", count=3) == "3 Spannen gesichert"


def test_what_is_not_translated_yet_is_said_in_english(tmp_path):
    catalogue(tmp_path, Cancel="")
    use_language("xx", tmp_path)
    assert tr("Cancel") == "Cancel"
    assert tr("Undo") == "Undo"


def test_an_unknown_language_is_english(tmp_path):
    use_language("nobody-speaks-this", tmp_path)
    assert tr("Undo") == "Undo"


@pytest.mark.parametrize(("count", "said"), [(0, "0 spans"), (1, "1 span"), (2, "2 spans")])
def test_one_and_many_are_told_apart(count, said):
    assert tr_count(count, "{count} span", "{count} spans") == said


def test_qt_speaks_the_language_too_where_it_can(qapp):
    translator = translation.translate_qt(qapp, "de")
    if translator is not None:
        qapp.removeTranslator(translator)
    assert translation.translate_qt(qapp, "xx") is None


def test_qt_speaks_one_language_at_a_time(qapp):
    for code in ("de", "fr", "de"):
        translation.translate_qt(qapp, code)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(qapp.findChildren(QTranslator)) <= 1
    translation.speak(qapp, "")
