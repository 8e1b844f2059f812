"""Choices as TOML and back, so that an export can be made again in the same way."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import tomli_w

from db.errors import InvalidInput, Problem, UserFault
from db.exports import catalogue
from db.exports.choices import ExportChoices, StandOff
from db.model import LayerState
from db.queries.exports import Which
from db.splitting.model import By, SplitPlan
from db.splitting.shares import shares_from, words_of

_KEYS = frozenset({
    "format", "layers", "annotators", "states", "fields", "names", "stand_off", "split", "card",
})  # fmt: skip
_SPLIT_KEYS = frozenset({
    "by", "shares", "seed", "cuts", "publishers", "keeps_copies_together", "in_field",
})  # fmt: skip
_CARD_KEYS = frozenset({"agreement", "licence", "creator", "description"})

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


def write(choices: ExportChoices) -> str:
    """The TOML text of choices; `read` gives the equal ones back."""
    data: dict[str, object] = {
        "format": choices.format,
        "layers": str(choices.layers),
        "annotators": list(choices.annotators),
        "states": [str(each) for each in choices.states],
        "names": choices.with_names,
        "stand_off": str(choices.stand_off),
    }
    if choices.fields is not None:
        data["fields"] = list(choices.fields)
    if choices.split is not None:
        plan = choices.split
        data["split"] = {
            "by": str(plan.by),
            "shares": words_of(plan.shares),
            "seed": plan.seed,
            "cuts": list(plan.cuts),
            "publishers": {name: list(each) for name, each in plan.publishers.items()},
            "keeps_copies_together": plan.keeps_copies_together,
            "in_field": choices.split_in_field,
        }
    card = {
        "agreement": choices.with_agreement,
        "licence": choices.licence or "",
        "creator": choices.creator or "",
        "description": choices.description,
    }
    said = {name: each for name, each in card.items() if each}
    return tomli_w.dumps({**data, **({"card": said} if said else {})})


def read(text: str, *, path: str = "profile") -> ExportChoices:
    """The choices that a text holds; what it does not say is as in `ExportChoices()`.

    Raises InvalidInput with every problem in it; `path` is the file that they name.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput((Problem(path=path, line=None, reason=f"no TOML: {error}"),)) from error
    reader = _Reader(path)
    choices = reader.choices(data)
    if reader.problems:
        raise InvalidInput(tuple(reader.problems))
    return choices


def read_file(path: Path) -> ExportChoices:
    """The choices of a file; raises InvalidInput, or UserFault where it can't be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserFault(f"{path.name} can't be read as a profile of an export: {error}.") from error
    return read(text, path=path.name)


class _Reader:
    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path

    def choices(self, data: Mapping[str, object]) -> ExportChoices:
        """The choices, with all problems noted."""
        default = ExportChoices()
        self._unknown("", data, _KEYS)
        split, card = self._table(data, "split", _SPLIT_KEYS), self._table(data, "card", _CARD_KEYS)
        kind = self._of(data, "format", str, default.format)
        if kind.casefold() not in catalogue.BY_NAME:
            self._problem(f"there is no format “{kind}”")
        return ExportChoices(
            format=kind,
            layers=self._choice(data, "layers", Which, default.layers),
            annotators=self._texts(data, "annotators"),
            states=tuple(
                found
                for each in self._texts(data, "states")
                if (found := self._one_of("states", each, LayerState)) is not None
            ),
            fields=self._texts(data, "fields") if "fields" in data else None,
            with_names=self._of(data, "names", bool, default.with_names),
            stand_off=self._choice(data, "stand_off", StandOff, default.stand_off),
            split=self._plan(split) if "split" in data else None,
            split_in_field=self._of(split, "in_field", bool, default.split_in_field),
            with_agreement=self._of(card, "agreement", bool, default.with_agreement),
            licence=self._of(card, "licence", str, "") or None,
            creator=self._of(card, "creator", str, "") or None,
            description=self._of(card, "description", str, ""),
        )

    def _plan(self, data: Mapping[str, object]) -> SplitPlan:
        default = SplitPlan()
        shares = default.shares
        if "shares" in data:
            try:
                shares = shares_from(self._of(data, "shares", str, ""))
            except UserFault as fault:
                self._problem(str(fault))
        publishers = self._table(data, "publishers", None)
        return SplitPlan(
            by=self._choice(data, "by", By, default.by),
            shares=shares,
            seed=self._of(data, "seed", int, default.seed),
            cuts=self._texts(data, "cuts"),
            publishers={name: self._texts(publishers, name) for name in publishers},
            keeps_copies_together=self._of(
                data, "keeps_copies_together", bool, default.keeps_copies_together
            ),
        )

    def _table(
        self, data: Mapping[str, object], name: str, keys: frozenset[str] | None
    ) -> dict[str, object]:
        found = data.get(name, {})
        if not isinstance(found, dict):
            self._problem(f"“{name}” must be a table")
            return {}
        if keys is not None:
            self._unknown(f"{name}.", found, keys)
        return found

    def _unknown(self, where: str, data: Mapping[str, object], keys: frozenset[str]) -> None:
        for name in data:
            if name not in keys:
                known = ", ".join(sorted(keys))
                self._problem(f"“{where}{name}” is unknown here; there are {known}")

    def _of(
        self, data: Mapping[str, object], name: str, kind: type[Value], default: Value
    ) -> Value:
        found = data.get(name, default)
        if isinstance(found, kind) and (kind is bool or not isinstance(found, bool)):
            return found
        self._problem(f"“{name}” must be {_KINDS[kind]}")
        return default

    def _texts(self, data: Mapping[str, object], name: str) -> tuple[str, ...]:
        found = data.get(name, [])
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(found)
        self._problem(f"“{name}” must be a list of texts")
        return ()

    def _choice(
        self, data: Mapping[str, object], name: str, kind: Callable[[str], Choice], default: Choice
    ) -> Choice:
        return self._one_of(name, self._of(data, name, str, str(default)), kind) or default

    def _one_of(self, name: str, said: str, kind: Callable[[str], Choice]) -> Choice | None:
        try:
            return kind(said)
        except ValueError:
            self._problem(f"“{name}” can't be “{said}”")
            return None

    def _problem(self, reason: str) -> None:
        self.problems.append(Problem(path=self._path, line=None, reason=reason))


_KINDS = {str: "text", bool: "true or false", int: "a whole number"}
