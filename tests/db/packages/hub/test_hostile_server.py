"""A web folder that lies: nothing that it says leads to more than a sentence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.packages.hub import dav_answer
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.opening import open_hub
from db.packages.hub.reliable import ReliableStore
from db.packages.hub.store import Entry
from db.packages.keys import FileSecrets

pytest.importorskip("httpx")


def told(*resources: tuple[str, str]) -> bytes:
    """An answer that tells of files, each with what it says of its size."""
    said = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype>"
        f"{'<d:collection/>' if href.endswith('/') else ''}</d:resourcetype>"
        f"<d:getcontentlength>{size}</d:getcontentlength></d:prop></d:propstat></d:response>"
        for href, size in resources
    )
    return f'<d:multistatus xmlns:d="DAV:">{said}</d:multistatus>'.encode()


@dataclass
class Liar:
    """What the server answers: to PROPFIND, to GET, and to everything else."""

    listing: bytes = b""
    body: bytes = b""
    get_status: int = 206
    status: int = 207
    other_status: int = 201
    asked: list[str] = field(default_factory=list)


@contextmanager
def server(liar: Liar, tmp_path: Path) -> Iterator[ReliableStore]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self, status: int, body: bytes) -> None:
            liar.asked.append(f"{self.command} {self.path}")
            left = int(self.headers.get("Content-Length", 0))
            while left and (block := self.rfile.read(min(left, 65536))):
                left -= len(block)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_PROPFIND(self) -> None:
            self.answer(liar.status, liar.listing)

        def do_GET(self) -> None:
            self.answer(liar.get_status, liar.body)

        def do_PUT(self) -> None:
            self.answer(liar.other_status, b"")

        do_MOVE = do_MKCOL = do_DELETE = do_PUT  # noqa: N815 - the names that the base class asks for

        def log_message(self, *arguments: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    store = open_hub(
        f"webdav+http://127.0.0.1:{listener.server_port}/hub",
        FileSecrets(tmp_path / "secrets"),
        pauses=(),
    )
    try:
        yield store
    finally:
        store.close()
        listener.shutdown()
        listener.server_close()
        thread.join()


def test_only_what_lies_directly_in_the_folder_is_listed(tmp_path: Path):
    liar = Liar(
        listing=told(
            ("/hub/p/", ""),
            ("/hub/p/file", "7"),
            ("/hub/p/..", "7"),
            ("/hub/p/%2e%2e/%2e%2e/etc/passwd", "7"),
            ("/hub/p/deep/er", "7"),
            ("/elsewhere/file-2", "7"),
            ("http://host.example/hub/p/file-3", "7"),
            ("/hub/p/folder/", ""),
        )
    )
    with server(liar, tmp_path) as store:
        names = [each.name for each in store.list("p")]
    assert names == ["p/file", "p/..", "p/file-3", "p/folder"]
    # Neither is asked for: `layout` takes names only that are ids.
    assert liar.asked == ["PROPFIND /hub/p/"]


@pytest.mark.parametrize(
    "listing",
    [
        b"",
        b"<html>Please log in</html",
        b"\xff\xfe\x00",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12)
        )
        + b"]><x>&m;</x>",
    ],
)
def test_an_answer_that_is_none_is_said(tmp_path: Path, listing: bytes):
    with server(Liar(listing=listing), tmp_path) as store, pytest.raises(HubFault) as fault:
        store.list("p")
    assert fault.value.trouble is Trouble.UNTRUE


@pytest.mark.parametrize("size", ["-5", "1e9", "9" * 400, "٣", "", "NaN"])
def test_sizes_that_are_none_are_nothing(tmp_path: Path, size: str):
    listing = told(("/hub/p/", ""), ("/hub/p/file", size))
    with server(Liar(listing=listing), tmp_path) as store:
        assert [each.size for each in store.list("p")] == [0]


def test_a_list_without_end_is_not_read_to_it(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("db.packages.hub.webdav._MOST_LISTING", 1_000)
    listing = told(("/hub/p/", ""), *((f"/hub/p/{number}", "1") for number in range(2_000)))
    with server(Liar(listing=listing), tmp_path) as store, pytest.raises(HubFault) as fault:
        store.list("p")
    assert fault.value.trouble is Trouble.UNTRUE


def test_more_than_was_listed_is_not_kept(tmp_path: Path):
    with server(Liar(body=b"x" * 100), tmp_path) as store, pytest.raises(HubFault) as fault:
        store.get(Entry(name="p/file", size=10), tmp_path / "back")
    assert fault.value.trouble is Trouble.UNTRUE
    assert not (tmp_path / "back").exists()


def test_a_server_that_always_begins_at_the_beginning_is_understood(tmp_path: Path):
    (tmp_path / "back.100.partial").write_bytes(b"x" * 40)
    liar = Liar(body=b"x" * 40 + b"y" * 60, get_status=200)
    with server(liar, tmp_path) as store:
        store.get(Entry(name="p/file", size=100), tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == liar.body


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, Trouble.LOGIN),
        (403, Trouble.NOT_ALLOWED),
        (507, Trouble.NO_ROOM),
        (413, Trouble.NO_ROOM),
        (503, Trouble.FAILED),
        (302, Trouble.FAILED),
    ],
)
def test_each_refusal_is_said_in_its_own_words(tmp_path: Path, status, trouble):
    sent = tmp_path / "sent"
    sent.write_bytes(b"x")
    liar = Liar(listing=told(("/hub/", "")), other_status=status)
    liar.status = 207
    with server(liar, tmp_path) as store:
        with pytest.raises(HubFault) as fault:
            store.put("p/file", sent)
        assert fault.value.trouble in {trouble, Trouble.TAKEN}
        liar.status = status
        with pytest.raises(HubFault) as fault:
            store.list("p")
        assert fault.value.trouble is trouble


@given(text=st.binary(max_size=300))
@settings(max_examples=200)
def test_no_answer_breaks_the_reading_of_it(text):
    for answer in (text, told((text.decode("latin-1").replace("<", "").replace("&", ""), "1"))):
        try:
            found = dav_answer.resources(answer)
        except ValueError:
            continue
        list(dav_answer.children(found))
