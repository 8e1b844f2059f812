"""How answers are carried from one scheme to the next; pure, the database applies it to rows."""

from __future__ import annotations

from collections.abc import Collection

from db.model import Attributes, AttributeValue
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind, Scheme
from db.scheme.parts import Part, PartKind, Renames, parts_of, renamed


class AnswerMigration:
    """Rewrites the answers of one kind of holder: spans, referents, articles or layers."""

    def __init__(self, kind: PartKind, old: Scheme, new: Scheme, renames: Renames) -> None:
        self._kind = kind
        self._renames = renames
        self._old = _attributes(old, kind)
        self._new = _attributes(new, kind)

    def migrated(
        self, label: str, answers: Attributes, gone: Collection[str] = frozenset()
    ) -> dict[str, AttributeValue]:
        """The answers under their new names, without those that the new scheme has no place for.

        Answers to questions that the old scheme did not ask stay as they are, and so do those to a
        removed question about articles, whose metadata may hold anything. `gone` are referents that
        are about to be deleted.
        """
        result = {}
        for name, value in answers.items():
            part = Part(kind=self._kind, label=label, name=name)
            old = self._old.get(part)
            if old is None:
                result[name] = value
            elif old.kind is AttributeKind.REFERENT and value in gone:
                continue
            else:
                result.update(self._carried(part, old, value))
        return result

    def fits(self, part: Part, value: AttributeValue) -> bool:
        """Whether an answer to an old question has a place in the new scheme."""
        old = self._old.get(part)
        return old is None or bool(self._carried(part, old, value))

    def _carried(
        self, part: Part, old: Attribute, value: AttributeValue
    ) -> dict[str, AttributeValue]:
        new_part = renamed(part, self._renames)
        new = self._new.get(new_part) if new_part else None
        if new_part is None or new is None:
            return {part.name: value} if self._kind is PartKind.ARTICLE_FIELD else {}
        if old.kind is AttributeKind.CHOICE and isinstance(value, str):
            option = Part(kind=part.kind, label=part.label, name=part.name, option=value)
            new_value = self._renames.get(option, value)
            is_gone = value and not new_value
            value = value if is_gone and self._kind is PartKind.ARTICLE_FIELD else new_value
        is_kept = self._kind is PartKind.ARTICLE_FIELD or not what_is_wrong(new, value)
        return {new_part.name: value} if is_kept else {}


def _attributes(scheme: Scheme, kind: PartKind) -> dict[Part, Attribute]:
    return {
        part: definition
        for part, definition in parts_of(scheme).items()
        if part.kind is kind and isinstance(definition, Attribute)
    }
