from __future__ import annotations

from db.errors import Problem
from db.formats.foreign import ForeignLayer, ForeignNote, ForeignRead
from db.imports.mapping.applying import Mapper
from db.imports.mapping.model import (
    AnnotatorRule,
    AnswerUse,
    AttributeRule,
    FieldRule,
    FieldSource,
    LabelRule,
    LinkRule,
    Mapping,
)
from db.model import AnnotatorKind, LayerState
from tests.db.formats.strategies import scheme
from tests.db.imports.mapping.foreign import TEXT, arrow, layer, mapped, mark, read, told

BONN, KIEL = mark("ORG", "Bonn"), mark("ORG", "Kiel")
OFFER, NO = mark("Offer", "a truce"), mark("No", "said no")
LABELS = (
    LabelRule(label="ORG", to="ACTOR", answers={"type": "state"}, names_referent=True),
    LabelRule(label="Offer", to="PROPOSAL"),
    LabelRule(label="No", to="REJECTION"),
)
LINKS = (
    LinkRule(role="By", source="Offer", to="proposed_by"),
    LinkRule(role="By", source="No", to="rejected_by"),
    LinkRule(role="Of", to="rejects"),
)
MAPPING = Mapping(labels=LABELS, links=LINKS)


def record(*layers, mapping=MAPPING, **said):
    (found,) = mapped(read(*layers, **said), mapping, scheme())
    assert found.problems == ()
    assert found.record is not None
    return found.record


def notes(*layers, mapping=MAPPING, **said):
    return told(read(*layers, **said), mapping, scheme())


def test_events_with_their_arguments_become_statements():
    links = [arrow("By", OFFER, BONN), arrow("By", NO, KIEL), arrow("Of", NO, OFFER)]
    made = record(layer(BONN, KIEL, OFFER, NO, links=links))
    words = {span.id: TEXT[span.start : span.end] for span in made.spans}
    assert [(words[each.source], each.role, words[each.target]) for each in made.links] == [
        ("a truce", "proposed_by", "Bonn"),
        ("said no", "rejected_by", "Kiel"),
        ("said no", "rejects", "a truce"),
    ]
    assert made.layer is not None
    assert made.layer.state is LayerState.DONE


def test_a_layer_with_open_slots_stays_open_and_says_why():
    made = record(layer(OFFER))
    assert made.layer is not None
    assert made.layer.state is LayerState.OPEN
    assert "Proposed by: needs an actor" in notes(layer(OFFER))


def test_an_arrow_can_be_turned_round():
    mapping = Mapping(
        labels=LABELS, links=(LinkRule(role="proposes", to="proposed_by", is_reversed=True),)
    )
    (link,) = record(
        layer(BONN, OFFER, links=[arrow("proposes", BONN, OFFER)]), mapping=mapping
    ).links
    assert (link.role, link.source, link.target) == ("proposed_by", OFFER.id, BONN.id)


def test_links_that_the_scheme_does_not_allow_are_told_of_with_the_reason():
    many = [
        arrow("By", OFFER, BONN, identifier="1"),
        arrow("By", OFFER, BONN, identifier="2"),
        arrow("By", OFFER, NO),
        arrow("By", OFFER, OFFER),
        arrow("Of", OFFER, NO),
        arrow("Near", BONN, KIEL),
    ]
    said = notes(layer(BONN, KIEL, OFFER, NO, links=many))
    assert "links “By” (1 in all): left out, because another link says the same" in said
    assert (
        "links “By” (1 in all): left out, because “proposed_by” of PROPOSAL can't point at "
        "REJECTION" in said
    )
    assert "links “By” (1 in all): left out, because they lead from a span to itself" in said
    assert "the scheme has no role “rejects” of PROPOSAL; it is “a truce → said no”" in said
    assert (
        "links “Near” (1 in all): left out, because the mapping does not take them; "
        "it is “Bonn → Kiel”" in said
    )


def test_each_kind_of_thing_is_told_of_once_with_how_many_and_the_first():
    other = [mark("MISC", "truce"), mark("MISC", "truce", nth=1), mark("MISC", "sad")]
    said = notes(layer(BONN, *other))
    assert (
        "spans “MISC” (3 in all): left out, because the mapping does not take them; "
        "the first is “truce”" in said
    )


