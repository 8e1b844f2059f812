"""The head of a data card: what data hubs read of it (Hugging Face's card metadata, as YAML)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import orjson

from db.exports import licence_ids
from db.exports.facts import DatasetFacts, File

Value = str | Sequence[str] | Sequence[Mapping[str, object]]

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LARGEST = "1M<n<10M"
_CODE = re.compile(r"([a-z]{2,3})(?:[-_]\w+)*", re.IGNORECASE)
# What may stand in JSON's strings, and not in YAML's or not without ending the line.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NOT_IN_SPLIT = re.compile(r"[^\w.]+")


def metadata(facts: DatasetFacts) -> str:
    """The YAML between two lines of hyphens; every text is quoted, so that nothing is taken amiss.

    JSON's strings are YAML's.
    """
    lines = ["---", *_yaml(_values(facts)), "---"]
    return "\n".join(lines) + "\n"


def _values(facts: DatasetFacts) -> dict[str, Value]:
    codes = language_codes(facts.languages)
    about = facts.annotation
    creators = (["expert-generated"] if about.people else []) + (
        ["machine-generated"] if about.models else []
    )
    multilinguality = ("multilingual" if len(codes) > 1 else "monolingual") if codes else None
    return {
        "pretty_name": facts.title,
        **({"language": codes} if codes else {}),
        **_licence(facts),
        **({"annotations_creators": creators} if creators else {}),
        "language_creators": ["found"],
        **({"multilinguality": [multilinguality]} if multilinguality else {}),
        "size_categories": [_size(facts.records)],
        "source_datasets": ["original"],
        "task_categories": ["token-classification"],
        "task_ids": ["named-entity-recognition"],
        "tags": ["news", "political-science", "relation-extraction", "croissant"],
        **({"configs": configs} if (configs := _configs(facts.files)) else {}),
    }


def language_codes(languages: Sequence[str]) -> list[str]:
    """The codes among the languages, without country and script, each once, in order."""
    found = (_CODE.fullmatch(each.strip()) for each in languages)
    return sorted({match[1].lower() for match in found if match is not None})


def _licence(facts: DatasetFacts) -> dict[str, str]:
    one = licence_ids.of_all(facts.text_licences, facts.annotation_licence)
    if one is not None:
        return {"license": one}
    texts = (each.name for each in facts.text_licences if each.with_text)
    stated = {facts.annotation_licence, *texts}
    name = "unknown-not-for-redistribution" if None in stated else "see-the-section-on-licences"
    return {"license": "other", "license_name": name, "license_link": f"{facts.card_name}#licences"}


def _size(records: int) -> str:
    return next((name for most, name in _SIZES if records < most), _LARGEST)


def _configs(files: Sequence[File]) -> list[Mapping[str, object]]:
    """One configuration for each table, and in it the files of each split."""
    tables: dict[str, dict[str, list[str]]] = {}
    for each in files:
        if each.media_type.is_table:
            split = _NOT_IN_SPLIT.sub("_", each.split or "train")
            tables.setdefault(each.table, {}).setdefault(split, []).append(each.name)
    only_one = len(tables) == 1
    return [
        {
            "config_name": "default" if only_one else table,
            "data_files": [
                {"split": split, "path": names[0] if len(names) == 1 else names}
                for split, names in splits.items()
            ],
        }
        for table, splits in tables.items()
    ]


def _yaml(values: Mapping[str, object], indent: str = "") -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {_quoted(value)}"
            continue
        yield f"{indent}{key}:"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                first, *rest = _yaml(each, f"{indent}  ")
                yield f"{indent}- {first.strip()}"
                yield from rest
            else:
                yield f"{indent}- {_quoted(str(each))}"


def _quoted(text: str) -> str:
    written = orjson.dumps(text).decode()
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
