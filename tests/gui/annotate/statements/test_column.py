from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.model import Fragment
from db.operations import spans
from db.operations.spans import NewReferent
from gui import theme
from gui.theme import LIGHT
from tests.builders import article_ids, author_of, make_project
from tests.journeys.annotator import Annotator
from tests.journeys.window import annotator_at

WORDS = [f"Word{number:03}" for number in range(60)]


@pytest.fixture
def many(qapp: QApplication, tmp_path: Path) -> Iterator[Annotator]:
    """Before an article of 60 statements."""
    body = " ".join(WORDS)
    with make_project(tmp_path, articles=[body]) as project:
        (article,) = article_ids(project)
        for word in WORDS:
            start = body.index(word)
            spans.add_span(
                project,
                author_of(project),
                article=article,
                label="PROPOSAL" if start % 2 else "REJECTION",
                fragments=(Fragment(start, start + len(word)),),
                referent=NewReferent(),
            )
        with annotator_at(project, qapp, tmp_path) as annotator:
            yield annotator


def names(annotator: Annotator) -> list[str]:
    return [card.contents.name for card in annotator.page.statements.cards]


def test_only_cards_that_can_be_seen_are_made(many: Annotator):
    assert names(many)[0] == WORDS[0]
    assert len(names(many)) < 12
    assert many.page.statements.tab_title == "Statements 60"


def test_all_cards_can_be_scrolled_to(many: Annotator):
    bar = many.page.statements.verticalScrollBar()
    seen = set()
    while bar.value() < bar.maximum():
        seen.update(names(many))
        bar.setValue(bar.value() + bar.pageStep() // 2)
        QApplication.processEvents()
    assert seen | set(names(many)) == set(WORDS)


def test_cards_never_lie_over_each_other(many: Annotator):
    bar = many.page.statements.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.maximum() // 7):
        bar.setValue(value)
        QApplication.processEvents()
        cards = many.page.statements.cards
        for above, below in pairwise(cards):
            assert above.geometry().bottom() < below.geometry().top()


def test_the_selected_statement_s_card_comes_on_the_screen(many: Annotator):
    span = many.annotation.spans[40]
    many.page.desk.select(span)
    QApplication.processEvents()
    assert WORDS[40] in names(many)
    card = next(each for each in many.page.statements.cards if each.contents.is_selected)
    viewport = many.page.statements.viewport().rect()
    top = card.mapTo(many.page.statements.viewport(), card.rect().topLeft()).y()
    assert top >= 0
    assert top + card.height() <= viewport.height()


def test_a_change_above_does_not_move_what_is_on_the_screen(many: Annotator):
    many.page.desk.select(many.annotation.spans[40])
    QApplication.processEvents()
    card = next(each for each in many.page.statements.cards if each.contents.is_selected)
    place = card.mapTo(many.page.statements, card.rect().topLeft()).y()
    article = many.page.current.article
    assert article is not None
    many.session.run(
        spans.set_attribute,
        article=article.id,
        span=many.annotation.spans[40].id,
        name="certainty" if many.annotation.spans[40].label == "PROPOSAL" else "form",
        value=None,
    )
    QApplication.processEvents()
    again = next(each for each in many.page.statements.cards if each.contents.is_selected)
    assert again.mapTo(many.page.statements, again.rect().topLeft()).y() == place


def test_a_higher_pane_shows_the_cards_for_which_it_has_room_now(many: Annotator):
    window = many.page.window()
    window.resize(1280, 500)
    for _ in range(5):
        QApplication.processEvents()
    few = len(names(many))
    window.resize(1280, 2000)
    QApplication.processEvents()
    statements = many.page.statements
    lowest = max(card.geometry().bottom() for card in statements.cards)
    assert len(names(many)) > few
    assert lowest >= statements.viewport().height()


@pytest.mark.parametrize("zoom", [100, 300])
def test_slots_stand_below_their_titles_where_there_is_no_room_beside(
    qapp: QApplication, many: Annotator, zoom: int
):
    many.page._settings.zoom = zoom
    theme.apply(qapp, LIGHT, zoom)
    many.page.resize(1024, 700)
    many.page.set_theme(LIGHT)
    QApplication.processEvents()
    card = many.page.statements.cards[0]
    places = [(title.geometry(), row.geometry()) for title, row in card._slots if row.isVisible()]
    assert places
    for title, row in places:
        assert (row.top() > title.bottom()) is (zoom > 100)
        assert (row.left() > title.right()) is (zoom == 100)
    # Nothing lies over what follows it.
    assert all(one[1].bottom() < other[0].top() + 8 for one, other in pairwise(places))
    answers = card._fields.geometry()
    assert answers.top() > places[-1][1].bottom()
    assert card.height() > answers.bottom()
