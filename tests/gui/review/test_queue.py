"""The queue: which articles, in which order, and how it keeps up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox

from db.model import Changes
from db.queries.review_queue import Order, Stage
from gui.review.page import ReviewPage
from gui.review.queue.model import ENTRY_ROLE
from gui.review.queue.words import agreement_words, state_words
from gui.theme import LIGHT
from tests.gui.review.lead import Lead

K = Qt.Key


def rows(lead: Lead) -> list[tuple[str, str]]:
    model = lead.page.queue.model
    entries = [model.index(row).data(ENTRY_ROLE) for row in range(model.rowCount())]
    return [(each.title, state_words(each)) for each in entries]


def pills(lead: Lead) -> list[str]:
    found = lead.page.queue._pills.findChildren(QAbstractButton)
    return [each.text() for each in found]


def click_pill(lead: Lead, title: str) -> None:
    found = lead.page.queue._pills.findChildren(QAbstractButton)
    next(each for each in found if each.text().startswith(title)).click()
    lead.settle()


def test_articles_stand_by_lowest_agreement_with_what_there_is_to_do(lead: Lead) -> None:
    assert rows(lead) == [
        ("Troops", "2 to decide · 3 annotators"),
        ("Truce", "1 to decide · 3 annotators"),
    ]
    first, second = lead.page.queue.model.entries
    assert (agreement_words(first), agreement_words(second)) == (".55", ".67")


def test_other_orders_can_be_chosen(lead: Lead) -> None:
    box = lead.page.queue.findChild(QComboBox)
    box.setCurrentIndex(box.findData(Order.LIST.value))
    box.activated.emit(box.currentIndex())
    assert [title for title, _ in rows(lead)] == ["Troops", "Truce"]
    box.setCurrentIndex(box.findData(Order.MOST_DIFFERENCES.value))
    box.activated.emit(box.currentIndex())
    assert [title for title, _ in rows(lead)] == ["Troops", "Truce"]


def test_order_and_hidden_names_are_kept_for_the_next_start(lead: Lead) -> None:
    box = lead.page.queue.findChild(QComboBox)
    box.setCurrentIndex(box.findData(Order.MOST_DIFFERENCES.value))
    box.activated.emit(box.currentIndex())
    lead.open()
    lead.press(K.Key_H)
    again = ReviewPage(lead.session, lead.page._settings, LIGHT, lead.background)
    lead.bot.addWidget(again)
    assert again.queue.model.order is Order.MOST_DIFFERENCES
    assert again.current.naming.is_anonymous


def test_a_decision_shows_in_the_queue_without_reading_it_again(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    assert rows(lead)[0] == ("Troops", "1 to decide · 3 annotators")
    assert "2 places left" in lead.page.queue._words.text()


def test_an_article_that_needs_no_decision_any_more_stays_until_it_is_left(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1, K.Key_1)
    assert rows(lead)[0] == ("Troops", "unanimous · 3 annotators")
    assert pills(lead)[:3] == ["To review 1", "Agreed 1", "Done 0"]
    click_pill(lead, "Agreed")
    assert [title for title, _ in rows(lead)] == ["Troops"]


def test_after_the_last_listed_article_come_those_that_the_filter_leaves_out(lead: Lead) -> None:
    model = lead.page.queue.model
    lead.page.queue._field.setText("troops")
    lead.page.queue._field.search_now()
    assert model.listed == lead.articles[:1]
    assert model.next_unfinished(lead.articles[0]) == lead.articles[1]
    assert model.next_unfinished(lead.articles[1]) == lead.articles[0]


def test_pills_and_words_filter(lead: Lead) -> None:
    click_pill(lead, "Done")
    assert rows(lead) == []
    assert not lead.page.queue._empty.isHidden()
    click_pill(lead, "All")
    lead.page.queue._field.setText("truce")
    lead.page.queue._field.search_now()
    assert [title for title, _ in rows(lead)] == ["Truce"]


def test_the_queue_follows_a_change_of_what_an_annotator_marked(lead: Lead) -> None:
    lead.open()
    lead.change_words(1, "France", "France proposed")
    assert lead.page.queue.model.entries[0].summary is not None
    lead.bot.waitUntil(lambda: agreement_words(lead.page.queue.model.entries[0]) != ".55")


def test_what_changes_while_another_page_is_shown_is_read_when_the_page_comes_back(
    lead: Lead,
) -> None:
    lead.page.hide()
    lead.change_words(1, "France", "France proposed")
    assert agreement_words(lead.page.queue.model.entries[0]) == ".55"
    lead.page.show()
    lead.settle()
    lead.bot.waitUntil(lambda: agreement_words(lead.page.queue.model.entries[0]) != ".55")


def test_enter_in_the_queue_goes_to_the_text_and_arrows_open_articles(lead: Lead) -> None:
    lead.open()
    lead.page.queue.setFocus()
    lead.press(K.Key_Down)
    assert lead.page.current.article == lead.articles[1]
    lead.press(K.Key_Return)
    assert lead.page.view.hasFocus()


def test_stages_follow_the_decisions(lead: Lead) -> None:
    assert [each.stage for each in lead.page.queue.model.entries] == [Stage.TO_REVIEW] * 2


def test_who_has_filtered_the_open_article_away_does_not_get_it_back_by_a_reading(
    lead: Lead,
) -> None:
    lead.open()
    click_pill(lead, "Done")
    assert rows(lead) == []
    lead.session.announce(Changes(name="collect", is_large=True))
    lead.settle()
    assert rows(lead) == []
