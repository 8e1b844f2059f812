from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableView

from db.errors import SchemeViolation
from db.operations import referents as operations
from db.queries import referents
from gui import ask
from gui.mention_list import MentionList
from gui.project.register.model import Column
from gui.project.register.referent_list import ReferentList
from gui.project.register.section import RegisterSection
from gui.theme import DARK, LIGHT
from gui.widgets.search_field import SearchField
from tests.gui.project.office import button, buttons, cells, click, part, said


@pytest.fixture
def section(office):
    made = RegisterSection(office.session, LIGHT, office.settings, office.background)
    return office.show(made)


def table(section):
    return part(section, QTableView, "Register")


def listed(section):
    return [row[Column.NAME] for row in cells(table(section))]


def row_of(section, name):
    return listed(section).index(name)


def choose(section, office, *names):
    """Select the rows of these referents."""
    shown = table(section)
    shown.clearSelection()
    for name in names:
        index = shown.model().index(row_of(section, name), 0)
        flags = QItemSelectionModel.SelectionFlag
        shown.selectionModel().select(index, flags.Select | flags.Rows)
        shown.selectionModel().setCurrentIndex(index, flags.NoUpdate)
    office.settle()


def registered(office):
    """Names and numbers of mentions, as they are in the file."""
    return {each.referent.name: each.mentions for each in referents.register(office.project)}


def name_field(section):
    return part(section, QLineEdit, "Name of the referent")


def mentions(section):
    return part(section, MentionList, "Mentions")


def rename(section, office, name):
    field = name_field(section)
    field.setFocus()
    field.selectAll()
    office.bot.keyClicks(field, name)
    office.bot.keyClick(field, Qt.Key.Key_Return)
    office.settle()


def test_all_referents_are_listed_the_most_mentioned_first(section):
    assert listed(section)[0] == "France"
    assert sorted(listed(section)) == ["France", "Germany", "send troops"]
    france = cells(table(section))[0]
    assert france[Column.MENTIONS] == "2"
    assert france[Column.ARTICLES] == "1"
    assert "3 referents · 4 mentions" in said(section)


