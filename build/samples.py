"""Turns the sample articles of build/samples into the records that the program ships.

An article is written with its marks in the text, `[a01|France|a01]`, so that it can be read and
mended by hand: nobody counts characters. A span that is opened twice has two fragments. Run it with
the project's own Python after editing: `.venv/bin/python build/samples.py`.
"""

import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "build" / "samples"
TARGET = ROOT / "resources" / "samples" / "articles.jsonl"

sys.path.insert(0, str(ROOT))

from db.formats import jsonl  # noqa: E402 - found only now
from db.formats.record import (  # noqa: E402
    Record,
    RecordLayer,
    RecordLink,
    RecordReferent,
    RecordScheme,
    RecordSpan,
)
from db.model import Absence, AnnotatorKind, Fragment, LayerState, NewArticle  # noqa: E402

ANNOTATOR = "Annotator"
_FENCE = "+++\n"
_MARK = re.compile(r"\[(?P<opened>\w+)\||\|(?P<closed>\w+)\]")
_LINK = re.compile(r"(?P<source>\w+) (?P<role>\w+) (?:= (?P<absence>[\w ]+)|(?P<target>\w+))")


def main() -> None:
    """Write all samples anew."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(records_of_all())
    print(f"Wrote {TARGET.relative_to(ROOT)}")


def records_of_all() -> bytes:
    """Return the shipped file as the sources say it."""
    sources = sorted(SOURCES.glob("*.txt"))
    return b"".join(
        jsonl.write(record)
        for source in sources
        for record in records_of(source.read_text(encoding="utf-8"))
    )


def records_of(source: str) -> list[Record]:
    """Return the record of one source, and a second one where it is also settled as gold."""
    _, head, marked = source.split(_FENCE, 2)
    facts: dict[str, Any] = tomllib.loads(head)
    body, places = read_marks(marked)
    referents = {
        name: RecordReferent(
            id=name, label=entry.pop("label"), name=entry.pop("name"), attributes=entry
        )
        for name, entry in facts.get("referents", {}).items()
    }
    spans = [
        read_span(name, entry, tuple(places.pop(name)), referents)
        for name, entry in facts.get("spans", {}).items()
    ]
    if places:
        raise ValueError(f"{facts['id']} marks {sorted(places)} without saying what they are")
    layer = facts["layer"]
    is_gold_too = layer.pop("gold", False)
    record = Record(
        article=NewArticle(
            title=facts["title"], body=body, metadata=facts["meta"], external_id=facts["id"]
        ),
        layer=RecordLayer(
            kind=AnnotatorKind.HUMAN,
            annotator=ANNOTATOR,
            state=LayerState(layer.pop("state")),
            **layer,
        ),
        spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))),
        links=tuple(read_link(name, said) for name, said in facts.get("links", {}).items()),
        referents=tuple(referents.values()),
        labels=facts.get("labels", {}),
        scheme=RecordScheme(id="proposals-and-rejections", version="1.0"),
    )
    return [record, as_gold(record)] if is_gold_too else [record]


def read_marks(marked: str) -> tuple[str, dict[str, list[Fragment]]]:
    """Return the body without its marks, and where each mark stands in it."""
    pieces: list[str] = []
    length = 0
    opened: dict[str, int] = {}
    places: dict[str, list[Fragment]] = {}
    end = 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[end : mark.start()])
        length += len(pieces[-1])
        end = mark.end()
        if mark["opened"]:
            opened[mark["opened"]] = length
        else:
            start = opened.pop(mark["closed"])
            places.setdefault(mark["closed"], []).append(Fragment(start, length))
    if opened:
        raise ValueError(f"{sorted(opened)} are opened and never closed")
    return "".join((*pieces, marked[end:])), places


def read_span(
    name: str,
    entry: dict[str, Any],
    fragments: tuple[Fragment, ...],
    referents: dict[str, RecordReferent],
) -> RecordSpan:
    """Return a span; its label is that of its referent."""
    referent = referents[entry.pop("referent")]
    return RecordSpan(
        id=name,
        label=referent.label,
        fragments=fragments,
        referent=referent.id,
        attributes=entry,
    )


def read_link(name: str, said: str) -> RecordLink:
    """Return the link that "r01 rejects p02" says, or "p06 proposed_by = unnamed"."""
    found = _LINK.fullmatch(said)
    if found is None:
        raise ValueError(f"{name} is no link: {said}")
    absence = found["absence"]
    return RecordLink(
        id=name,
        role=found["role"],
        source=found["source"],
        target=found["target"],
        absence=None if absence is None else Absence(absence.replace(" ", "_")),
    )


def as_gold(record: Record) -> Record:
    """Return the same annotation as the settled layer."""
    return replace(record, layer=RecordLayer(kind=AnnotatorKind.GOLD))


if __name__ == "__main__":
    main()
