"""Taking values out of parsed JSON and noting, in words, each one that is not as it must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from db.model import AttributeValue

Object = Mapping[str, object]
Choice = TypeVar("Choice", bound=StrEnum)


class Faults:
    """Collects what is wrong in one record; getters note a fault and give a harmless value."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def add(self, reason: str) -> None:
        """Note one fault, as one plain sentence without its full stop."""
        self.reasons.append(reason)

    def text(self, where: str, owner: Object, key: str) -> str:
        """A text that must be there and not be blank."""
        value = owner.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if key not in owner:
            self.add(f'{where} has no "{key}"')
        elif isinstance(value, str):
            self.add(f'{where}: "{key}" is empty')
        else:
            self.add(f'{where}: "{key}" must be text')
        return ""

    def optional_text(self, where: str, owner: Object, key: str) -> str | None:
        """A text, or None where it is null or missing."""
        value = owner.get(key)
        if value is None or isinstance(value, str):
            return value
        self.add(f'{where}: "{key}" must be text or null')
        return None

    def offset(self, where: str, owner: Object, key: str) -> int | None:
        """A whole number that is not negative."""
        value = owner.get(key)
        if type(value) is int and value >= 0:
            return value
        self.add(f'{where}: "{key}" must be a whole number, not {_shown(value)}')
        return None

    def flag(self, where: str, owner: Object, key: str) -> bool:
        """True or false; false where it is missing."""
        value = owner.get(key, False)
        if isinstance(value, bool):
            return value
        self.add(f'{where}: "{key}" must be true or false')
        return False

    def choice(self, where: str, owner: Object, key: str, kind: type[Choice]) -> Choice | None:
        """One of a closed set of values."""
        value = owner.get(key)
        for each in kind:
            if each == value:
                return each
        self.add(f'{where}: "{key}" must be one of {", ".join(kind)}, not {_shown(value)}')
        return None

    def object(self, where: str, owner: Object, key: str) -> Object:
        """An object; empty where it is missing."""
        value = owner.get(key, {})
        if isinstance(value, dict):
            return value
        self.add(f'{where}: "{key}" must be an object')
        return {}

    def objects(self, owner: Object, key: str, one: str) -> Iterator[tuple[str, Object]]:
        """The objects of a list, each with words for it such as `span "a01"`; none if missing."""
        value = owner.get(key, [])
        if not isinstance(value, list):
            self.add(f'"{key}" must be a list')
            return
        for number, each in enumerate(value, start=1):
            if isinstance(each, dict):
                name = each.get("id")
                yield (f'{one} "{name}"' if isinstance(name, str) else f"{one} {number}"), each
            else:
                self.add(f"{one} {number} must be an object")

    def values(self, where: str, owner: Object, key: str) -> dict[str, AttributeValue]:
        """An object of plain answers: texts, numbers, true and false."""
        answers: dict[str, AttributeValue] = {}
        for name, value in self.object(where, owner, key).items():
            if isinstance(value, str | bool | int | float):
                answers[name] = value
            else:
                self.add(f'{where}: "{key}.{name}" must be text, a number, true or false')
        return answers

    def unknown_keys(self, where: str, owner: Object, known: frozenset[str]) -> None:
        """Note keys that would be lost, which are mostly misspelt."""
        if owner.keys() <= known:
            return
        for name in sorted(owner.keys() - known):
            self.add(f'{where} has the unknown key "{name}"')


def _shown(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return f'"{value[:40]}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return "a list" if isinstance(value, list) else "an object"
