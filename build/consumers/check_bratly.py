"""Reads brat's files with bratly, grammar check and all, and compares the words of each span."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    reader = import_module("bratly.io.file_read_src")
    types = import_module("bratly.annotation_types")
    problems: list[str] = []
    found: dict[str, list[object]] = {}
    relations = 0
    place = folder / "brat"
    for path in sorted(place.rglob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode()
        read = reader.read_and_load_ann_file(str(path), no_duplicates=False, renumerotize=False)
        spans: list[object] = []
        for each in read.annotations:
            if isinstance(each, types.EntityAnnotation):
                pieces = [[piece.start, piece.end] for piece in each.fragments]
                spans.append([each.label, pieces])
                words = " ".join(text[start:end] for start, end in pieces)
                if "".join(words.split()) != "".join(each.content.split()):
                    problems.append(f"{path.name}: “{each.content}” is not at {pieces}")
            relations += isinstance(each, types.RelationAnnotation)
        found[path.relative_to(place).with_suffix("").as_posix()] = spans
    versions = {name: version(name) for name in ("bratly", "bratly-io-fs")}
    print(json.dumps({"versions": versions, "formats": {"brat": found}, "problems": problems,
                      "links": {"brat": relations}}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
