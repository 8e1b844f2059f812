"""The environment in .venv: when it is taken as it is, and how it is filled."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def environment(script):
    return script("environment")


@pytest.fixture
def requirements(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text("click==8.1 --hash=sha256:00\n", encoding="utf-8")
    return file


@pytest.fixture
def place(environment, requirements, tmp_path):
    """A finished environment that holds `requirements`."""
    place = tmp_path / ".venv"
    python = environment.interpreter(place)
    python.parent.mkdir(parents=True)
    python.touch(mode=0o755)
    installed = {requirements.name: environment.fingerprint(requirements)}
    environment.write_memory(
        place, environment.Memory(home=environment.home(place), installed=installed)
    )
    return place


def test_a_finished_environment_is_taken_as_it_is(environment, place, requirements):
    assert environment.is_ready(place, requirements)


def test_other_pins_make_it_install_again(environment, place, requirements):
    requirements.write_text("click==8.2 --hash=sha256:11\n", encoding="utf-8")
    assert not environment.is_ready(place, requirements)
    assert environment.is_sound(place)


def test_the_pins_of_another_file_are_not_taken_for_these(environment, place, tmp_path):
    other = tmp_path / "requirements-dev.txt"
    other.write_text("pytest==9.0 --hash=sha256:22\n", encoding="utf-8")
    assert not environment.is_ready(place, other)


def test_an_interrupted_installation_begins_again(environment, place, requirements):
    (place / "demarche-environment.json").unlink()
    assert not environment.is_ready(place, requirements)
    assert not environment.is_sound(place)


def test_an_update_that_is_interrupted_begins_again(environment, place, requirements, monkeypatch):
    def interrupt(_python, _requirements):
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "VENV", place)
    monkeypatch.setattr(environment, "ROOT", place.parent)
    monkeypatch.setattr(environment, "install", interrupt)
    older_pins = requirements.read_bytes()
    requirements.write_text("click==8.2 --hash=sha256:11\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        environment.prepare(requirements)
    requirements.write_bytes(older_pins)
    assert not environment.is_ready(place, requirements)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"home": "x"}'])
def test_a_damaged_memory_counts_as_none(environment, place, damage):
    (place / "demarche-environment.json").write_text(damage, encoding="utf-8")
    assert not environment.is_sound(place)


def test_a_moved_environment_is_made_anew(environment, place, requirements, tmp_path):
    moved = tmp_path / "elsewhere" / ".venv"
    moved.parent.mkdir()
    place.rename(moved)
    assert not environment.is_ready(moved, requirements)


def test_an_environment_whose_python_is_gone_is_made_anew(environment, place):
    environment.interpreter(place).unlink()
    assert not environment.is_sound(place)


def test_an_environment_of_another_python_is_made_anew(environment, place):
    memory = environment.read_memory(place)
    older = memory.home.replace(f"Python {sys.version_info[0]}.", "Python 2.")
    environment.write_memory(place, memory._replace(home=older))
    assert not environment.is_sound(place)


def test_the_line_ends_of_a_checkout_do_not_count(environment, tmp_path):
    unix, windows = tmp_path / "unix.txt", tmp_path / "windows.txt"
    unix.write_bytes(b"a==1\nb==2\n")
    windows.write_bytes(b"a==1\r\nb==2\r\n")
    assert environment.fingerprint(unix) == environment.fingerprint(windows)


@pytest.mark.parametrize("uv", [None, "/usr/bin/uv"])
def test_packages_come_as_hashed_wheels_only(environment, uv):
    command = environment.install_command(uv, Path("python"), Path("pins.txt"))
    assert command[0] == (uv or "python")
    assert "--require-hashes" in command
    assert command[command.index("--only-binary") + 1] == ":all:"
    assert command[command.index("-r") + 1] == "pins.txt"


def test_an_old_python_gets_a_sentence(environment):
    pretend = "import sys; sys.version_info = (3, 10, 0);"
    program = f"{pretend} exec(open({environment.__file__!r}).read())"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer, and this is Python 3.10" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has a launcher of another kind")
def test_the_launcher_survives_a_folder_with_spaces_and_quotes(environment, tmp_path, monkeypatch):
    place = tmp_path / "an annotator's folder" / ".venv"
    python = environment.interpreter(place)
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s|" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    environment._write_launcher(place)
    command = [python.parent / "demarche", "info", "my project"]
    launched = subprocess.run(command, capture_output=True, text=True, check=True)
    assert launched.stdout == "-P|-m|db.cli|info|my project|"


def test_memory_is_read_as_it_was_written(environment, tmp_path):
    memory = environment.Memory(home="here", installed={"a": "b"})
    environment.write_memory(tmp_path, memory)
    assert environment.read_memory(tmp_path) == memory
    assert json.loads((tmp_path / "demarche-environment.json").read_text(encoding="utf-8"))
