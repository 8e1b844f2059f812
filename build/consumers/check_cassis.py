"""Loads the CAS of each article with dkpro-cassis, which counts code points after its reading."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

cassis = import_module("cassis")
SPAN, LINK = "webanno.custom.Span", "webanno.custom.Link"


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    problems: list[str] = []
    formats: dict[str, dict[str, list[object]]] = {"cas-xmi": {}, "cas-json": {}}
    links = dict.fromkeys(formats, 0)
    with (folder / "cas-xmi" / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    for form, suffix in (("cas-xmi", ".xmi"), ("cas-json", ".json")):
        # In the folder itself the JSON of gold lies beside that of the program.
        for path in sorted((folder / "brat").rglob("*.txt")):
            name = path.relative_to(folder / "brat").with_suffix("")
            with (folder / form / name.with_suffix(suffix)).open("rb") as file:
                if suffix == ".xmi":
                    cas = cassis.load_cas_from_xmi(file, typesystem=types)
                else:
                    cas = cassis.load_cas_from_json(file)
            text = path.read_bytes().decode()
            spans = cas.select(SPAN)
            formats[form][name.as_posix()] = [
                [span.label, [[span.begin, span.end]]] for span in spans
            ]
            links[form] += len(cas.select(LINK))
            problems += [
                f"{form}, {name}: “{span.get_covered_text()}” is not at its place"
                for span in spans
                if span.get_covered_text() != text[span.begin : span.end]
            ]
    versions = {"dkpro-cassis": version("dkpro-cassis")}
    print(json.dumps({"versions": versions, "formats": formats, "problems": problems,
                      "links": links}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
