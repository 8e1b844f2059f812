"""The lines for annotators of other tools, their chains and their remarks; no screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.imports.mapping.making import UNNAMED
from db.imports.mapping.model import AnnotatorRule, Mapping, ReferentRule
from db.imports.mapping.rules import Rules
from db.imports.mapping.seen import Inventory, SeenAnnotator, SeenReferents
from db.model import AnnotatorKind
from db.scheme.model import AttributeKind, Scheme
from gui.project.importing.mapping_edits import with_annotator, with_referents
from gui.project.importing.mapping_row import LEFT_OUT, MappingRow, Place, Sort, titled
from gui.translation import tr

_GOLD = "\x1egold"
_TAKEN = "\x1etaken"


def annotator_rows(
    mapping: Mapping, seen: Inventory, annotators: Sequence[str]
) -> Iterator[MappingRow]:
    """A line for everybody who speaks in the files; gold is the lead's own and stays gold."""
    rules = Rules(mapping)
    # Whatever the files call who made it: there is one gold.
    settled = sum(each.layers for each in seen.annotators if each.kind is AnnotatorKind.GOLD)
    if settled:
        yield MappingRow(
            key="annotator gold",
            sort=Sort.ANNOTATOR,
            what=tr("gold"),
            count=settled,
            becomes=tr("gold"),
            now=_GOLD,
        )
    for each in seen.annotators:
        if each.kind is AnnotatorKind.GOLD:
            continue
        rule = rules.annotator(each.name)
        now = (each.name or LEFT_OUT) if rule is None else _who(rule)
        places = tuple(_people(each, annotators, now))

        def changed(key: str, each: SeenAnnotator = each) -> Mapping:
            return with_annotator(mapping, _annotator_rule(each, key))

        yield MappingRow(
            key=f"annotator {each.kind} {each.name}",
            sort=Sort.ANNOTATOR,
            what=each.name or tr("nobody is named"),
            count=each.layers,
            becomes=titled(places, now) if now else tr("who is it?"),
            reason=tr("is here already") if now in annotators else "",
            places=places,
            now=now,
            can_be_named=True,
            changed=changed,
        )


def other_rows(mapping: Mapping, seen: Inventory, scheme: Scheme) -> Iterator[MappingRow]:
    """Chains and entries, remarks, and what has no place here at all."""
    yield from _referent_rows(mapping, seen)
    yield from _remark_rows(mapping, seen, scheme)
    for each in seen.link_attributes:
        yield MappingRow(
            key=f"answer of a link {each.kind} {each.role} {each.name}",
            sort=Sort.LINK,
            what=tr("{question} of {role}", question=each.name, role=each.role),
            count=each.count,
            example=each.example,
            becomes=tr("leave out"),
            reason=tr("links hold no answers here"),
        )


def _people(seen: SeenAnnotator, annotators: Sequence[str], now: str) -> Iterator[Place]:
    own = seen.name or UNNAMED
    for name in dict.fromkeys((own, *annotators, *((now,) if now not in {"", _GOLD} else ()))):
        detail = tr("is here already") if name in annotators else tr("new")
        yield Place(key=name, title=name, detail=detail)
    yield Place(key=_GOLD, title=tr("gold"), detail=tr("the version that the lead settled on"))


def _who(rule: AnnotatorRule) -> str:
    return _GOLD if rule.kind is AnnotatorKind.GOLD else rule.who.strip()


def _annotator_rule(seen: SeenAnnotator, key: str) -> AnnotatorRule:
    if key == _GOLD:
        return AnnotatorRule(name=seen.name, who="", kind=AnnotatorKind.GOLD)
    return AnnotatorRule(name=seen.name, who=key)


def _referent_rows(mapping: Mapping, seen: Inventory) -> Iterator[MappingRow]:
    rules = Rules(mapping)
    places = (
        Place(key=LEFT_OUT, title=tr("leave out")),
        Place(key=_TAKEN, title=tr("referents of the register")),
    )
    for each in seen.referents:
        now = _TAKEN if rules.takes_referents(each.kind) else LEFT_OUT

        def changed(key: str, each: SeenReferents = each) -> Mapping:
            return with_referents(mapping, ReferentRule(kind=each.kind, is_taken=bool(key)))

        yield MappingRow(
            key=f"referents {each.kind}",
            sort=Sort.OTHER,
            what=each.kind or tr("what words refer to"),
            count=each.count,
            example=each.example,
            becomes=titled(places, now),
            places=places,
            now=now,
            changed=changed,
        )


def _remark_rows(mapping: Mapping, seen: Inventory, scheme: Scheme) -> Iterator[MappingRow]:
    count = seen.remarks_on_articles + sum(each.remarks for each in seen.labels)
    if not count:
        return
    questions = {
        each.name: each.title
        for each in (
            *(field for field in scheme.fields if field.per_annotator),
            *(each for span_type in scheme.span_types for each in span_type.attributes),
        )
        if each.kind is AttributeKind.TEXT
    }
    places = (
        Place(key=LEFT_OUT, title=tr("leave out")),
        *(Place(key=name, title=title) for name, title in questions.items()),
    )
    yield MappingRow(
        key="remarks",
        sort=Sort.OTHER,
        what=tr("remarks"),
        count=count,
        becomes=titled(places, mapping.remarks),
        places=places,
        now=mapping.remarks,
        changed=lambda key: replace(mapping, remarks=key),
    )
