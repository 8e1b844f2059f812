"""The kinds of files that an import reads, and what each of them is like."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How a file is read; the value is the word for it on the command line and in a map."""

    PLAIN_TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    JSON = "json"
    FEED = "feed"
    EPUB = "epub"
    WARC = "warc"
    ZIP = "zip"
    RECORDS = "demarche"
    TABLES = "demarche-tables"
    PARQUET = "parquet"
    BRAT = "brat"
    WEBANNO_TSV = "webanno-tsv"
    CAS_XMI = "xmi"
    CAS_JSON = "cas-json"
    CONLL = "conll"
    CONLLU = "conllu"
    BIOC = "bioc"
    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"
    PRODIGY = "prodigy"
    REFI_QDA = "refi-qda"
    INCEPTION = "inception"
    SPACY = "spacy"
    GLINER = "gliner"
    DYGIEPP = "dygiepp"
    HF_TOKENS = "hf-tokens"
    CHAT = "chat"

    @property
    def in_words(self) -> str:
        """What people call files of this kind."""
        return _IN_WORDS[self]

    @property
    def is_foreign(self) -> bool:
        """Whether it holds annotation of another tool, whose labels need a mapping."""
        return self in _FOREIGN

    @property
    def is_ours(self) -> bool:
        """Whether it holds our own records, which fit the scheme or are refused."""
        return self in _OURS

    @property
    def has_encoding(self) -> bool:
        """Whether a person may have to say which encoding it is in."""
        return self in _ENCODED

    @property
    def has_fields(self) -> bool:
        """Whether a person may have to say which column or key holds what."""
        return self in _WITH_FIELDS

    @property
    def is_one_article(self) -> bool:
        """Whether a file of this kind is one article, so that its name speaks of that."""
        return self in _ONE_ARTICLE


_IN_WORDS = {
    Kind.PLAIN_TEXT: "plain text",
    Kind.HTML: "web page",
    Kind.DOCX: "Word document",
    Kind.PDF: "PDF",
    Kind.CSV: "CSV table",
    Kind.TSV: "TSV table",
    Kind.XLSX: "Excel workbook",
    Kind.JSON: "JSON articles",
    Kind.FEED: "RSS or Atom feed",
    Kind.EPUB: "EPUB book",
    Kind.WARC: "web archive",
    Kind.ZIP: "ZIP archive",
    Kind.RECORDS: "Demarche JSONL",
    Kind.TABLES: "Demarche tables",
    Kind.PARQUET: "Demarche Parquet",
    Kind.BRAT: "brat",
    Kind.WEBANNO_TSV: "WebAnno TSV",
    Kind.CAS_XMI: "UIMA XMI",
    Kind.CAS_JSON: "UIMA JSON",
    Kind.CONLL: "CoNLL",
    Kind.CONLLU: "CoNLL-U",
    Kind.BIOC: "BioC",
    Kind.DOCCANO: "doccano",
    Kind.LABEL_STUDIO: "Label Studio",
    Kind.PRODIGY: "Prodigy",
    Kind.REFI_QDA: "REFI-QDA project",
    Kind.INCEPTION: "INCEpTION project",
    Kind.SPACY: "spaCy DocBin",
    Kind.GLINER: "GLiNER training data",
    Kind.DYGIEPP: "DyGIE++ training data",
    Kind.HF_TOKENS: "token classification data",
    Kind.CHAT: "chat training data",
}
_FOREIGN = frozenset({
    Kind.BRAT, Kind.WEBANNO_TSV, Kind.CAS_XMI, Kind.CAS_JSON, Kind.CONLL, Kind.DOCCANO,
    Kind.LABEL_STUDIO, Kind.PRODIGY, Kind.REFI_QDA, Kind.INCEPTION, Kind.SPACY,
    Kind.CONLLU, Kind.BIOC, Kind.GLINER, Kind.DYGIEPP, Kind.HF_TOKENS, Kind.CHAT,
})  # fmt: skip
_OURS = frozenset({Kind.RECORDS, Kind.TABLES, Kind.PARQUET})
_ENCODED = frozenset({Kind.PLAIN_TEXT, Kind.HTML, Kind.CSV, Kind.TSV})
_WITH_FIELDS = frozenset({Kind.CSV, Kind.TSV, Kind.XLSX, Kind.JSON})
_ONE_ARTICLE = frozenset({
    Kind.PLAIN_TEXT, Kind.HTML, Kind.DOCX, Kind.PDF, Kind.BRAT, Kind.WEBANNO_TSV, Kind.CAS_XMI,
    Kind.CAS_JSON,
})  # fmt: skip

PACKED = frozenset({Kind.ZIP, Kind.DOCX, Kind.XLSX, Kind.EPUB, Kind.REFI_QDA, Kind.INCEPTION})
"""The kinds whose files are ZIP archives."""
