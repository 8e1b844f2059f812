from __future__ import annotations

import pytest

from db.agreement.figure import Grain, Measure
from db.errors import Stopped
from db.queries import agreement
from gui.agreement.book import Book
from gui.agreement.wish import Basis


def never():
    return False


def tell(_done, _total):
    pass


@pytest.fixture
def read(monkeypatch):
    """The articles that were read from the project, a list each time."""
    found = []
    layers = agreement.layers

    def noted(project, *, articles=None, with_gold=False):
        got = layers(project, articles=articles, with_gold=with_gold)
        found.append([each.article for each in got])
        return got

    monkeypatch.setattr(agreement, "layers", noted)
    return found


def figure(book, project, measure=Measure.SPANS_EXACT, basis=None):
    with book.opened(basis or Basis(), project, tell, never) as desk:
        return desk.comparison.figure(measure)


def test_what_did_not_change_is_not_read_again(team, read):
    book = Book()
    before = figure(book, team.project)
    assert figure(book, team.project).value == before.value
    assert len(read) == 1
    team.desk(0, 1).mark("ACTOR", "Poland")
    after = figure(book, team.project)
    assert read[1:] == [[team.articles[1]]]
    assert after.value > before.value


def test_an_article_that_is_no_longer_finished_drops_out(team):
    book = Book()
    before = figure(book, team.project)
    team.desk(0, 1)
    team.project.connection.execute(
        "UPDATE layer SET state = 'open' WHERE article = ?", (team.articles[1],)
    )
    assert figure(book, team.project).articles == before.articles - 1


def test_renamed_referents_are_noticed_when_the_book_is_told(team, read):
    book = Book()
    figure(book, team.project)
    book.forget(frozenset({team.articles[0]}))
    figure(book, team.project)
    assert read[1] == [team.articles[0]]
    book.forget()
    figure(book, team.project)
    assert set(read[2]) == set(team.articles)


def test_words_can_be_counted_when_the_connection_that_read_the_layers_is_closed(team):
    book = Book()
    basis = Basis(grain=Grain.TOKENS)
    with team.project.beside() as first, book.opened(basis, first, tell, never):
        pass
    book._comparisons[basis].replace(book._read(basis, team.project, [team.articles[0]]))
    with team.project.beside() as second:
        found = figure(book, second, Measure.KAPPA, basis)
    assert found.value is not None
    assert found.counted == "tokens"


def test_gold_is_compared_only_where_it_is_asked_for(team):
    team.desk(None).mark("ACTOR", "France")
    team.finish(None)
    book = Book()
    with book.opened(Basis(), team.project, tell, never) as desk:
        assert team.gold not in desk.comparison.annotators
    with book.opened(Basis(with_gold=True), team.project, tell, never) as desk:
        assert team.gold in desk.comparison.annotators


def test_what_is_known_stays_known_until_a_layer_changes(team):
    book = Book()
    figure(book, team.project)
    assert book.known("key", lambda: 1) == 1
    assert book.known("key", lambda: 2) == 1
    team.desk(0, 1).mark("ACTOR", "Poland")
    figure(book, team.project)
    assert book.known("key", lambda: 3) == 3


def test_counting_can_be_stopped(team):
    with pytest.raises(Stopped), Book().opened(Basis(), team.project, tell, lambda: True):
        pass
