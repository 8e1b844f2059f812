"""The only place that turns a scheme into TOML and back; `tables.py` says what is written."""

from __future__ import annotations

import hashlib
import re
import tomllib

import tomli_w

from db.errors import InvalidInput, Problem
from db.scheme.faults import Fault
from db.scheme.lines import Lines
from db.scheme.model import (
    ArticleField,
    Attribute,
    AttributeKind,
    KnownReferents,
    Level,
    LineStyle,
    Option,
    Role,
    RoleConflict,
    Rules,
    Scheme,
    SpanType,
)
from db.scheme.reader import Reader
from db.scheme.tables import as_tables
from db.scheme.validation import faults_of


def parse(text: str, *, path: str = "scheme") -> Scheme:
    """The scheme that a TOML text describes.

    Raises InvalidInput with every problem in it, in the order of lines; `path` is the file that
    they name.
    """
    scheme, faults = _read(text, path)
    if faults:
        lines = Lines(text)
        problems = [
            Problem(path=path, line=lines.of(fault.place), reason=fault.reason) for fault in faults
        ]
        raise InvalidInput(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return scheme


def parse_draft(text: str) -> Scheme:
    """The scheme that a text describes so far, however much is still wrong with it.

    Raises InvalidInput only where the text is no TOML.
    """
    return _read(text, "scheme")[0]


def write(scheme: Scheme) -> str:
    """The TOML text of a scheme; `parse` gives the equal scheme back."""
    return tomli_w.dumps(as_tables(scheme), multiline_strings="\r" not in scheme.guidelines)


def fingerprint(text: str) -> str:
    """The SHA-256 of a scheme's text, by which two versions are told apart."""
    return hashlib.sha256(text.encode()).hexdigest()


def _read(text: str, path: str) -> tuple[Scheme, list[Fault]]:
    faults: list[Fault] = []
    scheme = _scheme(Reader(_table(text, path), (), faults))
    # A value of the wrong shape was replaced by an empty one: another word on that would confuse.
    said = {fault.place for fault in faults}
    faults.extend(fault for fault in faults_of(scheme) if fault.place not in said)
    return scheme, faults


def _table(text: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = message[: place.start()] if place else message
        raise InvalidInput(
            (Problem(path=path, line=line, reason=f"This is no valid TOML: {reason}."),)
        ) from error
    except RecursionError as error:
        raise InvalidInput(
            (Problem(path=path, line=None, reason="Lists or tables are nested too deeply."),)
        ) from error


def _scheme(reader: Reader) -> Scheme:
    scheme = Scheme(
        id=reader.text("id", required=True),
        version=reader.text("version", required=True),
        title=reader.text("title", required=True),
        span_types=tuple(_span_type(each) for each in reader.tables("labels")),
        roles=tuple(_role(each) for each in reader.tables("roles")),
        fields=tuple(_field(each) for each in reader.tables("fields")),
        rules=_rules(reader.table("rules")),
        known=tuple(_known(each) for each in reader.tables("known")),
        guidelines=reader.text("guidelines"),
    )
    reader.finish()
    return scheme


def _span_type(reader: Reader) -> SpanType:
    label = reader.text("label", required=True)
    span_type = SpanType(
        label=label,
        title=reader.text("title") or label,
        key=reader.text("key", required=True),
        light=reader.text("light", required=True),
        dark=reader.text("dark", required=True),
        line=reader.choice("line", LineStyle.SINGLE),
        hint=reader.text("hint"),
        attributes=tuple(_attribute(each) for each in reader.tables("attributes")),
        referent_attributes=tuple(
            _attribute(each) for each in reader.tables("referent_attributes")
        ),
    )
    reader.finish()
    return span_type


def _attribute(reader: Reader) -> Attribute:
    name = reader.text("name", required=True)
    attribute = Attribute(
        name=name,
        title=reader.text("title") or name,
        kind=reader.choice("kind", AttributeKind.CHOICE),
        options=tuple(_option(each) for each in reader.tables("options", short="value")),
        default=reader.value("default"),
        key=reader.text("key"),
        hint=reader.text("hint"),
    )
    reader.finish()
    return attribute


def _field(reader: Reader) -> ArticleField:
    per_annotator = reader.flag("per_annotator", default=False)
    attribute = _attribute(reader)
    return ArticleField(
        name=attribute.name,
        title=attribute.title,
        kind=attribute.kind,
        options=attribute.options,
        default=attribute.default,
        key=attribute.key,
        hint=attribute.hint,
        per_annotator=per_annotator,
    )


def _option(reader: Reader) -> Option:
    value = reader.text("value", required=True)
    option = Option(value=value, title=reader.text("title") or value)
    reader.finish()
    return option


def _role(reader: Reader) -> Role:
    name = reader.text("name", required=True)
    role = Role(
        name=name,
        title=reader.text("title") or name,
        key=reader.text("key", required=True),
        source=reader.text("source", required=True),
        targets=reader.texts("targets", required=True),
        required=reader.flag("required", default=False),
    )
    reader.finish()
    return role


def _rules(reader: Reader) -> Rules:
    rules = Rules(
        nesting=reader.flag("nesting", default=True),
        crossing=reader.flag("crossing", default=True),
        same_extent=reader.flag("same_extent", default=True),
        fragments=reader.flag("fragments", default=True),
        open_slot=reader.choice("open_slot", Level.ERROR),
        conflicts=tuple(_conflict(each) for each in reader.tables("conflicts")),
    )
    reader.finish()
    return rules


def _conflict(reader: Reader) -> RoleConflict:
    conflict = RoleConflict(
        role=reader.text("role", required=True),
        through=reader.text("through", required=True),
        other=reader.text("other", required=True),
        level=reader.choice("level", Level.WARNING),
    )
    reader.finish()
    return conflict


def _known(reader: Reader) -> KnownReferents:
    known = KnownReferents(
        label=reader.text("label", required=True),
        attributes=reader.values("attributes"),
        names=reader.texts("names", required=True),
    )
    reader.finish()
    return known
