"""Loads the Croissant beside each export, and counts the records that it leads to."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    croissant = import_module("mlcroissant")
    problems: list[str] = []
    notes: list[str] = []
    paths = sorted(folder.glob("*/croissant.json"))
    for path in paths:
        dataset = croissant.Dataset(jsonld=path)
        context = dataset.metadata.ctx
        form = path.parent.name
        problems += [
            f"{form}: {each}" for each in (*context.issues.errors, *context.issues.warnings)
        ]
        for record_set in dataset.metadata.record_sets:
            rows = sum(1 for _ in dataset.records(record_set=record_set.uuid))
            notes.append(f"{form}: {rows} records in {record_set.uuid}")
            if not rows:
                problems.append(f"{form}: {record_set.uuid} has no records")
    missing = {each.name for each in folder.iterdir() if each.is_dir()} - {
        path.parent.name for path in paths
    }
    problems += [
        f"{form}: there is no croissant.json beside the export" for form in sorted(missing)
    ]
    versions = {"mlcroissant": version("mlcroissant")}
    print(json.dumps({"versions": versions, "formats": {}, "problems": problems, "notes": notes}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
