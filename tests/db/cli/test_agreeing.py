"""`demarche agreement`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from db.model import LayerState
from db.operations import layers
from tests.builders import Desk, add_annotators, article_ids, make_project

BODY = "France proposed talks. Poland rejected them."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two annotators who agree on one of two spans, in two articles."""
    with make_project(tmp_path, articles=[BODY, BODY]) as made:
        people = add_annotators(made, "annotator A", "annotator B")
        for number, person in enumerate(people):
            for article in article_ids(made):
                desk = Desk(made, person, article)
                desk.mark("ACTOR", "France")
                desk.mark("ACTOR", "Poland" if number else "talks")
                layers.set_state(made, person, article=article, state=LayerState.DONE)
        return made.path


def test_figures_are_told_with_what_they_rest_on(demarche, project):
    outcome = demarche("agreement", project)
    assert outcome.status == 0
    assert "F1 of spans with the same label and extent: 0.50" in outcome.out
    assert "undefined, because nobody marked a statement here" in outcome.out


def test_figures_are_broken_down_and_annotators_called_by_number(demarche, project):
    found = json.loads(demarche("agreement", project, "--by", "pair", "--json").out)
    exact = [each for each in found if each["measure"] == "spans_exact"]
    assert [each["value"] for each in exact] == [0.5]
    assert all(each.startswith("annotator ") for each in exact[0]["annotators"])
    assert "annotator A" not in exact[0]["annotators"]
    named = json.loads(demarche("agreement", project, "--by", "pair", "--json", "--names").out)
    assert named[0]["annotators"] == ["annotator A", "annotator B"]


def test_a_report_and_a_table_say_the_same(demarche, project, tmp_path):
    outcome = demarche("agreement", project, "--report", "a.html", "--csv", "a.csv", "--methods")
    assert outcome.status == 0
    page = Path("a.html").read_text(encoding="utf-8")
    assert "<td class=value>0.50</td>" in page
    assert "Krippendorff" in page
    assert "<script" not in page
    with Path("a.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["measure"]: row for row in csv.DictReader(file)}
    assert rows["spans_exact"]["value"] == "0.5"
    assert rows["statements_exact"]["value"] == ""
    assert rows["statements_exact"]["reason"]
    assert "Hripcsak" in outcome.out


def test_without_common_articles_every_figure_says_why_it_is_undefined(demarche, tmp_path):
    with make_project(tmp_path, articles=[BODY], name="alone") as made:
        path = made.path
    found = json.loads(demarche("agreement", path, "--json").out)
    assert {each["value"] for each in found} == {None}
    assert {each["undefined"] for each in found} == {"no article here was read by two annotators"}
    told = demarche("agreement", path).out
    assert told == (
        "There are no figures yet, because no article here was read by two annotators.\n"
    )
