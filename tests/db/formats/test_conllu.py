from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import conllu
from db.formats.foreign import ForeignRead
from tests.db.formats.foreign_checks import article_of, check_sound, quotes, reasons

HEAD = "# newdoc id = one\n# global.Entity = GRP-etype-infstat-identity\n"


def word(number: str, form: str, misc: str = "_") -> str:
    return "\t".join([number, form, *["_"] * 7, misc])


def read(*lines: str, head: str = HEAD) -> list[ForeignRead]:
    data = head + "\n".join(lines) + "\n"
    return list(conllu.read(io.BytesIO(data.encode()), path="a.conllu"))


SENTENCE = (
    "# meta::title = A truce",
    "# meta::author = A paper",
    "# sent_id = 1",
    "# text = Ann's ally 🙂 offered a truce.",
    word("1-2", "Ann's"),
    word("1", "Ann", "Entity=(1-person-new-(2-person-new-Ann_Lee)"),
    word("2", "'s"),
    word("3", "ally", "Entity=1)"),
    word("4", "🙂"),
    word("5", "offered"),
    word("6", "a", "Bridge=1<3|Entity=(3-plan-new-"),
    word("7", "truce", "Entity=3)|SpaceAfter=No"),
    word("8", "."),
    "",
    word("1", "It", "Entity=(3-plan-giv-)"),
    word("1.1", "was"),
    word("2", "refused"),
    "",
)


def test_the_text_is_put_together_from_words_and_what_is_said_of_spaces():
    article = article_of(read(*SENTENCE))
    assert article.text == "Ann's ally 🙂 offered a truce.\nIt refused"
    assert (article.name, article.title) == ("one", "A truce")
    assert article.metadata["author"] == "A paper"


def test_mentions_nest_and_stand_where_their_letters_stand():
    article = article_of(read(*SENTENCE))
    (layer,) = article.layers
    assert quotes(article, layer) == [
        ("person", "Ann's ally"),
        ("person", "Ann"),
        ("plan", "a truce"),
        ("plan", "It"),
    ]
    assert layer.spans[0].attributes == {"infstat": "new"}
    assert [(each.name, len(each.mentions)) for each in layer.referents] == [
        ("Ann Lee", 1), ("", 1), ("", 2),
    ]  # fmt: skip
    spans = {span.id: article.text[span.start : span.end] for span in layer.spans}
    assert [(each.role, spans[each.source], spans[each.target]) for each in layer.links] == [
        ("bridge", "a truce", "Ann's ally")
    ]


def test_pieces_of_a_mention_become_one_span():
    article = article_of(
        read(
            word("1", "Ann", "Entity=(1[1/2]-person-new-)"),
            word("2", "says"),
            word("3", "Lee", "Entity=(1[2/2]-person-new-)"),
        )
    )
    assert quotes(article, article.layers[0]) == [("person", "Ann … Lee")]


def test_names_are_read_from_their_tags():
    lines = [
        word("1", "Ann", "NER=B-PER"),
        word("2", "Lee", "NER=I-PER"),
        word("3", "of", "NER=O"),
        word("4", "Rome", "NER=S-LOC"),
        "",
        word("1", "Bo", "NER=B-PER"),
    ]
    article = article_of(read(*lines))
    assert quotes(article, article.layers[0]) == [
        ("PER", "Ann Lee"),
        ("LOC", "Rome"),
        ("PER", "Bo"),
    ]


def test_each_document_is_an_article_and_paragraphs_stay_apart():
    found = read(
        word("1", "One"), "", "# newpar", word("1", "Two"), "", "# newdoc", word("1", "Three")
    )
    assert [each.article.text for each in found if each.article] == ["One\n\nTwo", "Three"]
    assert [each.article.name for each in found if each.article] == ["one", "a-2"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1\tAnn", "it has 2 columns instead of 10"),
        (word("x", "Ann"), "“x” is no number of a word"),
        (word("1", "Ann", "Entity=7)"), "“7)” closes a mention that was never opened"),
        (word("1", "Ann", "Entity=(7-person"), "the mention “7” is never closed"),
        (word("1", "Ann", "Bridge=4<5"), "“4<5” names a mention that is not there"),
    ],
)
def test_a_fault_is_told_with_its_line(line: str, reason: str):
    found = read(word("1", "So"), "", line)
    assert reason in reasons(found)
    assert found[0].problems[0].line == 5


def test_a_file_without_words_is_told():
    assert "it is empty" in reasons(conllu.read(io.BytesIO(b"# newdoc id = one\n"), path="f"))


@given(st.integers(0, 2**32), st.binary(max_size=12), st.integers(0, 20))
def test_any_damage_ends_in_an_account(place: int, put: bytes, gone: int):
    whole = bytearray((HEAD + "\n".join(SENTENCE)).encode())
    at = place % len(whole)
    whole[at : at + gone] = put
    check_sound(conllu.read(io.BytesIO(bytes(whole)), path="f"))


@given(
    st.lists(
        st.text("()[]/-1234e<,:|=", max_size=12).map(
            lambda text: word("1", "Ann", f"Entity={text}")
        )
    )
)
def test_any_brackets_end_in_an_account(lines: list[str]):
    check_sound(read(*lines))


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_account(data: bytes):
    check_sound(conllu.read(io.BytesIO(data), path="f"))