def test_links_to_spans_that_were_left_out_are_told_of():
    gone = mark("MISC", "sad")
    said = notes(layer(OFFER, gone, links=[arrow("By", OFFER, gone)]))
    assert "a span at one end was left out; it is “a truce → sad”" in said


def test_spans_of_two_labels_that_become_one_label_join_with_their_links():
    agency = mark("PER", "Bonn")
    mapping = Mapping(labels=(*LABELS, LabelRule(label="PER", to="ACTOR")), links=LINKS)
    links = [arrow("By", OFFER, agency), arrow("By", OFFER, BONN)]
    made = record(layer(BONN, agency, OFFER, links=links), mapping=mapping)
    assert [span.label for span in made.spans] == ["ACTOR", "PROPOSAL"]
    assert len(made.links) == 1
    said = notes(layer(BONN, agency, OFFER, links=links), mapping=mapping)
    assert "became one with another ACTOR that marks the same words" in said


def test_answers_are_translated_by_value_title_and_table():
    rule = AttributeRule(label="Offer", name="state", to="status", values={"dead": "withdrawn"})
    mapping = Mapping(labels=LABELS, attributes=(rule,))
    for said, expected in (
        ("dead", "withdrawn"),
        ("Under discussion", "under_discussion"),
        ("FLOATED", "floated"),
    ):
        made = record(layer(mark("Offer", "a truce", state=said)), mapping=mapping)
        assert made.spans[0].attributes == {"status": expected}
    said = notes(layer(mark("Offer", "a truce", state="odd", mood=1)), mapping=mapping)
    assert (
        "answers to “state” of spans “Offer” (1 in all): left out, because “status” takes no such "
        "answer; it is “odd”" in said
    )
    assert (
        "answers to “mood” of spans “Offer” (1 in all): left out, because the mapping does not "
        "take them" in said
    )


def test_a_foreign_label_can_be_an_answer():
    rule = LabelRule(kind="Offer", to="PROPOSAL", label_as="status")
    made = record(layer(mark("accepted", "a truce", kind="Offer")), mapping=Mapping(labels=(rule,)))
    assert made.spans[0].attributes == {"status": "accepted"}


def test_what_is_said_of_articles_goes_to_fields_and_keeps_its_name_without_a_rule():
    mapping = Mapping(
        fields=(
            FieldRule(name="pubdate", to="date"),
            FieldRule(name="id", to=None),
            FieldRule(
                source=FieldSource.ANSWERS, name="topic", to="relevance", values={"x": "marginal"}
            ),
            FieldRule(source=FieldSource.ANSWERS, name="paper", to="publisher"),
        )
    )
    said = layer(answers={"topic": "x", "paper": "The Post", "mood": "sad"})
    metadata = {"pubdate": "2024-03-05", "id": 7, "desk": "north"}
    made = record(said, mapping=mapping, metadata=metadata)
    assert made.article.metadata == {"date": "2024-03-05", "desk": "north", "publisher": "The Post"}
    assert made.labels == {"relevance": "marginal"}
    told = notes(said, mapping=mapping, metadata=metadata)
    assert "answers to “mood” about the article (1 in all): left out" in told
    assert "answers to “id” about the article (1 in all): left out" in told


def test_what_does_not_fit_its_field_is_kept_under_its_own_name():
    mapping = Mapping(
        fields=(FieldRule(name="when", to="date"), FieldRule(name="printed", to="date"))
    )
    metadata = {"when": "some day", "printed": "5 March 2024", "date": "today"}
    made = record(mapping=mapping, metadata=metadata)
    assert made.article.metadata == {"date": "2024-03-05", "when": "some day"}
    told = notes(mapping=mapping, metadata=metadata)
    assert "kept as “when”, because “date” takes no such answer; it is “some day”" in told
    assert "left out, because “date” has another answer already; it is “today”" in told


