"""Small makers of what the article view draws."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from db.model import Fragment, SpanId
from db.scheme.model import LineStyle
from gui.text.article_view import ArticleView
from gui.text.drawn import DrawnSpan, Emphasis

BLUE, YELLOW = QColor("#0072b2"), QColor("#b38600")


def span(
    name: str,
    *extents: tuple[int, int],
    colour: QColor = BLUE,
    line: LineStyle = LineStyle.SINGLE,
    emphasis: Emphasis = Emphasis.NONE,
    badge: str = "",
) -> DrawnSpan:
    """A span of one or more fragments, by name."""
    tint = QColor(colour)
    tint.setAlphaF(0.2)
    return DrawnSpan(
        id=SpanId(name),
        label="ACTOR",
        fragments=tuple(Fragment(*extent) for extent in extents),
        colour=colour,
        tint=tint,
        line=line,
        emphasis=emphasis,
        badge=badge,
    )


def span_of(body: str, words: str, **looks: object) -> DrawnSpan:
    """The span of the first occurrence of some words, named by them."""
    start = body.index(words)
    return span(words, (start, start + len(words)), **looks)  # type: ignore[arg-type]


def show(
    view: ArticleView, body: str, *spans: DrawnSpan, title: str = "", header_end: int = 0
) -> None:
    """Put an article with these spans into a view."""
    view.show_article(article_key="a", title=title, byline="", body=body, header_end=header_end)
    view.set_spans(spans)


def place(view: ArticleView, code_point: int) -> QPoint:
    """A point inside the character at a code point, in the viewport."""
    return view.place_of(code_point, code_point + 1).center()
