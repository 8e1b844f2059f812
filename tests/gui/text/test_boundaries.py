from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.text.boundaries import next_sentence, previous_sentence, words_around

BODY = (
    " One is here. Two asks why? “Three!” he said.\n\n\n"
    "Gen. Mark Milley met J. Smith. Last one.\n\n"
)


def sentences(body: str) -> list[str]:
    """Each place where Alt+Down stops, by the words that begin there."""
    position, found = 0, []
    while (following := next_sentence(body, position)) > position:
        found.append(body[following : following + 5])
        position = following
    return found


def test_sentences_are_walked_across_paragraphs_and_blank_lines():
    assert sentences(BODY) == ["One i", "Two a", "“Thre", "he sa", "Gen. ", "Last ", "\n\n"]


def test_walking_back_stops_where_walking_on_stopped():
    forwards = [0]
    while (following := next_sentence(BODY, forwards[-1])) > forwards[-1]:
        forwards.append(following)
    backwards = [forwards[-1]]
    while (before := previous_sentence(BODY, backwards[-1])) < backwards[-1]:
        backwards.append(before)
    assert backwards == forwards[:0:-1]


def test_inside_a_sentence_back_means_its_beginning():
    assert previous_sentence(BODY, BODY.index("asks")) == BODY.index("Two")


def test_a_title_ends_no_sentence():
    body = "He met Gen. Milley. Dr. No left."
    assert next_sentence(body, 0) == body.index("Dr.")


@given(st.text(st.sampled_from("aB. ?!\n\u3002中\u2028😀'"), max_size=60), st.integers(0, 60))
def test_sentence_moves_go_their_way_and_stay_inside(body, position):
    position = min(position, len(body))
    assert 0 <= previous_sentence(body, position) <= max(position, len(body) - len(body.lstrip()))
    assert next_sentence(body, position) <= len(body)


def test_a_possessive_is_a_word_of_its_own():
    body = "Macron's idea"
    assert [body[start:end] for start, end in words_around(body, 0)] == ["Macron", "'s", "idea"]
