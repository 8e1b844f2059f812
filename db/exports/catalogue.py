"""The table of all formats: what each is called, what it is for, and what it can't express."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import orjson

from db.errors import UserFault
from db.exports.export_format import ExportFormat, Shape
from db.exports.facts import MediaType
from db.exports.folder_sinks import brat_sink, cas_json_sink, cas_xmi_sink, webanno_sink
from db.exports.read_back import Claims
from db.exports.sinks import LineSink, Setting, Sink, Write
from db.exports.tool_sinks import (
    DocBinSink,
    ParquetSink,
    ProjectSink,
    TableSink,
    TaskSink,
    read_by,
)
from db.formats import (
    brat_writer,
    chat,
    chat_reader,
    conll,
    doccano,
    dygiepp,
    gliner,
    label_studio_writer,
    parquet_file,
    prodigy,
    spacy_doc,
    span_jsonl,
    token_classification,
)
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind

OURS = "jsonl"

_K = LossKind
_NO_SPACE_FOR = frozenset({_K.LINKS, _K.REFERENTS, _K.ATTRIBUTES, _K.FIELDS})


def one(name: str) -> ExportFormat:
    """The format of this name; raises UserFault with the names that there are."""
    found = BY_NAME.get(name.casefold())
    if found is None:
        known = ", ".join(BY_NAME)
        raise UserFault(f"There is no format “{name}”. Choose one of these: {known}.")
    return found


def _pieces(
    write: Write,
    read: Callable[..., Iterator[ForeignRead]],
    *,
    claims: Claims | None = None,
    is_list: bool = False,
) -> Callable[[Path, Setting], Sink]:
    """One file with a piece for each layer, by the format's own writer and reader."""
    return lambda path, _: LineSink(path, write, read_by(read), claims=claims, is_list=is_list)


def _chat_sink(path: Path, setting: Setting) -> Sink:
    scheme = setting.scheme
    prompt = chat.prompt_of(scheme)
    once = frozenset(each for each in setting.labels if not scheme.is_statement(each))
    return LineSink(
        path,
        lambda record: chat.write(record, scheme=scheme, prompt=prompt),
        lambda stream, name: chat_reader.read(stream, path=name, prompt=prompt),
        claims=Claims(once=once),
    )


def _token_sink(path: Path, setting: Setting) -> Sink:
    return LineSink(
        path,
        lambda record: token_classification.write(record, labels=setting.labels),
        read_by(token_classification.read),
    )


def _features(setting: Setting) -> Mapping[str, bytes]:
    data = token_classification.features(setting.labels)
    return {"features.json": orjson.dumps(data, option=orjson.OPT_INDENT_2)}


def _formats() -> Iterator[ExportFormat]:
    yield ExportFormat(
        name=OURS,
        title="JSONL of this program",
        help="One line for each layer: the article with all that one annotator said about it.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        has_split_field=True,
    )
    yield ExportFormat(
        name="parquet",
        title="Parquet",
        help="One row for each layer, with everything that our JSONL has.",
        suffix=".parquet",
        media_type=MediaType.PARQUET,
        extra=parquet_file.EXTRA,
        library="pyarrow",
        is_text=False,
        has_split_field=True,
        sink=lambda path, _: ParquetSink(path),
    )
    yield ExportFormat(
        name="csv",
        title="CSV tables",
        help="Tables of articles, layers, spans, links, referents and statements.",
        suffix=".csv",
        media_type=MediaType.CSV,
        shape=Shape.TABLES,
        has_split_field=True,
        sink=TableSink,
    )
    yield from _for_training()
    yield from _for_tools()


