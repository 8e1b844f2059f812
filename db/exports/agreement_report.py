"""The agreement of a project as a page that a browser shows and as a table, for papers and files.

Both say the same figures; the page has no scripts and needs nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from db.agreement.comparison import Comparison
from db.agreement.figure import By, Figure, Measure
from db.agreement.methods import NAMES, Methods, methods
from db.exports.files import whole_or_nothing
from db.model import AnnotatorId
from db.queries.review_rules import GuidelineUse

HEADLINES = (
    Measure.SPANS_EXACT,
    Measure.SPANS_RELAXED,
    Measure.CHARACTERS_F1,
    Measure.KAPPA,
    Measure.ALPHA,
    Measure.ALPHA_U,
    Measure.GAMMA,
    Measure.ATTRIBUTES_SAME,
    Measure.REFERENTS_SAME,
    Measure.LINKS_GIVEN_SPANS,
    Measure.LINKS_F1,
    Measure.STATEMENTS_EXACT,
    Measure.STATEMENTS_RELAXED,
)
"""The figures that stand for the whole, in the order in which they are read."""

_BROKEN_DOWN = (Measure.SPANS_EXACT, Measure.SPANS_RELAXED, Measure.ALPHA)
_NOTHING_SAID = GuidelineUse()
_COLUMNS = (
    "measure", "label", "annotator_1", "annotator_2", "round", "article", "week", "name", "value",
    "low", "high", "reason", "n", "counted", "articles", "caution",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of a report; `names` are what annotators are called in it.

    `guidelines` says what decisions rest on.
    """

    title: str
    made_at: str
    headlines: tuple[Figure, ...]
    by_label: tuple[Figure, ...]
    by_pair: tuple[Figure, ...]
    methods: Methods
    names: Mapping[AnnotatorId, str]
    guidelines: GuidelineUse = _NOTHING_SAID


def report(
    comparison: Comparison,
    *,
    title: str,
    made_at: str,
    names: Mapping[AnnotatorId, str],
    guidelines: GuidelineUse = _NOTHING_SAID,
) -> Report:
    """Work out everything that a report says; takes seconds for a large project."""
    headlines = tuple(comparison.figure(each) for each in HEADLINES)
    return Report(
        title=title,
        made_at=made_at,
        headlines=headlines,
        by_label=tuple(
            figure for each in _BROKEN_DOWN for figure in comparison.figures(each, By.LABEL)
        ),
        by_pair=tuple(
            figure for each in _BROKEN_DOWN for figure in comparison.figures(each, By.PAIR)
        ),
        methods=methods(headlines),
        names=names,
        guidelines=guidelines,
    )


def write_html(found: Report, target: Path) -> None:
    """Write the page; a file of that name stays as it is where this fails (StorageFault)."""
    with whole_or_nothing(target) as file:
        file.write(_page(found).encode())


def write_csv(figures: Iterable[Figure], target: Path, *, names: Mapping[AnnotatorId, str]) -> None:
    """Write figures as a table, one a row, UTF-8; "" stands for what a figure does not have."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_row(figure, names) for figure in figures)
    with whole_or_nothing(target) as file:
        file.write(table.getvalue().encode())


def name_of(figure: Figure) -> str:
    """What a figure measures, in words."""
    name, _ = NAMES[figure.measure]
    words = name.format(grain=figure.counted.value)
    return f"{words[0].upper()}{words[1:]}"


def _row(figure: Figure, names: Mapping[AnnotatorId, str]) -> list[str | int | float]:
    scope, interval = figure.scope, figure.interval
    pair = [names.get(each, each) for each in scope.annotators or ()] or ["", ""]
    return [
        figure.measure,
        scope.label or "",
        *pair,
        "" if scope.round is None else scope.round,
        scope.article or "",
        scope.week or "",
        scope.name or "",
        "" if figure.value is None else round(figure.value, 6),
        "" if interval is None else round(interval.low, 6),
        "" if interval is None else round(interval.high, 6),
        figure.reason or "",
        figure.n,
        figure.counted,
        figure.articles,
        "" if figure.caution is None else str(figure.caution),
    ]


def _page(found: Report) -> str:
    names = found.names
    parts = [
        f"<h1>{escape(found.title)}</h1>",
        f"<p class=muted>Agreement of annotators · {escape(found.made_at[:10])}</p>",
        _table(("Measure", ""), [(name_of(each), "", each) for each in found.headlines]),
        "<h2>By label</h2>",
        _table(
            ("Measure", "Label"),
            [(name_of(each), each.scope.label or "", each) for each in found.by_label],
        ),
        "<h2>By pair of annotators</h2>",
        _table(
            ("Measure", "Annotators"),
            [(name_of(each), _pair_words(each, names), each) for each in found.by_pair],
        ),
        *_guidelines(found.guidelines),
        "<h2>For the methods section</h2>",
        f"<p>{escape(found.methods.text)}</p>",
        "<ul>",
        *(f"<li>{escape(str(each))}</li>" for each in found.methods.references),
        "</ul>",
    ]
    return _FRAME.format(title=escape(found.title), body="\n".join(parts))


def _guidelines(use: GuidelineUse) -> Iterator[str]:
    """What decisions rest on; the lead's notes are for annotators, and are left out."""
    if use.rules:
        yield "<h2>Rules that decided differences</h2>"
        yield _plain_table(
            ("Rule of the guidelines", "Decisions", "of these ask for an update"),
            [(each.rule, f"{each.decisions:,}", f"{each.gaps:,}") for each in use.rules],
        )
    if use.gaps:
        yield "<h2>Where the guidelines need an update</h2>"
        yield _plain_table(
            ("Rule of the guidelines", "Words", "Article"),
            [
                (each.rule or "none named", " ".join(each.quote.split()), each.title)
                for each in use.gaps
            ],
        )


