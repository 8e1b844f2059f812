"""Loads the documents with spaCy, and lets its own `debug data` judge them for training spancat."""

import json
import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

spacy = import_module("spacy")
tokens = import_module("spacy.tokens")

FILE = "articles.spacy"


def documents(path: Path) -> dict[str, list[object]]:
    """The spans of each document, by character."""
    docs = tokens.DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab)
    return {
        str(number): [[span.label_, [[span.start_char, span.end_char]]] for span in doc.spans["sc"]]
        for number, doc in enumerate(docs)
    }


def lines(path: Path, problems: list[str]) -> dict[str, list[object]]:
    """The spans of lines whose tokens, if they have any, spaCy can make a document of."""
    found: dict[str, list[object]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1]):
        data = json.loads(line)
        problems += [
            f"{path.name}: token {token['id']} stands elsewhere"
            for token in data.get("tokens", ())
            if data["text"][token["start"] : token["end"]] != token["text"]
        ]
        doc = spacy.blank("xx").make_doc(data["text"])
        found[str(number)] = [
            [each["label"], [[each["start"], each["end"]]]]
            for each in data["spans"]
            if doc.char_span(each["start"], each["end"], alignment_mode="expand") is not None
        ]
    return found


def debugged(folder: Path, problems: list[str]) -> str:
    """What spaCy says in short of the files as data for training."""
    config = folder / "config.cfg"
    program = [sys.executable, "-m", "spacy"]
    make = [*program, "init", "config", str(config), "--lang", "xx", "--pipeline", "spancat"]
    subprocess.run(make, check=True, capture_output=True)
    train, dev = folder / "spacy-training", folder / "spacy"
    paths = ["--paths.train", str(train / FILE), "--paths.dev", str(dev / FILE)]
    told = subprocess.run(
        [*program, "debug", "data", str(config), *paths, "--no-format"],
        check=False,
        capture_output=True,
        text=True,
    )
    text = told.stdout + told.stderr
    if told.returncode != 0:
        problems.append(f"debug data: {text.strip()[-2000:]}")
    summary = re.findall(r"\d+ checks? passed|\d+ warnings?|\d+ errors?", text)
    return "debug data: " + ", ".join(summary)


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    problems: list[str] = []
    formats = {
        "spacy": documents(folder / "spacy" / FILE),
        "span-jsonl": lines(folder / "span-jsonl" / "articles.jsonl", problems),
        "prodigy": lines(folder / "prodigy" / "articles.jsonl", problems),
    }
    with (folder / "prodigy" / "articles.jsonl").open(encoding="utf-8") as file:
        links = {"prodigy": sum(len(json.loads(line)["relations"]) for line in file)}
    notes = [debugged(folder, problems)]
    versions = {"spacy": version("spacy")}
    print(json.dumps({"versions": versions, "formats": formats, "problems": problems,
                      "links": links, "notes": notes}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
