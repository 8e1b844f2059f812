"""Loads the CAS of each article with dkpro-cassis, which counts code points after its reading."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

cassis = import_module("cassis")
SPAN = "webanno.custom.Span"


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    place = folder / "cas"
    problems: list[str] = []
    formats: dict[str, dict[str, list[object]]] = {"cas_xmi": {}, "cas_json": {}}
    with (place / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    for path in sorted(place.glob("*.xmi")):
        text = (folder / "brat" / f"{path.stem}.txt").read_bytes().decode()
        with path.open("rb") as file:
            xmi = cassis.load_cas_from_xmi(file, typesystem=types)
        with path.with_suffix(".json").open("rb") as file:
            as_json = cassis.load_cas_from_json(file)
        for name, cas in (("cas_xmi", xmi), ("cas_json", as_json)):
            formats[name][path.stem] = [
                [span.label, [[span.begin, span.end]]] for span in cas.select(SPAN)
            ]
            problems += [
                f"{name}, article {path.stem}: “{span.get_covered_text()}” is not at its place"
                for span in cas.select(SPAN)
                if span.get_covered_text() != text[span.begin : span.end]
            ]
    versions = {"dkpro-cassis": version("dkpro-cassis")}
    print(json.dumps({"versions": versions, "formats": formats, "problems": problems}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
