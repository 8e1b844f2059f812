"""The catalogues of translations: complete, sound, and fed by every text that the window shows."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from gui import translation
from gui.translation import language_for, languages, tr_count, tr_said, use_language

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "build"))

import db_sentences  # noqa: E402 - a script of build/
import translatable  # noqa: E402
import translations  # noqa: E402

TRANSLATED = ("de", "fr")


@pytest.fixture(autouse=True)
def _english_afterwards():
    yield
    use_language("en")


@pytest.fixture(scope="module")
def found() -> dict[Path, dict[str, list[str]]]:
    return {folder: dict(texts) for folder, texts in translations.wanted().items()}


def test_german_and_french_are_there_beside_english():
    assert set(languages()) >= {"en", *TRANSLATED}


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated_with_its_gaps_and_no_other_is(code, found, monkeypatch):
    monkeypatch.setattr(translations, "wanted", lambda: found)
    assert list(translations.complaints(code)) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_counted_has_both_forms(code, found):
    entries = translations.read(translations.FOLDER / f"{code}.json")
    assert "{count} article" in entries
    for text in entries:
        other = re.sub(r"^(\{count\} \w+)", r"\1s", text)
        if other in entries and other != text:
            assert "{count}" in entries[text]
            assert "{count}" in entries[other]


@pytest.mark.parametrize(
    ("code", "marks"), [("de", ("„", "“")), ("fr", ("«\u00a0", "\u00a0»"))], ids=["de", "fr"]
)
def test_quotation_marks_are_those_of_the_language(code, marks):
    opening, closing = marks
    for entries in (
        translations.read(translations.FOLDER / f"{code}.json"),
        translations.read(translations.FOLDER / "said" / f"{code}.json"),
    ):
        for text, target in entries.items():
            plain = target.replace("\u202f", "\u00a0")
            assert plain.count(opening) == plain.count(closing), text
            assert "“" not in plain or code == "de", text


def test_the_extraction_finds_literals_tables_loops_and_commands(found):
    texts = found[translations.FOLDER]
    assert "Undo" in texts  # the table of commands
    assert "Krippendorff α" in texts  # a table that a loop goes over
    assert "{count} layers are left out: they are not gold." in texts  # a loop in a function
    assert "nobody marked anything here" in texts  # from the other side of the wall
    assert "kappa" not in texts  # a key of a table


def test_a_text_that_cannot_be_found_is_said(tmp_path):
    (tmp_path / "odd.py").write_text("def f(x):\n    return tr(x.strip())\n", encoding="utf-8")
    with pytest.raises(translatable.Unclear, match=r"odd\.py:2"):
        translatable.texts(tmp_path)


_WORDS = re.compile(r"[A-Za-z]{3,}")
_SHOWING = frozenset({
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton", "QAction", "QGroupBox",
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "addAction", "addMenu", "addItem", "addTab", "addRow", "setTitle",
    "words", "button", "setStatusTip", "setWhatsThis",
})  # fmt: skip
_NAMES = frozenset({"Demarche"})


def test_no_widget_is_given_words_that_are_not_translated():
    bare = []
    for path in (ROOT / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _SHOWING and node.args:
                first = node.args[0]
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and _WORDS.search(first.value)
                    and first.value not in _NAMES
                ):
                    bare.append(f"{path.relative_to(ROOT)}:{node.lineno}: {first.value}")
    assert bare == []


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_nothing_is_one_thing_in_french_and_several_in_german():
    use_language("fr")
    nothing = tr_count(0, "{count} article", "{count} articles")
    assert nothing.endswith("article")
    assert tr_count(2, "{count} article", "{count} articles").endswith("articles")
    use_language("de")
    assert tr_count(0, "{count} span", "{count} spans") == "0 Markierungen"
    assert tr_count(1, "{count} span", "{count} spans") == "1 Markierung"


def test_a_fault_is_said_in_the_language_with_what_stands_in_it():
    use_language("de")
    said = tr_said(
        "a.demarche can't be opened as a Demarche project: it is damaged (no such page). Open a "
        "backup from the folder beside it instead."
    )
    assert said == (
        "a.demarche lässt sich nicht als Demarche-Projekt öffnen: sie ist beschädigt (no such "
        "page). Öffnen Sie stattdessen eine Sicherung aus dem Ordner daneben."
    )


def test_words_of_a_person_inside_a_fault_stay_as_they_are():
    use_language("de")
    assert "„read“" in tr_said("The referent “read” is not found by its name.")


def test_braces_that_are_said_are_no_gaps():
    use_language("fr")
    said = tr_said("The pattern names no field. Write one in braces, as in {date}_{title}.")
    assert "{date}_{title}" in said
    assert not said.startswith("The pattern")


def test_a_sentence_that_no_catalogue_has_stays_english():
    use_language("de")
    assert tr_said("Something entirely new.") == "Something entirely new."
    use_language("en")
    assert tr_said("link") == "link"


def test_every_sentence_with_gaps_finds_its_translation(found):
    use_language("de")
    entries = translations.read(translations.FOLDER / "said" / "de.json")
    unknown = []
    for text in found[translations.FOLDER / "said"]:
        gaps = translations.gaps(text)
        english = text.format(**{gap: f"Q{gap}Z" for gap in gaps})
        if gaps and tr_said(english) == english and entries[text] != text:
            unknown.append(text)
    assert unknown == []


def test_the_names_of_steps_are_found_even_where_they_are_one_word():
    assert "link" in db_sentences.sentences()


def test_without_a_choice_the_systems_language_is_spoken(monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: ["ia", "de-Latn-AT", "de-AT", "fr"])
    assert language_for("") == "de"
    assert language_for("fr") == "fr"
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: ["ia"])
    assert language_for("") == "en"


def test_speaking_a_language_sets_numbers_and_the_reading_direction(qapp, monkeypatch):
    before, direction = QLocale(), qapp.layoutDirection()
    installed = []
    monkeypatch.setattr(translation, "translate_qt", lambda _app, code: installed.append(code))
    try:
        translation.speak(qapp, "de")
        assert QLocale().toString(1234.5, "f", 1) in {"1.234,5", "1234,5"}
        assert installed == ["de"]
        translation.speak(qapp, "ar")
        assert qapp.isRightToLeft()
    finally:
        QLocale.setDefault(before)
        qapp.setLayoutDirection(direction)
