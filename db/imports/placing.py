"""Deciding where each record goes: a new article, a layer on one that is there, or nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType

from db.formats.record import Read, Record, RecordLayer
from db.model import Annotator, AnnotatorId, AnnotatorKind, ArticleId
from db.operations.record_rows import Placed
from db.project import Project
from db.queries import annotators, imports

NO_COPIES: Mapping[bytes, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Where a record goes, or why it goes nowhere; `note` says what is done to it on the way."""

    placed: Placed | None = None
    skipped: str | None = None
    note: str | None = None


class Placer:
    """Decides on one record after another, remembering those before.

    A trial writes nothing, so that the ids it gives need not be those of rows. `unwanted` are
    copies that stay out, by the digest of the body, with the title of that of which each is one.
    """

    def __init__(
        self,
        project: Project,
        *,
        is_trial: bool = False,
        unwanted: Mapping[bytes, str] = NO_COPIES,
    ) -> None:
        self._project = project
        self._unwanted = unwanted
        self._new_id = map(str, count()).__next__ if is_trial else project.new_id
        self._is_empty = imports.is_empty(project)
        everyone = annotators.every(project)
        self._gold = annotators.gold(project)
        self._annotators = {(each.kind, each.name): each.id for each in everyone}
        self._people = {str(each.id): each for each in everyone}
        self._articles: dict[bytes, tuple[ArticleId, str, int | None]] = {}
        self._external_ids: set[str] = set()
        self._layers: set[tuple[ArticleId, AnnotatorId]] = set()

    def place(self, read: Read, record: Record) -> Decision:
        """Where this record goes; `read` says where it stands."""
        digest = read.digest or hashlib.sha256(record.article.body.encode()).digest()
        article, twin = self._article(digest)
        if article is None and record.layer is None and digest in self._unwanted:
            return Decision(skipped=f"it is nearly the same as “{self._unwanted[digest]}”")
        if article is None:
            return self._new(read, record, digest)
        if record.layer is None:
            return Decision(skipped=f"{twin} has the same text")
        annotator, newcomer = self._annotator(record.layer)
        if not self._takes(article, annotator, newcomer):
            whose = "gold" if record.layer.kind is AnnotatorKind.GOLD else record.layer.annotator
            return Decision(
                skipped=f"{twin} has the same text and an annotation ({whose}), which is kept"
            )
        placed = Placed(
            record=record,
            article=article,
            is_new=False,
            annotator=annotator,
            new_annotator=newcomer,
        )
        is_older = digest not in self._articles and not read.is_stand_off
        note = f"{twin} has the same text; it keeps its title, id and fields" if is_older else None
        return Decision(placed=placed, note=note)

    def _new(self, read: Read, record: Record, digest: bytes) -> Decision:
        article = ArticleId(self._new_id())
        self._articles[digest] = (article, read.path, read.line)
        note = None
        external_id = record.article.external_id
        if external_id is not None and self._is_taken(external_id):
            record = replace(record, article=replace(record.article, external_id=None))
            note = f'the id "{external_id}" belongs to another article; this one gets a new id'
        elif external_id is not None:
            self._external_ids.add(external_id)
        annotator, newcomer = (
            (None, None) if record.layer is None else self._annotator(record.layer)
        )
        if annotator is not None:
            self._layers.add((article, annotator))
        placed = Placed(
            record=record,
            article=article,
            annotator=annotator,
            new_annotator=newcomer,
            digest=digest,
        )
        return Decision(placed=placed, note=note)

    def _article(self, digest: bytes) -> tuple[ArticleId | None, str]:
        """The article with this text and words for it."""
        found = self._articles.get(digest)
        if found is not None:
            article, path, line = found
            return article, path if line is None else f"line {line} of {path}"
        if self._is_empty:
            return None, ""
        return imports.article_with_text(self._project, digest.hex()), "an article of the project"

    def _is_taken(self, external_id: str) -> bool:
        return external_id in self._external_ids or (
            not self._is_empty and imports.is_taken(self._project, external_id)
        )

    def _annotator(self, layer: RecordLayer) -> tuple[AnnotatorId, Annotator | None]:
        """Whose layer it is: gold, somebody known by UUID or name, or somebody new."""
        if layer.kind is AnnotatorKind.GOLD:
            return self._gold, None
        name = (layer.annotator or "").strip()
        known = self._people.get(name)
        if known is not None and known.kind is layer.kind:
            return known.id, None
        present = self._annotators.get((layer.kind, name))
        if present is not None:
            return present, None
        newcomer = Annotator(id=AnnotatorId(self._project.new_id()), name=name, kind=layer.kind)
        self._annotators[layer.kind, name] = newcomer.id
        return newcomer.id, newcomer

    def _takes(
        self, article: ArticleId, annotator: AnnotatorId, newcomer: Annotator | None
    ) -> bool:
        """Whether the article can take a layer of the annotator; it is taken from now on."""
        if (article, annotator) in self._layers:
            return False
        self._layers.add((article, annotator))
        return newcomer is not None or imports.is_free(self._project, article, annotator)
