"""What the scripts decide before they start anything."""

import re
import shutil
import sys

import platformdirs
import pytest

from db.project import Project
from gui.command_line import read_arguments


@pytest.mark.parametrize(
    ("platform", "surroundings", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_looked_for_where_systems_name_it(script, platform, surroundings, expected):
    assert script("run").has_display(platform, surroundings) is expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], False),
        (["--screenshot", "window.png"], False),
        (["--screenshot=window.png"], False),
        (["--theme", "dark", "--size", "800x600"], False),
        (["mine.demarche"], True),
        (["--screenshot", "window.png", "mine.demarche"], True),
        (["mine.demarche", "--screenshot", "window.png"], True),
    ],
)
def test_the_sample_is_opened_where_no_project_is_named(script, arguments, expected):
    assert script("run").names_project(arguments) is expected


def test_the_options_of_the_window_that_take_a_value_are_known(script, capsys):
    with pytest.raises(SystemExit):
        read_arguments(["--help"])
    with_value = re.findall(r"\[(--[\w-]+) \S", capsys.readouterr().out)
    assert set(with_value) == script("run").OPTIONS_WITH_VALUE


def test_without_a_display_it_says_so_and_names_the_way_out(script, monkeypatch, capsys):
    run = script("run")
    monkeypatch.setattr(run, "has_display", lambda *_: False)
    with pytest.raises(SystemExit) as left:
        run.main([])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--screenshot FILE" in said


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="looks at the XDG variables")
@pytest.mark.parametrize("set_by_hand", [False, True])
def test_the_sample_lies_where_platformdirs_puts_data(script, monkeypatch, tmp_path, set_by_hand):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    surroundings = {"XDG_DATA_HOME": str(tmp_path / "data")} if set_by_hand else {}
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    expected = platformdirs.user_data_path("demarche", appauthor=False)
    assert script("run").data_folder("linux", surroundings) == expected


def test_the_sample_lies_in_the_local_data_of_windows(script, tmp_path):
    folder = script("run").data_folder("win32", {"LOCALAPPDATA": str(tmp_path)})
    assert folder == tmp_path / "demarche"


@pytest.fixture
def run(script, monkeypatch, tmp_path):
    """The script that starts the window, with a data folder of its own."""
    run = script("run")
    monkeypatch.setattr(run, "data_folder", lambda *_: tmp_path / "data")
    monkeypatch.setenv("PYTHONPATH", str(run.environment.ROOT))
    return run


def test_the_sample_is_made_once_and_kept(run, capfd):
    sample = run.sample_project(sys.executable)
    assert Project.open(sample).close() is None
    assert list(sample.parent.iterdir()) == [sample]
    assert str(sample) in capfd.readouterr().err
    sample.write_bytes(b"what the person made of it")
    assert run.sample_project(sys.executable).read_bytes() == b"what the person made of it"


def test_a_sample_that_can_not_be_made_leaves_nothing_behind(run, tmp_path):
    with pytest.raises(SystemExit) as left:
        run.sample_project(shutil.which("false"))
    assert left.value.code == 1
    assert list((tmp_path / "data").iterdir()) == []


def test_tests_share_the_cores_but_not_a_single_one(script):
    test = script("test")
    assert test.on_several_cores(1) == []
    assert test.on_several_cores(2)[:2] == ["-n", "2"]
    assert test.on_several_cores(64)[:2] == ["-n", str(test.MOST_WORKERS)]


def test_a_benchmark_is_set_against_its_floor(script):
    bench = script("bench")
    benchmark = {
        "name": "test_import_of_1000_articles",
        "stats": {"median": 0.012},
        "extra_info": {
            "floor_seconds": 0.01,
            "p99": 0.0155,
            "aim": "≤ 1.3 × bare insert",
            "is_met": True,
            "note": "80 articles/s",
        },
    }
    assert bench.row(benchmark) == (
        "import of 1000 articles",
        "12 ms",
        "15.5 ms",
        "10 ms",
        "1.20",
        "✓",
        "≤ 1.3 × bare insert",
        "80 articles/s",
    )


def test_an_aim_that_was_missed_is_marked(script):
    missed = {"name": "test_start", "stats": {"median": 2.5}, "extra_info": {"is_met": False}}
    assert "✗" in script("bench").row(missed)


def test_a_benchmark_without_a_floor_shows_only_its_own_figures(script):
    row = script("bench").row({"name": "test_start", "stats": {"median": 2.5}, "extra_info": {}})
    assert row == ("start", "2.5 s", "", "", "", "", "", "")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.0000000123, "12.3 ns"), (0.0000123, "12.3 µs"), (0.0123, "12.3 ms"), (1, "1 s")],
)
def test_a_duration_is_shown_in_the_unit_of_its_size(script, seconds, shown):
    assert script("bench").duration(seconds) == shown


def test_the_columns_of_the_table_line_up(script):
    rows = [
        ("a", "1 s", "", "", "", "✓", "aim", "note"),
        ("a long name", "12 ms", "", "", "", "", "", ""),
    ]
    headings, short, long = script("bench").table(rows).splitlines()
    right_edge = headings.index("median") + len("median")
    assert short[:right_edge].endswith("1 s")
    assert long[:right_edge].endswith("12 ms")
    assert headings.index("aim") == short.index("aim")
