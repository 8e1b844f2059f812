"""Loads the Croissant beside an export of the program, and counts the records that it leads to."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    croissant = import_module("mlcroissant")
    path = folder / "dataset" / "croissant.json"
    problems: list[str] = []
    notes: list[str] = []
    if path.exists():
        dataset = croissant.Dataset(jsonld=path)
        context = dataset.metadata.ctx
        problems += [*context.issues.errors, *context.issues.warnings]
        for record_set in dataset.metadata.record_sets:
            rows = sum(1 for _ in dataset.records(record_set=record_set.uuid))
            notes.append(f"{rows} records in {record_set.uuid}")
            if not rows:
                problems.append(f"{record_set.uuid} has no records")
    else:
        problems.append("there is no croissant.json beside the export")
    versions = {"mlcroissant": version("mlcroissant")}
    print(json.dumps({"versions": versions, "formats": {}, "problems": problems, "notes": notes}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
