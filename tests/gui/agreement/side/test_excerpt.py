from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.agreement.figure import Difference, DifferenceKind
from db.model import AnnotatorId, ArticleId, Fragment
from db.queries.passages import Passage, Piece
from gui.agreement.side.excerpt import excerpt_of

DIFFERENCE = Difference(
    article=ArticleId("article"),
    annotators=(AnnotatorId("a"), AnnotatorId("b")),
    kind=DifferenceKind.EXTENT,
    label="PROPOSAL",
    items=(None, None),
)


def passage(before="", after="", *pieces):
    return Passage(
        difference=DIFFERENCE,
        title="Title",
        place=Fragment(0, 1),
        before=before,
        pieces=tuple(
            Piece(text=text, is_first=first, is_second=second) for text, first, second in pieces
        ),
        after=after,
    )


def marked(excerpt):
    return [
        (excerpt.text[each.start : each.end], each.is_first, each.is_second)
        for each in excerpt.stretches
    ]


def test_the_words_of_a_place_stand_in_one_line_with_a_few_words_around():
    found = excerpt_of(
        passage(
            "A long way before the place the union\n\n",
            " and a long way behind it, which nobody reads to its end at all.",
            ("turned down", True, True),
            (" on\nFriday", False, True),
        )
    )
    assert found.text == (
        "…the place the union turned down on Friday and a long way behind it, which nobody…"
    )
    assert marked(found) == [("turned down", True, True), (" on Friday", False, True)]


def test_a_long_piece_loses_its_middle():
    found = excerpt_of(passage("", "", ("word " * 40 + "end", True, False)))
    assert len(found.text) < 80
    assert " … " in found.text
    assert found.text.endswith("end")


@given(
    st.text(max_size=80),
    st.text(max_size=80),
    st.lists(st.tuples(st.text(min_size=1, max_size=90), st.booleans(), st.booleans()), max_size=4),
)
def test_stretches_lie_in_the_text_one_after_another(before, after, pieces):
    found = excerpt_of(passage(before, after, *pieces))
    assert "\n" not in found.text
    end = 0
    for each in found.stretches:
        assert end <= each.start <= each.end <= len(found.text)
        end = each.end
