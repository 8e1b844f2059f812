"""The `croissant.json` of a dataset: what its files hold, for programs that load datasets.

Croissant 1.0, which readers of 1.1 take as well (https://docs.mlcommons.org/croissant).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import orjson

from db.exports import licence_ids
from db.exports.facts import Column, DatasetFacts, File, Kind
from db.exports.wording import summary

NAME = "croissant.json"

Json = dict[str, object]

_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    Kind.TEXT: "sc:Text",
    Kind.INTEGER: "sc:Integer",
    Kind.NUMBER: "sc:Float",
    Kind.BOOLEAN: "sc:Boolean",
    Kind.DATE: "sc:Date",
}
_SPLITS = "splits"
_SPLIT_TYPES = {
    "train": "cr:TrainingSplit",
    "dev": "cr:ValidationSplit",
    "validation": "cr:ValidationSplit",
    "test": "cr:TestSplit",
}
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def croissant(facts: DatasetFacts) -> bytes:
    """The JSON-LD of a dataset; the same facts give the same bytes."""
    tables = [each for each in facts.files if each.media_type.is_table and each.columns]
    names = _names(tables)
    record_sets = [_record_set(each, names[each.name]) for each in tables]
    splits = list(dict.fromkeys(each.split for each in facts.files if each.split))
    if splits:
        record_sets.append(_split_set(splits))
    data: Json = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _slug(facts.name),
        "alternateName": facts.title,
        "description": summary(facts),
        "license": _licence(facts),
        # Asked for; where there is no page yet, the card beside it tells all.
        "url": facts.address or facts.card_name,
        "creator": {"@type": "Organization", "name": facts.creator or "not stated"},
        "datePublished": facts.made_at[:10],
        "version": facts.version,
        "citeAs": f"{facts.creator or 'Without author'}: {facts.title}. {facts.made_at[:4]}.",
        **({"inLanguage": list(facts.languages)} if facts.languages else {}),
        "keywords": ["named entity recognition", "relation extraction", "political science"],
        "distribution": [_distribution(each) for each in facts.files],
        "recordSet": record_sets,
        **_responsible(facts),
    }
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _names(tables: list[File]) -> dict[str, str]:
    """What the record set of each file is called: by its table, and by its split if it has one."""
    names: dict[str, str] = {}
    for each in tables:
        name = base = _slug(f"{each.table}-{each.split}" if each.split else each.table)
        number = 1
        while name in names.values() or name == _SPLITS:
            number += 1
            name = f"{base}-{number}"
        names[each.name] = name
    return names


def _distribution(file: File) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": _file_id(file),
        "name": file.name,
        "description": f"{file.records:,} {file.table}",
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": str(file.media_type),
        "sha256": file.sha256,
    }


def _record_set(file: File, name: str) -> Json:
    data: Json = {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{file.records:,} {file.table} in {file.name}",
        "field": [field for each in file.columns for field in _fields(each, file, name)],
    }
    if any(each.name == "id" for each in file.columns):
        data["key"] = {"@id": f"{name}/id"}
    return data


def _fields(column: Column, file: File, parent: str) -> Iterator[Json]:
    field: Json = {
        "@type": "cr:Field",
        "@id": f"{parent}/{_slug(column.name)}",
        "name": column.name,
        "description": column.description,
        **({"repeated": True} if column.is_list else {}),
    }
    if column.kind is Kind.NESTED:
        inner = list(_sub_fields(column.columns, file, str(field["@id"]), column.name, ()))
        # What is in an object of which nothing is known can't be told.
        if inner:
            yield {**field, "subField": inner}
    else:
        yield {**field, "dataType": _TYPES[column.kind], "source": _source(file, column.name, ())}


def _sub_fields(
    columns: tuple[Column, ...], file: File, parent: str, top: str, path: tuple[str, ...]
) -> Iterator[Json]:
    """The values inside an object, however deep, as fields of it: readers know one level only."""
    for each in columns:
        here = (*path, each.name)
        if each.kind is Kind.NESTED:
            yield from _sub_fields(each.columns, file, parent, top, here)
            continue
        yield {
            "@type": "cr:Field",
            "@id": f"{parent}/{_slug('.'.join(here))}",
            "name": ".".join(here),
            "description": each.description,
            "dataType": _TYPES[each.kind],
            "source": _source(file, top, here),
            **({"repeated": True} if each.is_list else {}),
        }


def _source(file: File, column: str, path: tuple[str, ...]) -> Json:
    steps = ".".join(each if _PLAIN_KEY.fullmatch(each) else f"'{each}'" for each in path)
    return {
        "fileObject": {"@id": _file_id(file)},
        "extract": {"column": column},
        **({"transform": {"jsonPath": steps}} if path else {}),
    }


def _split_set(splits: list[str]) -> Json:
    rows = [
        {f"{_SPLITS}/name": each, f"{_SPLITS}/url": _SPLIT_TYPES.get(each, "cr:Split")}
        for each in splits
    ]
    return {
        "@type": "cr:RecordSet",
        "@id": _SPLITS,
        "name": _SPLITS,
        "dataType": "cr:Split",
        "key": {"@id": f"{_SPLITS}/name"},
        "field": [
            {"@type": "cr:Field", "@id": f"{_SPLITS}/name", "name": "name", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": f"{_SPLITS}/url", "name": "url", "dataType": "sc:URL"},
        ],
        "data": rows,
    }


def _licence(facts: DatasetFacts) -> list[str] | str:
    """The page of each licence, its name where it has none, or that it is not known."""
    texts = (each.name for each in facts.text_licences if each.with_text)
    names = [facts.annotation_licence, *texts]
    found = list(
        dict.fromkeys(licence_ids.page(each) or each or licence_ids.UNKNOWN for each in names)
    )
    return found if len(found) > 1 else found[0]


def _responsible(facts: DatasetFacts) -> Mapping[str, object]:
    """What the vocabulary of responsible AI asks for, as far as it is known."""
    about = facts.annotation
    figures = [f"{each.measure}: {each.value:.2f}" for each in about.agreement]
    return {
        "rai:dataAnnotationProtocol": f"{facts.scheme.title}, version {facts.scheme.version}",
        "rai:dataAnnotationPlatform": facts.made_by,
        **({"rai:dataAnnotationAnalysis": figures} if figures else {}),
        "rai:personalSensitiveInformation": (
            "The texts are news and name persons. "
            + ("Annotators are named." if about.are_named else "Annotators are pseudonyms.")
        ),
    }


def _file_id(file: File) -> str:
    return re.sub(r"\s+", "-", file.name)


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-.") or "dataset"