def _plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _pair_words(figure: Figure, names: Mapping[AnnotatorId, str]) -> str:
    return " · ".join(names.get(each, each) for each in figure.scope.annotators or ())


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, str, Figure]]) -> str:
    cells = "".join(
        f"<tr><td>{escape(what)}</td><td>{escape(of)}</td>{_figure_cells(figure)}</tr>"
        for what, of, figure in rows
    )
    return (
        f"<table><thead><tr><th>{heads[0]}</th><th>{heads[1]}</th><th>Value</th>"
        f"<th>95 % interval</th><th></th><th>Rests on</th></tr></thead><tbody>{cells}</tbody>"
        "</table>"
    )


def _figure_cells(figure: Figure) -> str:
    rests = f"{figure.n:,} {figure.counted} in {figure.articles:,} articles"
    if figure.value is None:
        reason = escape(str(figure.reason))
        return f"<td colspan=3 class=muted>undefined: {reason}</td><td>{rests}</td>"
    low_high, interval = "", figure.interval
    if interval is not None:
        low_high = f"{interval.low:.2f} to {interval.high:.2f}"
    caution = "" if figure.caution is None else f"<br><small>{escape(str(figure.caution))}</small>"
    return (
        f"<td class=value>{figure.value:.2f}</td><td>{low_high}</td><td>{_bar(figure)}</td>"
        f"<td>{rests}{caution}</td>"
    )


def _bar(figure: Figure) -> str:
    """The value on a line from 0 to 1, with its interval; the number beside it says the same."""
    value = min(1.0, max(0.0, figure.value or 0.0))
    interval = ""
    if figure.interval is not None:
        ends = (figure.interval.low, figure.interval.high)
        low, high = (min(1.0, max(0.0, each)) for each in ends)
        interval = f'<line x1="{120 * low:.1f}" x2="{120 * high:.1f}" y1="7" y2="7" class="range"/>'
    return (
        '<svg width="122" height="14" aria-hidden="true"><rect width="120" height="6" y="4" '
        f'class="ground"/><rect width="{120 * value:.1f}" height="6" y="4" class="share"/>'
        f"{interval}</svg>"
    )


_FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}: agreement</title>
<style>
:root {{ color-scheme: light dark; --line: #d8dce3; --muted: #5f6775; --share: #1f5fc4; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --line: #3d4350; --muted: #a4abb8; --share: #6ea3ff; }}
}}
body {{ font: 16px/1.5 system-ui, sans-serif; }}
body {{ max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; font-size: 0.9rem; }}
th, td {{ text-align: start; padding: 0.35rem 0.6rem; vertical-align: top; }}
th, td {{ border-bottom: 1px solid var(--line); }}
.muted, small {{ color: var(--muted); }}
.value {{ font-weight: 600; font-variant-numeric: tabular-nums; }}
.ground {{ fill: var(--line); }} .share {{ fill: var(--share); }}
.range {{ stroke: currentColor; stroke-width: 2; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
