"""Whether a project can take the scheme that is made of what files say, and what goes for it."""

from __future__ import annotations

from dataclasses import replace

from db.operations.imports import OwnScheme
from db.project import Project
from db.queries import referents, schemes
from db.queries.scheme_impact import impact
from db.scheme import toml
from db.scheme.model import Scheme
from db.scheme.parts import Part
from db.text.keys import match_key

_ADVICE = "import into a new project, or map the labels to the scheme that there is"


def numbered(project: Project, made: Scheme) -> Scheme:
    """The scheme with a version number that no other scheme of its name has here."""
    sha256 = toml.fingerprint(toml.write(made))
    others = {
        each.version
        for each in schemes.every(project)
        if each.name == made.id and each.sha256 != sha256
    }
    number = 0
    while f"1.{number}" in others:
        number += 1
    return replace(made, version=f"1.{number}")


def why_not(project: Project, made: Scheme) -> str:
    """Why it can't take the place of the one in force, or "": nobody's work may go for it."""
    lost = [
        each
        for each in impact(project, made, {}).losses
        if each.count and each.rows.table != "referent"
    ]
    if lost:
        return f"the new scheme has no place for {lost[0].sentence}; {_ADVICE}"
    kept = {each.label for each in made.span_types}
    old = schemes.current(project)
    known = {(each.label, match_key(name)) for each in old.known for name in each.names}
    own = [
        entry.referent
        for entry in referents.register(project)
        if entry.referent.label not in kept
        and (entry.referent.label, match_key(entry.referent.name)) not in known
    ]
    if own:
        return f"the new scheme has no place for “{own[0].name}” of the register; {_ADVICE}"
    return ""


def own_scheme(project: Project, made: Scheme) -> OwnScheme:
    """What the import puts in force: names that came with the old scheme may go."""
    drop: frozenset[Part] = frozenset(each.change.part for each in impact(project, made, {}).losses)
    return OwnScheme(toml=toml.write(made), drop=drop)
