"""Reading files article by article, whatever their kind, with flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO

from db.errors import Bug, Problem, UserFault
from db.formats import (
    bioc,
    brat,
    cas_json,
    cas_xmi,
    chat_reader,
    conll,
    conllu,
    doccano,
    docx,
    dygiepp,
    epub,
    feed,
    gliner,
    inception,
    json_articles,
    jsonl_reader,
    label_studio,
    parquet,
    pdf,
    plain_text,
    prodigy,
    refi_qda,
    spacy_doc,
    table,
    tables,
    tables_reader,
    token_classification,
    token_parquet,
    warc,
    web_page,
    webanno_tsv,
    workbook,
)
from db.formats.archive import NoArchive
from db.formats.foreign import ForeignRead
from db.formats.marks import refused
from db.formats.parquet_file import is_parquet
from db.formats.record import Read
from db.formats.record_reader import TextOf
from db.formats.whole import whole
from db.imports.choices import ImportChoices
from db.imports.collecting import SourceFile
from db.imports.kept import Kept
from db.imports.kinds import Kind
from db.imports.mapping.account import LeftOut, Totals
from db.imports.mapping.applying import Mapper
from db.imports.metadata import FileMetadata
from db.imports.places import Place, Shelf, why_unread
from db.imports.recognising import GLANCE_BYTES
from db.scheme.model import Scheme

_OF_TOOLS: dict[Kind, Callable[..., Iterator[ForeignRead]]] = {
    Kind.WEBANNO_TSV: webanno_tsv.read,
    Kind.CAS_JSON: cas_json.read,
    Kind.CONLL: conll.read,
    Kind.CONLLU: conllu.read,
    Kind.BIOC: bioc.read,
    Kind.DOCCANO: doccano.read,
    Kind.LABEL_STUDIO: label_studio.read,
    Kind.PRODIGY: prodigy.read,
    Kind.REFI_QDA: refi_qda.read,
    Kind.SPACY: spacy_doc.read,
    Kind.GLINER: gliner.read,
    Kind.DYGIEPP: dygiepp.read,
    Kind.HF_TOKENS: token_classification.read,
    Kind.CHAT: chat_reader.read,
}

_PLAIN: dict[Kind, Callable[..., Iterator[Read]]] = {
    Kind.DOCX: docx.read,
    Kind.PDF: pdf.read,
    Kind.FEED: feed.read,
    Kind.EPUB: epub.read,
    Kind.WARC: warc.read,
}


class Reader:
    """Reads one file after another. Raises InvalidPattern when it is made.

    Without `choices.mapping`, files of other tools can be looked at but not read. What is in `kept`
    is not read again, and what is read is kept there. `text_of` finds the texts that records name
    by their digest alone.
    """

    def __init__(
        self,
        shelf: Shelf,
        scheme: Scheme,
        choices: ImportChoices,
        *,
        kept: Kept | None = None,
        text_of: TextOf | None = None,
    ) -> None:
        self._shelf = shelf
        self._scheme = scheme
        self._choices = choices
        self._kept = kept or Kept(0)
        self._text_of = text_of
        self._metadata = FileMetadata(choices, scheme)
        mapping = choices.mapping
        self._mapper = None if mapping is None else Mapper(mapping, scheme)
        self._stream: BinaryIO | None = None
        self._totals = Totals()
        """What the mapping has left out so far, with how many of each."""

    @property
    def position(self) -> int:
        """How many bytes of the file that is being read are done."""
        stream = self._stream
        return 0 if stream is None or stream.closed else stream.tell()

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the files read so far say and the mapping has no place for, added up."""
        return self._totals.left_out

    def read(self, file: SourceFile) -> Iterator[Read]:
        """The articles of a file in its order, with its problems; at least one for every file."""
        says = self._metadata.of_name(file)
        is_empty = True
        for found in self._found(file, says.annotator):
            added = found
            if self._metadata.adds_anything:
                added = self._metadata.added(found, says, file, is_first=is_empty)
            is_empty = False
            yield added
        if is_empty:
            yield _refused(file, "it is empty")

    def foreign(self, file: SourceFile) -> Iterator[ForeignRead]:
        """What a file of another tool says, before any mapping."""
        annotator = self._metadata.of_name(file).annotator or self._choices.annotator
        try:
            with self._opened(file) as stream:
                yield from self._of_tool(file, stream, annotator)
        except (OSError, UserFault) as error:
            yield refused(file.name, why_unread(error))

    def _found(self, file: SourceFile, annotator: str | None) -> Iterable[Read]:
        kept = self._kept.of(file)
        if kept is not None:
            return kept
        if file.kind is not Kind.PLAIN_TEXT:
            return self._kept.watching(file, self._reads(file, annotator))
        reads = (self._plain_text(file),)
        self._kept.keep(file, reads)
        return reads

    def _plain_text(self, file: SourceFile) -> Read:
        """The article of a text, by the shortest way: there may be very many of them."""
        limit = plain_text.MAX_BODY_BYTES
        if file.size > limit:
            return plain_text.too_large(file.size, path=file.name)
        try:
            data = self._shelf.content(file.place, limit=limit)
        except (OSError, UserFault) as error:
            return _refused(file, why_unread(error))
        return plain_text.read_bytes(data, path=file.name, encoding=file.encoding)

    def _reads(self, file: SourceFile, annotator: str | None) -> Iterator[Read]:
        try:
            with self._opened(file) as stream:
                if file.kind.is_foreign:
                    whose = annotator or self._choices.annotator
                    yield from self._mapped(self._of_tool(file, stream, whose))
                else:
                    yield from self._articles(file, stream)
        except (OSError, UserFault) as error:
            yield _refused(file, why_unread(error))

    @contextmanager
    def _opened(self, file: SourceFile) -> Iterator[BinaryIO]:
        with self._shelf.opened(file.place) as stream:
            self._stream = stream
            yield stream

    def _mapped(self, reads: Iterator[ForeignRead]) -> Iterator[Read]:
        if self._mapper is None:
            raise Bug("a file of another tool was read without a mapping")
        for read in reads:
            found = self._mapper.map(read)
            self._totals.add(found.left_out)
            yield from found.reads

    def _articles(self, file: SourceFile, stream: BinaryIO) -> Iterator[Read]:
        path, encoding, fields = file.name, file.encoding, self._choices.fields
        match file.kind:
            case Kind.RECORDS:
                yield from jsonl_reader.read(
                    stream,
                    path=path,
                    scheme=self._scheme,
                    source=file.place.name,
                    text_of=self._text_of,
                )
            case Kind.TABLES:
                yield from self._tables(file, stream)
            case Kind.PARQUET:
                yield from parquet.read(
                    stream, path=path, scheme=self._scheme, source=file.place.name
                )
            case Kind.HTML:
                yield from web_page.read(stream, path=path, encoding=encoding)
            case Kind.CSV | Kind.TSV:
                yield from table.read(stream, path=path, mapping=fields, encoding=encoding)
            case Kind.XLSX:
                yield from workbook.read(stream, path=path, mapping=fields)
            case Kind.JSON:
                yield from json_articles.read(stream, path=path, mapping=fields)
            case _:
                yield from _PLAIN[file.kind](stream, path=path)

    def _of_tool(
        self, file: SourceFile, stream: BinaryIO, annotator: str | None
    ) -> Iterator[ForeignRead]:
        match file.kind:
            case Kind.BRAT:
                if file.beside is None:
                    raise Bug("a file of brat was taken without its text")
                with self._shelf.opened(file.beside) as text:
                    yield from brat.read(stream, text, path=file.name, annotator=annotator)
            case Kind.CAS_XMI:
                types = None if file.beside is None else self._types(file.beside)
                yield from cas_xmi.read(stream, path=file.name, types=types, annotator=annotator)
            case Kind.INCEPTION:
                yield from inception.read(stream, path=file.name)
            case Kind.HF_TOKENS if is_parquet(stream):
                yield from token_parquet.read(stream, path=file.name, annotator=annotator)
            case _:
                yield from _OF_TOOLS[file.kind](stream, path=file.name, annotator=annotator)

    def _tables(self, file: SourceFile, stream: BinaryIO) -> Iterator[Read]:
        """The table of layers with the others beside it."""
        own = tables_reader.table_of(file.place.name, stream.read(GLANCE_BYTES))
        stream.seek(0)
        with ExitStack() as opened:
            streams = {tables.LAYERS: stream}
            for table in (each for each in tables_reader.READ if each != tables.LAYERS):
                place = file.place.beside(f"{table}{tables.SUFFIX}")
                try:
                    streams[table] = opened.enter_context(self._shelf.opened(place))
                except (OSError, NoArchive):
                    reason = f"{place.name}, which belongs to it, is not beside it"
                    yield _refused(file, reason)
                    return
            yield from tables_reader.read(
                streams,
                path=file.name,
                separator=own[1] if own else ",",
                scheme=self._scheme,
                source=file.place.name,
            )

    def _types(self, place: Place) -> cas_xmi.Types:
        with self._shelf.opened(place) as stream:
            return cas_xmi.type_system(whole(stream))


def _refused(file: SourceFile, reason: str) -> Read:
    problem = Problem(path=file.name, line=None, reason=reason)
    return Read(path=file.name, line=None, record=None, problems=(problem,))
