"""What holds of every mapping: what is not in the record is in the account."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

from hypothesis import given

from db.formats import jsonl, jsonl_reader
from db.formats.foreign import ForeignLayer, ForeignRead
from db.formats.losses import as_text
from db.imports.mapping.account import Matter
from db.imports.mapping.applying import Mapped, Mapper
from db.imports.mapping.making import UNNAMED, made_from
from db.imports.mapping.model import Mapping
from db.imports.mapping.proposing import propose
from db.imports.mapping.unmapped import unmapped
from db.model import AnnotatorKind
from db.scheme.model import Scheme
from tests.db.formats.strategies import scheme as default_scheme
from tests.db.imports.mapping.foreign import inventory, reads


def carried_out(read: ForeignRead, mapping: Mapping, scheme: Scheme) -> Mapped:
    found = Mapper(mapping, scheme).map(read)
    for each in found.reads:
        assert each.problems == ()
        assert each.record is not None
    return found


def told(found: Mapped, matter: Matter, *, but: str = "\0") -> int:
    return sum(
        each.count
        for each in found.left_out
        if each.matter is matter and but not in each.why and but not in each.what
    )


def records(found: Mapped):
    return [each.record for each in found.reads if each.record]


def taken_layers(read: ForeignRead):
    """All but those in which nobody says anything."""
    assert read.article is not None
    for each in read.article.layers:
        if each != ForeignLayer():
            yield each


def with_name(read: ForeignRead) -> Mapping:
    return propose(inventory([read]), default_scheme())


@given(reads())
def test_spans_in_are_spans_out_and_spans_told_of(read: ForeignRead):
    for mapping in (with_name(read), replace(with_name(read), labels=(), links=())):
        found = carried_out(read, mapping, default_scheme())
        layers = list(taken_layers(read))
        spans = sum(len(record.spans) for record in records(found))
        links = sum(len(record.links) for record in records(found))
        joined = sum(link.use == "same_referent" for link in mapping.links)
        assert spans + told(found, Matter.SPAN) == sum(len(each.spans) for each in layers)
        if not joined:
            assert links + told(found, Matter.LINK) == sum(len(each.links) for each in layers)


@given(reads())
def test_a_scheme_made_from_the_labels_takes_all_of_them(read: ForeignRead):
    seen = inventory([read])
    if not seen.labels:
        return
    scheme, mapping = made_from(seen, "A scheme")
    left = unmapped(mapping, seen)
    assert replace(left, link_attributes=()).is_empty
    found = carried_out(read, mapping, scheme)
    for told_of in found.left_out:
        if told_of.matter is Matter.SPAN:
            assert "became one" in told_of.why
        if told_of.matter is Matter.LINK:
            assert "itself" in told_of.why or "says the same" in told_of.why
        if told_of.matter is Matter.ATTRIBUTE:
            assert "links have no answers" in told_of.why or "says otherwise" in told_of.why
        assert told_of.matter is not Matter.FIELD or "another answer" in told_of.why
    expected, got = Counter(), Counter()
    rules = {(rule.kind, rule.label): rule.to for rule in mapping.labels}
    for layer in taken_layers(read):
        expected.update({(rules[span.kind, span.label], span.fragments) for span in layer.spans})
    for record in records(found):
        got.update((span.label, span.fragments) for span in record.spans)
    assert got == expected


@given(reads())
def test_answers_about_spans_come_in_word_for_word(read: ForeignRead):
    seen = inventory([read])
    if not seen.labels:
        return
    scheme, mapping = made_from(seen, "A scheme")
    found = carried_out(read, mapping, scheme)
    names = {(rule.kind, rule.name): rule.to for rule in mapping.attributes}
    for layer, record in zip(taken_layers(read), records(found), strict=False):
        said = {span.id: span for span in layer.spans}
        for span in record.spans:
            foreign = said[span.id]
            for name, value in foreign.attributes.items():
                assert as_text(span.attributes[names[foreign.kind, name]]) == as_text(value)


@given(reads())
def test_what_is_said_of_an_article_is_there_or_told_of(read: ForeignRead):
    seen = inventory([read])
    ways = [(default_scheme(), propose(seen, default_scheme()))]
    ways += [made_from(seen, "A scheme")] if seen.labels else []
    for scheme, mapping in ways:
        found = carried_out(read, mapping, scheme)
        layers = [each for each in records(found) if each.layer is not None]
        (article,) = {id(each.article): each.article for each in records(found)[:1]}.values()
        there = Counter(map(as_text, article.metadata.values()))
        for record in layers:
            there.update(map(as_text, record.labels.values()))
        said = Counter(map(as_text, read.article.metadata.values()))
        for layer in taken_layers(read):
            said.update(map(as_text, layer.answers.values()))
        # What is translated, such as a date or an option, is counted as there.
        assert (said - there).total() <= told(found, Matter.FIELD) + (there - said).total()


@given(reads())
def test_records_are_such_as_our_own_format_reads_back(read: ForeignRead):
    seen = inventory([read])
    ways = [(default_scheme(), propose(seen, default_scheme()))]
    ways += [made_from(seen, "A scheme")] if seen.labels else []
    for scheme, mapping in ways:
        for record in records(carried_out(read, mapping, scheme)):
            article = replace(record.article, external_id=record.article.external_id or "one")
            line = jsonl.write(replace(record, article=article))
            (again,) = jsonl_reader.read(io.BytesIO(line), path="one.jsonl", scheme=scheme)
            assert again.problems == ()


@given(reads())
def test_layers_belong_to_whom_the_file_names(read: ForeignRead):
    found = carried_out(read, with_name(read), default_scheme())
    expected = [
        "gold" if layer.kind is AnnotatorKind.GOLD else layer.annotator or UNNAMED
        for layer in taken_layers(read)
    ]
    layers = [record.layer for record in records(found)]
    if not expected:
        assert layers == [None]
    else:
        assert ["gold" if each.kind == "gold" else each.annotator for each in layers] == expected


@given(reads())
def test_mentions_of_one_chain_have_one_referent_for_each_label(read: ForeignRead):
    seen = inventory([read])
    if not seen.labels:
        return
    scheme, mapping = made_from(seen, "A scheme")
    found = carried_out(read, mapping, scheme)
    is_apart = bool(told(found, Matter.REFERENT, but="parted"))
    for layer, record in zip(taken_layers(read), records(found), strict=False):
        assert {span.referent for span in record.spans} - {None} == {
            each.id for each in record.referents
        }
        kept = {span.id: span for span in record.spans}
        for chain in layer.referents:
            # A span that became one with an earlier one is not there under its own id.
            mentions = [kept[each] for each in chain.mentions if each in kept]
            assert all(each.referent is not None for each in mentions)
            if not is_apart:
                pairs = {(each.label, each.referent) for each in mentions}
                assert len(pairs) == len({label for label, _ in pairs})
