from __future__ import annotations

from db.formats.foreign import ForeignNote
from db.imports.mapping.checking import faults_of
from db.imports.mapping.model import AnswerUse, FieldSource, LinkUse
from db.imports.mapping.proposing import propose
from db.imports.mapping.unmapped import unmapped
from tests.db.formats.strategies import scheme
from tests.db.imports.mapping.foreign import arrow, inventory, layer, mapped, mark, read, told


def proposed(*layers, **said):
    mapping = propose(inventory([read(*layers, **said)]), scheme())
    assert faults_of(mapping, scheme()) == ()
    return mapping


def labels(mapping):
    return {rule.label: (rule.to, dict(rule.answers)) for rule in mapping.labels}


def links(mapping):
    return {(rule.role, rule.source): (rule.to, rule.is_reversed) for rule in mapping.links}


def test_entities_of_other_tools_are_actors_of_a_type():
    spans = [mark(each, "Bonn") for each in ("PER", "ORG", "GPE", "Person", "LOC")]
    assert labels(proposed(layer(*spans))) == {
        "PER": ("ACTOR", {"type": "person"}),
        "ORG": ("ACTOR", {"type": "organisation"}),
        "GPE": ("ACTOR", {"type": "state"}),
        "Person": ("ACTOR", {"type": "person"}),
    }


def test_equal_and_similar_names_are_found():
    spans = [mark(each, "Bonn") for each in ("actor", "Proposals", "REJECT", "sentence")]
    assert {name: to for name, (to, _) in labels(proposed(layer(*spans))).items()} == {
        "actor": "ACTOR",
        "Proposals": "PROPOSAL",
        "REJECT": "REJECTION",
    }


def test_the_name_of_a_layer_says_what_its_labels_are():
    assert labels(proposed(layer(mark("party", "Bonn", kind="Actor")))) == {
        "party": ("ACTOR", {"type": "party"})
    }


def test_every_guess_has_a_reason():
    offer, bonn = mark("Proposal", "a truce", status="floated"), mark("ORG", "Bonn")
    mapping = proposed(
        layer(offer, bonn, links=[arrow("Source", offer, bonn)]), metadata={"url": "a"}
    )
    rules = [*mapping.labels, *mapping.links, *mapping.attributes, *mapping.fields]
    assert len(rules) == 5
    assert all(rule.reason for rule in rules)


def test_source_and_target_mean_different_roles_of_different_labels():
    offer, no, bonn = mark("PROPOSAL", "a truce"), mark("REJECTION", "said no"), mark("ORG", "Bonn")
    arrows = [
        arrow("Source", offer, bonn),
        arrow("Target", offer, bonn),
        arrow("Source", no, bonn),
        arrow("Target", no, offer),
    ]
    assert links(proposed(layer(offer, no, bonn, links=arrows))) == {
        ("Source", "PROPOSAL"): ("proposed_by", False),
        ("Target", "PROPOSAL"): ("addressed_to", False),
        ("Source", "REJECTION"): ("rejected_by", False),
        ("Target", "REJECTION"): ("rejects", False),
    }


def test_arrows_from_actors_to_what_they_did_are_turned_round():
    offer, no, bonn = mark("PROPOSAL", "a truce"), mark("REJECTION", "said no"), mark("ORG", "Bonn")
    arrows = [
        arrow("proposes", bonn, offer, identifier="1"),
        arrow("supports", bonn, offer, identifier="2"),
        arrow("rejects", bonn, no, identifier="3"),
    ]
    found = inventory([read(layer(offer, no, bonn, links=arrows))])
    assert links(propose(found, scheme()))["supports", "ORG"] == ("supported_by", True)
    assert links(propose(found, scheme()))["proposes", "ORG"] == ("proposed_by", True)
    assert links(propose(found, scheme()))["rejects", "ORG"] == ("rejected_by", True)


