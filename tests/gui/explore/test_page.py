from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSplitter

from db import doctor
from db.model import Fragment
from db.operations import spans
from db.queries import layers, referents
from db.review.decisions import Reason
from gui.explore import settling
from gui.explore.referent_choice import ReferentChoice
from gui.theme import DARK
from gui.widgets.chip import Chip
from tests.gui.project.office import button, buttons, click, part, said

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_every_place_of_a_word_is_listed_with_its_kind(room):
    room.ask("france")
    assert room.listed == [(1, "France"), (1, "France"), (2, "France"), (2, "France")]
    assert room.kind_lines == [
        "All | 2 kinds · 4",
        "Actor · nothing | “France” · one annotator only · 2",
        "marked by nobody | “France” · 2",
    ]
    assert "4 places in 2 articles" in said(room.page)


def test_the_answers_leave_the_focus_where_somebody_is_now(room):
    room.ask("france")
    room.choose(0)
    room.page._answers.take_focus()
    room.field.setFocus()
    room.page.set_theme(DARK)
    room.office.settle()
    assert room.field.hasFocus()


def test_nothing_found_is_said(room):
    room.ask("Atlantis")
    assert room.listed == []
    assert "Found nowhere." in said(room.page)


def test_labels_are_counted_for_everybody(room):
    room.ask("france")
    assert room.counts == (
        ("", "Actor", "nothing"),
        ("annotator 1", "2", "2"),
        ("annotator 2", "–", "4"),
    )


def test_a_kind_and_a_pile_narrow_the_list(room):
    room.ask("france")
    room.go_to_kind(1)
    assert room.listed == [(1, "France"), (2, "France")]
    click(room.page, "Nobody 2")
    assert room.listed == [(1, "France"), (2, "France")]
    assert all(case.unit is None for case in room.list.model_of_cases.rows)
    click(room.page, "Settled 0")
    assert room.listed == []


def test_places_can_be_ordered_by_what_stands_around_them(room):
    room.ask("france")
    order = part(room.page, QComboBox, "Order of the places")
    order.setCurrentIndex(1)
    after = [case.after[:5] for case in room.list.model_of_cases.rows]
    assert after == [".", " for ", " prop", " with"]
    order.setCurrentIndex(2)
    before = [case.before[-4:] for case in room.list.model_of_cases.rows]
    assert before == ["", "and ", " of ", "ked "]


def test_alike_places_are_settled_with_one_key_and_one_undo(room):
    room.ask("france")
    room.go_to_kind(1)
    room.choose(0, 1)
    assert room.answers == [("1", "Actor"), ("0", "nothing")]
    room.press(Qt.Key.Key_1)
    assert room.corpus.quotes(0) == [("ACTOR", "France")]
    assert room.corpus.quotes(1) == [("ACTOR", "France")]
    assert room.office.names[-1] == "settle 2 places alike"
    assert "2 places settled in 2 articles." in room.toast
    assert "2 settled" in room.kind_lines[1]
    assert len(room.list.chosen) == 2
    click(room.page, "Undo")
    room.office.settle()
    assert room.corpus.quotes(0) == []
    assert not any(case.is_settled for case in room.list.model_of_cases.rows)


def test_what_nobody_marked_is_marked_in_gold_like_the_other_places(room):
    room.ask("france")
    room.press(Qt.Key.Key_A, CTRL)
    assert len(room.list.chosen) == 4
    room.press(Qt.Key.Key_1)
    assert [len(room.corpus.quotes(article)) for article in (0, 1)] == [2, 2]
    assert doctor.examine(room.corpus.project) == ()
    gold = room.corpus.gold(0)
    assert len({span.referent for span in gold.spans}) == 1


def test_bare_words_can_be_marked_as_own_work_instead(room):
    room.ask("Norway")
    room.choose(0)
    assert [words for _, words in room.answers] == ["Actor", "Proposal", "Rejection"]
    part(room.page, QComboBox, "Unmarked words go to").setCurrentIndex(1)
    room.press(Qt.Key.Key_1)
    layer = layers.of(room.corpus.project, room.corpus.articles[2], room.office.session.author)
    assert [span.quote for span in layers.annotation(room.corpus.project, layer).spans] == [
        "Norway"
    ]
    assert room.corpus.gold(2) is None


def test_nothing_and_the_reason_are_kept_with_the_decisions(room):
    room.ask("france")
    room.go_to_kind(1)
    room.choose(0, 1)
    reasons = part(room.page, QComboBox, "Reason")
    reasons.setCurrentIndex(reasons.findData(str(Reason.SLIP)))
    room.press(Qt.Key.Key_N)
    kept = room.corpus.project.connection.execute("SELECT source, reason FROM decision").fetchall()
    assert kept == [("nothing", "slip"), ("nothing", "slip")]


def test_extents_can_be_joined_in_all_chosen_places(room):
    room.ask("plan")
    rows = [row for row, case in enumerate(room.list.model_of_cases.rows) if case.unit is not None]
    room.choose(*rows)
    keys = [key for key, _ in room.answers]
    assert keys[-3:] == ["0", "U", "I"]
    room.press(Qt.Key.Key_U)
    assert room.corpus.quotes(0) == [("PROPOSAL", "the plan")]
    assert room.corpus.quotes(1) == [("PROPOSAL", "the plan")]


def test_an_answer_that_fits_nowhere_changes_nothing_and_says_so(room):
    room.ask("france")
    room.choose(1)
    commits = len(room.office.commits)
    room.press(Qt.Key.Key_0)
    assert len(room.office.commits) == commits


