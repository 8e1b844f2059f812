from __future__ import annotations

import pytest

from db.formats.foreign import ForeignNote, ForeignRead
from db.imports.mapping import inventory as taking_stock
from db.imports.mapping.account import LeftOut, Matter, Totals
from db.imports.mapping.model import FieldSource
from db.imports.mapping.values import MOST_OPTIONS, MOST_VALUES, ValueCount
from db.model import AnnotatorKind
from db.scheme.model import AttributeKind
from tests.db.imports.mapping.foreign import arrow, chain, inventory, layer, mark, read

BONN, KIEL = mark("ORG", "Bonn", sure=True), mark("ORG", "Kiel", sure=False)
OFFER = mark("Offer", "a truce", kind="Event")


def test_labels_are_counted_with_what_the_first_one_marks():
    seen = inventory([read(layer(BONN, KIEL, OFFER)), read(layer(OFFER))])
    assert (seen.articles, seen.spans) == (2, 4)
    assert [(each.kind, each.label, each.count, each.example) for each in seen.labels] == [
        ("", "ORG", 2, "Bonn"),
        ("Event", "Offer", 2, "a truce"),
    ]


def test_links_are_counted_with_where_they_lead():
    links = [arrow("By", OFFER, BONN, sure="yes"), arrow("By", OFFER, KIEL)]
    seen = inventory([read(layer(BONN, KIEL, OFFER, links=links))])
    (role,) = seen.roles
    assert (role.role, role.source, role.count) == ("By", ("Event", "Offer"), 2)
    assert role.targets == ((("", "ORG"), 2),)
    assert role.example == "a truce → Bonn"
    assert [(each.name, each.count) for each in seen.link_attributes] == [("sure", 1)]


def test_answers_are_counted_by_value():
    seen = inventory([read(layer(BONN, KIEL, answers={"mood": "sad"}), metadata={"desk": "x"})])
    (attribute,) = seen.attributes
    assert attribute.values.kind is AttributeKind.YES_NO
    assert attribute.values.values == (("true", 1), ("false", 1))
    assert [(each.source, each.name) for each in seen.fields] == [
        (FieldSource.METADATA, "desk"),
        (FieldSource.ANSWERS, "mood"),
    ]


def test_chains_annotators_and_remarks_are_counted():
    links = [arrow("By", OFFER, BONN, identifier="l1")]
    notes = [ForeignNote(text="Odd", about=each) for each in (None, OFFER.id, "l1", "gone")]
    seen = inventory(
        [
            read(
                layer(BONN, OFFER, links=links, notes=notes, referents=(chain(BONN),)),
                layer(annotator=None, kind=AnnotatorKind.GOLD),
            )
        ]
    )
    assert [(each.kind, each.count, each.named, each.mentions) for each in seen.referents] == [
        ("Chain", 1, 0, 1)
    ]
    assert [(each.name, each.kind, each.layers) for each in seen.annotators] == [
        ("annotator 1", AnnotatorKind.HUMAN, 1),
        (None, AnnotatorKind.GOLD, 1),
    ]
    assert {each.label: each.remarks for each in seen.labels} == {"ORG": 0, "Offer": 2}
    assert seen.remarks_on_articles == 1


def test_what_could_not_be_read_says_nothing():
    assert inventory([ForeignRead(path="a", line=None, article=None)]) == inventory([])


def test_there_is_an_end_to_what_is_told_apart(monkeypatch):
    monkeypatch.setattr(taking_stock, "MOST_ENTRIES", 3)
    spans = [mark(f"L{number}", "Bonn") for number in range(5)]
    seen = inventory([read(layer(*spans, *spans))])
    assert len(seen.labels) == 3
    assert seen.untold == 4
    assert seen.spans == 10


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ([True, "false"], AttributeKind.YES_NO),
        ([1, 2.5], AttributeKind.NUMBER),
        (["2024-03-05"], AttributeKind.DATE),
        (["2024", "2023"], AttributeKind.CHOICE),
        (["a", "b", "a"], AttributeKind.CHOICE),
        (["a", 1], AttributeKind.TEXT),
        ([" a"], AttributeKind.TEXT),
        (["a\nb"], AttributeKind.TEXT),
        ([str(number) + "x" for number in range(MOST_OPTIONS + 1)], AttributeKind.TEXT),
        ([float("nan")], AttributeKind.TEXT),
    ],
)
def test_the_kind_of_a_question_follows_from_its_answers(given, kind):
    count = ValueCount()
    for value in given:
        count.add(value)
    assert count.seen().kind is kind


def test_only_so_many_answers_are_kept():
    count = ValueCount()
    for number in range(MOST_VALUES + 5):
        count.add(f"value {number}")
    seen = count.seen()
    assert (seen.count, len(seen.values), seen.is_cut) == (MOST_VALUES + 5, MOST_VALUES, True)


def test_what_many_articles_leave_out_is_added_up():
    def left(path, why="left out", count=2):
        return LeftOut(matter=Matter.SPAN, what="spans “X”", why=why, count=count, path=path)

    totals = Totals()
    totals.add([left("a"), left("b", "gone")])
    totals.add([left("c")])
    assert totals.left_out == (
        left("a", count=4),
        left("b", "gone"),
    )
