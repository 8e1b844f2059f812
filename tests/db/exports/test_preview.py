from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.errors import Stopped, UserFault
from db.exports import catalogue, export_format
from db.exports.choices import ExportChoices, StandOff
from db.exports.preview import preview
from db.exports.run import export
from db.formats.losses import LossKind
from db.model import LayerState
from db.operations import layers
from db.project import Project
from db.queries.exports import Which
from db.splitting.model import SplitPlan
from tests.builders import Desk, article_ids, author_of, make_project

BODIES = ("France offered a truce. Poland said no to it.", "Norway asked for talks.", "Third.")


@pytest.fixture
def project(tmp_path: Path):
    with make_project(tmp_path, articles=list(BODIES)) as made:
        first, second, third = article_ids(made)
        desk = Desk(made, author_of(made), first)
        desk.mark("ACTOR", "France")
        desk.mark("REJECTION", "said", "no")
        Desk(made, author_of(made), second).mark("ACTOR", "Norway")
        layers.set_nothing_here(made, author_of(made), article=third, value=True)
        layers.set_state(made, author_of(made), article=third, state=LayerState.DONE)
        yield made


def wishes(name: str, **more) -> ExportChoices:
    return ExportChoices(**{"format": name, "layers": Which.ALL, **more})


@pytest.mark.parametrize("kind", catalogue.FORMATS, ids=list(catalogue.BY_NAME))
def test_the_first_record_is_shown_and_the_losses_are_those_of_the_export(
    project: Project, kind, tmp_path: Path
):
    seen = preview(project, wishes(kind.name))
    assert (seen.layers, seen.looked_at, seen.is_sample) == (3, 3, False)
    # Tokens of CoNLL stand on lines of their own.
    assert "France" in seen.text
    assert "offered" in seen.text
    assert "Norway" not in seen.text
    out = tmp_path / (f"x{kind.suffix}" if kind.is_one_file else "x")
    assert seen.losses == export(project, out, wishes(kind.name)).losses


def test_a_line_of_json_is_laid_out_to_be_read(project: Project):
    seen = preview(project, wishes("jsonl"))
    assert json.loads(seen.text)["text"] == BODIES[0]
    assert len(seen.text.splitlines()) > 20


def test_of_many_layers_the_first_are_looked_at_and_that_is_said(project: Project):
    seen = preview(project, wishes("conll"), at_most=1)
    assert (seen.layers, seen.looked_at, seen.is_sample) == (3, 1, True)
    lost = {each.kind: each.number for each in seen.losses}
    assert lost[LossKind.DISCONTINUOUS] == 1
    assert preview(project, wishes("conll"), at_most=None).looked_at == 3


def test_a_long_record_is_cut(tmp_path: Path):
    with make_project(tmp_path, articles=["word " * 5_000]) as project:
        article = article_ids(project)[0]
        layers.set_nothing_here(project, author_of(project), article=article, value=True)
        seen = preview(project, wishes("jsonl"))
    assert seen.is_cut
    assert len(seen.text) == 12_000


def test_without_a_layer_there_is_nothing_to_show(project: Project):
    seen = preview(project, wishes("conll", layers=Which.GOLD))
    assert (seen.layers, seen.text, seen.losses) == (0, "", ())
    assert seen.left_out.articles_without_layer == 3


def test_splits_are_counted_when_that_is_asked_for(project: Project, tmp_path: Path):
    choices = wishes("jsonl", split=SplitPlan(seed=4))
    assert preview(project, choices).splits is None
    seen = preview(project, choices, with_splits=True)
    assert seen.splits == export(project, tmp_path / "set", choices).splits
    assert seen.leaks == 0


def test_texts_that_may_not_be_passed_on_are_counted(project: Project):
    assert preview(project, wishes("jsonl")).closed_texts == 3
    seen = preview(project, wishes("jsonl", stand_off=StandOff.CLOSED))
    assert seen.closed_texts == 0
    assert "offered" not in seen.text.replace(json.loads(seen.text)["title"], "")


def test_a_missing_library_is_told_instead(project: Project, monkeypatch):
    monkeypatch.setattr(export_format, "find_spec", lambda _name: None)
    seen = preview(project, wishes("spacy"))
    assert 'pip install "demarche[spacy]"' in seen.installs
    assert (seen.layers, seen.text, seen.losses) == (3, "", ())
    assert preview(project, wishes("jsonl")).installs == ""


def test_choices_that_do_not_fit_are_said(project: Project):
    with pytest.raises(UserFault, match="can't leave the texts out"):
        preview(project, wishes("brat", stand_off=StandOff.ALL))


def test_a_preview_can_be_stopped(project: Project):
    with pytest.raises(Stopped):
        preview(project, wishes("brat"), is_cancelled=lambda: True)
