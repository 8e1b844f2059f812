"""Which mapping an import of other tools' files uses, and the scheme that is made, if one is."""

from __future__ import annotations

from dataclasses import replace

from db.imports.choices import ImportChoices
from db.imports.mapping.making import made_from
from db.imports.mapping.proposing import propose
from db.imports.mapping.seen import Inventory
from db.imports.own_scheme import numbered
from db.project import Project
from db.queries import schemes
from db.scheme.model import Scheme


def with_mapping(
    project: Project, choices: ImportChoices, seen: Inventory, *, name: str
) -> tuple[ImportChoices, Scheme | None]:
    """The choices with the mapping that is used; a new scheme is called after `name`.

    Raises `db.imports.mapping.making.NoLabels`.
    """
    if not choices.makes_scheme:
        mapping = choices.mapping or propose(seen, schemes.current(project))
        return replace(choices, mapping=mapping), None
    scheme, mapping = made_from(seen, name)
    if choices.mapping is not None and choices.mapping.annotators:
        mapping = replace(mapping, annotators=choices.mapping.annotators)
    return replace(choices, mapping=mapping), numbered(project, scheme)
