from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import chat, chat_reader
from db.formats.foreign import ForeignArticle, ForeignRead
from db.formats.losses import Loss, LossKind, kept
from db.formats.record import Record, RecordLink, RecordSpan
from db.model import Absence, Fragment, NewArticle
from tests.db.formats.foreign_checks import article_of, check_sound, gold, reasons, texts
from tests.db.formats.fuzz import mutated
from tests.db.formats.strategies import records, scheme
from tests.shared_data import shared

PROMPT = chat.Prompt(system="Find all.", before="The article:\n", after="\n(the end)")
LINE = {
    "messages": [
        {"role": "system", "content": "Find all."},
        {"role": "user", "content": "Ann offered a truce. Bo refused it."},
        {
            "role": "assistant",
            "content": orjson.dumps({
                "ACTOR": ["Ann", "Bo"],
                "PROPOSAL": [{"id": "P1", "text": "a truce", "proposed_by": ["Ann"]}],
                "REJECTION": [{"id": "R1", "text": "refused it", "rejects": ["P1"]}],
            }).decode(),
        },
    ]
}  # fmt: skip


def read(*lines: object) -> list[ForeignRead]:
    data = b"\n".join(orjson.dumps(line) for line in lines)
    return list(chat_reader.read(io.BytesIO(data), path="file.jsonl"))


def answered(record: Record) -> dict[str, list]:
    data = orjson.loads(chat.write(record, scheme=scheme()).data)
    assert [message["role"] for message in data["messages"]] == ["system", "user", "assistant"]
    return orjson.loads(data["messages"][2]["content"])


def said_in_words(article: ForeignArticle) -> tuple[object, object]:
    (layer,) = article.layers
    words = {
        span.id: (span.label, article.text[span.start : span.end], texts(span.attributes))
        for span in layer.spans
    }
    links = Counter((each.role, words[each.source], words[each.target]) for each in layer.links)
    return _by_kind(words.values()), links


def expected_in_words(record: Record, losses: tuple[Loss, ...]) -> tuple[object, object]:
    rest = kept(record, losses)
    words = {
        span.id: (span.label, record.article.body[span.start : span.end], texts(span.attributes))
        for span in rest.spans
    }
    links = Counter(
        (each.role, words[each.source], words[each.target or ""]) for each in rest.links
    )
    return _by_kind(words.values()), links


def _by_kind(spans) -> tuple[object, object]:
    """Statements as often as they are there, and what makes no statement once."""
    found = list(spans)
    return (
        Counter(each for each in found if scheme().is_statement(each[0])),
        {each for each in found if not scheme().is_statement(each[0])},
    )


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = chat.write(record, scheme=scheme(), prompt=PROMPT)
    article = article_of(chat_reader.read(io.BytesIO(written.data), path="f", prompt=PROMPT))
    assert article.text == record.article.body
    assert said_in_words(article) == expected_in_words(record, written.losses)


@given(records())
def test_spans_whose_place_was_not_told_as_lost_are_found_where_they_were(record: Record):
    written = chat.write(record, scheme=scheme(), prompt=PROMPT)
    article = article_of(chat_reader.read(io.BytesIO(written.data), path="f", prompt=PROMPT))
    elsewhere = {loss.span for loss in written.losses if loss.kind is LossKind.PLACE}
    found = {(span.label, span.start, span.end) for span in article.layers[0].spans}
    assert {
        (span.label, span.start, span.end) for span in record.spans if span.id not in elsewhere
    } <= found


@given(records())
def test_every_text_is_a_quote_and_every_id_leads_to_a_statement(record: Record):
    answer = answered(record)
    statements = [
        each for label, found in answer.items() if scheme().is_statement(label) for each in found
    ]
    ids = {each["id"] for each in statements}
    assert len(ids) == len(statements)
    quotes = {each["text"] for each in statements} | {
        each
        for label, found in answer.items()
        if not scheme().is_statement(label)
        for each in found
    }
    assert all(quote in record.article.body for quote in quotes)
    assert not ids & quotes
    for each in statements:
        for value in each.values():
            assert not isinstance(value, list) or set(value) <= ids | quotes