def test_a_click_on_an_answer_takes_it(room):
    room.ask("france")
    room.choose(0)
    click(room.page, "Actor")
    room.office.settle()
    assert room.corpus.quotes(0) == [("ACTOR", "France")]


def test_many_articles_are_written_beside_the_window(room, monkeypatch):
    monkeypatch.setattr(settling, "_MOST_AT_ONCE", 0)
    room.ask("france")
    room.press(Qt.Key.Key_A, CTRL)
    room.press(Qt.Key.Key_1)
    assert len(room.corpus.quotes(1)) == 2
    assert "4 places settled in 2 articles." in room.toast


def test_a_place_opens_its_article_or_its_unit_in_review(room):
    room.ask("france")
    room.choose(2)
    case = room.list.current
    with room.office.bot.waitSignal(room.page.article_wanted) as wanted:
        room.press(Qt.Key.Key_Return)
    assert wanted.args == [case.article, Fragment(15, 21)]
    with room.office.bot.waitSignal(room.page.unit_wanted) as wanted:
        room.press(Qt.Key.Key_Return, SHIFT)
    assert wanted.args == [case.article, case.unit.id]
    with room.office.bot.waitSignal(room.page.unit_wanted):
        click(room.page, "Open in Review")
    room.choose(1)
    assert "Open in Review" not in buttons(room.page)
    with room.office.bot.waitSignal(room.page.article_wanted):
        click(room.page, "Open the article")


def test_one_chosen_place_is_shown_in_full(room):
    desk = room.corpus.desk(0)
    rejection = desk.mark("REJECTION", "rejected")
    desk.link(rejection, "rejected_by", desk.mark("ACTOR", "Germany"))
    room.ask("rejected")
    room.choose(0)
    assert "rejected by Germany" in said(room.page)
    assert "One annotator only" in said(room.page)


def test_all_mentions_of_a_referent_are_listed_and_a_chip_says_whose(room):
    click(room.page, "Referent …")
    choice = room.page.window().findChild(ReferentChoice)
    offered = {item.title: item.key for item in choice.shown}
    assert "France" in offered
    choice.chosen.emit(offered["France"])
    choice.close_list()
    room.office.settle()
    assert room.listed == [(1, "France"), (2, "France")]
    chip = room.page.findChild(Chip)
    assert chip.text() == "France"
    chip.removed.emit()
    room.office.settle()
    assert room.listed == []
    assert not chip.isVisible()


def test_words_take_the_place_of_a_referent(room):
    france = next(
        each.referent.id
        for each in referents.register(room.corpus.project)
        if each.referent.name == "France" and each.mentions
    )
    room.page.explore_referent(france)
    room.office.settle()
    assert len(room.listed) == 2
    room.ask("Norway")
    assert room.listed == [(3, "Norway")]
    assert not room.page.findChild(Chip).isVisible()


def test_what_changes_elsewhere_is_read_again_when_it_is_seen(room):
    room.ask("Norway")
    assert room.kind_lines[1].startswith("marked by nobody")
    desk = room.corpus.desk(1, 2)
    room.page.hide()
    room.office.session.announce(
        spans.add_span(
            room.corpus.project,
            desk.author,
            article=desk.article,
            label="ACTOR",
            fragments=[desk.place("Norway")],
        )
    )
    assert room.kind_lines[1].startswith("marked by nobody")
    room.page.show()
    room.office.settle()
    assert room.kind_lines[1].startswith("Actor · nothing")


def test_reading_can_be_stopped_and_gone_on_with(room, monkeypatch):
    monkeypatch.setattr("gui.explore.case_reader._FIRST_LIMIT", 1)
    monkeypatch.setattr("gui.explore.case_reader._MOST_CASES", 1)
    room.ask("france")
    assert room.listed == [(1, "France"), (1, "France")]
    assert any("33 % of the articles read" in each for each in said(room.page))
    click(room.page, "Read on")
    room.office.settle()
    assert len(room.listed) == 4
    assert "Read on" not in buttons(room.page)


def test_the_keyboard_goes_from_the_field_to_the_list(room):
    room.page.setFocus()
    assert room.field.hasFocus()
    room.ask("france")
    room.field.setFocus()
    QTest.keyClick(room.field, Qt.Key.Key_Return)
    assert room.list.hasFocus()
    assert room.list.current is not None
    room.field.setFocus()
    QTest.keyClick(room.field, Qt.Key.Key_Down)
    assert room.kinds.hasFocus()


def test_a_narrow_page_has_the_answers_below_the_list(room):
    inner = room.page.findChildren(QSplitter)[-1]
    room.page.resize(1180, 800)
    assert inner.orientation() is Qt.Orientation.Horizontal
    room.page.resize(700, 800)
    room.office.settle()
    assert inner.orientation() is Qt.Orientation.Vertical


def test_it_is_drawn_in_other_colours_too(room):
    room.ask("plan")
    room.press(Qt.Key.Key_A, CTRL)
    room.page.set_theme(DARK)
    assert not room.page.grab().isNull()


def test_every_part_has_a_name_for_screen_readers(room):
    room.ask("france")
    room.choose(0)
    for widget in (room.field, room.list, room.kinds, *room.page.findChildren(QComboBox)):
        assert widget.accessibleName()
    words = room.list.model().index(0, 0).data()
    assert "France proposed a plan" in words
    assert "annotator 1: Actor" in words
    assert button(room.page, "Open the article").isEnabled()


@pytest.mark.parametrize("words", ["大学", "قال", "🙂", '"', "*"])
def test_any_words_can_be_typed(room, words):
    room.page.explore_words(words)
    room.office.settle()
    assert room.listed == []
