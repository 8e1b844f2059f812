from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from db.scheme.looks import COLOURS
from db.scheme.model import SpanType
from gui import theme as themes
from gui.sight import label_for
from gui.theme import SIGHTS
from tests.gui.accessibility.vision import distance

CASES = [
    pytest.param(themes.theme_for(name, sight), id=f"{name}-{sight}")
    for name in ("light", "dark", "contrast-light", "contrast-dark")
    for sight in SIGHTS
    if sight != "usual"
]
EACH = pytest.mark.parametrize("theme", CASES)


def label_colours(theme):
    labels = (
        SpanType(label="LABEL", title="Label", key="L", light=light, dark=dark)
        for light, dark in COLOURS
    )
    return [themes.label_colour(label, theme) for label in labels]


@EACH
def test_the_colours_of_labels_stay_apart_as_they_are_seen(theme):
    pairs = itertools.combinations(label_colours(theme), 2)
    assert min(distance(one, other, theme.sight) for one, other in pairs) >= 25


@EACH
def test_those_of_the_usual_scheme_lie_far_apart(theme):
    pairs = itertools.combinations(label_colours(theme)[:3], 2)
    assert min(distance(one, other, theme.sight) for one, other in pairs) >= 40


@EACH
def test_what_is_done_warns_and_is_chosen_looks_different(theme):
    pairs = itertools.combinations((theme.done, theme.warning, theme.accent), 2)
    assert min(distance(one, other, theme.sight) for one, other in pairs) >= 30


@pytest.mark.parametrize("sight", [each for each in SIGHTS if each != "usual"])
def test_without_the_mapping_some_labels_would_look_alike(sight):
    shown = [QColor(dark) for _, dark in COLOURS]
    assert min(distance(a, b, sight) for a, b in itertools.combinations(shown, 2)) < 10


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_schemes_own_colours_are_left_alone_for_the_usual_sight(name):
    theme = themes.theme_for(name)
    assert label_colours(theme) == [QColor(pair[theme.is_dark]) for pair in COLOURS]


@given(
    hue=st.floats(0, 0.999),
    saturation=st.floats(0, 1),
    value=st.floats(0, 1),
    theme=st.sampled_from([case.values[0] for case in CASES]),
)
def test_every_colour_has_one_in_its_place_and_like_colours_like_ones(
    hue, saturation, value, theme
):
    colour = QColor.fromHsvF(hue, saturation, value)
    near = QColor.fromHsvF((hue + 0.002) % 1.0, saturation, value)
    found, other = label_for(colour, theme), label_for(near, theme)
    assert found.isValid()
    assert distance(found, other, theme.sight) < 40
