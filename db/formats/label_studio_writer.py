"""Writing Label Studio's JSON: a list of tasks, and the labelling configuration they need.

One article with the layers of all its annotators is one task, so its records come together. Models
become predictions. Names of annotators stand in the task's data, because Label Studio takes work
only of users that it knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from db.formats.jsonl import line as json_line
from db.formats.label_studio import ANNOTATORS
from db.formats.losses import Ledger, Loss, Written, name_of
from db.formats.marks import REFERENT, REFERENT_NAME
from db.formats.record import Record, RecordSpan
from db.model import AnnotatorKind, AttributeValue
from db.scheme.model import Attribute, AttributeKind, Scheme

OPENING, BETWEEN, CLOSING = b"[\n", b",\n", b"\n]\n"
"""What stands before, between and behind the tasks of a file."""

_OWN_KEYS = frozenset({"text", "title", "id", ANNOTATORS})


def write(records: Sequence[Record], scheme: Scheme | None = None) -> Written:
    """One task from the records of one article; with a scheme, its choices are written as such."""
    losses: list[Loss] = []
    kinds = _kinds(scheme)
    article = records[0].article
    metadata = {name: value for name, value in article.metadata.items() if name not in _OWN_KEYS}
    annotations: list[dict[str, object]] = []
    predictions: list[dict[str, object]] = []
    names: list[str] = []
    for record in records:
        ledger = Ledger(record)
        ledger.lose_gaps()
        ledger.lose_links(only_absent=True)
        ledger.lose_referents(names_are_kept=True)
        ledger.lose_fields(metadata)
        losses.extend(ledger.losses)
        results = list(_results(record, kinds))
        layer = record.layer
        if layer is not None and layer.kind is AnnotatorKind.MODEL:
            predictions.append({"model_version": layer.annotator or "", "result": results})
            continue
        is_gold = layer is not None and layer.kind is AnnotatorKind.GOLD
        annotations.append({"result": results, "ground_truth": is_gold, "was_cancelled": False})
        names.append((layer.annotator if layer and not is_gold else None) or "")
    data: dict[str, object] = {
        "data": {
            "text": article.body,
            "id": name_of(records[0]),
            "title": article.title,
            **({ANNOTATORS: names} if any(names) else {}),
            **metadata,
        },
        "annotations": annotations,
        "predictions": predictions,
    }
    return Written(data=json_line(data).rstrip(b"\n"), losses=tuple(losses))


def _kinds(scheme: Scheme | None) -> Mapping[str, AttributeKind]:
    if scheme is None:
        return {}
    return {
        attribute.name: attribute.kind
        for span_type in scheme.span_types
        for attribute in span_type.attributes
    }


def _results(record: Record, kinds: Mapping[str, AttributeKind]) -> Iterator[dict[str, object]]:
    names = {referent.id: referent.name for referent in record.referents}
    for span in record.spans:
        place: dict[str, object] = {
            "start": span.start,
            "end": span.end,
            "text": record.article.body[span.start : span.end],
        }
        yield {
            "id": span.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {**place, "labels": [span.label]},
        }
        for name, value in _answers(span, names):
            kind, answer = _answer(value, kinds.get(name))
            yield {
                "id": span.id,
                "from_name": name,
                "to_name": "text",
                "type": kind,
                "value": {**place, ("text" if kind == "textarea" else kind): answer},
            }
    for link in record.links:
        if link.target is not None:
            yield {
                "type": "relation",
                "from_id": link.source,
                "to_id": link.target,
                "direction": "right",
                "labels": [link.role],
            }


def _answers(span: RecordSpan, names: Mapping[str, str]) -> Iterator[tuple[str, AttributeValue]]:
    yield from span.attributes.items()
    if span.referent is not None:
        yield REFERENT, span.referent
        yield REFERENT_NAME, names.get(span.referent, "")


def _answer(value: AttributeValue, kind: AttributeKind | None) -> tuple[str, object]:
    """The type of a result and its value."""
    if isinstance(value, bool):
        return "choices", ["true" if value else "false"]
    if isinstance(value, int | float):
        return "number", value
    return ("choices" if kind is AttributeKind.CHOICE else "textarea"), [value]


def configuration(scheme: Scheme) -> str:
    """The labelling configuration for a scheme, in which texts are marked as its records say."""
    lines = ["<View>", '  <Labels name="label" toName="text">']
    lines += [
        f"    <Label value={quoteattr(each.label)} background={quoteattr(each.light)}/>"
        for each in scheme.span_types
    ]
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="word"/>']
    roles = dict.fromkeys(role.name for role in scheme.roles)
    if roles:
        lines += ["  <Relations>"]
        lines += [f"    <Relation value={quoteattr(role)}/>" for role in roles]
        lines += ["  </Relations>"]
    for name, questions in _questions(scheme).items():
        lines += _control(name, questions)
    lines += [_text_area(REFERENT), _text_area(REFERENT_NAME), "</View>"]
    return "\n".join(lines) + "\n"


def _questions(scheme: Scheme) -> dict[str, list[Attribute]]:
    found: dict[str, list[Attribute]] = {}
    for span_type in scheme.span_types:
        for attribute in span_type.attributes:
            found.setdefault(attribute.name, []).append(attribute)
    return found


def _control(name: str, questions: list[Attribute]) -> list[str]:
    """The control that asks for an attribute about a region."""
    kind = questions[0].kind
    options = dict.fromkeys(option.value for each in questions for option in each.options)
    if kind is AttributeKind.YES_NO:
        options = {"true": None, "false": None}
    if options:
        return [
            f'  <Choices name={quoteattr(name)} toName="text" perRegion="true">',
            *(f"    <Choice value={quoteattr(value)}/>" for value in options),
            "  </Choices>",
        ]
    if kind is AttributeKind.NUMBER:
        return [f'  <Number name={quoteattr(name)} toName="text" perRegion="true"/>']
    return [_text_area(name)]


def _text_area(name: str) -> str:
    return f'  <TextArea name={quoteattr(name)} toName="text" perRegion="true"/>'
