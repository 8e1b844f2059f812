"""What may be wrong with a scheme and where, for the reader of TOML and the checks on values."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[str | int, ...]
"""The way to a value as TOML spells it, from 0: `("labels", 1, "attributes", 0, "key")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that keeps a scheme from being used; `reason` is one plain sentence."""

    place: Place
    reason: str