def _for_training() -> Iterator[ExportFormat]:
    yield ExportFormat(
        name="spacy",
        title="spaCy DocBin",
        help='One document for each layer, its spans in the group "sc".',
        suffix=".spacy",
        media_type=MediaType.OTHER,
        extra=spacy_doc.EXTRA,
        library="spacy",
        loses=frozenset({_K.UNALIGNED, _K.DISCONTINUOUS, _K.LINKS, _K.REFERENTS, _K.ATTRIBUTES}),
        is_text=False,
        sink=lambda path, _: DocBinSink(path),
    )
    yield ExportFormat(
        name="span-jsonl",
        title="Span JSONL",
        help="One line for each layer: a text and its spans by their first and last characters.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS},
        sink=_pieces(span_jsonl.write, span_jsonl.read),
    )
    yield ExportFormat(
        name="gliner",
        title="GLiNER",
        help="One entry for each layer: tokens with spans and relations by their numbers.",
        suffix=".json",
        media_type=MediaType.JSON,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.UNALIGNED, _K.LIMIT},
        sink=_pieces(gliner.write, gliner.read, is_list=True),
    )
    yield ExportFormat(
        name="token-classification",
        title="Hugging Face token classification",
        help="One line for each layer: tokens with a column of B, I and O tags for each label.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.UNALIGNED, _K.NESTED},
        sink=_token_sink,
        beside=_features,
    )
    yield ExportFormat(
        name="conll",
        title="CoNLL-2003",
        help="A token a line with its BIO tag; documents begin with -DOCSTART-.",
        suffix=".conll",
        media_type=MediaType.TEXT,
        loses=_NO_SPACE_FOR
        | {_K.DISCONTINUOUS, _K.UNALIGNED, _K.NESTED, _K.CROSS_SENTENCE, _K.TEXT},
        sink=_pieces(conll.write, conll.read, claims=Claims(rebuilds_text=True)),
    )
    yield ExportFormat(
        name="dygiepp",
        title="DyGIE++",
        help="One line for each layer: sentences of tokens with spans, relations and clusters.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.UNALIGNED, _K.NESTED, _K.CROSS_SENTENCE},
        sink=_pieces(dygiepp.write, dygiepp.read),
    )
    yield ExportFormat(
        name="chat",
        title="Chat JSONL",
        help="One line for each layer: an instruction, the article, and its statements as JSON.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.PLACE},
        sink=_chat_sink,
    )


def _for_tools() -> Iterator[ExportFormat]:
    yield ExportFormat(
        name="prodigy",
        title="Prodigy",
        help="One line for each layer: tokens with spans and relations.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.UNALIGNED},
        sink=_pieces(prodigy.write, prodigy.read, claims=Claims(keeps_places=True)),
    )
    yield ExportFormat(
        name="doccano",
        title="doccano",
        help="One line for each layer: a text with its entities and relations.",
        suffix=".jsonl",
        media_type=MediaType.JSONL,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS},
        sink=_pieces(doccano.write, doccano.read),
    )
    yield ExportFormat(
        name="label-studio",
        title="Label Studio",
        help="One task for each article, with what each annotator said about it.",
        suffix=".json",
        media_type=MediaType.JSON,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS},
        sink=TaskSink,
        beside=lambda setting: {
            "label-studio.xml": label_studio_writer.configuration(setting.scheme).encode()
        },
    )
    yield ExportFormat(
        name="brat",
        title="brat",
        help="A text and its standoff annotation for each layer.",
        suffix=".ann",
        media_type=MediaType.TEXT,
        shape=Shape.FILE_PER_ARTICLE,
        loses=_NO_SPACE_FOR | {_K.TEXT},
        sink=brat_sink,
        beside=lambda setting: {"annotation.conf": brat_writer.configuration(setting.scheme)},
    )
    yield ExportFormat(
        name="webanno-tsv",
        title="WebAnno TSV 3",
        help="A table of tokens for each layer, as WebAnno and INCEpTION read it.",
        suffix=".tsv",
        media_type=MediaType.TSV,
        shape=Shape.FILE_PER_ARTICLE,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.TEXT},
        sink=webanno_sink,
    )
    yield ExportFormat(
        name="cas-xmi",
        title="UIMA CAS XMI",
        help="A CAS for each layer as INCEpTION reads it, with the type system for all.",
        suffix=".xmi",
        media_type=MediaType.XML,
        shape=Shape.FILE_PER_ARTICLE,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.TEXT},
        sink=cas_xmi_sink,
    )
    yield ExportFormat(
        name="cas-json",
        title="UIMA CAS JSON",
        help="A CAS for each layer, with its types.",
        suffix=".json",
        media_type=MediaType.JSON,
        shape=Shape.FILE_PER_ARTICLE,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.TEXT},
        sink=cas_json_sink,
    )
    yield ExportFormat(
        name="refi-qda",
        title="REFI-QDA",
        help="A project for ATLAS.ti, MAXQDA, NVivo and their like.",
        suffix=".qdpx",
        media_type=MediaType.ZIP,
        loses=_NO_SPACE_FOR | {_K.DISCONTINUOUS, _K.TEXT},
        is_text=False,
        sink=ProjectSink,
    )


FORMATS: tuple[ExportFormat, ...] = tuple(_formats())
"""All formats: ours, those for training, those for other tools."""

BY_NAME: Mapping[str, ExportFormat] = {each.name: each for each in FORMATS}
