"""Checks each task against the labelling configuration with Label Studio's own interface.

It does not look whether the words of a region stand where it says, so that is done here.
"""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any


def faults(interface: Any, task: dict[str, Any]) -> list[str]:  # noqa: ANN401
    """What Label Studio says against a task and its annotations."""
    found = []
    if not interface.validate_task({"data": task["data"]}):
        found.append("the task has not the data that the configuration names")
    for annotation in (*task["annotations"], *task["predictions"]):
        if not interface.validate_annotation(annotation):
            # Only for predictions it says why.
            found += interface.validate_prediction(annotation, return_errors=True)
    return found


def regions(task: dict[str, Any], problems: list[str]) -> list[object]:
    """The labelled regions of a task, whose words must be those of the text."""
    found: list[object] = []
    text = task["data"]["text"]
    for annotation in (*task["annotations"], *task["predictions"]):
        for each in annotation["result"]:
            if each["type"] != "labels":
                continue
            value = each["value"]
            if text[value["start"] : value["end"]] != value["text"]:
                problems.append(f"“{value['text']}” is not at {value['start']}")
            found += [[label, [[value["start"], value["end"]]]] for label in value["labels"]]
    return found


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    module = import_module("label_studio_sdk.label_interface")
    place = folder / "label-studio"
    configuration = (place / "articles.label-studio.xml").read_text(encoding="utf-8")
    interface = module.LabelInterface(configuration)
    interface.validate()
    problems: list[str] = []
    found: dict[str, list[object]] = {}
    links = 0
    tasks = json.loads((place / "articles.json").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):
        problems += [f"article {number}: {fault}" for fault in faults(interface, task)]
        found[str(number)] = regions(task, problems)
        said = [
            each for own in (*task["annotations"], *task["predictions"]) for each in own["result"]
        ]
        links += sum(each["type"] == "relation" for each in said)
    versions = {"label-studio-sdk": version("label-studio-sdk")}
    formats = {"label-studio": found}
    print(json.dumps({"versions": versions, "formats": formats, "problems": problems,
                      "links": {"label-studio": links}}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
