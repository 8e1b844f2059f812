"""Hubs of every kind for the tests, each on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.project import Project
from tests.db.packages.hub.exchanging import Exchange
from tests.db.packages.hub.servers import Hub, Server, hub_at, running
from tests.db.packages.team import Team

REMOTE = ("sftp", "webdav", "s3")


def _session_server(kind: str):
    @pytest.fixture(scope="session", name=f"{kind}_server")
    def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
        with running(kind, tmp_path_factory.mktemp(kind)) as started:
            yield started

    return server


sftp_server = _session_server("sftp")
webdav_server = _session_server("webdav")
s3_server = _session_server("s3")


def _opened(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    server = None if kind == "folder" else request.getfixturevalue(f"{kind}_server")
    with hub_at(kind, server, tmp_path) as made:
        yield made


@pytest.fixture(params=("folder", *REMOTE))
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """An empty hub of each kind."""
    yield from _opened(request.param, request, tmp_path)


@pytest.fixture(params=REMOTE)
def remote(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """An empty hub of each kind that is behind a connection."""
    yield from _opened(request.param, request, tmp_path)


@pytest.fixture
def folder_hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """An empty hub that is a folder."""
    yield from _opened("folder", request, tmp_path)


@pytest.fixture
def sftp_hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """An empty hub at an SFTP server."""
    yield from _opened("sftp", request, tmp_path)


@pytest.fixture
def shared(team: Team, folder_hub: Hub) -> Exchange:
    """A hub that is a folder; annotator 1 has two articles, annotator B one."""
    team.assign(team.first, 0, 1)
    team.assign(team.second, 2)
    return Exchange(team=team, store=folder_hub.open(), folder=team.folder)


@pytest.fixture
def package(shared: Exchange) -> Iterator[Project]:
    """The first package of annotator 1, handed over by hand."""
    return shared.team.open_package(shared.team.first)
