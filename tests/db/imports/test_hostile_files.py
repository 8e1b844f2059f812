"""Whatever a file holds, a plan says what is wrong with it, and nothing is written."""

from __future__ import annotations

import random

import pytest

from db.imports.choices import ImportChoices
from db.imports.plan import plan
from db.schema import TABLES
from tests.builders import all_rows
from tests.db.imports.file_samples import article_files, foreign_files, write_all

SAMPLES = [
    *(({name: data}) for name, data, _ in article_files().values()),
    *foreign_files().values(),
]
NAMES = [*article_files(), *foreign_files()]


def harmed(data: bytes, dice: random.Random) -> bytes:
    """Cut off, or with some bytes changed, put in, or repeated."""
    if dice.random() < 0.3:
        return data[: dice.randrange(len(data))]
    made = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(made))
        match dice.randrange(3):
            case 0:
                made[at] = dice.randrange(256)
            case 1:
                made[at:at] = dice.randbytes(dice.randint(1, 5))
            case _:
                made[at:at] = made[at : at + 40]
    return bytes(made)


@pytest.mark.parametrize("files", SAMPLES, ids=NAMES)
def test_harmed_files_end_in_articles_or_problems(project, tmp_path, files):
    dice = random.Random(7)
    before = all_rows(project, *TABLES)
    paths = []
    for number in range(25):
        made = {name: harmed(data, dice) for name, data in files.items()}
        paths.append(write_all(tmp_path / str(number), made))
    found = plan(project, paths, choices=ImportChoices(annotator="annotator 1"))
    told = {each.path for each in (*found.skipped, *found.notes)}
    for file, contents in zip(found.files, found.contents, strict=True):
        has_anything = contents.articles or contents.layers
        assert has_anything or file in found.with_problems or file.name in told
    assert all_rows(project, *TABLES) == before


@pytest.mark.parametrize("kind", NAMES)
def test_a_file_of_one_kind_that_is_said_to_be_of_another_is_a_problem_at_most(
    project, tmp_path, kind
):
    data = b"\xff\x00 <a>{[ 'no file of any kind' \x1b"
    (tmp_path / "a.ann").write_bytes(data)
    (tmp_path / "a.txt").write_bytes(b"Words.")
    choices = ImportChoices(kind=kind, annotator="annotator 1")
    found = plan(project, [tmp_path / "a.ann"], choices=choices)
    assert found.problems or found.articles
