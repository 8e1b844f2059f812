"""From what a file says of an article as a whole to its metadata and an annotator's answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.formats.foreign import ForeignArticle, ForeignLayer
from db.formats.losses import as_text
from db.imports.mapping.account import Account, Matter
from db.imports.mapping.answers import fitted
from db.imports.mapping.model import AttributeRule, FieldRule, FieldSource
from db.imports.mapping.rules import Rules
from db.imports.mapping.spans import NOT_CHOSEN, KeptSpans
from db.model import AttributeValue
from db.scheme.model import AttributeKind, Scheme

_REMARKS = "remarks of annotators"


@dataclass(slots=True)
class Said:
    """What is said of an article: its metadata, and answers to what each annotator is asked."""

    metadata: dict[str, AttributeValue] = field(default_factory=dict)
    labels: dict[str, AttributeValue] = field(default_factory=dict)


class FieldMapper:
    """Takes what is said of one article after another."""

    def __init__(self, rules: Rules, scheme: Scheme) -> None:
        self._rules = rules
        self._fields = {each.name: each for each in scheme.fields}

    def metadata(self, article: ForeignArticle, account: Account) -> Said:
        """What the article itself says.

        What no rule names keeps its name; so does what does not fit the field that was chosen.
        """
        said = Said()
        kept: dict[str, tuple[AttributeValue, str]] = {}
        for name, value in article.metadata.items():
            rule = self._rules.field(FieldSource.METADATA, name)
            reason = "" if rule is None else self._take(rule, value, said)
            if rule is None or (reason and rule.to is not None):
                kept[name] = (value, reason)
            elif reason:
                _tell(name, value, f"left out, because {reason}", account)
        for name, (value, reason) in kept.items():
            if name in said.metadata:
                why = reason or f"“{name}” has another answer already"
                _tell(name, value, f"left out, because {why}", account)
            else:
                said.metadata[name] = value
                if reason:
                    _tell(name, value, f"kept as “{name}”, because {reason}", account)
        return said

    def answers(
        self, layer: ForeignLayer, spans: KeptSpans, said: Said, account: Account
    ) -> dict[str, AttributeValue]:
        """One annotator's answers; those to questions about the article itself go to `said`."""
        own = Said(metadata=said.metadata, labels=dict(said.labels))
        answers: list[tuple[str, FieldRule | AttributeRule | None, AttributeValue]] = [
            *(
                (name, self._rules.field(FieldSource.ANSWERS, name), value)
                for name, value in layer.answers.items()
            ),
            *((rule.name, rule, value) for rule, value in spans.said_of_article),
        ]
        for name, rule, value in answers:
            reason = self._take(rule, value, own)
            if reason:
                _tell(name, value, f"left out, because {reason}", account)
        return own.labels

    def _take(
        self, rule: FieldRule | AttributeRule | None, value: AttributeValue, said: Said
    ) -> str:
        """Why an answer can't be taken, or "" when it was."""
        to = rule.to if rule else None
        if rule is None or to is None:
            return "the mapping does not take them"
        known = self._fields.get(to)
        if known is None:
            return f"the scheme has no field “{to}”"
        made = fitted(known, value, rule.values)
        if made is None:
            return f"“{to}” takes no such answer"
        place = said.labels if known.per_annotator else said.metadata
        is_taken = place.setdefault(to, made) == made
        return "" if is_taken else f"“{to}” has another answer already"


def _tell(name: str, value: AttributeValue, why: str, account: Account) -> None:
    account.tell(Matter.FIELD, f"answers to “{name}” about the article", why, as_text(value))


class RemarkMapper:
    """Takes the remarks of one layer after another."""

    def __init__(self, rules: Rules, scheme: Scheme) -> None:
        name = rules.mapping.remarks
        self._name = name
        self._labels = {
            each.label
            for each in scheme.span_types
            for attribute in each.attributes
            if attribute.name == name and attribute.kind is AttributeKind.TEXT
        }
        asked = scheme.field(name) if name else None
        self._is_field = (
            asked is not None and asked.per_annotator and asked.kind is AttributeKind.TEXT
        )

    def take(
        self,
        layer: ForeignLayer,
        spans: KeptSpans,
        labels: dict[str, AttributeValue],
        account: Account,
    ) -> None:
        """Puts remarks with their span or the source of their link, else with the answers."""
        links = {link.id: link for link in layer.links}
        for remark in layer.notes:
            link = links.get(remark.about or "")
            span = spans.of.get((link.source if link else remark.about) or "")
            text = f"{link.role}: {remark.text}" if link else remark.text
            if not self._name:
                account.tell(Matter.REMARK, _REMARKS, NOT_CHOSEN, remark.text)
            elif span is not None and span.label in self._labels:
                _append(span.attributes, self._name, text)
            elif self._is_field and (span is not None or remark.about is None):
                _append(labels, self._name, f"“{span.words}”: {text}" if span else text)
            else:
                reason = "left out, because nothing here can hold what they are about"
                account.tell(Matter.REMARK, _REMARKS, reason, remark.text)


def _append(answers: dict[str, AttributeValue], name: str, text: str) -> None:
    known = answers.get(name)
    answers[name] = text if known is None else f"{known}\n{text}"
