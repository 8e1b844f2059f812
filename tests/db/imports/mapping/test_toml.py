from __future__ import annotations

import tomllib

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from db.imports.mapping.checking import faults_of
from db.imports.mapping.making import made_from
from db.imports.mapping.model import (
    AnnotatorRule,
    AnswerUse,
    AttributeRule,
    FieldRule,
    FieldSource,
    LabelRule,
    LinkRule,
    LinkUse,
    Mapping,
    ReferentRule,
)
from db.imports.mapping.proposing import propose
from db.imports.mapping.toml import as_tables, read_mapping
from db.model import AnnotatorKind
from db.scheme.faults import Fault
from db.scheme.reader import Reader
from tests.db.formats.strategies import answers, scheme, texts
from tests.db.imports.mapping.foreign import inventory, reads

# TOML holds whole numbers of 64 bits and any text but half characters.
_names = texts(max_size=6)
_some = texts(min_size=1, max_size=6)
_answers = st.dictionaries(_names, answers, max_size=2)

mappings = st.builds(
    Mapping,
    labels=st.lists(
        st.builds(
            LabelRule,
            kind=_names,
            label=_names,
            to=st.one_of(st.none(), _some),
            answers=_answers,
            label_as=_names,
            names_referent=st.booleans(),
            reason=_names,
        ),
        max_size=2,
    ).map(tuple),
    links=st.lists(
        st.builds(
            LinkRule,
            kind=_names,
            role=_names,
            source=_names,
            use=st.sampled_from(LinkUse),
            to=_names,
            is_reversed=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    attributes=st.lists(
        st.builds(
            AttributeRule,
            kind=_names,
            label=_names,
            name=_names,
            use=st.sampled_from(AnswerUse),
            to=_names,
            values=_answers,
        ),
        max_size=2,
    ).map(tuple),
    referents=st.lists(
        st.builds(ReferentRule, kind=_names, is_taken=st.booleans()), max_size=2
    ).map(tuple),
    fields=st.lists(
        st.builds(
            FieldRule,
            source=st.sampled_from(FieldSource),
            name=_names,
            to=st.one_of(st.none(), _some),
            values=_answers,
        ),
        max_size=2,
    ).map(tuple),
    annotators=st.lists(
        st.builds(
            AnnotatorRule,
            name=st.one_of(st.none(), _some),
            who=_names,
            kind=st.one_of(st.none(), st.sampled_from(AnnotatorKind)),
        ),
        max_size=2,
    ).map(tuple),
    remarks=_names,
)


def again(mapping: Mapping) -> tuple[Mapping, list[Fault]]:
    faults: list[Fault] = []
    reader = Reader(tomllib.loads(tomli_w.dumps(as_tables(mapping))), (), faults)
    found = read_mapping(reader)
    reader.finish()
    return found, faults


@given(mappings)
def test_a_mapping_that_is_written_reads_back_equal(mapping: Mapping):
    assert again(mapping) == (mapping, [])


@given(reads())
def test_proposals_and_made_mappings_read_back_equal(read):
    seen = inventory([read])
    for mapping in [propose(seen, scheme())] + ([made_from(seen, "A")[1]] if seen.labels else []):
        assert again(mapping) == (mapping, [])


def test_a_plain_list_of_labels_is_a_mapping():
    table = tomllib.loads(
        """
        [[labels]]
        label = "PER"
        to = "ACTOR"
        answers = { type = "person" }
        [[links]]
        role = "Source"
        to = "proposed_by"
        """
    )
    mapping = read_mapping(Reader(table, (), []))
    assert mapping == Mapping(
        labels=(LabelRule(label="PER", to="ACTOR", answers={"type": "person"}),),
        links=(LinkRule(role="Source", to="proposed_by"),),
    )
    assert faults_of(mapping, scheme()) == ()


def test_every_word_that_the_scheme_lacks_is_named_with_its_place():
    mapping = Mapping(
        labels=(
            LabelRule(label="PER", to="ACTOUR"),
            LabelRule(label="ORG", to="ACTOR", answers={"sort": "x", "type": "planet"}),
            LabelRule(label="Offer", to="PROPOSAL", label_as="stutus"),
        ),
        links=(
            LinkRule(role="By", to="proposed_bye"),
            LinkRule(role="Of", source="Offer", to="rejects"),
            LinkRule(role="Coref", use=LinkUse.SAME_REFERENT),
        ),
        attributes=(
            AttributeRule(label="Offer", name="a", to="strength"),
            AttributeRule(label="Offer", name="b", to="status", values={"x": "never"}),
            AttributeRule(label="Offer", name="c", use=AnswerUse.FIELD, to="day"),
            AttributeRule(label="Offer", name="d", use=AnswerUse.LEFT_OUT),
        ),
        fields=(FieldRule(name="when", to="dates"), FieldRule(name="x", to=None)),
        annotators=(AnnotatorRule(name="u", who=" "),),
    )
    faults = {fault.place: fault.reason for fault in faults_of(mapping, scheme())}
    assert list(faults) == [
        ("labels", 0, "to"),
        ("labels", 1, "answers", "sort"),
        ("labels", 1, "answers", "type"),
        ("labels", 2, "label_as"),
        ("links", 0, "to"),
        ("links", 1, "to"),
        ("attributes", 0, "to"),
        ("attributes", 1, "values", "x"),
        ("attributes", 2, "to"),
        ("fields", 0, "to"),
        ("annotators", 0, "who"),
    ]
    assert faults["labels", 0, "to"] == "There is no label “ACTOUR”. Did you mean “ACTOR”?"
    assert faults["links", 1, "to"] == "“Offer” becomes PROPOSAL, which has no role “rejects”."
