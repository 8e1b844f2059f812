"""Loads columns of tags, Parquet, our own records and the tables with datasets and pandas."""

import json
import os
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()

datasets = import_module("datasets")
pandas = import_module("pandas")
parquet = import_module("pyarrow.parquet")

Found = dict[str, list[object]]


def tagged(folder: Path, problems: list[str]) -> Found:
    """Spans from the columns of tags, which `features` makes numbers of."""
    described = json.loads((folder / "articles.features.json").read_text(encoding="utf-8"))
    rows = datasets.load_dataset(
        "json",
        data_files=str(folder / "articles.jsonl"),
        features=datasets.Features.from_dict(described),
        split="train",
    )
    found: Found = {}
    for number, row in enumerate(rows):
        spans: list[object] = []
        for column in (name for name in described if name.startswith("ner_tags_")):
            names = rows.features[column].feature.names
            spans += spans_of([names[tag] for tag in row[column]], row["offsets"])
        words = [row["text"][start:end] for start, end in row["offsets"]]
        if words != row["tokens"]:
            problems.append(f"token-classification, article {number}: tokens stand elsewhere")
        found[str(number)] = spans
    return found


def spans_of(tags: list[str], offsets: list[list[int]]) -> list[object]:
    """The spans of one column of B-, I- and O."""
    spans: list[tuple[str, int, int]] = []
    for tag, (start, end) in zip(tags, offsets, strict=True):
        if tag.startswith("B-"):
            spans.append((tag[2:], start, end))
        elif tag.startswith("I-"):
            label, first, _ = spans.pop()
            spans.append((label, first, end))
    return [[label, [[start, end]]] for label, start, end in spans]


def rows_of(rows: list[dict[str, object]], name: str, problems: list[str]) -> Found:
    """Spans of our own record, whose texts must be what stands there."""
    found: Found = {}
    for number, row in enumerate(rows):
        spans: list[object] = []
        text, entries = row["text"], row["spans"]
        assert isinstance(text, str)
        assert isinstance(entries, list)
        for span in entries:
            if text[span["start"] : span["end"]] != span["text"]:
                problems.append(f"{name}, article {number}: a span holds other words")
            pieces = span.get("fragments") or [[span["start"], span["end"]]]
            pieces = [each if isinstance(each, list) else list(each.values()) for each in pieces]
            spans.append([span["label"], pieces])
        found[str(number)] = spans
    return found


def tables(folder: Path, problems: list[str]) -> Found:
    """Spans of the tables, by the number of their layer."""
    read = {
        name: pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("articles", "layers", "spans", "links", "referents", "statements")
    }
    texts = dict(zip(read["articles"]["article"], read["articles"]["text"], strict=True))
    found: Found = {str(number): [] for number in range(len(read["layers"]))}
    for _, row in read["spans"].iterrows():
        pieces = [[int(end) for end in pair.split("-")] for pair in row["fragments"].split()]
        start, end = int(row["start"]), int(row["end"])
        if texts[row["article"]].removeprefix("'")[start:end] != row["quote"].removeprefix("'"):
            # Cells that look like formulas have an apostrophe before them.
            problems.append(f"spans.csv: “{row['quote']}” is not in its article")
        number = str(int(row["layer"]) - 1)
        found[number].append([row["label"], pieces or [[start, end]]])
    return found


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    problems: list[str] = []
    files = str(folder / "parquet" / "articles.parquet")
    loaded = datasets.load_dataset("parquet", data_files=files, split="train").to_list()
    lines = pandas.read_json(folder / "jsonl" / "articles.jsonl", lines=True, dtype=False)
    records = lines.to_dict("records")
    formats = {
        "token-classification": tagged(folder / "token-classification", problems),
        "parquet": rows_of(loaded, "parquet by datasets", problems),
        "jsonl": rows_of(records, "our records by pandas", problems),
        "csv": tables(folder / "csv", problems),
    }
    links = {
        "parquet": sum(len(row["links"]) for row in loaded),
        "jsonl": sum(len(row["links"]) for row in records),
        "csv": len(pandas.read_csv(folder / "csv" / "links.csv")),
    }
    by_arrow = rows_of(parquet.read_table(files).to_pylist(), "parquet by pyarrow", problems)
    if by_arrow != formats["parquet"]:
        problems.append("datasets and pyarrow read other spans from the same Parquet file")
    versions = {name: version(name) for name in ("datasets", "pyarrow", "pandas")}
    print(json.dumps({"versions": versions, "formats": formats, "problems": problems,
                      "links": links}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
