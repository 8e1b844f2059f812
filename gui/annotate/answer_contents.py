"""The only place for what a field of a form shows: the question, its answer, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db.model import Attributes, AttributeValue, Referent, ReferentId
from db.scheme.model import Attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContents:
    """A question with its answer; of a span, or of its referent where `is_of_referent`.

    `words` is the name where the answer is a referent.
    """

    attribute: Attribute
    value: AttributeValue | None = None
    words: str = ""
    is_of_referent: bool = False


def answer_contents(
    attributes: Iterable[Attribute],
    values: Attributes,
    referents: Mapping[ReferentId, Referent],
    *,
    is_of_referent: bool = False,
) -> Iterator[AnswerContents]:
    """The fields of some questions; `referents` are those that can be named in answers."""
    for attribute in attributes:
        value = values.get(attribute.name)
        named = referents.get(ReferentId(str(value)))
        yield AnswerContents(
            attribute=attribute,
            value=value,
            words=named.name if named is not None else "",
            is_of_referent=is_of_referent,
        )
