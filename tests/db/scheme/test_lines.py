from __future__ import annotations

import tomllib

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from db.scheme.faults import Place
from db.scheme.lines import Lines

TEXT = '''\
# a comment = 1
title = """
[no.table]
key = 'no key'
"""   # behind

"quoted key".inner = 'a "b" # c'
when = 1979-05-27 07:32:00

[[labels]]
label = "A"
options = [
  # first
  { value = "x", title = "]}" },
  "y",
  { value = """
z""" }, ['n', [1, 2]],
]

[[labels.attributes]]
name = "one"

[[labels.attributes]]
name = "two"

[[labels]]
label = "B"
[[labels.attributes]]
name = "three"
[rules]
nesting = true
[rules.more]
deep = {a.b = 1}
'''


def test_every_kind_of_place_has_its_line():
    assert tomllib.loads(TEXT)
    lines = Lines(TEXT)
    expected: dict[Place, int] = {
        ("title",): 2,
        ("quoted key", "inner"): 7,
        ("when",): 8,
        ("labels",): 10,
        ("labels", 0): 10,
        ("labels", 0, "label"): 11,
        ("labels", 0, "options"): 12,
        ("labels", 0, "options", 0): 14,
        ("labels", 0, "options", 0, "title"): 14,
        ("labels", 0, "options", 1): 15,
        ("labels", 0, "options", 2, "value"): 16,
        ("labels", 0, "options", 3, 1, 0): 17,
        ("labels", 0, "attributes", 0): 20,
        ("labels", 0, "attributes", 1, "name"): 24,
        ("labels", 1): 26,
        ("labels", 1, "attributes", 0, "name"): 29,
        ("rules",): 30,
        ("rules", "more", "deep", "a", "b"): 33,
    }
    assert {place: lines.of(place) for place in expected} == expected


def test_what_is_missing_has_the_line_of_what_it_is_missing_from():
    lines = Lines(TEXT)
    assert lines.of(("labels", 1, "key")) == 26
    assert lines.of(("version",)) is None


def test_windows_line_ends_count_as_one():
    assert Lines(TEXT.replace("\n", "\r\n")).of(("rules",)) == 30


_keys = st.text(st.sampled_from("abcXYZ09_-"), min_size=1, max_size=5)
_values = st.recursive(
    st.text() | st.integers() | st.booleans() | st.floats(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(_keys, _values, max_size=4), st.booleans())
def test_every_key_of_any_file_is_found(table: dict[str, object], multiline: bool):
    text = tomli_w.dumps(table, multiline_strings=multiline)
    lines = Lines(text)
    for key in table:
        line = lines.of((key,))
        assert line is not None
        assert key in text.split("\n")[line - 1]
