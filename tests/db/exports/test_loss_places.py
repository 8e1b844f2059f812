from __future__ import annotations

import pytest

from db.errors import Stopped
from db.exports import loss_places as places
from db.exports.choices import ExportChoices
from db.exports.loss_places import LossPlace, loss_places
from db.exports.preview import preview
from db.formats.losses import LossKind
from db.model import Fragment
from db.queries.exports import Which
from tests.builders import make_desk

CONLL = ExportChoices(format="conll", layers=Which.ALL)


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    with made.project:
        proposal = made.mark("PROPOSAL", "France proposed to send troops")
        made.link(proposal, "proposed_by", made.mark("ACTOR", "France"))
        made.mark("REJECTION", "rejected", "the plan")
        yield made


def test_the_places_of_each_loss_are_as_many_as_were_counted(desk):
    counted = preview(desk.project, CONLL).losses
    assert counted
    for each in counted:
        found = loss_places(desk.project, CONLL, each.kind, each.what)
        assert (len(found.places), found.is_cut) == (each.number, False), each


def test_a_place_is_where_the_words_stand(desk):
    (title,) = [row[0] for row in desk.project.connection.execute("SELECT title FROM article")]
    found = loss_places(desk.project, CONLL, LossKind.NESTED, "ACTOR")
    assert found.places == (
        LossPlace(article=desk.article, title=title, words="France", place=Fragment(0, 6)),
    )


def test_a_referent_is_where_it_is_first_mentioned(desk):
    (place,) = loss_places(desk.project, CONLL, LossKind.REFERENTS, "ACTOR").places
    assert (place.words, place.place) == ("France", Fragment(0, 6))


def test_ours_lose_nothing(desk):
    ours = ExportChoices(layers=Which.ALL)
    assert loss_places(desk.project, ours, LossKind.LINKS, "proposed_by").places == ()


def test_no_more_places_are_looked_for_than_are_shown(desk, monkeypatch):
    monkeypatch.setattr(places, "PLACES_FOUND", 1)
    desk.mark("ACTOR", "Germany")
    found = loss_places(desk.project, CONLL, LossKind.REFERENTS, "ACTOR")
    assert (len(found.places), found.is_cut) == (1, True)


def test_the_look_stops_when_that_is_asked_for(desk):
    with pytest.raises(Stopped):
        loss_places(desk.project, CONLL, LossKind.LINKS, "proposed_by", is_cancelled=lambda: True)
