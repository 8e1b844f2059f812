"""The columns of our own JSONL records, as Croissant and the data card describe them."""

from __future__ import annotations

from collections.abc import Iterable

from db.exports.facts import Column, Kind
from db.scheme.model import Attribute, AttributeKind, Scheme

_KINDS = {
    AttributeKind.NUMBER: Kind.NUMBER,
    AttributeKind.YES_NO: Kind.BOOLEAN,
}
"""Answers of all other kinds are texts; so are dates, which may be a year or a month alone."""


def record_columns(scheme: Scheme, *, has_text: bool, has_splits: bool) -> tuple[Column, ...]:
    """The keys of a record of a scheme, in their order."""
    shared = [each for each in scheme.fields if not each.per_annotator]
    own = [each for each in scheme.fields if each.per_annotator]
    of_spans = [each for label in scheme.span_types for each in label.attributes]
    of_referents = [each for label in scheme.span_types for each in label.referent_attributes]
    text = [_text("text", "The article's text; offsets count its code points")] if has_text else []
    split = [_text("split", "The split that the article is in")] if has_splits else []
    return (
        _text("schema_version", "The version of this format"),
        _text("id", "The article's id"),
        _text("title", "The article's title"),
        *text,
        _text("text_sha256", "The SHA-256 of the text in UTF-8"),
        _text("offset_unit", "What offsets count"),
        _nested("meta", "What is known of the article", _answers(shared)),
        _nested("spans", "What is marked", _span(of_spans, has_text=has_text), is_list=True),
        _nested("links", "The filled roles of statements", _LINK, is_list=True),
        _nested(
            "referents",
            "Who and what in the world spans refer to",
            (*_REFERENT, _nested("attributes", "Answers about it", _answers(of_referents))),
            is_list=True,
        ),
        _nested("labels", "The annotator's answers about the article", _answers(own)),
        _nested("layer", "Who speaks, and how far they are", _LAYER),
        _nested("scheme", "The scheme that the record follows", _SCHEME),
        *split,
    )


def _text(name: str, description: str) -> Column:
    return Column(name=name, kind=Kind.TEXT, description=description)


def _number(name: str, description: str) -> Column:
    return Column(name=name, kind=Kind.INTEGER, description=description)


def _nested(
    name: str, description: str, columns: tuple[Column, ...], *, is_list: bool = False
) -> Column:
    return Column(
        name=name, kind=Kind.NESTED, description=description, columns=columns, is_list=is_list
    )


def _answers(attributes: Iterable[Attribute]) -> tuple[Column, ...]:
    """One column a question; where two labels ask by one name in two ways, the answer is a text."""
    found: dict[str, Column] = {}
    for each in attributes:
        kind = _KINDS.get(each.kind, Kind.TEXT)
        earlier = found.get(each.name)
        if earlier is not None and earlier.kind is not kind:
            kind = Kind.TEXT
        found[each.name] = Column(
            name=each.name,
            kind=kind,
            description=each.title if earlier is None else earlier.description,
        )
    return tuple(found.values())


def _span(attributes: Iterable[Attribute], *, has_text: bool) -> tuple[Column, ...]:
    quote = [_text("text", "The words from start to end")] if has_text else []
    return (
        _text("id", "The span's id in this record"),
        _text("label", "What it is"),
        _number("start", "Its first code point"),
        _number("end", "One past its last code point"),
        Column(
            name="fragments",
            kind=Kind.INTEGER,
            description="The start and end of each piece, where it has several",
            is_list=True,
        ),
        *quote,
        _text("referent", "The id of what it refers to"),
        _nested("attributes", "Answers about it", _answers(attributes)),
        _text("source", "Of gold: unanimous, majority, adjudicated, single or edited"),
    )


_LINK = (
    _text("id", "The link's id in this record"),
    _text("role", "The role that the target fills"),
    _text("source", "The id of the statement's span"),
    _text("target", "The id of the span that fills it; nothing where the role is open"),
    _text("absent", "Why nothing fills it"),
)
_REFERENT = (
    _text("id", "The referent's id"),
    _text("label", "What it is"),
    _text("name", "Its name"),
)
_LAYER = (
    _text("kind", "A person, the settled version, or a program"),
    _text("annotator", "Who, by number unless names were asked for"),
    _text("state", "How far they are"),
    Column(
        name="nothing_here",
        kind=Kind.BOOLEAN,
        description="Whether they say that there is nothing to mark",
    ),
    _text("flag", "Their question to the lead"),
)
_SCHEME = (
    _text("id", "Which scheme"),
    _text("version", "Which version of it"),
    _text("sha256", "Its digest"),
)
