from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from gui.widgets.flow_layout import FlowLayout


class Block(QWidget):
    def __init__(self, width: int, height: int):
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(10, self._size.height())


def flow(sizes, *, width: int, gap: int = 4) -> tuple[QWidget, FlowLayout, list[Block]]:
    holder = QWidget()
    layout = FlowLayout(holder, gap=gap, line_gap=gap)
    blocks = [Block(*size) for size in sizes]
    for block in blocks:
        layout.addWidget(block)
        block.show()
    layout.setGeometry(QRect(0, 0, width, layout.heightForWidth(width)))
    return holder, layout, blocks


def test_what_fits_stands_in_one_line(qapp):
    holder, layout, blocks = flow([(40, 20), (40, 20)], width=84)
    assert [block.geometry() for block in blocks] == [QRect(0, 0, 40, 20), QRect(44, 0, 40, 20)]
    assert layout.heightForWidth(84) == 20
    holder.deleteLater()


def test_what_does_not_fit_goes_on_in_the_next_line(qapp):
    holder, layout, blocks = flow([(40, 20), (40, 20)], width=83)
    assert blocks[1].geometry() == QRect(0, 24, 40, 20)
    assert layout.heightForWidth(83) == 44
    holder.deleteLater()


def test_lower_widgets_stand_in_the_middle_of_their_line(qapp):
    holder, _, blocks = flow([(40, 30), (40, 20)], width=200)
    assert blocks[1].geometry() == QRect(44, 5, 40, 20)
    holder.deleteLater()


def test_right_to_left_starts_at_the_right(qapp):
    holder, layout, blocks = flow([(40, 20), (30, 20)], width=100)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.setGeometry(QRect(0, 0, 100, 20))
    assert blocks[0].geometry() == QRect(60, 0, 40, 20)
    assert blocks[1].geometry() == QRect(26, 0, 30, 20)
    holder.deleteLater()


def test_hidden_widgets_take_no_room(qapp):
    holder, layout, blocks = flow([(40, 20), (40, 20), (40, 20)], width=84)
    blocks[1].hide()
    layout.setGeometry(QRect(0, 0, 84, 20))
    assert blocks[2].geometry() == QRect(44, 0, 40, 20)
    holder.deleteLater()


def test_an_empty_flow_has_no_height(qapp):
    holder, layout, _ = flow([], width=100)
    assert layout.heightForWidth(100) == 0
    assert layout.takeAt(0) is None
    holder.deleteLater()


@given(
    sizes=st.lists(st.tuples(st.integers(1, 150), st.integers(1, 40)), max_size=12),
    width=st.integers(1, 300),
)
def test_widgets_never_overlap_and_stay_inside(qapp, sizes, width):
    holder, layout, blocks = flow(sizes, width=width)
    area = QRect(0, 0, width, layout.heightForWidth(width))
    places = [block.geometry() for block in blocks]
    for number, place in enumerate(places):
        assert area.contains(place)
        assert not any(place.intersects(other) for other in places[number + 1 :])
    holder.deleteLater()


@pytest.mark.parametrize("width", [50, 100, 1000])
def test_the_narrower_the_higher(qapp, width):
    holder, layout, _ = flow([(40, 20)] * 6, width=width)
    assert layout.heightForWidth(width) >= layout.heightForWidth(width + 200)
    holder.deleteLater()