def test_the_only_role_between_two_labels_is_a_guess():
    offer, no = mark("PROPOSAL", "a truce"), mark("REJECTION", "said no")
    mapping = proposed(layer(offer, no, links=[arrow("about", no, offer)]))
    assert links(mapping) == {("about", "REJECTION"): ("rejects", False)}
    assert "the only role" in mapping.links[0].reason


def test_coreference_joins_and_other_links_do_not():
    spans = [mark("PER", "Bonn"), mark("PER", "Kiel")]
    arrows = [
        arrow("ana", *spans, kind="Coref"),
        arrow("bridge", *spans, kind="Coref", identifier="2"),
    ]
    (rule,) = proposed(layer(*spans, links=arrows)).links
    assert (rule.role, rule.use) == ("ana", LinkUse.SAME_REFERENT)


def test_attributes_are_found_with_their_values():
    spans = [
        mark("PROPOSAL", "a truce", Status="Under-Discussion", mood="sad"),
        mark("ORG", "Bonn", identity="Bonn", type="Government"),
    ]
    rules = {rule.name: rule for rule in proposed(layer(*spans)).attributes}
    assert rules.keys() == {"Status", "identity", "type"}
    assert (rules["Status"].to, dict(rules["Status"].values)) == (
        "status",
        {"Under-Discussion": "under_discussion"},
    )
    assert rules["identity"].use is AnswerUse.REFERENT_NAME
    assert (rules["type"].use, rules["type"].to) == (AnswerUse.REFERENT, "type")


def test_an_attribute_none_of_whose_answers_fit_is_not_guessed():
    mapping = proposed(layer(mark("PROPOSAL", "a truce", status="7")))
    assert mapping.attributes == ()


def test_fields_are_found_by_usual_names():
    mapping = proposed(
        layer(answers={"comment": "odd", "relevance": "Marginal"}),
        metadata={"pub_date": "2024-03-05", "URL": "a", "lang": "en", "desk": "x"},
    )
    assert {(rule.source, rule.name, rule.to) for rule in mapping.fields} == {
        (FieldSource.METADATA, "pub_date", "date"),
        (FieldSource.METADATA, "URL", "address"),
        (FieldSource.METADATA, "lang", "language"),
        (FieldSource.ANSWERS, "comment", "note"),
        (FieldSource.ANSWERS, "relevance", "relevance"),
    }
    values = {rule.name: dict(rule.values) for rule in mapping.fields if rule.values}
    assert values == {"relevance": {"Marginal": "marginal"}}


def test_remarks_go_to_the_note_of_the_annotator():
    assert proposed(layer(notes=(ForeignNote(text="Odd."),))).remarks == "note"
    assert proposed(layer(mark("PER", "Bonn"))).remarks == ""


def test_what_nobody_guessed_is_listed():
    offer, bonn = mark("PROPOSAL", "a truce", mood="sad"), mark("LOC", "Bonn")
    said = layer(offer, bonn, links=[arrow("By", offer, bonn, sure="yes")], answers={"mood": "x"})
    seen = inventory([read(said, metadata={"desk": "north"})])
    left = unmapped(propose(seen, scheme()), seen)
    assert [each.label for each in left.labels] == ["LOC"]
    assert [each.name for each in left.attributes] == ["mood"]
    assert [each.name for each in left.link_attributes] == ["sure"]
    assert [each.name for each in left.fields] == ["mood"]
    assert left.roles == ()
    assert not left.is_empty


def test_a_proposal_can_be_carried_out_as_it_is():
    offer, bonn = mark("PROPOSAL", "a truce"), mark("GPE", "Bonn")
    said = read(layer(offer, bonn, links=[arrow("Proposer", offer, bonn)], annotator=None))
    proposal = propose(inventory([said]), scheme())
    (found,) = mapped(said, proposal, scheme())
    assert told(said, proposal, scheme()) == ""
    assert found.record is not None
    assert len(found.record.links) == 1
