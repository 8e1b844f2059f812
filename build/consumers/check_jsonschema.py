"""Checks each of our own records against the schema that the program ships."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    validators = import_module("jsonschema")
    schema = json.loads((folder / "record.schema.json").read_text(encoding="utf-8"))
    validators.Draft202012Validator.check_schema(schema)
    validator = validators.Draft202012Validator(schema)
    problems: list[str] = []
    found: dict[str, list[object]] = {}
    links = 0
    lines = (folder / "jsonl" / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    for number, line in enumerate(lines):
        record = json.loads(line)
        links += len(record["links"])
        problems += [
            f"article {number}, {fault.json_path}: {fault.message[:200]}"
            for fault in validator.iter_errors(record)
        ]
        found[str(number)] = [
            [span["label"], span.get("fragments") or [[span["start"], span["end"]]]]
            for span in record["spans"]
        ]
    versions = {"jsonschema": version("jsonschema")}
    print(json.dumps({"versions": versions, "formats": {"jsonl": found}, "problems": problems,
                      "links": {"jsonl": links}}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
