"""What the cards say: the words of each version, and what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.model import Fragment
from gui.review.contents import MarkKind, passage
from tests.gui.review.lead import Lead

WORDS = st.lists(st.sampled_from(["one", "two", "naïve", "🙂", "قال", "\n", "..."]), min_size=1)


def said(lead: Lead, shown: int) -> dict[str, tuple[str, bool]]:
    card = lead.page.decide.cards[shown - 1]
    return {each.title: (each.value, each.differs) for each in card.said}


def marked(lead: Lead, shown: int) -> list[tuple[str, MarkKind]]:
    found = lead.page.decide.cards[shown - 1].passage
    assert found is not None
    return [(found.text[m.place.start : m.place.end], m.kind) for m in found.marks]


def test_shared_own_and_missing_words_are_told_apart(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    short = lead.number_of("send troops", "send troops")
    long = lead.number_of("send troops", "to send troops")
    assert marked(lead, short) == [("to", MarkKind.MISSING), ("send troops", MarkKind.SHARED)]
    assert marked(lead, long) == [("to", MarkKind.OWN), ("send troops", MarkKind.SHARED)]


def test_who_said_it_and_how_many_words_it_is_away_from_the_first(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    cards = lead.page.decide.cards
    assert sorted(card.names for card in cards) == ["annotator 1", "annotator 2", "annotator 3"]
    assert {card.hint for card in cards} <= {"", "1 word more", "1 word less"}
    assert any(card.hint for card in cards)


def test_a_role_that_differs_stands_out(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    roles = [said(lead, shown)["proposed by"] for shown in (1, 2, 3)]
    assert sorted(roles) == [("France", True), ("France", True), ("—", True)]


def test_who_marked_nothing_gets_a_sentence(lead: Lead) -> None:
    lead.open()
    lead.go_to("rejected the plan")
    last = lead.page.decide.cards[-1]
    assert last.names == "annotator 2, annotator 3"
    assert last.sentence == "read it and marked nothing here"
    assert last.passage is None


def test_the_heading_says_where_one_is_and_in_what_the_versions_differ(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    pane = lead.page.decide
    assert pane._heading.text() == "Unit 2 of 4 · Proposal"
    assert "boundary" in pane._status.text()
    assert "proposed by" in pane._status.text()
    lead.go_to("rejected the plan")
    assert pane._status.text() == "only annotator 1 marked it"
    lead.go_to("Germany")
    assert pane._status.text() == "all say the same"


@given(WORDS, st.data())
def test_marks_stay_on_their_words_in_every_script(words: list[str], data: st.DataObject) -> None:
    body = " ".join(words)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    found = passage(body, [(Fragment(start, end), MarkKind.SHARED)])
    [mark] = found.marks
    quote = found.text[mark.place.start : mark.place.end]
    assert quote == body[start:end].replace("\n", " ")


def test_a_passage_breaks_off_at_words_and_never_runs_into_another_paragraph() -> None:
    body = "Before this.\n\n" + "word " * 20 + "here " + "more " * 20
    start = body.index("here")
    found = passage(body, [(Fragment(start, start + 4), MarkKind.SHARED)])
    assert found.text.startswith("…word")
    assert found.text.endswith("more…")
    first = passage(body, [(Fragment(14, 18), MarkKind.SHARED)])
    assert first.text.startswith("word")
