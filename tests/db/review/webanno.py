"""Layers from the curation files of INCEpTION: as much of WebAnno TSV 3 as they use, and XMI.

A value of the layer becomes the label, because that is what curators there settle: `POS NN`. Other
features become attributes, and a relation becomes a role of the span that it is written at, named
by the relation's value.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from db.model import Fragment, SpanId
from db.scheme.model import Role, Scheme, SpanType
from tests.db.review.layers import Reader

_TOKEN = re.compile(r"\d+-\d+\t")
_NUMBERED = re.compile(r"(.*)\[(\d+)\]$")
_TARGET = re.compile(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?$")
_ATTRIBUTES = {"identifier", "coarseValue", "flavor", "rel2"}


@dataclass
class _Layer:
    name: str
    features: list[str]
    is_relation: bool
    spans: dict[tuple[str, str], SpanId] = field(default_factory=dict)
    """By token and the number that tells stacked ones apart, "0" where there is one alone."""


def read_tsv(path: Path, name: str) -> Reader:
    """What a TSV file says, as the layer of an annotator who is through."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = "\n".join(line[6:] for line in lines if line.startswith("#Text="))
    layers = [_layer(line) for line in lines if line.startswith("#T_")]
    rows = [line.split("\t") for line in lines if _TOKEN.match(line)]
    reader = Reader(name, body=body)
    relations = []
    column = 3
    for layer in layers:
        width = max(len(layer.features), 1) + layer.is_relation
        cells = [(row[0], row[1], row[column : column + width]) for row in rows]
        column += width
        if layer.is_relation:
            relations.append((layer, cells))
        else:
            _mark(reader, layer, cells)
    spans = {key: span for layer in layers for key, span in _carriers(layer).items()}
    for layer, cells in relations:
        _link(reader, layer, cells, spans)
    return reader


def read_xmi(path: Path, name: str, cassis) -> Reader:
    """What an XMI file says of `webanno.custom.Multivalspan` and `Multivalrel`."""
    types = cassis.TypeSystem()
    span = types.create_type("webanno.custom.Multivalspan", supertypeName="uima.tcas.Annotation")
    relation = types.create_type("webanno.custom.Multivalrel", supertypeName="uima.tcas.Annotation")
    for feature in ("f1", "f2"):
        types.create_feature(span, feature, "uima.cas.String")
    for feature in ("rel1", "rel2"):
        types.create_feature(relation, feature, "uima.cas.String")
    for feature in ("Dependent", "Governor"):
        types.create_feature(relation, feature, span)
    with path.open("rb") as file, warnings.catch_warnings():
        # It names each type that it leaves out.
        warnings.simplefilter("ignore")
        cas = cassis.load_cas_from_xmi(file, typesystem=types, lenient=True)
    reader = Reader(name, body=cas.sofa_string)
    ids = {}
    for each in cas.select(span.name):
        label = f"Multivalspan {each.f1}/{each.f2}"
        ids[each.xmiID] = reader.mark_at(label, Fragment(each.begin, each.end))
    for each in cas.select(relation.name):
        reader.link(each.rel1, ids[each.Dependent.xmiID], ids[each.Governor.xmiID])
    return reader


def scheme_of(*readers: Reader) -> Scheme:
    """A scheme in which everything is allowed that these layers have."""
    labels = sorted({span.label for reader in readers for span in reader.spans})
    roles = {
        (link.role, next(each.label for each in reader.spans if each.id == link.source))
        for reader in readers
        for link in reader.links
    }
    return Scheme(
        id="curation",
        version="1",
        title="Curation",
        span_types=tuple(
            SpanType(label=label, title=label, key="", light="", dark="") for label in labels
        ),
        roles=tuple(
            Role(name=role, title=role, key="", source=label, targets=tuple(labels))
            for role, label in sorted(roles)
        ),
    )


def _layer(line: str) -> _Layer:
    kind, _, rest = line.removeprefix("#T_").partition("=")
    type_, *features = rest.split("|")
    return _Layer(
        name=type_.rpartition(".")[2],
        features=[each for each in features if not each.startswith("BT_")],
        is_relation=kind == "RL",
    )


def _carriers(layer: _Layer) -> dict[tuple[str, str], SpanId]:
    return layer.spans if layer.name in {"POS", "Multivalspan"} else {}


def _values(cell: str) -> list[tuple[str, str]]:
    """The stacked values of a cell with their numbers, "0" where they have none."""
    found = []
    for value in re.split(r"(?<!\\)\|", cell):
        numbered = _NUMBERED.match(value)
        text, number = numbered.groups() if numbered else (value, "0")
        found.append((text.replace("\\|", "|"), number))
    return found


def _mark(reader: Reader, layer: _Layer, cells: list[tuple[str, str, list[str]]]) -> None:
    pieces: dict[tuple[str, str], list[tuple[str, str]]] = {}
    said: dict[tuple[str, str], dict[str, str]] = {}
    for token, place, values in cells:
        if values[0] == "_":
            continue
        for column, cell in enumerate(values):
            for value, number in _values(cell):
                key = ("", number) if number != "0" else (token, number)
                said.setdefault(key, {})[layer.features[column]] = value
                if column == 0:
                    pieces.setdefault(key, []).append((token, place))
    for key, tokens in pieces.items():
        start = int(tokens[0][1].split("-")[0])
        end = int(tokens[-1][1].split("-")[1])
        known = {name: value for name, value in said[key].items() if value != "*"}
        label = "/".join(value for name, value in known.items() if name not in _ATTRIBUTES)
        span = reader.mark_at(
            f"{layer.name} {label or '*'}",
            Fragment(start, end),
            attributes={name: known[name] for name in known if name in _ATTRIBUTES},
        )
        for token, _ in tokens:
            layer.spans[token, key[1]] = span


def _link(
    reader: Reader,
    layer: _Layer,
    cells: list[tuple[str, str, list[str]]],
    spans: dict[tuple[str, str], SpanId],
) -> None:
    for token, _, (*values, targets) in cells:
        if targets == "_":
            continue
        for (role, _), target in zip(_values(values[0]), targets.split("|"), strict=True):
            to, to_number, from_number = _TARGET.match(target).groups(default="0")
            reader.link(role, spans[token, from_number], spans[to, to_number])
