"""Writing WebAnno TSV 3.3: one layer of spans with a feature for each attribute, one of links.

Tokens and sentences are found here; a span that ends inside a token gets a line of its own for the
part. Offsets count UTF-16 units, as INCEpTION does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.formats.losses import Ledger, LossKind, Written, as_text
from db.formats.marks import REFERENT, REFERENT_NAME
from db.formats.offsets import OffsetUnit, Scale
from db.formats.record import Record, RecordLink, RecordSpan
from db.formats.tokens import Tokens, tokens_of
from db.formats.uima import LINK_TYPE, SPAN_TYPE, is_fit
from db.formats.webanno_layers import EMPTY, NOTHING, escaped, escaped_text
from db.model import Fragment

_FIRST_FEATURES = ("label", REFERENT, REFERENT_NAME)


def write(record: Record) -> Written:
    """The file of one record."""
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links(only_absent=True)
    ledger.lose_referents(names_are_kept=True)
    ledger.lose_fields()
    if record.article.body != _read_again(record.article.body):
        ledger.lose(LossKind.TEXT)
    file = _File(record, ledger)
    return Written(data=file.text().encode(), losses=ledger.losses)


def _read_again(body: str) -> str:
    """The text as a reader puts it together, which is not told what stands between sentences."""
    tokens = tokens_of(body)
    text = ""
    for first, last in tokens.sentences:
        start, end = tokens.items[first].start, tokens.items[last - 1].end
        gap = start - len(text)
        text += (" " * gap if gap == 1 or not text else "\n" * gap) + body[start:end]
    return text


@dataclass(slots=True)
class _Line:
    """A token or a part of one, and the numbers of the spans that cover it."""

    place: Fragment
    unit: str = ""
    spans: list[int] = field(default_factory=list)


class _File:
    """The lines of one record."""

    def __init__(self, record: Record, ledger: Ledger) -> None:
        self._record = record
        self._body = record.article.body
        self._tokens = tokens_of(self._body)
        self._scale = Scale(self._body, OffsetUnit.UTF16)
        self._numbers = {span.id: number for number, span in enumerate(record.spans, start=1)}
        self._features = [dict(_features(record, span, ledger)) for span in record.spans]
        self._names = _feature_names(self._features)
        self._lines = _lines(self._tokens, record.spans)
        self._units = {
            number: line.unit
            for line in reversed([each for lines in self._lines for each in lines])
            for number in line.spans
        }
        self._links: dict[int, list[RecordLink]] = {}
        for link in record.links:
            if link.target is not None:
                self._links.setdefault(self._numbers[link.target], []).append(link)

    def text(self) -> str:
        """All of it."""
        return "\n".join(self._all()) + "\n"

    def _all(self) -> Iterator[str]:
        yield "#FORMAT=WebAnno TSV 3.3"
        if self._record.spans:
            yield f"#T_SP={SPAN_TYPE}|{'|'.join(self._names)}"
        if self._links:
            yield f"#T_RL={LINK_TYPE}|role|BT_{SPAN_TYPE}"
        yield ""
        for first, last in self._tokens.sentences:
            yield ""
            start, end = self._tokens.items[first].start, self._tokens.items[last - 1].end
            for text in self._body[start:end].split("\n"):
                yield f"#Text={escaped_text(text)}"
            for token in range(first, last):
                yield from map(self._row, self._lines[token])

    def _row(self, line: _Line) -> str:
        start, end = (self._scale.offset(end) for end in (line.place.start, line.place.end))
        words = escaped_text(self._body[line.place.start : line.place.end])
        cells = [line.unit, f"{start}-{end}", words.replace("\n", "\\n")]
        if self._record.spans:
            cells += [self._cell(line, name) for name in self._names]
        if self._links:
            cells += self._link_cells(line)
        return "\t".join(cells) + "\t"

    def _cell(self, line: _Line, name: str) -> str:
        pieces = [
            f"{self._features[number - 1].get(name, EMPTY)}[{number}]" for number in line.spans
        ]
        return "|".join(pieces) or NOTHING

    def _link_cells(self, line: _Line) -> list[str]:
        """Links stand on the first line of their target and point at that of their source."""
        roles, sources = [], []
        for number in line.spans:
            if self._units[number] != line.unit:
                continue
            for link in self._links.get(number, ()):
                source = self._numbers[link.source]
                roles.append(escaped(link.role))
                sources.append(f"{self._units[source]}[{source}_{number}]")
        return ["|".join(roles) or NOTHING, "|".join(sources) or NOTHING]


def _features(record: Record, span: RecordSpan, ledger: Ledger) -> Iterator[tuple[str, str]]:
    yield "label", escaped(span.label)
    if span.referent is not None:
        names = {referent.id: referent.name for referent in record.referents}
        yield REFERENT, escaped(span.referent)
        if names.get(span.referent):
            yield REFERENT_NAME, escaped(names[span.referent])
    for name, value in span.attributes.items():
        written = escaped(as_text(value))
        if is_fit(name) and written:
            yield name, written
        else:
            ledger.lose(LossKind.ATTRIBUTES, span.id, name)


def _feature_names(features: Sequence[Mapping[str, str]]) -> list[str]:
    used = {name for each in features for name in each}
    return [*(name for name in _FIRST_FEATURES if name in used), *sorted(used - {*_FIRST_FEATURES})]


def _lines(tokens: Tokens, spans: Sequence[RecordSpan]) -> list[list[_Line]]:
    """For each token its line and those of its parts, numbered by sentence."""
    parts: list[dict[Fragment, _Line]] = [{token: _Line(token)} for token in tokens.items]
    for number, span in enumerate(spans, start=1):
        first, last = tokens.covering(Fragment(span.start, span.end))
        for each in range(first, last):
            token = tokens.items[each]
            place = Fragment(max(span.start, token.start), min(span.end, token.end))
            parts[each].setdefault(place, _Line(place)).spans.append(number)
    for sentence, (first, last) in enumerate(tokens.sentences, start=1):
        for each in range(first, last):
            whole, *rest = parts[each].values()
            whole.unit = f"{sentence}-{each - first + 1}"
            for counter, line in enumerate(sorted(rest, key=lambda part: part.place), start=1):
                line.unit = f"{whole.unit}.{counter}"
    return [
        sorted(lines.values(), key=lambda line: (line.place != token, line.place))
        for token, lines in zip(tokens.items, parts, strict=True)
    ]
