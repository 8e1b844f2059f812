"""That the files which a frozen program is tried with are ones that the program reads."""

import sys

import pytest

from db.cli import main


def told(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["demarche", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        main()
    assert not left.value.code
    return capsys.readouterr().out


def test_each_file_is_an_article_of_its_own(script, monkeypatch, capsys, tmp_path):
    project = tmp_path / "p.demarche"
    told(monkeypatch, capsys, "new", project)
    files = script("smoke_files").write(tmp_path)
    assert len({name.rpartition(".")[2] for name, _ in files}) == len(files) == 11
    for name, options in files:
        said = told(monkeypatch, capsys, "import", project, tmp_path / name, *options)
        assert "Imported 1 article." in said, name
