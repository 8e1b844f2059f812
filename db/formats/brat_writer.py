"""Writing brat standoff: T, R, A and N lines beside the text, and the configuration they need.

Referents become normalisations of the register. The text file is the body as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.formats.losses import Ledger, LossKind, Written, as_text
from db.formats.record import Record, RecordSpan
from db.model import AttributeValue
from db.scheme.model import Attribute, AttributeKind, Scheme

REGISTER = "Register"
_REFERENCE = "Reference"
_UNFIT = re.compile(r"[^\w-]", re.ASCII)
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def text_of(record: Record) -> bytes:
    """The .txt file."""
    return record.article.body.encode()


def write(record: Record) -> Written:
    """The .ann file."""
    ledger = Ledger(record)
    ledger.lose_referents(names_are_kept=True)
    ledger.lose_links(only_absent=True)
    ledger.lose_fields()
    _lose_names(record, ledger)
    names = {span.id: f"T{number}" for number, span in enumerate(record.spans, start=1)}
    lines = [
        *(_span_line(record, span, names) for span in record.spans),
        *_link_lines(record, names),
        *_attribute_lines(record, names, ledger),
        *_referent_lines(record, names, ledger),
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    return Written(data=data, losses=ledger.losses)


def _lose_names(record: Record, ledger: Ledger) -> None:
    """Tell of labels and roles that are written with other letters."""
    for span in record.spans:
        if span.label != spelled(span.label):
            ledger.lose(LossKind.ATTRIBUTES, span.id, "label")
    for link in record.links:
        if link.target is not None and link.role != spelled(link.role):
            ledger.lose(LossKind.ATTRIBUTES, link.source, link.role)


def _span_line(record: Record, span: RecordSpan, names: dict[str, str]) -> str:
    offsets = ";".join(f"{piece.start} {piece.end}" for piece in span.fragments)
    words = " ".join(record.article.body[piece.start : piece.end] for piece in span.fragments)
    return f"{names[span.id]}\t{spelled(span.label)} {offsets}\t{_BREAKS.sub(' ', words)}"


def _link_lines(record: Record, names: dict[str, str]) -> Iterator[str]:
    links = [link for link in record.links if link.target is not None]
    for number, link in enumerate(links, start=1):
        source, target = names[link.source], names[link.target or ""]
        yield f"R{number}\t{spelled(link.role)} Arg1:{source} Arg2:{target}\t"


def _attribute_lines(record: Record, names: dict[str, str], ledger: Ledger) -> Iterator[str]:
    number = 0
    for span in record.spans:
        for name, value in span.attributes.items():
            words = _value(value)
            if words is None or name != spelled(name):
                ledger.lose(LossKind.ATTRIBUTES, span.id, name)
                continue
            number += 1
            yield f"A{number}\t{name} {names[span.id]}{words}"


def _value(value: AttributeValue) -> str | None:
    """The end of an attribute's line, or None for what it can't hold."""
    if value is True:
        return ""
    words = as_text(value)
    return f" {words}" if words and words == " ".join(words.split()) else None


def _referent_lines(record: Record, names: dict[str, str], ledger: Ledger) -> Iterator[str]:
    known = {referent.id: referent.name for referent in record.referents}
    number = 0
    for span in record.spans:
        if span.referent is None:
            continue
        if span.referent not in known or span.referent.split() != [span.referent]:
            ledger.lose(LossKind.REFERENTS, span.id, span.referent)
            continue
        number += 1
        name = " ".join(known[span.referent].split())
        if name != known[span.referent]:
            ledger.lose(LossKind.TEXT, span.id, span.referent)
        yield f"N{number}\t{_REFERENCE} {names[span.id]} {REGISTER}:{span.referent}\t{name}"


def spelled(words: str) -> str:
    """A label or a role as brat's lines and configuration can hold it."""
    return _UNFIT.sub("_", words)


def configuration(scheme: Scheme) -> bytes:
    """The annotation.conf with which brat shows and checks what this scheme can say."""
    lines = ["[entities]", *(spelled(each.label) for each in scheme.span_types), "", "[relations]"]
    lines += ["<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"]
    sources: dict[tuple[str, str], list[str]] = {}
    for role in scheme.roles:
        key = (spelled(role.name), "|".join(map(spelled, role.targets)))
        sources.setdefault(key, []).append(spelled(role.source))
    lines += [
        f"{name} Arg1:{'|'.join(labels)}, Arg2:{targets}"
        for (name, targets), labels in sources.items()
    ]
    lines += ["", "[events]", "", "[attributes]"]
    lines += [
        f"{name} Arg:{'|'.join(labels)}{_choices(attribute)}"
        for name, (labels, attribute) in _questions(scheme).items()
    ]
    return "\n".join([*lines, ""]).encode()


def _questions(scheme: Scheme) -> dict[str, tuple[list[str], Attribute]]:
    """Each attribute once, with the labels that have it and the options of all of them."""
    found: dict[str, tuple[list[str], list[Attribute]]] = {}
    for span_type in scheme.span_types:
        for attribute in span_type.attributes:
            labels, same = found.setdefault(spelled(attribute.name), ([], []))
            labels.append(spelled(span_type.label))
            same.append(attribute)
    joined = {}
    for name, (labels, same) in found.items():
        options = {option.value: option for each in same for option in each.options}
        kind = AttributeKind.CHOICE if options else same[0].kind
        merged = Attribute(name=name, title=name, kind=kind, options=tuple(options.values()))
        joined[name] = (labels, merged)
    return joined


def _choices(attribute: Attribute) -> str:
    if attribute.kind is not AttributeKind.CHOICE:
        return ""
    return ", Value:" + "|".join(option.value for option in attribute.options)
