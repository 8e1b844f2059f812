from __future__ import annotations

import pytest
from hypothesis import given

from db.formats.foreign import ForeignNote
from db.imports.mapping.checking import faults_of
from db.imports.mapping.making import MOST_LABELS_OF_KIND, NoLabels, made_from
from db.imports.mapping.names import Names, name_form, title_form
from db.scheme.keys import RESERVED_KEYS
from db.scheme.looks import Keys, look
from db.scheme.model import AttributeKind
from db.scheme.toml import parse, write
from tests.db.imports.mapping.foreign import (
    arrow,
    inventory,
    layer,
    mapped,
    mark,
    read,
    reads,
    told,
)

BONN, OFFER = mark("ORG", "Bonn"), mark("Offer", "a truce")


def made(*layers, name="Trade talks", **said):
    return made_from(inventory([read(*layers, **said)]), name)


@given(reads())
def test_every_scheme_that_is_made_can_be_saved_and_used(read):
    seen = inventory([read])
    if seen.labels:
        scheme, mapping = made_from(seen, "*")
        assert parse(write(scheme)) == scheme
        assert faults_of(mapping, scheme) == ()
        looks = {(each.light, each.line) for each in scheme.span_types}
        assert len(looks) == len(scheme.span_types)


def test_labels_that_differ_stay_apart_and_keep_their_words_as_titles():
    spans = [
        mark("PER", "Bonn"),
        mark("per", "Bonn"),
        mark("PER", "Bonn", kind="Name"),
        mark("Gene expression!", "Kiel"),
        mark("#*", "Kiel", kind="Odd"),
    ]
    scheme = made(layer(*spans))[0]
    assert {(each.label, each.title) for each in scheme.span_types} == {
        ("PER", "PER"),
        ("per_2", "per 2"),
        ("Name_PER", "Name PER"),
        ("Gene_expression", "Gene expression!"),
        ("Odd", "Odd #*"),
    }


def test_roles_have_the_signatures_that_were_seen():
    links = [arrow("By", OFFER, BONN), arrow("By", OFFER, OFFER), arrow("By", BONN, OFFER)]
    scheme, mapping = made(layer(BONN, OFFER, links=links))
    assert [(each.name, each.source, each.targets) for each in scheme.roles] == [
        ("By", "Offer", ("ORG", "Offer")),
        ("By", "ORG", ("Offer",)),
    ]
    assert len(mapping.links) == 1


def test_questions_have_the_options_that_were_seen():
    spans = [
        mark("Offer", "a truce", mood="sad", sure=True, size=3),
        mark("Offer", "sad", mood="glad", note="two\nlines"),
    ]
    (label,) = made(layer(*spans))[0].span_types
    kinds = {each.name: each.kind for each in label.attributes}
    assert kinds == {
        "mood": AttributeKind.CHOICE,
        "sure": AttributeKind.YES_NO,
        "size": AttributeKind.NUMBER,
        "note": AttributeKind.TEXT,
    }
    (mood,) = (each for each in label.attributes if each.name == "mood")
    assert {each.value for each in mood.options} == {"sad", "glad"}


def test_open_lists_of_labels_become_one_label_with_the_word_as_its_answer():
    text = " ".join(f"word{number}" for number in range(MOST_LABELS_OF_KIND + 1))
    spans = [mark(word, word, kind="Lemma", text=text) for word in text.split()]
    said = read(layer(*spans), text=text)
    scheme, mapping = made_from(inventory([said]), "Lemmas")
    assert [each.label for each in scheme.span_types] == ["Lemma"]
    (found,) = mapped(said, mapping, scheme)
    assert found.record is not None
    assert [span.attributes for span in found.record.spans] == [
        {"value": word} for word in text.split()
    ]
    assert told(said, mapping, scheme) == ""


def test_remarks_become_answers():
    notes = (ForeignNote(text="Odd."), ForeignNote(text="Really?", about=OFFER.id))
    said = read(layer(BONN, OFFER, notes=notes))
    scheme, mapping = made_from(inventory([said]), "A")
    (found,) = mapped(said, mapping, scheme)
    assert found.record is not None
    assert found.record.labels == {"remark": "Odd."}
    assert [span.attributes for span in found.record.spans] == [{}, {"remark": "Really?"}]


def test_what_is_said_of_articles_becomes_fields():
    scheme = made(layer(BONN, answers={"topic": "a"}), metadata={"pub date": "2024-03-05"})[0]
    assert [(each.name, each.title, each.kind, each.per_annotator) for each in scheme.fields] == [
        ("pub_date", "pub date", AttributeKind.DATE, False),
        ("topic", "topic", AttributeKind.CHOICE, True),
    ]


def test_a_made_scheme_demands_nothing():
    links = [arrow("By", OFFER, BONN)]
    said = read(layer(BONN, OFFER, links=links), layer(OFFER, annotator="annotator 2"))
    scheme, mapping = made_from(inventory([said]), "A")
    assert all(each.record.layer.state == "done" for each in mapped(said, mapping, scheme))


def test_there_is_no_scheme_of_nothing():
    with pytest.raises(NoLabels, match="Nothing is marked"):
        made_from(inventory([read(layer())]), "A")


def test_keys_are_letters_of_the_name_and_never_run_out():
    keys = Keys()
    assert keys.take("Proposal") == "P"
    assert keys.take("Person") == "E"
    many = [keys.take("") for _ in range(200)]
    assert len(set(many)) == 200
    assert not RESERVED_KEYS & set(many)


def test_forty_two_labels_look_different():
    assert len({look(number) for number in range(42)}) == 42


def test_names_are_made_of_what_was_said():
    names = Names()
    assert [names.take(each, instead="x") for each in ("a b", "A-B", "a_b", "1!", "_2c")] == [
        "a_b",
        "A-B",
        "a_b_2",
        "x",
        "c",
    ]
    assert name_form("Ünde") == "Ünde"
    assert title_form(" a\n\x00b ") == "a b"