@given(mutated(LINE))
def test_any_object_ends_in_an_account(line: object):
    check_sound(read(line))


@given(
    st.recursive(
        st.one_of(st.none(), st.integers(-3, 9), st.sampled_from(["Ann", "P1", "id", "text", ""])),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(st.sampled_from(["id", "text", "rejects", "ACTOR"]), inner),
        ),
    )
)
def test_any_answer_ends_in_an_account(answer: object):
    content = orjson.dumps(answer).decode()
    check_sound(
        read({"messages": [*LINE["messages"][:2], {"role": "assistant", "content": content}]})
    )


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    check_sound(chat_reader.read(io.BytesIO(data), path="f"))


def test_a_chat_is_read_with_its_links():
    layer = article_of(read(LINE)).layers[0]
    assert [(link.role, link.source, link.target) for link in layer.links] == [
        ("proposed_by", "P1", "s1"),
        ("rejects", "R1", "P1"),
    ]


@pytest.mark.parametrize(
    ("message", "content", "reason"),
    [
        (1, None, "no user or no assistant"),
        (1, " ", "no user or no assistant"),
        (1, "\ufeff", "the article can't be used"),
        (2, "Ann", "the answer is no JSON"),
        (2, "[]", "must be one object"),
        (2, '{"ACTOR": ["Cy"]}', "“Cy” is not in the article"),
        (2, '{"PROPOSAL": [{"id": "P1"}]}', "has no text"),
    ],
)
def test_a_fault_is_told_with_its_line(message: int, content: str | None, reason: str):
    changed = [*LINE["messages"]]
    changed[message] = {**changed[message], "content": content}
    found = read(LINE, {"messages": changed})
    assert reason in reasons(found)
    assert found[1].problems[0].line == 2


def chatted(user: str, answer: object, system: str = "Find all.") -> dict[str, object]:
    said = answer if isinstance(answer, str) else orjson.dumps(answer).decode()
    turns = [("system", system), ("user", user), ("assistant", said)]
    return {"messages": [{"role": role, "content": content} for role, content in turns]}


TEXT = "Ann offered a truce. Bo refused it, and Ann left."


def marked(found: list[ForeignRead]) -> list[tuple[str, str]]:
    article = article_of(found)
    (layer,) = article.layers
    return [(span.label, article.text[span.start : span.end]) for span in layer.spans]


def test_the_seed_that_others_wrote_comes_in_as_gold_has_it():
    """Its user gives the article without its heading, so places are further up by as much."""
    with shared("seed", "formats", "chat_sft.jsonl").open("rb") as stream:
        found = list(chat_reader.read(stream, path="chat_sft.jsonl"))
    article = article_of(found)
    (layer,) = article.layers
    heading = gold().article.body.index(article.text)
    labels = {"proposals": "PROPOSAL", "rejections": "REJECTION"}
    ours = {(each.label, each.start, each.end): each for each in gold().spans}
    spans = {
        each.id: ours[labels.get(each.label, "ACTOR"), each.start + heading, each.end + heading]
        for each in layer.spans
    }
    assert [each.label for each in layer.spans] == [
        "proposed_by", "proposals", "reported_by", "reported_by", "rejections", "rejected_by",
    ]  # fmt: skip
    assert len(layer.links) == 5
    gold_links = {(each.role, each.source, each.target) for each in gold().links}
    for link in layer.links:
        source, target = spans[link.source], spans[link.target]
        same = {each.id for each in gold().spans if each.referent == target.referent}
        assert any((link.role, source.id, each) in gold_links for each in same)
    (note,) = found[0].notes
    assert "stands" in note.reason
    assert "times in the article" in note.reason
    (rejection,) = (each for each in layer.spans if each.label == "rejections")
    assert rejection.attributes == {"strength": "unanimous"}


def test_an_instruction_before_each_article_is_no_part_of_it():
    lines = [
        chatted(f"Mark all actors.\n\n{text}\n\nAnswer in JSON.", {"ACTOR": [who]})
        for text, who in (("Ann left.", "Ann"), ("Then Bo came.", "Bo"), ("Then Cy.", "Cy"))
    ]
    found = read(*lines)
    texts_read = [each.article.text.strip() for each in found if each.article]
    assert texts_read == ["Ann left.", "Then Bo came.", "Then Cy."]
    assert [len(each.notes) for each in found] == [1, 0, 0]
    assert "“Mark all actors.”" in found[0].notes[0].reason


