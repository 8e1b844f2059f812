"""The whole gold annotation of a real article, made with the keyboard alone and exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtWidgets import QApplication

from db.exports.jsonl import export
from db.model import NewArticle
from db.queries.exports import Which
from tests.builders import make_project
from tests.journeys.annotator import Annotator
from tests.journeys.window import annotator_at

SEED = Path(__file__).parents[2].parent / "shared" / "seed"
LIMIT = 180

pytestmark = pytest.mark.skipif(
    not (SEED / "gold.jsonl").exists(), reason="the seed article lies beside the repository only"
)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return orjson.loads((SEED / "gold.jsonl").read_bytes())


def test_the_seed_is_annotated_and_exported_with_keys_alone(
    gold: dict[str, Any], qapp: QApplication, tmp_path: Path
) -> None:
    (text,) = SEED.glob("*.txt")
    article = NewArticle(title="Article 1", body=text.read_text(encoding="utf-8"))
    with make_project(tmp_path, articles=[article]) as project:
        with annotator_at(project, qapp, tmp_path) as annotator:
            annotate(annotator)
            print(annotator.effort, annotator.effort.gestures_and_keys)
            assert annotator.effort.gestures_and_keys <= LIMIT
        exported = export(project, tmp_path / "out.jsonl", layers=Which.FINISHED)
        (line,) = exported.path.read_bytes().splitlines()
    made = orjson.loads(line)
    assert comparable(made) == comparable(gold)


def annotate(annotator: Annotator) -> None:
    """The order in which a practised person would go, from the top of the article to its end."""
    press, select, name = annotator.press, annotator.select, annotator.type
    # France proposed the deployment ...
    select("the deployment of NATO troops to Ukraine to aid Kiev's forces in critical capacities")
    press("P")
    press("U", "R")
    press("F2")
    name(
        "Deploy NATO troops to Ukraine to aid Ukrainian forces in critical capacities "
        "(air defence, training, cyber, demining)"
    )
    press("Return")
    select("France", start=84)
    press("B")
    select("Politico")
    press("V")
    select("Ivo Daalder")
    press("Shift+V")
    press("Y", "P")
    # ... to aid Kiev's forces
    select("Kiev's forces", start=148)
    press("A", "F2")
    name("Armed Forces of Ukraine")
    press("Tab", "M")
    # General Thierry Burkhard
    select("General Thierry Burkhard")
    press("A", "F2")
    name("Thierry Burkhard")
    press("Tab", "Shift+P")
    name("Franc")
    press("Return")
    # the potential roles of the troops
    select(
        "the potential roles of the troops, including manning defensive systems, providing "
        "training, conducting cyber operations, and assisting in demining efforts"
    )
    press("Shift+P")
    select("Burkhard", start=505)
    press("B")
    select("half of his NATO counterparts")
    press("Shift+T", "F2")
    name("Half of Burkhard's NATO counterparts")
    press("Tab", "R", "Escape")


def comparable(record: dict[str, Any]) -> dict[str, Any]:
    """A record without its ids: whatever they name is spelt out instead."""
    names = {each["id"]: (each["label"], each["name"]) for each in record["referents"]}
    places = {
        each["id"]: (each["label"], each["start"], each["end"]) for each in record["spans"]
    }
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
