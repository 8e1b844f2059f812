from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from db.imports.mapping.checking import faults_of
from db.imports.mapping.model import AnswerUse, LinkUse
from db.imports.mapping.proposing import propose
from db.imports.mapping.unmapped import unmapped
from db.model import AnnotatorKind
from gui.project.importing.mapping_row import LEFT_OUT, Sort
from gui.project.importing.mapping_rows import mapping_rows
from tests.db.formats.strategies import scheme
from tests.db.imports.mapping.foreign import arrow, chain, inventory, layer, mark, read, reads

NAMES = ("annotator 1", "annotator 2")


class Sheet:
    """The lines for some articles, and what a person does with them."""

    def __init__(self, *found):
        self.seen = inventory(found)
        self.mapping = propose(self.seen, scheme())

    @property
    def rows(self):
        return mapping_rows(self.mapping, self.seen, scheme(), NAMES)

    def row(self, what):
        (found,) = (each for each in self.rows if each.what == what)
        return found

    def place(self, what, title):
        row = self.row(what)
        key = next(each.key for each in row.places if each.title == title)
        self.mapping = row.changed(key)


def test_a_label_gets_another_place_and_its_links_and_answers_follow():
    offer, bonn = mark("Plan", "a truce", status="floated"), mark("ORG", "Bonn")
    sheet = Sheet(read(layer(offer, bonn, links=[arrow("Source", offer, bonn)])))
    sheet.place("Plan", "Proposal")
    assert sheet.row("Source from Plan").becomes == "Proposed by"
    assert sheet.row("status of Plan").becomes == "Status"
    sheet.place("Plan", "leave out")
    assert [each.what for each in sheet.rows if each.sort is Sort.LINK] == []
    assert [each.what for each in sheet.rows if each.sort is Sort.ANSWER] == []


def test_what_a_person_said_of_links_stays_where_it_still_fits():
    offer, bonn = mark("Proposal", "a truce"), mark("ORG", "Bonn")
    sheet = Sheet(read(layer(offer, bonn, links=[arrow("Source", offer, bonn)])))
    sheet.place("Source from Proposal", "Addressed to")
    sheet.place("ORG", "Actor · party")
    assert sheet.row("Source from Proposal").becomes == "Addressed to"
    assert sheet.row("ORG").becomes == "Actor · party"
    assert dict(sheet.mapping.labels[0].answers) == {"type": "party"}


def test_links_can_be_turned_round_or_mean_the_same_thing():
    bonn, kiel, offer = mark("ORG", "Bonn"), mark("ORG", "Kiel"), mark("Proposal", "a truce")
    links = [arrow("is", bonn, kiel), arrow("offers", bonn, offer)]
    sheet = Sheet(read(layer(bonn, kiel, offer, links=links)))
    sheet.place("is from ORG", "both are the same thing")
    sheet.place("offers from ORG", "Proposed by, the other way round")
    uses = {each.role: (each.use, each.to, each.is_reversed) for each in sheet.mapping.links}
    assert uses["is"][0] is LinkUse.SAME_REFERENT
    assert uses["offers"] == (LinkUse.ROLE, "proposed_by", True)


def test_each_answer_to_a_choice_gets_a_place():
    offer = mark("Proposal", "a truce", state="tabled")
    sheet = Sheet(read(layer(offer)))
    sheet.place("state of Proposal", "Status")
    assert sheet.row("tabled").now == LEFT_OUT
    sheet.place("tabled", "proposed")
    (rule,) = sheet.mapping.attributes
    assert (rule.use, rule.to, dict(rule.values)) == (
        AnswerUse.SPAN,
        "status",
        {"tabled": "proposed"},
    )
    sheet.place("tabled", "no answer")
    assert dict(sheet.mapping.attributes[0].values) == {}


def test_annotators_chains_and_fields_get_a_place():
    bonn = mark("ORG", "Bonn")
    sheet = Sheet(
        read(layer(bonn, annotator=None, referents=(chain(bonn),)), metadata={"paper": "Post"})
    )
    assert sheet.row("nobody is named").becomes == "Unnamed annotator"
    sheet.place("nobody is named", "annotator 2")
    sheet.place("Chain", "leave out")
    sheet.place("paper of articles", "Publisher")
    assert sheet.mapping.annotators[0].who == "annotator 2"
    assert not sheet.mapping.referents[0].is_taken
    assert sheet.mapping.fields[0].to == "publisher"
    sheet.place("paper of articles", "kept as “paper”")
    assert sheet.mapping.fields == ()
    sheet.place("nobody is named", "gold")
    assert sheet.mapping.annotators[0].kind is AnnotatorKind.GOLD


def test_what_links_are_asked_has_no_place_and_says_so():
    bonn, kiel = mark("ORG", "Bonn"), mark("ORG", "Kiel")
    sheet = Sheet(read(layer(bonn, kiel, links=[arrow("is", bonn, kiel, sure="no")])))
    row = sheet.row("sure of is")
    assert (row.places, row.is_placed) == ((), False)


@settings(max_examples=60)
@given(st.lists(reads(), max_size=3), st.data())
def test_whatever_a_person_chooses_can_be_carried_out(found, data):
    sheet = Sheet(*found)
    for _ in range(data.draw(st.integers(0, 5))):
        open_rows = [each for each in sheet.rows if each.places]
        if not open_rows:
            return
        row = data.draw(st.sampled_from(open_rows))
        place = data.draw(st.sampled_from(row.places))
        sheet.mapping = row.changed(place.key)
        assert faults_of(sheet.mapping, scheme()) == ()
        again = {each.key: each for each in sheet.rows}
        assert len(again) == len(sheet.rows)
        assert again[row.key].now == place.key
    homeless = unmapped(sheet.mapping, sheet.seen)
    assert len(homeless.labels) == sum(
        each.sort is Sort.LABEL and not each.is_placed for each in sheet.rows
    )