def test_what_is_asked_for_in_the_heading_that_all_articles_share_keeps_it():
    lines = [chatted(f"LONDON\n{text}", {"PLACE": ["LONDON"]}) for text in ("Ann.", "Bo.")]
    assert [each.article.text for each in read(*lines) if each.article] == [
        "LONDON\nAnn.",
        "LONDON\nBo.",
    ]


@pytest.mark.parametrize(
    "user",
    [
        f"Mark all actors in this: <article>\n{TEXT}\n</article> Thanks.",
        f'Mark all actors. """{TEXT}"""',
        f"Mark all actors.\n```text\n{TEXT}\n```",
    ],
)
def test_an_article_that_is_fenced_off_is_the_article(user: str):
    found = read(chatted(user, {"ACTOR": ["Bo"]}))
    assert article_of(found).text == TEXT
    assert "for the instruction" in found[0].notes[0].reason


def test_our_own_chats_are_taken_as_they_are():
    records_of_one_heading = [
        Record(
            article=NewArticle(title=name, body=f"A heading\n{name} left.", external_id=name),
            spans=(RecordSpan(id="a", label="ACTOR", fragments=(Fragment(10, 13),)),),
        )
        for name in ("Ann", "Bob")
    ]
    data = b"".join(chat.write(each, scheme=scheme()).data for each in records_of_one_heading)
    found = list(chat_reader.read(io.BytesIO(data), path="f"))
    assert [each.article.text for each in found if each.article] == [
        each.article.body for each in records_of_one_heading
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([{"label": "ACTOR", "text": "Bo"}], [("ACTOR", "Bo")]),
        ({"entities": [{"type": "PERSON", "quote": "Bo"}]}, [("PERSON", "Bo")]),
        ({"ACTOR": [{"text": "Bo", "type": "state"}]}, [("ACTOR", "Bo")]),
        ({"ACTOR": {"text": "Ann", "start": 40, "end": 43}}, [("ACTOR", "Ann")]),
        ('Here you are:\n```json\n{"ACTOR": ["Bo"]}\n```', [("ACTOR", "Bo")]),
        ('Sure: {"ACTOR": ["Bo"]}.', [("ACTOR", "Bo")]),
        ({"PROPOSAL": ["a  truce"], "topic": "war"}, [("PROPOSAL", "a truce")]),
        ({"PROPOSAL": [{"text": "a truce", "by": ["Ann"], "sure": None}]},
         [("by", "Ann"), ("PROPOSAL", "a truce")]),
        ({"PROPOSAL": [{"text": "a truce", "by": [{"text": "Bo"}]}]},
         [("PROPOSAL", "a truce"), ("by", "Bo")]),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_understood(answer: object, expected: list[object]):
    assert marked(read(chatted(TEXT, answer))) == expected


def test_what_an_answer_says_of_its_spans_and_of_the_article_is_kept():
    answer = {
        "ACTOR": ["Ann"],
        "PROPOSAL": [
            {"id": 1, "text": "a truce", "by": "Ann", "tone": "calm", "tags": ["x", "y"]},
            {"id": 2, "text": "it", "same_as": 1},
        ],
        "topic": "war",
    }
    found = read(chatted(TEXT, answer))
    (layer,) = article_of(found).layers
    first = next(each for each in layer.spans if each.label == "PROPOSAL")
    assert first.attributes == {"tone": "calm", "tags": "x, y"}
    assert [(each.role, each.source) for each in layer.links] == [("by", first.id)]
    assert layer.answers == {"topic": "war"}
    (referent,) = layer.referents
    assert len(referent.mentions) == 2
    assert "“Ann” stands 2 times in the article" in found[0].notes[0].reason


def test_turns_of_other_names_and_several_of_them_are_read():
    turns = [
        ("human", "Two examples come first."),
        ("gpt", "Go on."),
        ("human", [{"type": "text", "text": TEXT}]),
        ("gpt", '{"ACTOR": ["Bo"]}'),
        ("human", "Thank you."),
        ("gpt", "With pleasure."),
    ]
    line = {"conversations": [{"from": who, "value": said} for who, said in turns]}
    found = read(line)
    assert (article_of(found).text, marked(found)) == (TEXT, [("ACTOR", "Bo")])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("Nothing.", "expected is one JSON object with lists of words"),
        ({"PROPOSAL": [{"text": "a truce", "by": ["Ann", "Zoe"]}]}, "“Zoe” is not in the article"),
        ([{"text": "Ann"}], "has no label"),
        ({"relations": [{"head": "Ann", "tail": "Bo"}]}, "an entry of “relations” has no text"),
    ],
)
def test_what_can_not_be_taken_is_told_with_what_was_expected(answer: object, reason: str):
    assert reason in reasons(read(chatted(TEXT, answer)))


