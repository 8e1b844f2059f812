from __future__ import annotations

from db.operations import imports, layers
from db.queries import article_facts
from tests.builders import article_ids, author_of, make_article, make_project


def test_facts_are_those_of_the_import(tmp_path):
    with make_project(tmp_path) as project:
        new = make_article("Three words here.", external_id="a1")
        imports.add_articles(project, author_of(project), articles=[new])
        (article,) = article_ids(project)
        facts = article_facts.of(project, article)
        assert (facts.words, facts.external_id, facts.source) == (3, "a1", None)
        assert facts.imported.endswith("Z")
        assert article_facts.of(project, "nowhere") is None


def test_what_is_usual_comes_first(tmp_path):
    there = [
        make_article(f"{each}.", metadata={"publisher": each[0]}) for each in ("A1", "B1", "B2")
    ]
    with make_project(tmp_path, articles=there) as project:
        assert article_facts.usual_metadata(project, "publisher") == ("B", "A")
        assert article_facts.usual_metadata(project, "publisher", limit=1) == ("B",)
        assert article_facts.usual_metadata(project, "author") == ()


def test_answers_are_the_annotators_own(tmp_path):
    with make_project(tmp_path, articles=["One.", "Two."]) as project:
        author = author_of(project)
        for article in article_ids(project):
            layers.set_answer(project, author, article=article, field="event_group", value="troops")
        assert article_facts.usual_answers(project, author, "event_group") == ("troops",)
        assert article_facts.usual_answers(project, "somebody", "event_group") == ()
