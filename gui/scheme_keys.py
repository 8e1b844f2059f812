"""The only place that says what the keys of a scheme do; `db.scheme.validation` keeps them apart.

One key can stand for several slots as long as no span has two of them: B is "proposed by" on a
proposal and "rejected by" on a rejection. So there is one command a key, and the label of the
selected span decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence

from db.scheme.model import Attribute, Role, Scheme, SpanType
from gui.actions import MARKING, STATEMENTS, Command
from gui.translation import tr

_DIGITS = "123456789"


def scheme_commands(scheme: Scheme) -> tuple[Command, ...]:
    """The commands `label.<label>`, with a digit as a second key, and `slot.<key>`.

    With Shift, `label_again.<label>` marks a further mention of the same thing and `slot_on.<key>`
    goes on after the slot is filled.
    """
    return (
        *_label_commands(scheme),
        *_label_again_commands(scheme),
        *_slot_commands(scheme),
    )


def slot_for_key(scheme: Scheme, label: str, key: str) -> Role | Attribute | None:
    """What a key means while a span of this label is selected."""
    span_type = scheme.span_type(label)
    if span_type is None:
        return None
    slots = _slots(scheme, span_type)
    return next((slot for slot in slots if _normal(slot.key) == _normal(key)), None)


def _label_commands(scheme: Scheme) -> Iterator[Command]:
    for number, span_type in enumerate(scheme.span_types):
        digits = (_DIGITS[number],) if number < len(_DIGITS) else ()
        letters = (span_type.key,) if span_type.key else ()
        yield Command(
            id=f"label.{span_type.label}",
            title=span_type.title,
            group=MARKING,
            keys=letters + tuple(digit for digit in digits if digit not in letters),
            in_text=True,
            is_of_scheme=True,
        )


def _label_again_commands(scheme: Scheme) -> Iterator[Command]:
    for span_type in scheme.span_types:
        if span_type.key:
            yield Command(
                id=f"label_again.{span_type.label}",
                title=tr("{label}: the same one again", label=span_type.title),
                group=MARKING,
                keys=(f"Shift+{span_type.key}",),
                in_text=True,
                is_of_scheme=True,
            )


def _slot_commands(scheme: Scheme) -> Iterator[Command]:
    titles: dict[str, dict[str, None]] = {}
    for span_type in scheme.span_types:
        for slot in _slots(scheme, span_type):
            if slot.key:
                titles.setdefault(_normal(slot.key), {})[slot.title] = None
    for key, several in titles.items():
        yield Command(
            id=f"slot.{key}",
            title=" / ".join(several),
            group=STATEMENTS,
            keys=(key,),
            in_text=True,
            is_of_scheme=True,
        )
    for key, several in titles.items():
        yield Command(
            id=f"slot_on.{key}",
            title=tr("{slots}: and go on", slots=" / ".join(several)),
            group=STATEMENTS,
            keys=(f"Shift+{key}",),
            in_text=True,
            is_of_scheme=True,
        )


def _slots(scheme: Scheme, span_type: SpanType) -> tuple[Role | Attribute, ...]:
    return (
        *scheme.roles_of(span_type.label),
        *span_type.attributes,
        *span_type.referent_attributes,
    )


def _normal(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