def test_an_answer_of_a_span_can_be_about_the_article():
    rule = AttributeRule(label="Offer", name="who", use=AnswerUse.FIELD, to="author")
    mapping = Mapping(labels=LABELS, attributes=(rule,))
    made = record(layer(mark("Offer", "a truce", who="annotator A")), mapping=mapping)
    assert made.article.metadata == {"author": "annotator A"}


def test_remarks_stand_with_the_answers_of_their_annotator():
    remarks = (
        ForeignNote(text="Odd."),
        ForeignNote(text="Really?", about=OFFER.id),
        ForeignNote(text="Sure?", about="l1"),
        ForeignNote(text="Lost.", about="gone"),
    )
    links = [arrow("By", OFFER, BONN, identifier="l1")]
    mapping = Mapping(labels=LABELS, links=LINKS, remarks="note")
    said = layer(BONN, OFFER, links=links, notes=remarks)
    assert record(said, mapping=mapping).labels == {
        "note": "Odd.\n“a truce”: Really?\n“a truce”: By: Sure?"
    }
    assert "remarks of annotators (1 in all): left out" in notes(said, mapping=mapping)
    assert (
        "remarks of annotators (4 in all): left out, because the mapping does not take them"
        in notes(said)
    )


def test_every_layer_is_a_record_of_its_own_and_an_article_without_any_comes_alone():
    found = mapped(read(layer(BONN), layer(KIEL, annotator="annotator 2")), MAPPING, scheme())
    assert [each.record.layer.annotator for each in found] == ["annotator 1", "annotator 2"]
    assert [len(each.record.spans) for each in found] == [1, 1]
    assert record().layer is None
    assert record(ForeignLayer()).layer is None


def test_annotators_get_the_names_that_were_chosen():
    mapping = Mapping(
        labels=LABELS,
        annotators=(
            AnnotatorRule(name="u1", who="annotator 1"),
            AnnotatorRule(name="best", who="", kind=AnnotatorKind.GOLD),
            AnnotatorRule(name=None, who="annotator 9", kind=AnnotatorKind.MODEL),
        ),
    )
    layers = [
        layer(BONN, annotator=name, kind=kind)
        for name, kind in (
            ("u1", AnnotatorKind.HUMAN),
            ("best", AnnotatorKind.HUMAN),
            (None, AnnotatorKind.HUMAN),
            ("x", AnnotatorKind.GOLD),
            ("y", AnnotatorKind.MODEL),
        )
    ]
    found = [each.record.layer for each in mapped(read(*layers), mapping, scheme())]
    assert [(each.kind, each.annotator) for each in found] == [
        (AnnotatorKind.HUMAN, "annotator 1"),
        (AnnotatorKind.GOLD, None),
        (AnnotatorKind.MODEL, "annotator 9"),
        (AnnotatorKind.GOLD, None),
        (AnnotatorKind.MODEL, "y"),
    ]


def test_annotation_of_nobody_is_a_problem():
    (found,) = mapped(read(layer(BONN, annotator=None)), MAPPING, scheme())
    assert "name an annotator" in found.problems[0].reason


def test_problems_and_notes_of_the_file_are_kept():
    problem = Problem(path="folder/one.ann", line=3, reason="no span")
    bad = ForeignRead(path="folder/one.ann", line=None, article=None, problems=(problem,))
    (found,) = mapped(bad, MAPPING, scheme())
    assert (found.record, found.problems) == (None, (problem,))


def test_spans_that_do_not_stand_in_the_text_are_told_of():
    assert record(layer(BONN), text="   Bo").spans == ()
    assert "don't stand in the text" in notes(layer(BONN), text="   Bo")


def test_a_rule_for_a_label_that_the_scheme_lacks_is_told_of():
    mapping = Mapping(labels=(LabelRule(label="ORG", to="BODY"),))
    assert "the scheme has no label BODY" in notes(layer(BONN), mapping=mapping)


def test_what_is_left_out_is_counted_for_programs_too():
    found = Mapper(MAPPING, scheme()).map(read(layer(BONN, mark("MISC", "sad"))))
    (left_out,) = found.left_out
    assert (left_out.matter, left_out.count, left_out.example) == ("spans", 1, "sad")
