"""The whole gold annotation of a real article, made with the keyboard alone and exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtWidgets import QApplication

from db.model import NewArticle
from db.project import Project
from db.queries.exports import Which
from tests.builders import make_project
from tests.exported import export
from tests.journeys.annotator import Annotator
from tests.journeys.program import annotator_of
from tests.shared_data import shared

LIMIT = 180


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return orjson.loads(shared("seed", "gold.jsonl").read_bytes())


def test_the_seed_is_annotated_and_exported_with_keys_alone(
    gold: dict[str, Any], qapp: QApplication, tmp_path: Path
) -> None:
    (text,) = shared("seed").glob("*.txt")
    article = NewArticle(title="Article 1", body=text.read_text(encoding="utf-8"))
    make_project(tmp_path, articles=[article], name="seed").close()
    path = tmp_path / "seed.demarche"
    with annotator_of(path, qapp) as annotator:
        annotate(annotator)
        assert annotator.effort.gestures_and_keys <= LIMIT
    with Project.open(path) as project:
        exported = export(project, tmp_path / "out.jsonl", layers=Which.FINISHED)
    (line,) = exported.path.read_bytes().splitlines()
    made = orjson.loads(line)
    for part, expected in comparable(gold).items():
        assert comparable(made)[part] == expected


def annotate(annotator: Annotator) -> None:
    """The order in which a practised person would go."""
    the_deployment(annotator)
    the_letter(annotator)
    the_unanimous_rejection(annotator)
    the_allies(annotator)
    the_other_mentions(annotator)
    the_coalition(annotator)
    the_french_answer(annotator)
    the_fields(annotator)
    annotator.press("Ctrl+Return")


def the_deployment(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select("the deployment of NATO troops to Ukraine to aid Kiev's forces in critical capacities")
    press("P", "U", "R")
    rename(
        annotator,
        "Deploy NATO troops to Ukraine to aid Ukrainian forces in critical capacities "
        "(air defence, training, cyber, demining)",
    )
    select("France", start=84)
    press("B")
    select("Politico")
    press("V")
    select("Ivo Daalder")
    press("Shift+V", "Y", "P")
    select("Kiev's forces")
    press("A")
    rename(annotator, "Armed Forces of Ukraine", then="Tab")
    press("M")


def the_letter(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select("General Thierry Burkhard")
    press("A")
    rename(annotator, "Thierry Burkhard", then="Tab")
    press("Shift+P")
    choose(annotator, "France")
    select(
        "the potential roles of the troops, including manning defensive systems, providing "
        "training, conducting cyber operations, and assisting in demining efforts"
    )
    press("Shift+P")
    select("Burkhard", start=505)
    press("B")
    select("half of his NATO counterparts")
    press("Shift+T")
    rename(annotator, "Half of Burkhard's NATO counterparts", then="Tab")
    press("R")


def the_coalition(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select('the idea of a "coalition of the willing" to support Ukraine on the front lines')
    press("P")
    rename(annotator, 'A "coalition of the willing" to support Ukraine on the front lines')
    press("U", "Shift+R", "P", "B")
    annotator.pick("General Thierry Burkhard")
    select("Ukraine", start=477)
    press("A")


def the_unanimous_rejection(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select("faced unanimous rejection")
    press("R", "U", "U")
    rename(annotator, "Every ally rejected the proposal")
    press("X")
    select("the proposal", start=781)
    press("Shift+P")
    select("Daalder", start=758)
    press("V")
    select("every ally")
    press("Shift+B")
    rename(annotator, "NATO allies (every ally)", then="Tab")
    press("R")
    select("The rejection of the proposal")
    press("Shift+R", "U", "N")
    select("the proposal", start=1149)
    press("X")
    select("The rejection", start=1743)
    press("Shift+R")


def the_allies(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select("longstanding policy of refraining from deploying troops on the ground in Ukraine")
    press("R")
    rename(annotator, "NATO's standing policy against troops on the ground")
    press("U", "Shift+M", "Shift+I", "S")
    press("X")
    annotator.pick("the proposal", start=781)
    select("NATO", start=853)
    press("B")
    select("disavowed any plans for such deployments")
    press("R")
    rename(annotator, "US, UK, Spain, Italy, Germany disavow plans for deployment")
    press("U", "S", "D", "D")
    select("United States", start=1229)
    press("B")
    for country in ("United Kingdom", "Spain", "Italy", "Germany"):
        select(country)
        press("B")
    press("X")
    select("any plans for such deployments")
    press("Shift+P")


def the_other_mentions(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select("The proposal", start=306)
    press("Shift+P", "E", "P", "B")
    annotator.pick("General Thierry Burkhard")
    select("a more direct involvement of NATO troops in Ukraine")
    press("Shift+P", "U", "U")
    select("France", start=1603)
    press("B")
    select("the idea of sending NATO troops to Ukraine")
    press("Shift+P", "U", "Shift+F", "Shift+O", "P")
    select("French President Emmanuel Macron")
    press("Shift+S")
    rename(annotator, "Emmanuel Macron", then="Tab")
    press("Shift+P")
    choose(annotator, "France")
    select("Macron", start=1404)
    press("A")
    select("various NATO nations")
    press("A")
    rename(annotator, "NATO member nations", then="Tab")
    press("R")
    for words in ("member nations", "member states"):
        select(words)
        press("Shift+A")
    select("NATO", start=1522)
    press("A")
    select("the alliance")
    press("Shift+A")
    for start in (1511, 1925):
        select("Russia", start=start)
        press("A")


def the_french_answer(annotator: Annotator) -> None:
    press, select = annotator.press, annotator.select
    select("would not risk its citizens or engage in direct conflict between Russia and NATO")
    press("R")
    rename(annotator, "France would not risk its citizens or enter direct Russia-NATO conflict")
    press("U", "Shift+M", "Shift+I", "L")
    press("X", "2")
    select("France", start=1439)
    press("B")
    select("French Foreign Minister Stephane Sejourne")
    press("Shift+V")
    rename(annotator, "Stéphane Séjourné", then="Tab")
    press("Shift+P")
    choose(annotator, "France")


def the_fields(annotator: Annotator) -> None:
    press, name = annotator.press, annotator.type
    press("Ctrl+PgDown", "Ctrl+PgDown", "Return")
    press("R", "Tab", "Tab", "Tab")
    annotator.type_over("France proposed NATO troops to Ukraine, Daalder writes")
    press("Return", "Tab", "Tab")
    name("Politico (Ivo Daalder)")
    press("Return", "Tab")
    name("en")
    press("Return", "Escape")


def rename(annotator: Annotator, name: str, *, then: str = "Return") -> None:
    annotator.press("F2")
    annotator.type(name)
    annotator.press(then)


def choose(annotator: Annotator, name: str) -> None:
    annotator.type(name)
    annotator.press("Return")


def comparable(record: dict[str, Any]) -> dict[str, Any]:
    """A record without its ids: whatever they name is spelt out instead."""
    names = {each["id"]: (each["label"], each["name"]) for each in record["referents"]}
    places = {each["id"]: (each["label"], each["start"], each["end"]) for each in record["spans"]}
    return {
        "title": record["title"],
        "text": record["text"],
        "meta": record["meta"],
        "labels": record["labels"],
        "spans": sorted(
            (
                *places[each["id"]],
                each["text"],
                each.get("fragments"),
                names[each["referent"]],
                sorted(each["attributes"].items()),
            )
            for each in record["spans"]
        ),
        "links": sorted(
            (
                places[each["source"]],
                each["role"],
                places[each["target"]] if each["target"] else (),
                each.get("absent", ""),
            )
            for each in record["links"]
        ),
        "referents": sorted(
            (
                each["label"],
                each["name"],
                sorted((key, names.get(value, value)) for key, value in each["attributes"].items()),
            )
            for each in record["referents"]
        ),
    }
