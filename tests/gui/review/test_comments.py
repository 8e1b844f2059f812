"""What annotators remarked on the article under review, and the lead's answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from db.model import Comment
from db.operations import comments
from db.queries import annotators
from db.queries import comments as stored
from gui.comments.card import CommentCard
from gui.widgets.chip import Chip
from tests.gui.project.office import said
from tests.gui.review.lead import Lead

K = Qt.Key


def remarked(lead: Lead) -> None:
    """Two annotators have said something, one of them about a span."""
    for person, words in ((0, "France"), (2, "")):
        desk = lead.desk(person)
        span = next((each.id for each in desk.annotation.spans if each.quote == words), None)
        lead.session.announce(
            comments.add_comment(
                lead.project,
                lead.people[person],
                article=desk.article,
                text=f"annotator {person + 1} wonders",
                span=span,
            )
        )
    lead.settle()


def there(lead: Lead) -> tuple[Comment, ...]:
    return stored.of_article(lead.project, lead.articles[0])


def cards(lead: Lead) -> tuple[CommentCard, ...]:
    return lead.page.comments.board.threads.cards


def test_the_tab_counts_the_comments_of_all_annotators_and_a_key_opens_it(lead: Lead) -> None:
    lead.open()
    remarked(lead)
    assert lead.page.comments.tab_title == "Comments 2"
    lead.press(K.Key_M)
    words = said(lead.page.comments)
    assert {"annotator 1", "annotator 3", "annotator 1 wonders"} <= set(words)
    lead.press(K.Key_Escape)
    assert lead.page.view.hasFocus()


def test_hidden_names_are_hidden_here_too(lead: Lead) -> None:
    lead.open()
    remarked(lead)
    lead.press(K.Key_M, K.Key_Escape, K.Key_H)
    people = {card._author.text() for card in cards(lead)}
    assert people < {"A", "B", "C"}
    assert len(people) == 2


def test_the_lead_answers_below_and_only_their_own_words_can_be_changed(lead: Lead) -> None:
    lead.open()
    remarked(lead)
    lead.press(K.Key_M)
    [question, _] = cards(lead)
    question._answer.click()
    QTest.keyClicks(QApplication.focusWidget(), "One only.")
    lead.press(K.Key_Return)
    answer = there(lead)[-1]
    assert (answer.text, answer.annotator) == ("One only.", lead.session.author)
    assert (answer.reply_to, answer.span) == (there(lead)[0].id, there(lead)[0].span)
    assert lead.page.comments.tab_title == "Comments 2"
    own, others = cards(lead)[1], cards(lead)[0]
    shown = [
        {each.text() for each in card.findChildren(QPushButton) if each.isVisible()}
        for card in (own, others)
    ]
    assert shown[0] >= {"Edit", "Delete"}
    assert "Edit" not in shown[1]


def test_who_works_as_gold_answers_as_the_lead(lead: Lead) -> None:
    lead.open()
    remarked(lead)
    author = lead.session.author
    lead.session.author = annotators.gold(lead.project)
    lead.press(K.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), "To all of you.")
    lead.press(K.Key_Return)
    assert there(lead)[-1].annotator == author
    lead.session.author = author


def test_the_words_of_a_comment_lead_to_their_unit(lead: Lead) -> None:
    lead.open()
    remarked(lead)
    lead.press(K.Key_M)
    cards(lead)[0].findChild(Chip).click()
    lead.settle()
    assert lead.page.current.unit == lead.unit("France")
    assert lead.page.view.hasFocus()


def test_an_article_without_comments_says_so(lead: Lead) -> None:
    lead.open(1)
    lead.press(K.Key_M)
    assert lead.page.comments.tab_title == "Comments"
    assert "Nobody has commented on this article." in said(lead.page.comments)


def test_undo_takes_an_answer_back_and_stays_on_the_page(lead: Lead) -> None:
    lead.open()
    lead.press(K.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), "A word.")
    lead.press(K.Key_Return, K.Key_Escape)
    lead.press_with_ctrl(K.Key_Z)
    assert there(lead) == ()
    assert lead.page.current.article == lead.articles[0]
