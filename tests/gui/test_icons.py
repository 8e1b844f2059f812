from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QColor, QIcon

from gui import icons
from gui.resource_paths import resource


def colours(icon: QIcon, size: int, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(size, size, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", icons.names())
def test_an_icon_is_drawn_in_the_one_colour_that_is_asked_for(qapp, name):
    # Red and blue survive rounding where edges overlap.
    assert colours(icons.icon(name, QColor("#ff0000")), 32) == {"#ff0000"}


@pytest.mark.parametrize("name", icons.names())
def test_an_icon_is_a_small_file_with_one_tintable_colour(name):
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.get("viewBox") == "0 0 16 16"
    assert "currentColor" in text
    assert "#" not in text
    assert len(text) < 800


def test_a_selected_row_does_not_wash_the_colour_out(qapp):
    drawn = icons.icon("state-done", QColor("#2e9d5b"))
    assert colours(drawn, 16, QIcon.Mode.Selected) == {"#2e9d5b"}


def test_a_picture_for_a_fine_screen_has_more_pixels_and_the_same_size(qapp):
    picture = icons.pixmap("search", QColor("#000000"), 16, ratio=2.0)
    assert picture.width() == 32
    assert picture.deviceIndependentSize().width() == 16


def test_an_icon_that_does_not_exist_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon", QColor("#000000"))
