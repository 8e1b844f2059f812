"""What annotators are called in what leaves the project."""

from __future__ import annotations

import re
from collections.abc import Iterable

from db.model import Annotator, AnnotatorId, AnnotatorKind

_PSEUDONYM = re.compile(r"annotator ([1-9]\d*)")


def pseudonyms(annotators: Iterable[Annotator]) -> dict[AnnotatorId, str | None]:
    """People by number, oldest first; models by name; gold by nothing.

    Who is called by such a number already, because they came with an export, keeps it: so records
    come out as they went in.
    """
    everyone = tuple(annotators)
    called: dict[AnnotatorId, str | None] = {}
    for each in everyone:
        if each.kind is AnnotatorKind.HUMAN and _PSEUDONYM.fullmatch(each.name):
            if each.name not in called.values():
                called[each.id] = each.name
        elif each.kind is not AnnotatorKind.HUMAN:
            called[each.id] = None if each.kind is AnnotatorKind.GOLD else each.name
    number = 0
    for each in everyone:
        if each.id not in called:
            number += 1
            while f"annotator {number}" in called.values():
                number += 1
            called[each.id] = f"annotator {number}"
    return called
