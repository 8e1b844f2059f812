from __future__ import annotations

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from db.model import Fragment
from gui.text.arcs import Page, Route, lay_out
from gui.text.article_document import ShownArticle, fill, set_margins
from gui.text.drawn import Arc
from gui.text.geometry import PageGeometry
from gui.text.positions import PositionMap
from gui.text.reading_style import reading_style
from gui.text.rows import Rows
from gui.text.span_layer import SpanLayer
from gui.theme import LIGHT
from tests.gui.text.builders import BLUE, span

# Words of the same length, so that the lines of the page are easy to count.
BODY = " ".join(f"word{number:03}" for number in range(300))
WIDTH = 700


@pytest.fixture
def document(qapp) -> QTextDocument:
    return QTextDocument()


def routes_between(document: QTextDocument, *words: int) -> tuple[list[Route], Page]:
    """Arcs from the first of some words to all others."""
    positions, style = PositionMap(BODY), reading_style(LIGHT, 17)
    fill(document, ShownArticle(body=BODY), positions, style)
    set_margins(document, 60, 20, 60, 20)
    document.setPageSize(QSizeF(WIDTH, -1))
    geometry = PageGeometry(document, positions)
    layer = SpanLayer()
    layer.set_spans([span(str(word), (8 * word, 8 * word + 7)) for word in words], geometry)
    rows = Rows(document, positions, geometry)
    page = Page(layer, geometry, rows, style, 60, WIDTH - 60)
    arcs = [
        Arc(source=str(words[0]), target=str(word), title="rejected by", colour=BLUE)
        for word in words[1:]
    ]
    return lay_out(arcs, page), page


def crossed_words(route: Route, page: Page) -> list[int]:
    """The words whose letters, from their x-height down to the baseline, a route runs through."""
    points = [route.path.pointAtPercent(step / 800) for step in range(801)]
    crossed = []
    for word in range(300):
        (rect,) = page.geometry.rects(Fragment(8 * word, 8 * word + 7), 8, 0)
        rect.adjust(1, 0, -1, 0)
        if any(rect.contains(point) for point in points):
            crossed.append(word)
    return crossed


@pytest.mark.parametrize("target", [41, 44, 30, 52, 61, 70, 20, 9, 150, 299, 0])
def test_no_arc_strikes_words_through(document, target):
    (route,), page = routes_between(document, 42, target)
    assert crossed_words(route, page) == []


@pytest.mark.parametrize("target", [41, 52, 30, 250])
def test_an_arc_ends_at_the_edge_of_its_target(document, target):
    (route,), page = routes_between(document, 42, target)
    (area,) = page.layer.areas(page.layer.get(str(target)), page.geometry, page.style)
    assert area.adjusted(-3, -3, 3, 3).contains(route.end)
    assert not area.contains(route.end)


def test_a_far_target_is_reached_by_the_margin(document):
    (route,), _ = routes_between(document, 42, 250)
    box = route.path.boundingRect()
    assert box.left() < 60 or box.right() > WIDTH - 60


def test_titles_do_not_cover_each_other(document):
    routes, _ = routes_between(document, 42, 30, 33, 36, 44, 52, 55, 250)
    boxes = [route.title_box for route in routes if not route.title_box.isNull()]
    assert len(boxes) >= 3
    assert not any(
        one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]
    )


def test_a_title_is_written_at_least_once_for_crowded_targets(document):
    routes, _ = routes_between(document, 42, 43)
    assert not routes[0].title_box.isNull()