def test_why_a_role_is_empty_is_told_as_left_out():
    answer = {"REJECTION": [{"id": "R1", "text": "refused it", "absent": {"rejects": "implied"}}]}
    (read_,) = read(chatted(TEXT, answer))
    assert "why roles are empty was left out (1)" in read_.notes[0].reason


def test_the_seed_says_what_others_made_of_it_and_more():
    """Theirs is a part: one proposal and one rejection, and of actors only those that fill a slot.

    Its user gives the article without its heading. Its lists have English plurals for names, where
    ours have the scheme's labels, so that a scheme in any language has some. Its rejection rejects
    the first mention of the proposal, where ours names the mention that is linked, which says that
    it is the same as the first.
    """
    line = orjson.loads(shared("seed", "formats", "chat_sft.jsonl").read_bytes())
    theirs = orjson.loads(line["messages"][2]["content"])
    assert line["messages"][1]["content"] in gold().article.body
    ours = answered(gold())
    (proposal,), (rejection,) = theirs["proposals"], theirs["rejections"]
    assert proposal.items() <= ours["PROPOSAL"][0].items()
    first = ours["REJECTION"][0]
    assert {key: first[key] for key in rejection if key != "rejects"} == {
        key: rejection[key] for key in rejection if key != "rejects"
    }
    (rejected,) = first["rejects"]
    (mention,) = (each for each in ours["PROPOSAL"] if each["id"] == rejected)
    assert [mention["same_as"]] == rejection["rejects"]
    assert (len(ours["PROPOSAL"]), len(ours["REJECTION"])) == (9, 6)
    assert ours["REJECTION"][4]["absent"] == {"rejects": "implied"}


def test_the_prompt_says_what_the_scheme_asks():
    prompt = chat.prompt_of(scheme()).system
    for role in scheme().roles:
        assert f'"{role.name}"' in prompt
    for span_type in scheme().span_types:
        assert f'"{span_type.label}"' in prompt
        for attribute in span_type.attributes:
            assert all(option.value in prompt for option in attribute.options)
    assert "Hard cases" not in prompt
    assert "Hard cases" in chat.prompt_of(scheme(), with_guidelines=True).system


def test_a_scheme_without_guidelines_asks_in_brief():
    bare = replace(scheme(), guidelines="")
    assert chat.prompt_of(bare, with_guidelines=True) == chat.prompt_of(bare)


def test_an_id_is_never_what_an_actor_is_called():
    body = "P1 offered a truce"
    record = Record(
        article=NewArticle(title="one", body=body, external_id="one"),
        spans=(
            RecordSpan(id="a", label="ACTOR", fragments=(Fragment(0, 2),)),
            RecordSpan(id="p", label="PROPOSAL", fragments=(Fragment(11, 18),)),
        ),
        links=(
            RecordLink(id="l", role="proposed_by", source="p", target="a"),
            RecordLink(
                id="m", role="addressed_to", source="p", target=None, absence=Absence.UNNAMED
            ),
        ),
    )
    (proposal,) = answered(record)["PROPOSAL"]
    assert (proposal["id"], proposal["proposed_by"]) == ("P#1", ["P1"])
    assert proposal["absent"] == {"addressed_to": "unnamed"}
