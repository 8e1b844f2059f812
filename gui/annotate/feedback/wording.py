"""How a difference between an annotator's reading and the settled one is said."""

from __future__ import annotations

from collections.abc import Iterable

from db.model import AttributeValue, Referent
from db.queries.feedback import Note
from db.review.model import Aspect, AspectKind, Unit, Variant
from db.scheme.model import Scheme
from gui.annotate.statements.contents import absence_title
from gui.rule_field import rule_words
from gui.translation import tr

_LONGEST_QUOTE = 90


def sentences(unit: Unit, own: Variant, settled: Variant, scheme: Scheme) -> tuple[str, ...]:
    """What differs in a unit, aspect by aspect, the annotator's reading first."""
    if settled.is_nothing:
        return (tr("You marked it; the settled version does not."),)
    if own.is_nothing:
        return (tr("The settled version marks it; you did not."),)
    return tuple(_sentence(each, own, settled, scheme) for each in unit.aspects)


def note_words(note: Note) -> str:
    """What the lead says about a decision, with the rule that it rests on."""
    if not note.rule:
        return tr("The lead says: {note}", note=note.text)
    return tr("The lead says: {note} ({rule})", note=note.text, rule=rule_words(note.rule))


def quoted(words: str) -> str:
    """Words in one line, and not too many."""
    line = " ".join(words.split())
    cut = line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
    return f"“{cut}”"


def _sentence(aspect: Aspect, own: Variant, settled: Variant, scheme: Scheme) -> str:
    match aspect.kind:
        case AspectKind.EXTENT:
            return _both(tr("Words"), quoted(own.quote), quoted(settled.quote))
        case AspectKind.LABEL:
            return _both(tr("Label"), _title(scheme, own.label), _title(scheme, settled.label))
        case AspectKind.REFERENT:
            return _both(tr("Referent"), _name(own.referent), _name(settled.referent))
        case AspectKind.ATTRIBUTE:
            title = _attribute_title(scheme, settled.label, aspect.name)
            return _both(
                title,
                _value(own.attributes.get(aspect.name)),
                _value(settled.attributes.get(aspect.name)),
            )
        case AspectKind.ROLE:
            role = scheme.role(aspect.name, settled.label)
            title = role.title if role is not None else aspect.name
            return _both(title, _filling(own, aspect.name), _filling(settled, aspect.name))
        case AspectKind.PRESENCE:
            return tr("Only one of you marked it.")


def _both(what: str, own: str, settled: str) -> str:
    return tr("{what}: you {own} · settled {settled}", what=what, own=own, settled=settled)


def _title(scheme: Scheme, label: str) -> str:
    found = scheme.span_type(label)
    return found.title if found is not None else label


def _attribute_title(scheme: Scheme, label: str, name: str) -> str:
    found = scheme.span_type(label)
    named: Iterable[str] = (
        each.title for each in (found.attributes if found is not None else ()) if each.name == name
    )
    return next(iter(named), name)


def _name(referent: Referent | None) -> str:
    return referent.name if referent is not None else tr("none", meaning="referent")


def _value(value: AttributeValue | None) -> str:
    return tr("nothing") if value is None else str(value).replace("_", " ")


def _filling(variant: Variant, role: str) -> str:
    filling = variant.roles.get(role)
    if filling is None or not (filling.units or filling.absences):
        return tr("nothing")
    if filling.absences:
        return ", ".join(map(absence_title, filling.absences))
    return tr("another span") if len(filling.units) == 1 else tr("several spans")
