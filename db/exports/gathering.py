"""What is noted of a dataset while it is written, for its manifest and its cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import orjson

from db.exports import licences
from db.exports.facts import Licence
from db.model import AnnotatorId, AnnotatorKind
from db.queries.export_rows import ExportRow

_LANGUAGE, _PUBLISHER, _DATE = "language", "publisher", "date"


class Gathering:
    """Counts articles and layers, and what is known of the articles; each comes once in a row."""

    def __init__(self, kinds: Mapping[AnnotatorId, AnnotatorKind]) -> None:
        self.articles = 0
        self.records = 0
        self.splits: Counter[str | None] = Counter()
        self.annotators: set[AnnotatorId] = set()
        self.languages: set[str] = set()
        self.first_date: str | None = None
        self.last_date: str | None = None
        self._kinds = kinds
        self._publishers: set[str] = set()
        self._licences: Counter[str | None] = Counter()
        self._without_text: Counter[str | None] = Counter()

    def article(self, row: ExportRow) -> str | None:
        """Note an article by any of its layers; gives the licence of its text."""
        self.articles += 1
        metadata = orjson.loads(row.metadata_json)
        if language := metadata.get(_LANGUAGE):
            self.languages.add(str(language))
        if publisher := metadata.get(_PUBLISHER):
            self._publishers.add(str(publisher))
        if date := str(metadata.get(_DATE) or ""):
            self.first_date = min(self.first_date or date, date)
            self.last_date = max(self.last_date or date, date)
        licence = licences.stated(metadata)
        self._licences[licence] += 1
        return licence

    def without_text(self, licence: str | None) -> None:
        """Note that an article goes out without its text."""
        self._without_text[licence] += 1

    def layer(self, row: ExportRow, split: str | None) -> None:
        """Note a layer, and the split that it is in."""
        self.records += 1
        self.splits[split] += 1
        self.annotators.add(row.annotator)

    def number_of(self, kind: AnnotatorKind) -> int:
        """How many annotators of a kind speak."""
        return sum(self._kinds[each] is kind for each in self.annotators)

    @property
    def publishers(self) -> int:
        """How many publishers there are."""
        return len(self._publishers)

    @property
    def licences(self) -> tuple[Licence, ...]:
        """The licences of the texts, the most frequent first."""
        return tuple(
            Licence(name=name, articles=number, without_text=self._without_text[name])
            for name, number in sorted(
                self._licences.items(), key=lambda each: (-each[1], each[0] or "")
            )
        )

    @property
    def closed_texts(self) -> int:
        """How many texts are in the files whose licence is unknown or does not allow that."""
        return sum(
            each.with_text for each in self.licences if not licences.may_be_passed_on(each.name)
        )
