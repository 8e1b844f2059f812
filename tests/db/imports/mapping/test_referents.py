from __future__ import annotations

from db.imports.mapping.entries import entry_name, is_name
from db.imports.mapping.model import (
    AnswerUse,
    AttributeRule,
    LabelRule,
    LinkRule,
    LinkUse,
    Mapping,
    ReferentRule,
)
from tests.db.formats.strategies import scheme
from tests.db.imports.mapping.foreign import arrow, chain, layer, mapped, mark, read, told

MAPPING = Mapping(
    labels=(
        LabelRule(label="ORG", to="ACTOR"),
        LabelRule(label="STATE", to="ACTOR", answers={"type": "state"}, names_referent=True),
        LabelRule(label="PER", to="ACTOR", answers={"type": "person"}, names_referent=True),
        LabelRule(label="Offer", to="PROPOSAL"),
    ),
    links=(LinkRule(role="coref", use=LinkUse.SAME_REFERENT),),
    attributes=(
        AttributeRule(label="ORG", name="wiki", use=AnswerUse.REFERENT_NAME),
        AttributeRule(label="ORG", name="sort", use=AnswerUse.REFERENT, to="type"),
    ),
    referents=(ReferentRule(kind="Chain"),),
)


def record(*layers, name="one"):
    (found,) = mapped(read(*layers, name=name), MAPPING, scheme())
    assert found.record is not None
    return found.record


def notes(*layers):
    return told(read(*layers), MAPPING, scheme())


def named(made):
    """The words of each span with the name of its referent."""
    names = {each.id: each.name for each in made.referents}
    body = made.article.body
    return [(body[span.start : span.end], names.get(span.referent)) for span in made.spans]


def test_a_chain_is_named_by_the_longest_name_among_its_mentions():
    first, second = mark("ORG", "the truce", nth=0), mark("ORG", "Kiel")
    assert named(record(layer(first, second, referents=(chain(first, second),)))) == [
        ("Kiel", "Kiel"),
        ("the truce", "Kiel"),
    ]


def test_an_entry_of_a_knowledge_base_keeps_its_id_and_name():
    bonn = mark("ORG", "Bonn")
    made = record(layer(bonn, referents=(chain(bonn, identifier="Q586", name="City of Bonn"),)))
    (referent,) = made.referents
    assert (referent.id, referent.label, referent.name) == ("Q586", "ACTOR", "City of Bonn")


def test_a_chain_joins_the_entry_that_one_of_its_mentions_has():
    bonn, kiel = mark("ORG", "Bonn"), mark("ORG", "Kiel")
    entry = chain(bonn, identifier="Q586", name="City of Bonn")
    made = record(layer(bonn, kiel, referents=(chain(bonn, kiel), entry)))
    assert [name for _, name in named(made)] == ["City of Bonn"] * 2


def test_two_entries_for_the_same_words_are_told_of():
    bonn = mark("ORG", "Bonn")
    entries = [chain(bonn, identifier=each, name=each) for each in ("Q1", "Q2")]
    assert record(layer(bonn, referents=entries)).referents[0].id == "Q1"
    assert "their spans mean another entry already; it is “Q2”" in notes(
        layer(bonn, referents=entries)
    )


def test_links_between_mentions_make_one_referent():
    spans = [mark("ORG", "Bonn"), mark("ORG", "Kiel"), mark("ORG", "Bonn", nth=1)]
    links = [arrow("coref", spans[1], spans[0]), arrow("coref", spans[2], spans[1])]
    made = record(layer(*spans, links=links))
    assert made.links == ()
    assert len(made.referents) == 1
    assert {span.referent for span in made.spans} == {made.referents[0].id}


def test_a_chain_of_two_labels_becomes_a_referent_for_each_and_that_is_told():
    bonn, offer = mark("ORG", "Bonn"), mark("Offer", "a truce")
    said = layer(bonn, offer, referents=(chain(bonn, offer),))
    assert [each.label for each in record(said).referents] == ["ACTOR", "PROPOSAL"]
    assert "chains of several labels (1 in all): parted" in notes(said)


def test_equal_words_share_a_referent_unless_their_types_differ():
    spans = [
        mark("STATE", "Bonn"),
        mark("STATE", "Bonn", nth=1),
        mark("PER", "Kiel"),
        mark("STATE", "Kiel", nth=1),
    ]
    made = record(layer(*spans))
    assert [(each.name, each.attributes["type"]) for each in made.referents] == [
        ("Bonn", "state"),
        ("Kiel", "person"),
        ("Kiel", "state"),
    ]
    assert made.spans[0].referent == made.spans[2].referent


def test_answers_name_the_referent_and_describe_it():
    made = record(
        layer(mark("ORG", "Bonn", wiki="https://example.org/wiki/City_of_Bonn", sort="State"))
    )
    (referent,) = made.referents
    assert (referent.name, referent.attributes) == ("City of Bonn", {"type": "state"})


def test_answers_about_a_referent_that_is_not_there_are_told_of():
    assert "the span has no referent; it is “state”" in notes(
        layer(mark("ORG", "Bonn", sort="state"))
    )


def test_mentions_that_say_different_things_of_their_referent_are_told_of():
    spans = [mark("STATE", "Bonn"), mark("PER", "Kiel")]
    said = layer(*spans, referents=(chain(*spans),))
    assert record(said).referents[0].attributes == {"type": "state"}
    assert "an earlier mention says otherwise; it is “Bonn: person”" in notes(said)


def test_chains_that_the_mapping_does_not_take_are_told_of():
    bonn = mark("ORG", "Bonn")
    said = layer(bonn, referents=(chain(bonn, kind="Other"),))
    assert record(said).referents == ()
    assert "referents “Other” (1 in all): left out" in notes(said)


def test_only_names_mean_the_same_in_another_article():
    def ids(words, label="ORG"):
        spans = [mark(label, words), mark(label, "sad")]
        said = layer(*spans, referents=(chain(*spans),))
        return [record(said, name=name).referents[0].id for name in ("one", "two")]

    assert len(set(ids("Kiel"))) == 1
    assert len(set(ids("a truce"))) == 2
    assert len(set(ids("Kiel", "Offer"))) == 2
    assert ids("a truce") == ids("a truce")


def test_names_are_told_from_other_words():
    names = [
        "Kiel",
        "Bank of England",
        "Charles de Gaulle",
        "UN",
        "G-8",
        "Москва",
        "東京",
        "القاهرة",
    ]
    others = ["he", "The court", "Officials said", "he said", "он", "彼女", "", "12", "🦊"]
    assert all(map(is_name, names))
    assert not any(map(is_name, others))


def test_entries_are_named_by_their_last_part():
    assert entry_name("https://example.org/wiki/S%C3%B8ren_K#x/") == "x"
    assert entry_name("https://example.org/wiki/S%C3%B8ren_K") == "Søren K"
    assert entry_name("ABC_News") == "ABC News"
    assert entry_name("___") == "___"