def test_a_label_and_letters_narrow_the_list(section, office):
    click(section, "Proposal 1")
    assert listed(section) == ["send troops"]
    click(section, "All 3")
    field = section.findChild(SearchField)
    office.bot.keyClicks(field, "ger")
    office.bot.waitUntil(lambda: listed(section) == ["Germany"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    office.bot.waitUntil(lambda: len(listed(section)) == 3)


def test_a_click_on_a_head_sorts(section):
    table(section).sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert listed(section) == ["France", "Germany", "send troops"]
    table(section).sortByColumn(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert listed(section) == ["send troops", "Germany", "France"]
    table(section).sortByColumn(Column.OWNER, Qt.SortOrder.AscendingOrder)
    assert len(listed(section)) == 3


def test_the_chosen_referent_stays_chosen_in_another_order(section, office):
    choose(section, office, "Germany")
    table(section).sortByColumn(Column.NAME, Qt.SortOrder.DescendingOrder)
    office.settle()
    assert [each.referent.name for each in table(section).chosen] == ["Germany"]
    assert name_field(section).text() == "Germany"


def test_a_chosen_referent_shows_all_its_mentions_in_context(section, office):
    choose(section, office, "France")
    shown = mentions(section)
    texts = [shown.model().index(row, 0).data() for row in range(shown.model().rowCount())]
    assert len(texts) == 2
    assert "proposed to send troops" in texts[0]
    assert "Troops" in texts[0]
    assert any("2 mentions in 1 article" in each for each in said(section))


def test_a_mention_leads_to_its_place_in_the_article(section, office):
    choose(section, office, "France")
    shown = mentions(section)
    shown.setCurrentIndex(shown.model().index(1, 0))
    with office.bot.waitSignal(section.article_wanted) as wanted:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    article, span = wanted.args
    assert article == office.articles[0]
    assert office.desk().annotation.span(span).start > 0


def test_a_referent_is_renamed_by_typing_and_stays_chosen(section, office):
    choose(section, office, "Germany")
    rename(section, office, "Federal Republic of Germany")
    assert "Federal Republic of Germany" in registered(office)
    assert "Federal Republic of Germany" in listed(section)
    assert name_field(section).text() == "Federal Republic of Germany"
    assert office.names == ["rename the referent"]


def test_an_empty_name_is_not_taken(section, office):
    choose(section, office, "Germany")
    field = name_field(section)
    field.setFocus()
    field.selectAll()
    office.bot.keyClick(field, Qt.Key.Key_Delete)
    office.bot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Germany"
    assert office.commits == []


def test_a_half_typed_name_survives_what_happens_meanwhile(section, office):
    choose(section, office, "Germany")
    field = name_field(section)
    field.setFocus()
    field.setCursorPosition(len("Germany"))
    office.bot.keyClicks(field, " (Fed")
    office.session.run(operations.add_referent, label="ACTOR", name="Spain")
    office.settle()
    assert "Spain" in listed(section)
    assert field.text() == "Germany (Fed"


def test_enter_in_the_table_goes_to_the_name(section, office):
    choose(section, office, "Germany")
    table(section).setFocus()
    QTest.keyClick(table(section), Qt.Key.Key_Return)
    assert name_field(section).hasFocus()


def test_several_referents_are_merged_into_the_one_that_is_kept(section, office, monkeypatch):
    choose(section, office, "France", "Germany")
    assert "2 referents chosen" in said(section)
    asked = []
    monkeypatch.setattr(
        ask, "choice", lambda _parent, _title, _label, options, **_more: asked.append(options) or 1
    )
    click(section, "Merge into one…")
    office.settle()
    assert asked == [["France · 2 mentions", "Germany · 1 mention"]]
    assert registered(office) == {"Germany": 3, "send troops": 1}
    assert name_field(section).text() == "Germany"


def test_referents_of_different_labels_can_not_be_merged_and_it_says_why(section, office):
    choose(section, office, "France", "send troops")
    assert "Only referents of the same label can be merged." in said(section)
    assert not button(section, "Merge into one…").isEnabled()


def test_a_referent_is_merged_with_another_chosen_by_letters(section, office):
    choose(section, office, "Germany")
    click(section, "Merge with…")
    popup = section.window().findChild(ReferentList)
    assert [each.title for each in popup.shown] == ["France"]
    popup.chosen.emit(popup.shown[0].key)
    office.settle()
    assert registered(office) == {"France": 3, "send troops": 1}
    assert name_field(section).text() == "France"


def test_a_mention_gets_a_referent_of_its_own(section, office, monkeypatch):
    choose(section, office, "France")
    assert not button(section, "Split off…").isEnabled()
    shown = mentions(section)
    shown.setCurrentIndex(shown.model().index(1, 0))
    asked = []
    monkeypatch.setattr(
        ask, "text", lambda _parent, _title, _label, value: asked.append(value) or "The king"
    )
    click(section, "Split off…")
    office.settle()
    assert asked == ["France"]
    assert registered(office) == {"France": 1, "Germany": 1, "The king": 1, "send troops": 1}
    assert name_field(section).text() == "France"


def test_not_all_mentions_can_be_split_off(section, office):
    choose(section, office, "France")
    mentions(section).selectAll()
    assert not button(section, "Split off…").isEnabled()


def test_only_a_referent_without_mentions_is_deleted(section, office):
    choose(section, office, "France")
    assert not button(section, "Delete").isEnabled()
    office.session.run(operations.add_referent, label="ACTOR", name="Spain")
    office.settle()
    choose(section, office, "Spain")
    assert any("not mentioned yet" in each for each in said(section))
    click(section, "Delete")
    office.settle()
    assert "Spain" not in registered(office)
    assert "Spain" not in listed(section)
    office.session.undo()
    office.settle()
    assert "Spain" in listed(section)


def test_a_question_about_a_referent_is_answered(section, office):
    choose(section, office, "France")
    box = section.findChild(QComboBox)
    assert box.currentText() == "state"
    box.setCurrentIndex(box.findText("group"))
    box.activated.emit(box.currentIndex())
    office.settle()
    found = next(each for each in referents.register(office.project) if each.mentions == 2)
    assert "group" in found.referent.attributes.values()
    assert cells(table(section))[row_of(section, "France")][Column.KIND] == "group"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    office.settle()
    found = next(each for each in referents.register(office.project) if each.mentions == 2)
    assert "group" not in found.referent.attributes.values()


def test_a_referent_can_be_the_answer_to_a_question(section, office):
    choose(section, office, "France")
    field = next(
        each
        for each in section.findChildren(QPushButton)
        if each.isVisible() and each.text() == "—"
    )
    click(section, field.accessibleName())
    popup = section.window().findChild(ReferentList)
    titles = [each.title for each in popup.shown]
    popup.chosen.emit(popup.shown[titles.index("Germany")].key)
    office.settle()
    assert button(section, field.accessibleName()).text() == "Germany"


def test_a_refusal_leaves_everything_as_it_was(section, office):
    choose(section, office, "France")
    section._detail.rename_wanted.emit("  ")
    office.settle()
    assert len(office.refusals) == 1
    assert registered(office)["France"] == 2


def test_what_was_refused_does_not_stay_in_the_fields(section, office, monkeypatch):
    def refuse(*_arguments, **_named):
        raise SchemeViolation("It is shared. Nothing was changed.")

    monkeypatch.setattr(operations, "rename_referent", refuse)
    monkeypatch.setattr(operations, "set_referent_attribute", refuse)
    choose(section, office, "France")
    name_field(section).setFocus()
    name_field(section).selectAll()
    QTest.keyClicks(name_field(section), "Gaul")
    table(section).setFocus()
    kind = part(section, QComboBox, "Type")
    before = kind.currentText()
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_End)
    office.settle()
    assert len(office.refusals) == 2
    assert name_field(section).text() == "France"
    assert kind.currentText() == before


def test_hidden_it_reads_nothing_until_it_is_seen_again(section, office):
    section.hide()
    office.session.run(operations.add_referent, label="ACTOR", name="Spain")
    assert not office.background.running
    assert "Spain" not in listed(section)
    section.show()
    office.settle()
    assert "Spain" in listed(section)


def test_other_colours_keep_what_is_chosen(section, office):
    choose(section, office, "France")
    section.set_theme(DARK)
    assert name_field(section).text() == "France"
    assert "Merge with…" in buttons(section)


def test_a_referent_can_be_looked_for_in_all_articles(section, office):
    wanted = []
    section.explore_wanted.connect(wanted.append)
    choose(section, office, "Germany")
    click(section, "Find in all articles")
    [found] = wanted
    assert referents.one(office.project, found).name == "Germany"
