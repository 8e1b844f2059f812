"""Addresses: what they lead to, and what they must not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.packages.hub.address import HubKind, InvalidAddress, parse


@pytest.mark.parametrize(
    ("text", "kind", "host", "path"),
    [
        ("s3://bucket/a/b/", HubKind.S3, "bucket", "a/b"),
        ("sftp://annotator@host:2222/srv/team%20hub", HubKind.SFTP, "host", "/srv/team hub"),
        ("sftp://host/~/hub", HubKind.SFTP, "host", "/~/hub"),
        ("webdav+https://annotator@host/dav/hub", HubKind.WEBDAV, "host", "/dav/hub"),
        ("webdav+http://localhost:8080/hub", HubKind.WEBDAV, "localhost", "/hub"),
        ("sftp://[::1]:22/hub", HubKind.SFTP, "::1", "/hub"),
    ],
)
def test_an_address_is_taken_apart(text, kind, host, path):
    found = parse(text)
    assert (found.kind, found.host, found.path) == (kind, host, path)


def test_an_endpoint_and_a_region_belong_to_a_bucket():
    found = parse("s3://bucket/hub?region=eu-1&endpoint=https://host:9000/")
    assert (found.endpoint, found.region) == ("https://host:9000", "eu-1")
    assert found.text == "s3://bucket/hub?endpoint=https://host:9000&region=eu-1"


def test_a_folder_is_written_whole_whatever_it_was_given_as(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse("hub").text == str(tmp_path / "hub")
    assert parse("~/hub").text == str(Path.home() / "hub")
    # A drive of Windows is no kind of hub.
    assert parse("C:\\hub").kind is HubKind.FOLDER


@pytest.mark.parametrize(
    "text",
    [
        "sftp://annotator:secret-word@host/hub",
        "webdav+https://annotator:secret-word@host/hub",
        "s3://id:secret-word@bucket/hub",
        "sftp://annotator:@host/hub",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(text):
    with pytest.raises(InvalidAddress) as refused:
        parse(text)
    assert "password" in str(refused.value)
    assert "secret-word" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ftp://host/hub",
        "https://host/hub",
        "sftp:///hub",
        "sftp://host:port/hub",
        "sftp://-oProxyCommand=x/hub",
        "sftp://host/hub/../other",
        "sftp://host/%2e%2e/other",
        "sftp://host/hub?x=1",
        "webdav+https://host/hub#part",
        "webdav+http://host.example/hub",
        "s3://bucket/hub?secret=abc",
        "s3://bucket/hub?endpoint=ftp://host",
        "s3://bucket/hub?endpoint=https://user:pw@host",
        "s3://user@bucket/hub",
        "sftp://[::1/hub",
        "a\x00b",
    ],
)
def test_an_address_that_leads_nowhere_is_refused_with_the_reason(text):
    with pytest.raises(InvalidAddress, match="was not taken"):
        parse(text)


@given(
    kind=st.sampled_from(["s3://bucket", "sftp://annotator@host:22", "webdav+https://a%40b@host"]),
    parts=st.lists(
        st.text(
            st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="/?#%\\"),
            min_size=1,
        ).filter(lambda part: part not in {".", ".."}),
        max_size=4,
    ),
)
def test_an_address_is_written_the_same_however_often_it_is_read(kind, parts):
    try:
        once = parse("/".join([kind, *parts]))
    except InvalidAddress:
        return
    assert parse(once.text) == once
