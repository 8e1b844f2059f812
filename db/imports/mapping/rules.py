"""Finds the rule of a mapping for each thing that a file says, the particular one first."""

from __future__ import annotations

from db.imports.mapping.model import (
    AnnotatorRule,
    AttributeRule,
    FieldRule,
    FieldSource,
    LabelRule,
    LinkRule,
    Mapping,
)


class Rules:
    """The rules of a mapping by what they are about; of two about the same, the first counts."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._labels: dict[tuple[str, str], LabelRule] = {}
        for label in mapping.labels:
            self._labels.setdefault((label.kind, label.label), label)
        self._links: dict[tuple[str, str, str], LinkRule] = {}
        for link in mapping.links:
            self._links.setdefault((link.kind, link.role, link.source), link)
        self._attributes: dict[tuple[str, str, str], AttributeRule] = {}
        for each in mapping.attributes:
            self._attributes.setdefault((each.kind, each.label, each.name), each)
        self._fields: dict[tuple[FieldSource, str], FieldRule] = {}
        for field in mapping.fields:
            self._fields.setdefault((field.source, field.name), field)
        self._annotators: dict[str | None, AnnotatorRule] = {}
        for annotator in mapping.annotators:
            self._annotators.setdefault(annotator.name, annotator)
        self._referents = {each.kind for each in mapping.referents if each.is_taken}

    def label(self, kind: str, label: str) -> LabelRule | None:
        """The rule for spans of a label."""
        return self._labels.get((kind, label)) or self._labels.get((kind, ""))

    def link(self, kind: str, role: str, source: str) -> LinkRule | None:
        """The rule for links of a role that start from spans of the foreign label `source`."""
        return self._links.get((kind, role, source)) or self._links.get((kind, role, ""))

    def attribute(self, kind: str, label: str, name: str) -> AttributeRule | None:
        """The rule for an attribute of spans of a foreign label."""
        return self._attributes.get((kind, label, name)) or self._attributes.get((kind, "", name))

    def field(self, source: FieldSource, name: str) -> FieldRule | None:
        """The rule for something that is said about articles."""
        return self._fields.get((source, name))

    def annotator(self, name: str | None) -> AnnotatorRule | None:
        """Who an annotator of a file is."""
        return self._annotators.get(name)

    def takes_referents(self, kind: str) -> bool:
        """Whether chains and entries of a kind become referents."""
        return kind in self._referents
