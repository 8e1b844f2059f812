"""What the check of exported files decides: where things lie, and what counts as a difference."""

import re
from pathlib import Path

import pytest


@pytest.fixture
def interop(script):
    return script("interop")


def test_equal_spans_are_no_difference_in_whatever_order(interop):
    spans = {"0": [["A", [[0, 3]]], ["B", [[0, 3], [5, 6]]]]}
    turned = {"0": [["B", [[0, 3], [5, 6]]], ["A", [[0, 3]]]]}
    assert interop.differences("brat", spans, turned) == []


def test_a_span_too_few_and_one_too_many_are_told(interop):
    expected = {"0": [["A", [[0, 3]]], ["A", [[0, 3]]]], "10": []}
    found = {"0": [["A", [[0, 3]]], ["A", [[0, 4]]]]}
    assert interop.differences("brat", expected, found) == [
        'brat, article 0: ["A", [[0, 3]]] is missing',
        'brat, article 0: ["A", [[0, 4]]] is not ours',
        "brat: article 10 is missing",
    ]


@pytest.mark.parametrize(
    ("platform", "surroundings", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/cache"}, Path("/cache/demarche/interop")),
        ("linux", {}, Path("~/.cache/demarche/interop")),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/demarche/Cache/interop")),
        ("darwin", {}, Path("~/Library/Caches/demarche/interop")),
    ],
)
def test_environments_lie_where_systems_keep_what_can_be_made_anew(
    interop, platform, surroundings, expected
):
    assert interop.cache_folder(platform, surroundings) == expected.expanduser()


def test_every_consumer_has_its_pins_and_its_check(interop):
    names = {path.stem for path in interop.CONSUMERS.glob("*.txt")}
    checks = {path.stem.removeprefix("check_") for path in interop.CONSUMERS.glob("check_*.py")}
    assert names == checks
    for name in names:
        lines = (interop.CONSUMERS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("#")
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines[1:])


def test_only_known_consumers_can_be_named(interop, capsys):
    assert interop.read_arguments(["spacy"], ["bratly", "spacy"]).consumers == ["spacy"]
    assert interop.read_arguments([], ["bratly", "spacy"]).consumers == []
    with pytest.raises(SystemExit):
        interop.read_arguments(["sapcy"], ["bratly", "spacy"])
    assert "known: bratly, spacy" in capsys.readouterr().err


def test_the_table_marks_what_failed_and_shortens_long_lists(interop):
    good = interop.Result("cassis", {"dkpro-cassis": "1"}, {"cas_xmi": (2, 5)}, ["a note"], [])
    bad = interop.Result("spacy", {}, {}, [], [f"fault {number}" for number in range(12)])
    lines = interop.table([good, bad]).splitlines()
    assert lines[0] == "✓ cassis: dkpro-cassis 1"
    assert "    cas_xmi: 2 articles, 5 spans" in lines
    assert "    a note" in lines
    assert any(line.startswith("✗ spacy") for line in lines)
    assert lines[-1] == "    ! and 2 more"
