"""The only place that says what is printed of an article: plain values, fit for another thread."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import Annotation, Article, Fragment, SpanId
from db.scheme.model import Scheme
from db.text.headers import inline_header
from gui.annotate.decorations import Looks
from gui.annotate.sentences import Sentences, metadata_lines
from gui.text.direction import is_right_to_left
from gui.text.drawn import DrawnSpan
from gui.theme import LIGHT, Theme

_BETWEEN = "     "


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A title, lines on the article, the body with its spans, sentences, and a legend.

    The legend is a text, too: each label stands in it as it is drawn.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    byline: str = ""
    body: str = ""
    header_end: int = 0
    right_to_left: bool = False
    spans: tuple[DrawnSpan, ...] = ()
    statements: tuple[str, ...] = ()
    legend: str = ""
    legend_spans: tuple[DrawnSpan, ...] = ()


def make_sheet(
    article: Article,
    annotation: Annotation,
    scheme: Scheme,
    *,
    byline: str = "",
    theme: Theme = LIGHT,
) -> Sheet:
    """What is printed of an annotation; `byline` says whose it is, and when it was printed.

    `theme` is a light one, perhaps with other colours of labels.
    """
    looks = Looks(scheme, theme)
    header = inline_header(article.body)
    legend, legend_spans = _legend(annotation, scheme, looks)
    return Sheet(
        title=article.title,
        facts=metadata_lines(article.metadata, scheme),
        byline=byline,
        body=article.body,
        header_end=header.end if header else 0,
        right_to_left=is_right_to_left(article.body),
        spans=looks.draw(annotation.spans, {}),
        statements=Sentences(annotation, scheme, article).statements(),
        legend=legend,
        legend_spans=legend_spans,
    )


def _legend(
    annotation: Annotation, scheme: Scheme, looks: Looks
) -> tuple[str, tuple[DrawnSpan, ...]]:
    used = {span.label for span in annotation.spans}
    text, spans = "", []
    for span_type in scheme.span_types:
        if span_type.label in used:
            start = len(text)
            look = looks.of(span_type.label)
            text += span_type.title
            spans.append(
                DrawnSpan(
                    id=SpanId(span_type.label),
                    label=span_type.label,
                    fragments=(Fragment(start, len(text)),),
                    colour=look.colour,
                    tint=look.tint,
                    line=look.line,
                )
            )
            text += _BETWEEN
    return text.rstrip(), tuple(spans)
