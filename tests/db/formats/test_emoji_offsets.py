"""Whether a file counts code points or UTF-16 units, its words are found, in every format."""

from __future__ import annotations

import io
from collections.abc import Callable

import orjson
import pytest

from db.formats import brat, conll, doccano, label_studio, prodigy, webanno_tsv
from db.formats.foreign import ForeignRead
from tests.db.formats.foreign_checks import article_of, quotes

TEXTS = {
    "emoji": "🦊 sold Bolt, 🦊🦊 and Acme bought 👩🏽‍🚀 Bolt again",
    "flags": "🇫🇷 said Acme 🇩🇪 to Bolt 🇫🇷",
    "right to left": "אמר 😀 Acme שלום 🙂 Bolt عربي",
    "ancient": "𐎠𐎡 Acme 𝄞 Bolt",
    "plain": "Acme sold Bolt",
}
WORDS = ("Acme", "Bolt")

Offset = Callable[[str], int]
Reads = list[ForeignRead]


def code_points(before: str) -> int:
    return len(before)


def utf16(before: str) -> int:
    return len(before.encode("utf-16-le")) // 2


def stretches(text: str, offset: Offset) -> list[tuple[int, int, str]]:
    places = [(text.index(word), word) for word in WORDS]
    return [(offset(text[:at]), offset(text[: at + len(word)]), word) for at, word in places]


def lines(reader, *objects: object) -> Reads:
    return list(reader.read(io.BytesIO(b"\n".join(map(orjson.dumps, objects))), path="a.jsonl"))


def read_brat(text: str, offset: Offset) -> Reads:
    marks = [
        f"T{number}\tORG {start} {end}\t{word}\n"
        for number, (start, end, word) in enumerate(stretches(text, offset), start=1)
    ]
    files = [io.BytesIO("".join(marks).encode()), io.BytesIO(text.encode())]
    return list(brat.read(*files, path="a.ann"))


def read_doccano(text: str, offset: Offset) -> Reads:
    entities = [
        {"id": number, "label": "ORG", "start_offset": start, "end_offset": end}
        for number, (start, end, _) in enumerate(stretches(text, offset))
    ]
    return lines(doccano, {"text": text, "entities": entities})


def read_old_doccano(text: str, offset: Offset) -> Reads:
    labels = [[start, end, "ORG"] for start, end, _ in stretches(text, offset)]
    return lines(doccano, {"text": text, "label": labels})


def read_label_studio(text: str, offset: Offset) -> Reads:
    results = [
        {
            "id": word,
            "type": "labels",
            "from_name": "label",
            "value": {"start": start, "end": end, "text": word, "labels": ["ORG"]},
        }
        for start, end, word in stretches(text, offset)
    ]
    return lines(label_studio, {"data": {"text": text}, "annotations": [{"result": results}]})


def read_prodigy(text: str, offset: Offset) -> Reads:
    spans = [
        {"start": start, "end": end, "label": "ORG"} for start, end, _ in stretches(text, offset)
    ]
    return lines(prodigy, {"text": text, "spans": spans})


def read_webanno(text: str, offset: Offset) -> Reads:
    rows, position = [], 0
    for number, token in enumerate(text.split(" "), start=1):
        start = text.index(token, position)
        position = start + len(token)
        tag = "ORG" if token.strip(",") in WORDS else "_"
        place = f"{offset(text[:start])}-{offset(text[:position])}"
        rows.append(f"1-{number}\t{place}\t{token}\t{tag}\t")
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n\n"
    file = f"{head}\n#Text={text}\n" + "\n".join(rows) + "\n"
    return list(webanno_tsv.read(io.BytesIO(file.encode()), path="a.tsv"))


READERS = (
    read_brat,
    read_doccano,
    read_old_doccano,
    read_label_studio,
    read_prodigy,
    read_webanno,
)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("offset", [code_points, utf16])
@pytest.mark.parametrize("reader", READERS)
def test_marked_words_are_found_by_either_way_of_counting(reader, offset, text):
    article = article_of(reader(text, offset))
    assert article.text == text
    found = {words.strip(",") for _, words in quotes(article, article.layers[0])}
    assert found == set(WORDS)


def test_where_nothing_counts_words_are_put_together_again():
    tags = "🦊 O\nAcme B-ORG\n👩🏽‍🚀 O\nBolt B-ORG\n"
    article = article_of(conll.read(io.BytesIO(tags.encode()), path="a.conll"))
    assert [words for _, words in quotes(article, article.layers[0])] == ["Acme", "Bolt"]
