"""Makes a scheme from what files of other tools say, with the mapping that leads into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.errors import Bug, UserFault
from db.imports.mapping.making_questions import Questions, asked
from db.imports.mapping.model import AnnotatorRule, LabelRule, LinkRule, Mapping, ReferentRule
from db.imports.mapping.names import Names, name_form, title_form
from db.imports.mapping.seen import Foreign, Inventory, SeenLabel
from db.model import AnnotatorKind
from db.scheme.looks import Keys, look
from db.scheme.model import Level, Role, Rules, Scheme, SpanType
from db.scheme.validation import faults_of

MOST_LABELS_OF_KIND = 60
"""A kind with more labels, such as lemmas, becomes one label with the foreign one as an answer."""

UNNAMED = "Unnamed annotator"


class NoLabels(UserFault):
    """There is nothing to make a scheme of."""

    def __init__(self) -> None:
        super().__init__("Nothing is marked in these files, so no scheme can be made from them.")


@dataclass(slots=True)
class _Label:
    """A label on its way, with the foreign ones that become it."""

    label: str
    title: str
    seen: list[SeenLabel] = field(default_factory=list)
    is_open: bool = False
    """Whether it stands for all labels of a kind."""


def made_from(inventory: Inventory, name: str) -> tuple[Scheme, Mapping]:
    """The scheme, and the mapping that brings in everything that it can hold.

    Its rules allow all overlaps and demand nothing. Raises NoLabels.
    """
    if not inventory.labels:
        raise NoLabels
    labels = _labels(inventory)
    label_of = {seen.name: each.label for each in labels for seen in each.seen}
    questions = asked(inventory, label_of, [each.label for each in labels if each.is_open])
    keys = Keys()
    key_of = {each.label: keys.take(each.label) for each in labels}
    roles, links = _roles(inventory, label_of, keys.taken)
    scheme = Scheme(
        id=name_form(name) or "imported",
        version="1.0",
        title=title_form(name) or "Imported scheme",
        span_types=tuple(
            _span_type(number, each, key_of[each.label], questions)
            for number, each in enumerate(labels)
        ),
        roles=roles,
        fields=questions.fields,
        rules=Rules(open_slot=Level.OFF),
    )
    if faults := faults_of(scheme):
        raise Bug(f"a scheme was made that can't be used: {faults[0]}")
    mapping = Mapping(
        labels=tuple(_label_rules(labels, questions)),
        links=links,
        attributes=questions.attribute_rules,
        referents=tuple(ReferentRule(kind=each.kind) for each in inventory.referents),
        fields=questions.field_rules,
        annotators=annotators_of(inventory),
        remarks=questions.remarks,
    )
    return scheme, mapping


def annotators_of(inventory: Inventory) -> tuple[AnnotatorRule, ...]:
    """Everybody under their own names, and a name for files that name nobody."""
    names = dict.fromkeys(
        each.name for each in inventory.annotators if each.kind is not AnnotatorKind.GOLD
    )
    return tuple(AnnotatorRule(name=name, who=name or UNNAMED) for name in names)


def _labels(inventory: Inventory) -> list[_Label]:
    sizes = Counter(each.kind for each in inventory.labels)
    names, titles = Names(), Names()
    whole: dict[str, _Label] = {}
    made = []
    for seen in inventory.labels:
        if sizes[seen.kind] <= MOST_LABELS_OF_KIND:
            said = seen.label if names.is_free(seen.label) else f"{seen.kind} {seen.label}"
            made.append(_named(said, seen.kind, names, titles))
        elif seen.kind not in whole:
            whole[seen.kind] = _named(seen.kind or "Span", "Span", names, titles)
            whole[seen.kind].is_open = True
            made.append(whole[seen.kind])
        whole.get(seen.kind, made[-1]).seen.append(seen)
    return made


def _named(said: str, kind: str, names: Names, titles: Names) -> _Label:
    label = names.take(said, instead=kind or "Label")
    return _Label(label=label, title=titles.take_title(said, instead=label))


def _label_rules(labels: list[_Label], questions: Questions) -> Iterator[LabelRule]:
    for each in labels:
        if each.is_open:
            yield LabelRule(kind=each.seen[0].kind, to=each.label, label_as=questions.label_as)
        else:
            for seen in each.seen:
                yield LabelRule(kind=seen.kind, label=seen.label, to=each.label)


def _span_type(number: int, label: _Label, key: str, questions: Questions) -> SpanType:
    light, dark, line = look(number)
    return SpanType(
        label=label.label,
        title=label.title,
        key=key,
        light=light,
        dark=dark,
        line=line,
        attributes=questions.attributes.get(label.label, ()),
    )


def _roles(
    inventory: Inventory, label_of: dict[Foreign, str], taken: frozenset[str]
) -> tuple[tuple[Role, ...], tuple[LinkRule, ...]]:
    names = Names()
    name_of: dict[tuple[str, str], str] = {}
    targets: dict[tuple[str, str], dict[str, None]] = {}
    titles: dict[str, str] = {}
    for seen in inventory.roles:
        if seen.source not in label_of:
            continue
        name = name_of.get((seen.kind, seen.role))
        if name is None:
            name = names.take(seen.role, instead=seen.kind or "link")
            name_of[seen.kind, seen.role] = name
            titles[name] = title_form(seen.role) or name
        known = targets.setdefault((label_of[seen.source], name), {})
        known.update(dict.fromkeys(label_of[each] for each, _ in seen.targets if each in label_of))
    keys: dict[str, Keys] = {}
    roles = tuple(
        Role(
            name=name,
            title=titles[name],
            key=keys.setdefault(source, Keys(taken)).take(name),
            source=source,
            targets=tuple(found),
        )
        for (source, name), found in targets.items()
        if found
    )
    rules = tuple(LinkRule(kind=kind, role=role, to=name) for (kind, role), name in name_of.items())
    return roles, rules
