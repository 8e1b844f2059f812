"""What is told of a dataset beside its files: the one source of its data card and its Croissant.

The export fills it; nothing here is looked up or guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.formats.losses import LossKind
from db.splitting.model import Stratum


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    NESTED = "nested"
    """An object; its columns say what is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table or a key of a record.

    `is_list` says that it holds several such values. `columns` are those of an object.
    """

    name: str
    kind: Kind
    description: str
    is_list: bool = False
    columns: tuple[Column, ...] = ()


class MediaType(StrEnum):
    """What a file is, as Croissant calls it."""

    JSONL = "application/jsonlines"
    JSON = "application/json"
    PARQUET = "application/x-parquet"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    TEXT = "text/plain"
    ZIP = "application/zip"
    XML = "application/xml"
    OTHER = "application/octet-stream"

    @property
    def is_table(self) -> bool:
        """Whether a record is a line or row, which Croissant and the hub can read."""
        return self in {MediaType.JSONL, MediaType.PARQUET, MediaType.CSV, MediaType.TSV}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the dataset; `name` is its path from the card, with slashes.

    `table` tells files with the same columns from others: articles, spans, links. `split` is None
    where the file holds all, or where the dataset has none. `columns` describe it where it is a
    table.
    """

    name: str
    media_type: MediaType
    sha256: str
    size: int
    records: int
    table: str = "records"
    split: str | None = None
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence of texts as it was stated, and of how many articles; None where nobody did.

    `without_text` of these articles went out as offsets and digests only.
    """

    name: str | None
    articles: int
    without_text: int = 0

    @property
    def with_text(self) -> int:
        """How many texts of this licence are in the files."""
        return self.articles - self.without_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFacts:
    """The scheme that says what could be marked; `labels` are names with their titles."""

    id: str
    version: str
    title: str
    sha256: str
    labels: Mapping[str, str]
    roles: Mapping[str, str] = field(default_factory=dict)
    guidelines: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A figure of agreement as it is told; the interval is the 95 % one."""

    measure: str
    value: float
    low: float | None = None
    high: float | None = None
    rests_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Who annotated, and how well they agree.

    `layers` says which layers the dataset holds. `agreement` is empty where it was not measured,
    `methods` how it was.
    """

    layers: str
    people: int
    models: int = 0
    has_gold: bool = False
    are_named: bool = False
    agreement: tuple[Agreement, ...] = ()
    methods: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFacts:
    """How the dataset is divided; `records` counts by split what is in the files.

    `rule` tells in a sentence what decides. `leaks` is the number of pairs of copies in different
    splits, and `kept_together` how many articles are elsewhere than their date or publisher says.
    """

    rule: str
    seed: int | None
    records: Mapping[str, int]
    leaks: int
    groups: int = 0
    kept_together: int = 0
    strata: tuple[Stratum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LossFacts:
    """How many things of one kind are not in the files, or not as they were.

    `what` is the label, role, answer or field that they are about, "" for all together. `where` are
    some of them, in words that lead there.
    """

    kind: LossKind
    number: int
    articles: int
    what: str = ""
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetFacts:
    """A dataset as it was written.

    `name` is short, without spaces; `made_at` is UTC, ISO 8601. `format_title` and `format_help`
    say what a record is. `articles` are those with at least one record. Counts are of what is in
    the files. `languages` are codes (BCP 47). `text_licences` has every article once.
    `annotation_licence` is the lead's choice, None where there is none yet.
    """

    name: str
    title: str
    made_at: str
    made_by: str
    format_name: str
    format_title: str
    format_help: str
    files: tuple[File, ...]
    articles: int
    records: int
    labels: Mapping[str, int]
    roles: Mapping[str, int]
    referents: int
    scheme: SchemeFacts
    annotation: Annotation
    text_licences: tuple[Licence, ...]
    description: str = ""
    annotation_licence: str | None = None
    creator: str | None = None
    address: str | None = None
    languages: tuple[str, ...] = ()
    publishers: int = 0
    first_date: str | None = None
    last_date: str | None = None
    split: SplitFacts | None = None
    losses: tuple[LossFacts, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    version: str = "1.0.0"
    card_name: str = "README.md"

    @property
    def without_text(self) -> int:
        """How many articles went out as offsets and digests only."""
        return sum(each.without_text for each in self.text_licences)

    @property
    def has_text(self) -> bool:
        """Whether any text is in the files."""
        return any(each.with_text for each in self.text_licences)
