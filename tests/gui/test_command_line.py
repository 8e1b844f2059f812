"""The arguments of the window's own command."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.command_line import read_arguments


def test_a_project_is_opened_by_its_name():
    assert read_arguments(["one.demarche"]).project == Path("one.demarche")


def test_nothing_asked_means_the_last_project():
    assert read_arguments([]).project is None


def test_a_picture_has_a_size_and_looks():
    asked = read_arguments(
        ["one.demarche", "--screenshot", "a.png", "--size", "1024x700", "--theme", "dark"]
    )
    assert (asked.screenshot, asked.size, asked.theme) == (Path("a.png"), (1024, 700), "dark")


def test_a_picture_can_show_a_selected_span():
    asked = read_arguments(
        ["one.demarche", "--screenshot", "a.png", "--article", "2", "--span", "3"]
    )
    assert (asked.article, asked.span) == (2, 3)


@pytest.mark.parametrize("size", ["wide", "100", "0x10", "10x-1"])
def test_a_senseless_size_is_wrong_usage(size, capsys):
    with pytest.raises(SystemExit) as stopped:
        read_arguments(["--screenshot", "a.png", "--size", size])
    assert stopped.value.code == 2
    assert "1440x900" in capsys.readouterr().err
