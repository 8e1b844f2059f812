"""Whether the handbook tells of everything that there is, and of nothing that there isn't."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sqlite3
import sys
from pathlib import Path

import click
import pytest
from PySide6.QtGui import QImage

from db import schema
from db.cli import demarche
from db.cli.samples import make_sample
from db.exports.catalogue import FORMATS
from db.formats.losses import LossKind
from db.imports.kinds import Kind
from gui.actions import AGREEMENT_COMMANDS, COMMANDS, EXPLORE_COMMANDS, REVIEW_COMMANDS
from gui.help.book import ORDER, handbook

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "resources" / "handbook"
PICTURES = PAGES / "pictures"
MOST_BYTES = 1_500_000
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def tables():
    sys.path.insert(0, str(ROOT / "build"))
    spec = importlib.util.spec_from_file_location(
        "handbook_tables", ROOT / "build" / "handbook_tables.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(ROOT / "build"))
    return module


def text_of(page: str) -> str:
    return (PAGES / f"{page}.md").read_text(encoding="utf-8")


def links() -> list[tuple[str, str]]:
    return [(page, found[1]) for page in ORDER for found in _LINK.finditer(text_of(page))]


def code_lines() -> list[str]:
    lines = []
    for page in ORDER:
        for block in re.findall(r"```\n(.*?)```", text_of(page), re.DOTALL):
            lines += [line.strip() for line in block.splitlines()]
    return lines


def test_there_is_no_page_that_nobody_can_find():
    assert {path.stem for path in PAGES.glob("*.md")} == set(ORDER)


@pytest.mark.parametrize("page", ORDER)
def test_what_the_program_knows_best_is_as_it_says_now(tables, page):
    text = text_of(page)
    assert tables.written_anew(text) == text, "run: python build/handbook.py --tables"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_documented_with_its_keys(tables, command):
    keys = tables.key_words(command.all_keys) or "in the menu"
    assert f"| {keys} | {command.title}" in text_of("keys")


@pytest.mark.parametrize(
    "command",
    [*REVIEW_COMMANDS, *EXPLORE_COMMANDS, *AGREEMENT_COMMANDS],
    ids=lambda each: each.id,
)
def test_every_key_of_a_page_is_documented(command):
    if not command.id.startswith("review.version_"):
        assert f" | {command.title} |" in text_of("keys")


def test_every_setting_is_documented():
    files = ("settings.py", "kept_projects.py")
    source = "".join((ROOT / "gui" / name).read_text(encoding="utf-8") for name in files)
    stored = {name.rstrip("/") for name in re.findall(r'f?"([a-z]+/[a-z_]*)', source)}
    told = text_of("settings")
    # What is kept for each project, pane or screen has a name of its own behind the stroke.
    missing = [
        name
        for name in stored
        if f"`{name}`" not in told and f"`{name.partition('/')[0]}/…`" not in told
    ]
    assert missing == []


def parameters(command: click.Command, way: tuple[str, ...]):
    context = click.Context(command, info_name=way[-1])
    for parameter in command.get_params(context):
        yield way, parameter
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from parameters(command.get_command(context, name), (*way, name))


@pytest.mark.parametrize("name", demarche.list_commands(click.Context(demarche)))
def test_every_command_and_option_of_the_command_line_is_documented(name):
    told = text_of("command-line")
    assert f"### demarche {name}\n" in told
    section = told.partition(f"### demarche {name}\n")[2].partition("\n### ")[0]
    command = demarche.get_command(click.Context(demarche), name)
    for way, parameter in parameters(command, (name,)):
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
            for option in parameter.opts:
                assert option in section, f"{' '.join(way)} {option}"


def test_options_of_the_window_are_documented():
    source = (ROOT / "gui" / "command_line.py").read_text(encoding="utf-8")
    options = set(re.findall(r'"(--[a-z]+)"', source))
    assert options
    assert [each for each in options if f"`{each}" not in text_of("command-line")] == []


def test_commands_in_examples_are_as_the_program_takes_them():
    examples = [shlex.split(line) for line in code_lines() if re.match(r"demarche [a-z]", line)]
    assert examples
    for _, name, *rest in examples:
        command = demarche.get_command(click.Context(demarche), name)
        assert command is not None, name
        known = {opt for _, each in parameters(command, (name,)) for opt in each.opts}
        for word in rest:
            if word.startswith("--") and word != "--help":
                assert word.partition("=")[0] in known, f"demarche {name} {word}"


def test_inline_examples_of_the_command_line_are_right():
    for page in ORDER:
        for found in re.findall(r"`demarche ([a-z][a-z-]*)( [^`]*)?`", text_of(page)):
            command = demarche.get_command(click.Context(demarche), found[0])
            assert command is not None, found[0]
            known = {opt for _, each in parameters(command, (found[0],)) for opt in each.opts}
            for option in re.findall(r"--[a-z-]+", found[1]):
                assert option in {*known, "--help"}, f"demarche {found[0]} {option}"


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_every_export_format_is_documented(name):
    assert f"| `{name}` |" in text_of("formats")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_import_is_documented(kind):
    assert f"| `{kind.value}` | {kind.in_words} |" in text_of("formats")


def test_the_losses_are_those_of_the_catalogue(tables):
    lines = text_of("formats").partition("## What a format may lose")[2].splitlines()
    told = {line.split(" | ")[0].strip("| "): line for line in lines if line.startswith("| ")}
    for each in FORMATS:
        for kind in LossKind:
            assert (tables.LOSSES[kind] in told[each.title]) is (kind in each.loses), each.title


def test_every_table_of_the_project_file_is_documented():
    told = text_of("file-format")
    for name, (kind, _) in schema.known_objects(schema.newest_format()).items():
        if kind == "table" and not name.startswith("article_words_"):
            assert f"### {name}\n" in told or f"`{name}`" in told, name


@pytest.mark.parametrize(("page", "link"), links())
def test_every_link_resolves(page, link):
    if link.startswith("pictures/"):
        assert (PAGES / link).is_file()
    else:
        assert handbook().place(link, on=page) is not None


def test_every_picture_is_used_and_is_there_in_light_and_dark():
    used = {link.removeprefix("pictures/") for _, link in links() if link.startswith("pictures/")}
    dark = {name.replace("-light.png", "-dark.png") for name in used}
    assert all(name.endswith("-light.png") for name in used)
    assert {path.name for path in PICTURES.iterdir()} == used | dark


def test_pictures_are_small():
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST_BYTES
    for path in PICTURES.iterdir():
        picture = QImage(str(path))
        assert not picture.isNull()
        assert picture.colorCount() <= 256


def test_every_picture_says_in_words_what_it_shows():
    for page in ORDER:
        for said in re.findall(r"!\[([^\]]*)\]", text_of(page)):
            assert len(said) > 20


def test_pictures_of_the_readme_are_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"resources/handbook/pictures/[\w-]+\.png", readme)
    assert named
    for name in named:
        assert (ROOT / name).is_file()


def test_examples_of_sql_run(tmp_path):
    path = tmp_path / "sample.demarche"
    make_sample(path).close()
    text = text_of("file-format").partition("## Read it with sqlite3")[2]
    queries = [each for each in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "SELECT" in each]
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        answers = [connection.execute(query).fetchall() for query in queries]
    finally:
        connection.close()
    finished, rejected, mentioned, wrong = answers
    assert finished
    assert rejected
    assert mentioned
    assert wrong == [(0,)]


def test_the_example_in_python_holds_for_an_export(tmp_path):
    source = (ROOT / "resources" / "samples" / "articles.jsonl").read_text(encoding="utf-8")
    (tmp_path / "dataset.jsonl").write_text(source, encoding="utf-8")
    text = text_of("formats").partition("Reading it in Python")[2]
    code = re.search(r"```\n(.*?)```", text, re.DOTALL)[1]
    place = str(tmp_path / "dataset.jsonl").replace("\\", "/")
    exec(code.replace("dataset.jsonl", place), {})


@pytest.mark.parametrize("page", ORDER)
def test_pages_are_plain(page):
    text = text_of(page)
    assert text.startswith("# ")
    assert text.count("\n# ") == 0
    assert "TODO" not in text
