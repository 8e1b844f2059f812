"""Carries a mapping out: from what a file of another tool says to the records that come in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.errors import Problem
from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignRead
from db.formats.record import Read, Record, RecordLayer
from db.imports.mapping.account import Account, LeftOut, Matter
from db.imports.mapping.fields import FieldMapper, RemarkMapper, Said
from db.imports.mapping.links import LinkMapper
from db.imports.mapping.model import Mapping
from db.imports.mapping.referents import ReferentMapper
from db.imports.mapping.rules import Rules
from db.imports.mapping.spans import SpanMapper
from db.imports.mapping.states import state_of
from db.model import AnnotatorKind, NewArticle
from db.scheme.model import Scheme
from db.text.titles import title_of

_NOTHING = ForeignLayer()
"""What nobody said about nothing, such as an empty file beside a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What became of one article: a record for each layer, and what they don't hold."""

    reads: tuple[Read, ...]
    left_out: tuple[LeftOut, ...] = ()


class Mapper:
    """Maps one article after another."""

    def __init__(self, mapping: Mapping, scheme: Scheme) -> None:
        self._scheme = scheme
        self._rules = Rules(mapping)
        self._spans = SpanMapper(self._rules, scheme)
        self._links = LinkMapper(self._rules, scheme)
        self._referents = ReferentMapper(self._rules, scheme)
        self._fields = FieldMapper(self._rules, scheme)
        self._remarks = RemarkMapper(self._rules, scheme)

    def map(self, read: ForeignRead) -> Mapped:
        """A record for each layer of an article, or the article alone where it has none.

        Its problems and notes are in the first of them.
        """
        account = Account(read.path, read.line)
        problems = list(read.problems)
        records: list[Record] = []
        if read.article is not None:
            records = self._records(read.article, account, problems)
        reads = [Read(path=read.path, line=read.line, record=each) for each in records]
        first = reads[0] if reads else Read(path=read.path, line=read.line, record=None)
        reads[:1] = [replace(first, problems=tuple(problems), notes=read.notes)]
        return Mapped(reads=tuple(reads), left_out=account.left_out)

    def _records(
        self, article: ForeignArticle, account: Account, problems: list[Problem]
    ) -> list[Record]:
        said = self._fields.metadata(article, account)
        bare = Record(article=_new_article(article, account.path))
        records = []
        for layer in article.layers:
            whose = self._whose(layer)
            if layer == _NOTHING:
                continue
            if whose is not None:
                records.append(self._with_layer(bare, layer, whose, said, account))
            else:
                reason = "it does not say whose annotation it holds; name an annotator for it"
                problems.append(Problem(path=account.path, line=account.line, reason=reason))
        # Only now, because what annotators say may belong to the article.
        metadata = said.metadata if records else said.metadata | said.labels
        new = replace(bare.article, metadata=metadata)
        return [replace(record, article=new) for record in records or [bare]]

    def _with_layer(
        self,
        bare: Record,
        layer: ForeignLayer,
        whose: RecordLayer,
        said: Said,
        account: Account,
    ) -> Record:
        spans = self._spans.kept(bare.article.body, layer, account)
        links = self._links.kept(bare.article.body, layer, spans, account)
        labels = self._fields.answers(layer, spans, said, account)
        self._remarks.take(layer, spans, labels, account)
        place = f"{account.path}\n{bare.article.external_id}\n{whose.annotator}"
        referents = self._referents.made(layer, spans, links, place, account)
        record = replace(
            bare,
            layer=whose,
            spans=tuple(each.record_span(referents.of.get(each.id)) for each in spans.spans),
            links=tuple(links.links.values()),
            referents=tuple(referents.made.values()),
            labels=labels,
        )
        state, reason = state_of(record, self._scheme)
        if reason:
            why = f"left open, because not all is well: {reason}"
            account.tell(Matter.LAYER, "layers of articles", why)
        return replace(record, layer=replace(whose, state=state))

    def _whose(self, layer: ForeignLayer) -> RecordLayer | None:
        if layer.kind is AnnotatorKind.GOLD:
            return RecordLayer(kind=AnnotatorKind.GOLD)
        name = (layer.annotator or "").strip() or None
        rule = self._rules.annotator(name)
        if rule is not None and rule.kind is AnnotatorKind.GOLD:
            return RecordLayer(kind=AnnotatorKind.GOLD)
        if rule is not None and rule.who.strip():
            return RecordLayer(kind=rule.kind or layer.kind, annotator=rule.who.strip())
        return None if name is None else RecordLayer(kind=layer.kind, annotator=name)


def _new_article(article: ForeignArticle, path: str) -> NewArticle:
    return NewArticle(
        title=article.title.strip() or title_of(article.text, fallback="Untitled"),
        body=article.text,
        external_id=article.name or None,
        source=path.replace("\\", "/").rsplit("/", 1)[-1],
    )
