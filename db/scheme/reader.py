"""Reads TOML tables as typed values and notes every fault of their shape, without giving up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from db.model import AttributeValue
from db.scheme.faults import Fault, Place
from db.scheme.spelling import did_you_mean

_Choice = TypeVar("_Choice", bound=StrEnum)
_Value = TypeVar("_Value")


class Reader:
    """One table; questions name a key, `finish` complains of the keys that nobody asked for."""

    def __init__(self, table: Mapping[str, object], place: Place, faults: list[Fault]) -> None:
        self.place = place
        self._table = table
        self._faults = faults
        self._asked: list[str] = []

    @property
    def names(self) -> tuple[str, ...]:
        """All keys of the table, for tables whose keys are names that somebody chose."""
        return tuple(self._table)

    def has(self, name: str) -> bool:
        """Whether the table has a key."""
        return name in self._table

    def text(self, name: str, *, required: bool = False) -> str:
        """The text of a key; "" where it is missing."""
        value = self._take(name, required=required)
        if value is None or isinstance(value, str):
            return value or ""
        return self._complain(name, f"“{name}” must be text in quotes.", "")

    def flag(self, name: str, *, default: bool) -> bool:
        """The yes or no of a key."""
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        return self._complain(name, f"“{name}” must be true or false.", default)

    def choice(self, name: str, default: _Choice) -> _Choice:
        """One of the words of the enumeration that `default` belongs to."""
        known = type(default)
        value = self._take(name)
        if value is None:
            return default
        if isinstance(value, str) and value in {each.value for each in known}:
            return known(value)
        words = ", ".join(each.value for each in known)
        hint = did_you_mean(value, [each.value for each in known])
        return self._complain(name, f"“{name}” must be one of: {words}.{hint}", default)

    def value(self, name: str) -> AttributeValue | None:
        """A single value of any kind that an attribute can take; None where it is missing."""
        value = self._take(name)
        if value is None or isinstance(value, str | bool | int | float):
            return value
        return self._complain(name, f"“{name}” must be text, a number, true or false.", None)

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(name, required=required)
        if value is None:
            return ()
        if isinstance(value, list):
            texts = tuple(each for each in value if isinstance(each, str))
            if len(texts) == len(value):
                return texts
        return self._complain(name, f'“{name}” must be a list of texts: ["…", "…"].', ())

    def values(self, name: str) -> tuple[tuple[str, AttributeValue], ...]:
        """A small table of names and single values."""
        value = self._take(name)
        if value is None:
            return ()
        if not isinstance(value, dict):
            return self._complain(name, f'“{name}” must be a table: {{ name = "value" }}.', ())
        reader = Reader(value, (*self.place, name), self._faults)
        found = ((key, reader.value(key)) for key in value)
        return tuple((key, each) for key, each in found if each is not None)

    def table(self, name: str) -> Reader:
        """The table of a key; an empty one where it is missing."""
        value = self._take(name)
        if not isinstance(value, dict | None):
            self._complain(name, f"“{name}” must be a table: [{name}].", None)
        return Reader(value if isinstance(value, dict) else {}, (*self.place, name), self._faults)

    def tables(self, name: str, *, short: str = "") -> tuple[Reader, ...]:
        """The tables of a list. With `short`, a text stands for a table that has only this key."""
        value = self._take(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            return self._complain(name, f"“{name}” must be a list of tables.", ())
        readers = []
        for index, item in enumerate(value):
            table = {short: item} if short and isinstance(item, str) else item
            if isinstance(table, dict):
                readers.append(Reader(table, (*self.place, name, index), self._faults))
            else:
                self._faults.append(
                    Fault(
                        place=(*self.place, name, index),
                        reason=f"Each of “{name}” must be a table.",
                    )
                )
        return tuple(readers)

    def finish(self) -> None:
        """Complain about unknown keys."""
        for name in self._table:
            if name not in self._asked:
                hint = did_you_mean(name, self._asked) or f" Known here: {', '.join(self._asked)}."
                self._complain(name, f"“{name}” is unknown here.{hint}", None)

    def _take(self, name: str, *, required: bool = False) -> object:
        self._asked.append(name)
        if required and name not in self._table:
            self._complain(name, f"“{name}” is missing.", None)
        return self._table.get(name)

    def _complain(self, name: str, reason: str, instead: _Value) -> _Value:
        self._faults.append(Fault(place=(*self.place, name), reason=reason))
        return instead
