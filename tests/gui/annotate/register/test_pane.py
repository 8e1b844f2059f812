from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QPushButton

from gui import ask
from gui.annotate.register.model import RegisterModel
from gui.annotate.register.pane import RegisterPane
from gui.mention_list import MentionList
from tests.journeys.annotator import Annotator


@pytest.fixture
def opened(annotator: Annotator) -> Annotator:
    """With four actors and a proposal, and the register open."""
    for words, start in (
        ("France", 0),
        ("France", annotator.body.index("France, was")),
        ("Every ally", annotator.body.index("Every")),
        ("Poland", annotator.body.index("Poland")),
    ):
        annotator.select(words, start=start)
        annotator.press("A")
    annotator.select("the plan to send troops")
    annotator.press("P", "Escape", "Ctrl+PgDown")
    return annotator


def pane(annotator: Annotator) -> RegisterPane:
    return annotator.page.register


def register_model(annotator: Annotator) -> RegisterModel:
    models = (view.model() for view in pane(annotator).findChildren(QListView))
    return next(model for model in models if isinstance(model, RegisterModel))


def rows(annotator: Annotator) -> list[str]:
    model = register_model(annotator)
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(annotator: Annotator, name: str) -> None:
    found = next(each for each in annotator.annotation.referents if each.name == name)
    pane(annotator).choose(found.id)


def mention_list(annotator: Annotator) -> MentionList:
    found = pane(annotator).findChild(MentionList)
    assert isinstance(found, MentionList)
    return found


def names(annotator: Annotator) -> list[str]:
    return sorted(each.name for each in annotator.annotation.referents)


def test_referents_stand_by_label_in_the_order_of_the_text(opened: Annotator):
    assert rows(opened) == [
        "Actor",
        "France",
        "Every ally",
        "Poland",
        "Proposal",
        "the plan to send troops",
    ]
    assert pane(opened).tab_title == "Register 4"


def test_the_rows_follow_the_rules_of_qt_models(opened: Annotator, qtmodeltester):
    qtmodeltester.check(register_model(opened))


def test_the_filter_keeps_names_that_hold_the_words(opened: Annotator, qtbot):
    field = pane(opened).findChildren(QLineEdit)[0]
    field.setText("ally")
    qtbot.waitUntil(lambda: rows(opened) == ["Actor", "Every ally"])


def test_all_mentions_are_shown_with_their_words(opened: Annotator):
    choose(opened, "France")
    assert [mention.quote for mention in mention_list(opened).mentions] == ["France"] * 2


def test_a_mention_leads_to_its_span(opened: Annotator):
    choose(opened, "France")
    places = mention_list(opened)
    places.setCurrentIndex(places.model().index(1, 0))
    places.setFocus()
    opened.press("Return")
    assert opened.selected is not None
    assert opened.selected.start == opened.body.index("France, was")


def test_the_type_is_changed_in_its_place(opened: Annotator):
    choose(opened, "Every ally")
    box = next(
        each
        for each in pane(opened).findChildren(QComboBox)
        if each.accessibleName() == "Type" and each.isVisible()
    )
    box.setFocus()
    opened.press("G")
    found = next(each for each in opened.annotation.referents if each.name == "Every ally")
    assert found.attributes["type"] == "government"


def test_a_referent_is_renamed_with_f2(opened: Annotator):
    choose(opened, "Every ally")
    opened.press("F2")
    opened.type("The allies")
    opened.press("Return")
    assert "The allies" in names(opened)


def test_two_referents_are_merged_into_the_one_that_is_kept(opened: Annotator):
    choose(opened, "Every ally")
    pane(opened)._details.merge_button.click()
    opened.type("Pol")
    opened.press("Return")
    assert names(opened) == ["France", "Poland", "the plan to send troops"]
    opened.press("Ctrl+Z")
    assert "Every ally" in names(opened)


def test_mentions_are_split_off_under_another_name(
    opened: Annotator, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ask, "text", lambda *_: "The French government")
    choose(opened, "France")
    places = mention_list(opened)
    places.selectionModel().select(
        places.model().index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    pane(opened)._details._split.click()
    QApplication.processEvents()
    assert "The French government" in names(opened)
    counts = [len(opened.annotation.mentions(each.id)) for each in opened.annotation.referents]
    assert counts == [1, 1, 1, 1, 1]


def test_the_selected_span_s_referent_is_shown(opened: Annotator):
    opened.page.view.setFocus()
    opened.page.desk.select(opened.annotation.spans[-1])
    found = opened.annotation.spans[-1].referent
    assert pane(opened).chosen == found


def test_escape_goes_back_to_the_text(opened: Annotator):
    opened.press("Escape")
    assert QApplication.focusWidget() is opened.page.view


def test_an_empty_article_has_no_referents(annotator: Annotator):
    annotator.press("Ctrl+PgDown")
    assert rows(annotator) == []
    assert pane(annotator).tab_title == "Register"


def test_a_referent_can_be_looked_for_in_all_articles(opened: Annotator):
    wanted: list[object] = []
    pane(opened).explore_wanted.connect(wanted.append)
    choose(opened, "Poland")
    button = next(
        each
        for each in pane(opened).findChildren(QPushButton)
        if each.text() == "Find in all articles"
    )
    button.click()
    assert wanted == [pane(opened).chosen]
