"""`demarche hub`, `demarche send` and `demarche fetch`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.operations import projects
from db.packages import keys, pack
from db.project import Project
from db.queries import annotators, collects, hub
from tests import builders
from tests.builders import Desk, article_ids, author_of, make_project
from tests.db.packages.hub.servers import Server, running
from tests.db.packages.hub.serving import PASSWORD, USER


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that all can reach."""
    folder = tmp_path / "hub"
    folder.mkdir()
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A closed project of two articles; annotator 1 has the first."""
    with make_project(tmp_path, articles=["France proposed it.", "Poland rejected it."]) as made:
        projects.add_annotator(made, author_of(made), name="annotator 1")
        path = made.path
    assign(path, 0)
    return path


@pytest.fixture
def package(project: Path, tmp_path: Path) -> Path:
    """The package of annotator 1, closed, handed over by hand."""
    with Project.open(project) as lead:
        (made,) = pack.pack(
            lead, author_of(lead), folder=tmp_path / "out", secrets=keys.default_secrets()
        )
    return made.path


@pytest.fixture
def sftp(tmp_path: Path) -> Iterator[Server]:
    """An SFTP server with an empty folder "hub"."""
    pytest.importorskip("paramiko")
    (tmp_path / "served" / "hub").mkdir(parents=True)
    with running("sftp", tmp_path / "served") as server:
        yield server


def assign(path: Path, number: int) -> None:
    with Project.open(path) as project:
        person, article = annotators.every(project)[-1].id, article_ids(project)[number]
        builders.assign(project, person, [article], round_=number + 1)


def mark(package: Path, words: str) -> None:
    with Project.open(package) as project:
        me = annotators.default_author(project)
        Desk(project, me, article_ids(project)[0]).mark("ACTOR", words)


def test_a_round_goes_through_the_hub(demarche, project, package, place):
    assert demarche("hub", project, place).status == 0
    assert demarche("hub", package, place).status == 0
    assign(project, 1)
    sent = demarche("send", project)
    assert sent.status == 0
    assert "annotator 1: package 2 (2 articles, 1 new" in sent.out

    taken = demarche("fetch", package)
    assert taken.status == 0
    assert "Taken in" in taken.out
    with Project.open(package) as opened:
        assert len(article_ids(opened)) == 2
    assert "nothing new" in demarche("fetch", package).err

    mark(package, "France")
    receipt = demarche("send", package)
    assert "spans: 1" in receipt.out.casefold()
    assert "Nothing has changed" in demarche("send", package).err

    listed = json.loads(demarche("hub", project, "--json").out)
    assert [(each["direction"], each["is_taken"]) for each in listed["files"]] == [
        ("outbox", None),
        ("inbox", False),
    ]
    preview = demarche("fetch", project, "--dry-run")
    assert "1 new" in preview.out
    assert demarche("fetch", project).status == 0
    with Project.open(project) as opened:
        assert len(collects.every(opened)) == 1
    shown = demarche("hub", project)
    assert "package 2 for annotator 1" in shown.out
    assert "work of annotator 1" in shown.out
    assert shown.out.count("taken in") == 2


def test_files_can_be_fetched_without_being_taken_in(demarche, project, package, place):
    demarche("hub", project, place)
    demarche("hub", package, place)
    mark(package, "France")
    demarche("send", package)
    outcome = demarche("fetch", project, "--into", "here")
    assert outcome.status == 0
    (file,) = Path("here").iterdir()
    assert outcome.out.strip() == str(file)
    with Project.open(project) as opened:
        assert hub.fetched(opened) == frozenset()


def test_without_a_hub_it_is_said_what_to_do(demarche, project):
    for command in ("hub", "send", "fetch"):
        outcome = demarche(command, project)
        assert outcome.status == 1
        assert "has no hub" in outcome.err


def test_a_hub_that_does_not_work_is_not_taken(demarche, project, tmp_path):
    outcome = demarche("hub", project, tmp_path / "not there")
    assert outcome.status == 1
    assert "is not there" in outcome.err
    assert "has no hub" in demarche("send", project).err


def test_an_address_with_a_password_is_refused(demarche, project):
    outcome = demarche("hub", project, "sftp://annotator:secret-word@host/hub")
    assert outcome.status == 1
    assert "Leave the password out" in outcome.err
    assert "secret-word" not in outcome.err


def test_a_hub_can_be_left(demarche, project, place):
    demarche("hub", project, place)
    assert demarche("hub", project, "--off").status == 0
    assert "has no hub" in demarche("hub", project).err


def test_a_doubtful_file_is_named_and_the_rest_comes_in(demarche, project, package, place):
    demarche("hub", project, place)
    demarche("hub", package, place)
    mark(package, "France")
    demarche("send", package)
    (lies,) = place.rglob("*.demarche-back")
    lies.with_name("019c0000-0000-7000-8000-000000000000.demarche-back").write_bytes(b"PK\x03\x04")
    outcome = demarche("fetch", project)
    assert outcome.status == 1
    assert "Not used: 019c0000-0000-7000-8000-000000000000 of annotator 1" in outcome.err
    assert "Taken in" in outcome.out


class TestSftp:
    """A server that has to be trusted and asks for a password."""

    def test_password_and_host_key_are_handed_over_once(self, demarche, project, sftp, monkeypatch):
        address = f"sftp://{USER}@127.0.0.1:{sftp.port}/hub"
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        outcome = demarche(
            "hub", project, address, "--password-stdin", "--host-key", sftp.fingerprint
        )
        assert outcome.err == (
            f"The hub {address} works, and is that of the project from now on.\n"
        )
        assert demarche("send", project).status == 0
        assert "waiting there" in demarche("hub", project).out
        assert PASSWORD.encode() not in project.read_bytes()

    def test_a_host_is_not_trusted_by_itself(self, demarche, project, sftp, monkeypatch):
        address = f"sftp://{USER}@127.0.0.1:{sftp.port}/hub"
        for extra in ((), ("--host-key", "SHA256:something-else")):
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
            outcome = demarche("hub", project, address, "--password-stdin", *extra)
            assert outcome.status == 1
            assert sftp.fingerprint in outcome.err

    def test_a_wrong_password_is_said(self, demarche, project, sftp, monkeypatch):
        address = f"sftp://{USER}@127.0.0.1:{sftp.port}/hub"
        monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
        outcome = demarche(
            "hub", project, address, "--password-stdin", "--host-key", sftp.fingerprint
        )
        assert outcome.status == 1
        assert "did not accept the user or the password" in outcome.err

    def test_somebody_at_the_keyboard_is_asked_for_what_is_missing(
        self, demarche, project, sftp, monkeypatch
    ):
        class Keyboard(io.StringIO):
            def isatty(self) -> bool:
                return True

        asked: list[str] = []

        def confirm(question: str, **_: object) -> bool:
            asked.append(question)
            return True

        def prompt(question: str, **wishes: object) -> str:
            asked.append(question)
            assert wishes["hide_input"]
            return PASSWORD

        monkeypatch.setattr("sys.stdin", Keyboard())
        monkeypatch.setattr("click.confirm", confirm)
        monkeypatch.setattr("click.prompt", prompt)
        address = f"sftp://{USER}@127.0.0.1:{sftp.port}/hub"
        outcome = demarche("hub", project, address)
        assert outcome.status == 0
        assert sftp.fingerprint in outcome.err
        assert asked == ["Is it its key?", f"Password for {address}"]
