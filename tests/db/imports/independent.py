"""Reads files of other tools in the plainest way, to count what the program makes of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

Place = tuple[str, tuple[tuple[int, int], ...]]
Arrow = tuple[Place, str, Place]

_TOKEN_LINE = re.compile(r"^\d+-\d+\t\d+-\d+\t(\S+)\t(.*)$", re.MULTILINE)
_TEXT_BOUND = re.compile(r"^(T\d+)\t(\S+) ([\d ;]+)\t", re.MULTILINE)
_EVENT = re.compile(r"^(E\d+)\t(\S+):(T\d+)(.*)$", re.MULTILINE)
_RELATION = re.compile(r"^R\d+\t(\S+) \w+:(\w+) \w+:(\w+)", re.MULTILINE)
_OWN_TYPES = {"Token", "Sentence", "DocumentAnnotation", "DocumentMetaData", "TagsetDescription"}
_ENDS = {"governor", "dependent", "source", "target"}


def squeezed(words: str) -> str:
    """Words without white space, which files lay out as they like."""
    return "".join(words.split())


def gum_spans(path: Path) -> Counter[tuple[str, str]]:
    """Label and words of the numbered or single annotations in the first column of a TSV."""
    open_ones: dict[str, tuple[str, str]] = {}
    single: Counter[tuple[str, str]] = Counter()
    for token, cells in _TOKEN_LINE.findall(path.read_text(encoding="utf-8")):
        for cell in cells.split("\t")[0].split("|"):
            numbered = re.fullmatch(r"(.+)\[(\d+)\]", cell)
            if numbered:
                before = open_ones.get(numbered[2], (numbered[1], ""))[1]
                open_ones[numbered[2]] = (numbered[1], before + token.replace("\\", ""))
            elif cell != "_":
                single[cell, token.replace("\\", "")] += 1
    return single + Counter(open_ones.values())


def gum_links(path: Path) -> Counter[str]:
    """Roles of the relations of a TSV, which stand in the last two columns."""
    return Counter(
        role
        for _, cells in _TOKEN_LINE.findall(path.read_text(encoding="utf-8"))
        for role in cells.split("\t")[5].split("|")
        if role != "_"
    )


def brat_file(path: Path) -> tuple[set[Place], set[Arrow]]:
    """What an .ann file marks, and which arrows are between: each thing once."""
    text = path.read_text(encoding="utf-8")
    nodes: dict[str, Place] = {}
    for name, label, offsets in _TEXT_BOUND.findall(text):
        pieces = tuple(tuple(map(int, piece.split())) for piece in offsets.split(";"))
        nodes[name] = (label, pieces)
    events = _EVENT.findall(text)
    for name, label, trigger, _ in events:
        nodes[name] = (label, nodes[trigger][1])
    arrows = {
        (nodes[source], role, nodes[target]) for role, source, target in _RELATION.findall(text)
    }
    for name, _, _, rest in events:
        pairs = [pair.split(":") for pair in rest.split()]
        roles = {role for role, _ in pairs}
        for role, target in pairs:
            plain = re.sub(r"\d+$", "", role)
            arrows.add((nodes[name], plain if plain in roles else role, nodes[target]))
    return set(nodes.values()), {arrow for arrow in arrows if arrow[0] != arrow[2]}


def xmi_places(path: Path) -> set[tuple[str, str]]:
    """The words that annotations of an XMI mark, and where they start in a body."""
    root = ElementTree.parse(path).getroot()
    texts = {
        each.get("{http://www.omg.org/XMI}id"): each.get("sofaString", "")
        for each in root
        if each.tag.endswith("}Sofa")
    }
    found = set()
    for each in root:
        name = each.tag.rpartition("}")[2]
        keys = {key.lower() for key in each.attrib} | {inner.tag.lower() for inner in each}
        if "begin" in keys and name not in _OWN_TYPES and len(keys & _ENDS) < 2:
            found |= _marked(texts.get(each.get("sofa"), ""), each.get("begin"), each.get("end"))
    return found


def json_places(path: Path) -> set[tuple[str, str]]:
    """The same for the JSON of a CAS whose structures stand in a list."""
    structures = json.loads(path.read_text(encoding="utf-8")).get("%FEATURE_STRUCTURES", [])
    texts = {each["%ID"]: each.get("sofaString", "") for each in structures if "sofaString" in each}
    found = set()
    for each in structures:
        if "begin" in each and each["%TYPE"].rpartition(".")[2] not in _OWN_TYPES:
            found |= _marked(texts.get(each.get("@sofa"), ""), each["begin"], each["end"])
    return found


def _marked(text: str, begin: object, end: object) -> set[tuple[str, str]]:
    units = text.encode("utf-16-le")
    first, last = int(str(begin)), int(str(end))
    words = units[2 * first : 2 * last].decode("utf-16-le")
    before = units[: 2 * first].decode("utf-16-le").replace("\r\n", "\n")
    start = len(before) + len(words) - len(words.lstrip())
    return {(str(start), words.strip())} if words.strip() else set()


def bio_spans(path: Path) -> Counter[tuple[str, str]]:
    """Label and words of the stretches of a BIO file whose tokens may have several tags."""
    found: list[tuple[str, str]] = []
    open_ones: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        token, _, cell = line.strip().rpartition("\t")
        tags = [tag.split("-", 1) for tag in cell.split(",") if "-" in tag and token]
        open_ones = {
            label: open_ones[label]
            for prefix, label in tags
            if prefix == "I" and label in open_ones
        }
        for _, label in tags:
            if label in open_ones:
                found[open_ones[label]] = (label, found[open_ones[label]][1] + token)
            else:
                open_ones[label] = len(found)
                found.append((label, token))
    return Counter(found)


def json_lines(path: Path) -> Iterator[dict[str, object]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
