"""What the check of exported files decides: where things lie, and what counts as a difference."""

import json
import re
from importlib import import_module
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
    good = interop.Result("cassis", {"dkpro-cassis": "1"}, {"cas-xmi": (2, 5, 3)}, ["a note"], [])
    bad = interop.Result(
        "spacy", {}, {"spacy": (2, 5, None)}, [], [f"fault {number}" for number in range(12)]
    )
    lines = interop.table([good, bad]).splitlines()
    assert lines[0] == "✓ cassis: dkpro-cassis 1"
    assert "    cas-xmi: 2 articles, 5 spans, 3 links" in lines
    assert "    spacy: 2 articles, 5 spans" in lines
    assert "    a note" in lines
    assert any(line.startswith("✗ spacy") for line in lines)
    assert lines[-1] == "    ! and 2 more"


def test_a_number_of_links_that_is_another_one_is_told(interop):
    expected = {"brat": {"spans": {"0": [["A", [[0, 3]]]]}, "links": 2}}
    found = {"versions": {}, "formats": {"brat": {"0": [["A", [[0, 3]]]]}}, "problems": []}
    assert interop.compared("bratly", found | {"links": {"brat": 2}}, expected).faults == []
    result = interop.compared("bratly", found | {"links": {"brat": 1}}, expected)
    assert result.faults == ["brat: 1 links instead of 2"]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A project as it goes out in every format, and what consumers must find in it."""
    consumers = Path(__file__).resolve().parents[2] / "build" / "consumers"
    folder = tmp_path_factory.mktemp("exported")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(consumers))
        import_module("export").main(folder)
        yield folder


@pytest.mark.parametrize("name", ["cassis", "jsonschema"])
def test_light_consumers_find_what_the_program_exports(interop, exported, capsys, name):
    import_module(f"check_{name}").main(exported)
    said = json.loads(capsys.readouterr().out)
    expected = json.loads((exported / "expected.json").read_text(encoding="utf-8"))
    result = interop.compared(name, said, expected)
    assert result.faults == []
    assert all(spans > 100 for _, spans, _ in result.counts.values())
