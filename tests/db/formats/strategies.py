"""Records of every shape that the default scheme allows, over all of Unicode."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from db import shipped
from db.formats.record import (
    Record,
    RecordLayer,
    RecordLink,
    RecordReferent,
    RecordScheme,
    RecordSpan,
)
from db.model import Absence, AnnotatorKind, Fragment, LayerState, NewArticle
from db.scheme.model import Attribute, AttributeKind, Scheme
from db.scheme.toml import parse

AWKWARD = '\n\u2028\u2029\x85\u00a0\ufeff\u200d\u0301\u0000🇫🇷👩🏽א\u202eد中ไ"\\/\x01\x7f 𝄞'


@cache
def scheme() -> Scheme:
    return parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))


def texts(**sizes: int) -> st.SearchStrategy[str]:
    """Text that can be stored: no NUL and no half characters."""
    letters = st.one_of(
        st.sampled_from(AWKWARD.replace("\x00", "")),
        st.sampled_from("abc .,’"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"),
    )
    return st.text(letters, **sizes)


names = texts(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
bodies = texts(min_size=1, max_size=80).filter(
    lambda text: bool(text.strip()) and not text.startswith("\ufeff")
)
answers = st.one_of(
    texts(max_size=8),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
)


def values_of(attributes: tuple[Attribute, ...]) -> st.SearchStrategy[dict[str, object]]:
    """Answers to some of the questions, in any order."""
    choices = {
        each.name: (
            st.sampled_from([option.value for option in each.options])
            if each.kind is AttributeKind.CHOICE
            else texts(max_size=8)
        )
        for each in attributes
        if each.kind in {AttributeKind.CHOICE, AttributeKind.TEXT}
    }
    return st.fixed_dictionaries({}, optional=choices)


@st.composite
def records(draw: st.DrawFn, *, body: str | None = None, external_id: str | None = None) -> Record:
    """A record with a layer."""
    text = draw(bodies) if body is None else body
    referents = draw(_referents())
    spans = draw(_spans(text, referents))
    links = draw(_links(spans))
    kind = draw(st.sampled_from(AnnotatorKind))
    fields = tuple(field for field in scheme().fields if field.per_annotator)
    return Record(
        article=NewArticle(
            title=draw(names),
            body=text,
            metadata=draw(st.dictionaries(names, answers, max_size=3)),
            external_id=draw(names) if external_id is None else external_id,
        ),
        layer=RecordLayer(
            kind=kind,
            annotator=None if kind is AnnotatorKind.GOLD else draw(_annotators(kind)),
            state=draw(st.sampled_from(LayerState)),
            nothing_here=not links and draw(st.booleans()),
            flag=draw(st.one_of(st.none(), texts(max_size=8))),
        ),
        spans=spans,
        links=links,
        referents=referents,
        labels=draw(values_of(fields)),
        scheme=draw(
            st.one_of(st.none(), st.just(RecordScheme(id=scheme().id, version=scheme().version)))
        ),
        split=draw(st.one_of(st.none(), st.sampled_from(["train", "test"]))),
    )


def _annotators(kind: AnnotatorKind) -> st.SearchStrategy[str]:
    if kind is AnnotatorKind.HUMAN:
        return st.integers(1, 5).map(lambda number: f"annotator {number}")
    return st.sampled_from(["a model", "modèle 🤖"])


@st.composite
def _referents(draw: st.DrawFn) -> tuple[RecordReferent, ...]:
    ids = draw(st.lists(names, max_size=5, unique=True))
    found = []
    for each in ids:
        span_type = draw(st.sampled_from(scheme().span_types))
        attributes = draw(values_of(span_type.referent_attributes))
        for attribute in span_type.referent_attributes:
            if attribute.kind is AttributeKind.REFERENT and draw(st.booleans()):
                attributes[attribute.name] = draw(st.sampled_from(ids))
        found.append(
            RecordReferent(id=each, label=span_type.label, name=draw(names), attributes=attributes)
        )
    return tuple(found)


@st.composite
def _spans(
    draw: st.DrawFn, body: str, referents: tuple[RecordReferent, ...]
) -> tuple[RecordSpan, ...]:
    spans: list[RecordSpan] = []
    for each in draw(st.lists(names, max_size=6, unique=True)):
        fragments = draw(_fragments(body))
        span_type = draw(st.sampled_from(scheme().span_types))
        if any((span.label, span.fragments) == (span_type.label, fragments) for span in spans):
            continue
        fitting = [referent.id for referent in referents if referent.label == span_type.label]
        spans.append(
            RecordSpan(
                id=each,
                label=span_type.label,
                fragments=fragments,
                referent=draw(st.sampled_from([None, *fitting])),
                attributes=draw(values_of(span_type.attributes)),
            )
        )
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


@st.composite
def _fragments(draw: st.DrawFn, body: str) -> tuple[Fragment, ...]:
    visible = [index for index, character in enumerate(body) if character.strip()]
    number = draw(st.sampled_from([1, 1, 1, 2, 3]))
    edges = sorted(
        draw(st.lists(st.sampled_from(visible), min_size=2 * number, max_size=2 * number))
    )
    fragments: list[Fragment] = []
    for start, last in zip(edges[::2], edges[1::2], strict=True):
        if not fragments or start > fragments[-1].end:
            fragments.append(Fragment(start, last + 1))
    return tuple(fragments)


@st.composite
def _links(draw: st.DrawFn, spans: tuple[RecordSpan, ...]) -> tuple[RecordLink, ...]:
    links: dict[object, RecordLink] = {}
    statements = [span for span in spans if scheme().is_statement(span.label)]
    for each in draw(st.lists(names, max_size=5, unique=True)) if statements else ():
        source = draw(st.sampled_from(statements))
        role = draw(st.sampled_from(scheme().roles_of(source.label)))
        targets = [span.id for span in spans if span.label in role.targets and span.id != source.id]
        target = draw(st.sampled_from([None, *targets]))
        link = RecordLink(
            id=each,
            role=role.name,
            source=source.id,
            target=target,
            absence=draw(st.sampled_from(Absence)) if target is None else None,
        )
        links.setdefault((link.role, link.source, link.target), link)
    return tuple(links.values())
