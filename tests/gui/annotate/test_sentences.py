"""What was marked in plain words, on the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from db.model import Absence
from db.operations import articles, referents, spans
from db.queries import articles as article_queries
from db.queries import schemes
from gui.annotate.sentences import Sentences, metadata_lines
from tests.builders import make_desk
from tests.journeys.annotator import Annotator


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    made.open()
    for field, value in (
        ("date", "2024-03-05"),
        ("publisher", "The Courier"),
        ("address", "https://a.example"),
    ):
        articles.set_metadata(
            made.project, made.author, article=made.article, field=field, value=value
        )
    articles.set_title(made.project, made.author, article=made.article, title="Troops")
    yield made
    made.project.close()


def words_of(desk) -> Sentences:
    article = article_queries.one(desk.project, desk.article)
    return Sentences(desk.annotation, schemes.current(desk.project), article)


def span(desk, id_):
    return desk.annotation.span(id_)


@pytest.fixture
def rejection(desk):
    germany = desk.mark("ACTOR", "Germany")
    plan = desk.mark("PROPOSAL", "plan to send troops")
    rejected = desk.mark("REJECTION", "rejected")
    desk.link(rejected, "rejects", plan)
    desk.link(rejected, "rejected_by", germany)
    for name, value in (("explicitness", "explicit"), ("form", "veto")):
        spans.set_attribute(
            desk.project, desk.author, article=desk.article, span=rejected, name=name, value=value
        )
    referents.set_referent_attribute(
        desk.project,
        desk.author,
        referent=desk.referent_of(germany),
        name="type",
        value="state",
        article=desk.article,
    )
    return rejected


def test_a_rejection_reads_as_a_sentence_with_its_words_and_whence(desk, rejection):
    assert words_of(desk).of_span(span(desk, rejection)) == (
        "Germany (state) rejects plan to send troops, explicit, veto. “rejected”, "
        "Troops, 5 Mar 2024"
    )


def test_a_proposal_names_who_proposes_it(desk):
    france = desk.mark("ACTOR", "France")
    proposal = desk.mark("PROPOSAL", "send troops")
    desk.link(proposal, "proposed_by", france)
    desk.link(proposal, "addressed_to", desk.mark("ACTOR", "Germany"))
    said = words_of(desk).of_span(span(desk, proposal))
    assert said.startswith("France (state) proposes send troops, addressed to Germany (state), ")


def test_several_are_listed_and_nobody_is_somebody(desk, rejection):
    desk.link(rejection, "rejected_by", desk.mark("ACTOR", "Poland"))
    said = words_of(desk).of_span(span(desk, rejection))
    assert said.startswith("Germany (state) and Poland (state) reject ")
    other = desk.mark("REJECTION", "never")
    desk.leave_open(other, "rejected_by", Absence.UNNAMED)
    said = words_of(desk).of_span(span(desk, other))
    assert said.startswith("Rejection: never, rejected by somebody (unnamed), explicit. “never”")


def test_an_actor_is_named_with_what_it_is(desk, rejection):
    germany = next(each for each in desk.annotation.spans if each.label == "ACTOR")
    assert words_of(desk).of_span(germany).startswith("Germany (state). “Germany”, Troops")


def test_a_reference_tells_the_place(desk, rejection):
    start = desk.place("rejected").start
    assert words_of(desk).reference(span(desk, rejection)) == (
        f"Troops, The Courier, 5 Mar 2024, https://a.example, characters {start}–{start + 8}: "
        "“rejected”"
    )


def test_all_statements_stand_under_the_title(desk, rejection):
    lines = words_of(desk).everything().split("\n")
    assert lines[0] == "Troops, The Courier, 5 Mar 2024"
    assert [line[:9] for line in lines[1:]] == ["– Germany", "– Proposa"]


def test_the_answers_about_the_article_have_their_titles(desk):
    article = article_queries.one(desk.project, desk.article)
    assert metadata_lines(article.metadata, schemes.current(desk.project)) == (
        ("Date", "5 Mar 2024"),
        ("Publisher", "The Courier"),
        ("Address", "https://a.example"),
    )


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_the_usual_key_copies_words_or_the_selected_statement(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("Ctrl+C")
    assert clipboard() == "rejected"
    annotator.press("R", "Ctrl+C")
    assert clipboard().startswith("Rejection: rejected, explicit. “rejected”, ")


def test_the_usual_key_copies_the_statement_of_the_card(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R", "Return")
    QGuiApplication.clipboard().clear()
    focused = QApplication.focusWidget()
    assert focused is not None
    annotator.press("Ctrl+C")
    assert clipboard().startswith("Rejection: rejected, explicit.")


def test_places_and_all_statements_are_copied_by_command(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R")
    annotator.page.run_command("statement.copy_reference")
    assert "characters" in clipboard()
    annotator.page.run_command("statement.copy_all")
    assert "– Rejection: rejected, explicit. “rejected”" in clipboard()


def test_what_is_copied_holds_no_marks_of_direction(desk, rejection):
    articles.set_title(desk.project, desk.author, article=desk.article, title="مجلس البحيرة")
    germany = next(each for each in desk.annotation.spans if each.quote == "Germany")
    referent = desk.referent_of(germany.id)
    referents.rename_referent(desk.project, desk.author, referent=referent, name="مجلس البحيرة")
    said = words_of(desk).of_span(span(desk, rejection))
    assert said.startswith("مجلس البحيرة (state) rejects plan")
    assert not {"\u2068", "\u2069"} & set(said + words_of(desk).everything())
