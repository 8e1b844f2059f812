from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.imports.kinds import Kind
from db.imports.recognising import GLANCE_BYTES, Unread, kind_of_bytes, kind_of_name
from tests.db.imports.file_samples import article_files, foreign_files, record


def seen(name: str, data: bytes, *, is_named: bool = True):
    """What name and first bytes tell."""
    known = kind_of_name(name, is_named=is_named)
    if known is not None:
        return known
    return kind_of_bytes(name, data[:GLANCE_BYTES], is_named=is_named)


@pytest.mark.parametrize(("kind", "sample"), article_files().items())
def test_files_of_articles_are_known_by_name_and_bytes(kind, sample):
    name, data, _ = sample
    assert seen(name, data, is_named=False) is kind


@pytest.mark.parametrize(("kind", "files"), foreign_files().items())
def test_files_of_other_tools_are_known_by_name_and_bytes(kind, files):
    name, data = next(iter(files.items()))
    known = seen(name, data, is_named=False)
    # Which archive a ZIP is, its names tell.
    assert known is (Kind.ZIP if kind is Kind.INCEPTION else kind)


def test_lines_that_say_nothing_are_passed_over_for_those_that_do():
    plain = {"id": 1, "text": "Talks.", "label": []}
    marked = {"id": 2, "text": "No talks.", "label": [[0, 2, "REJECTION"]]}
    lines = "\n".join(map(json.dumps, [plain, plain, marked]))
    assert seen("a.jsonl", lines.encode()) is Kind.DOCCANO
    assert seen("a.jsonl", json.dumps(plain).encode()) is Kind.JSON


def test_an_object_longer_than_the_glance_is_known_by_its_keys():
    filler = "word " * GLANCE_BYTES
    task = {"data": {"text": filler}, "annotations": []}
    assert seen("a.json", json.dumps([{"annotations": [], **task}]).encode()) is Kind.LABEL_STUDIO
    assert seen("a.json", json.dumps({"%TYPES": {}, "text": filler}).encode()) is Kind.CAS_JSON
    ours = {"schema_version": "1.0", "text": filler}
    assert seen("a.jsonl", json.dumps(ours).encode()) is Kind.RECORDS


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", Kind.PDF),
        (b"<!DOCTYPE html><html></html>", Kind.HTML),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><rss ></rss>", Kind.FEED),
        ("<?xml version='1.0'?><feed/>".encode("utf-16"), Kind.FEED),
        (b'<!DOCTYPE collection SYSTEM "BioC.dtd"><collection>', Kind.BIOC),
        (b'{"source": "x", "documents": [{"id": "1", "passages": []}]}', Kind.BIOC),
        (b'{"documents": [{"id": "1", "passages": [{"text": "It', Kind.BIOC),
        (b'{"conversations": [{"from": "human", "value": "It"}]}', Kind.CHAT),
        (b"PAR1", Kind.PARQUET),
        (b"WARC/1.0\r\n", Kind.WARC),
        (b"#FORMAT=WebAnno TSV 3.3\n", Kind.WEBANNO_TSV),
        (b"PK\x03\x04...", Kind.ZIP),
        (b"Just words.", Kind.PLAIN_TEXT),
        (b"", Kind.PLAIN_TEXT),
    ],
)
def test_a_name_that_says_nothing_leaves_it_to_the_bytes(data, kind):
    assert seen("download", data) is kind


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"", "save it as DOCX"),
        ("a.xls", b"", "save it as XLSX"),
        ("a.tar", b"", "unpack it"),
        ("a.xml", b"<catalogue></catalogue>", "XML of this kind"),
        ("a.tsv", b" # webanno.custom.X | f\n#id=1\n", "export it as WebAnno TSV 3"),
    ],
)
def test_what_is_not_read_comes_with_advice(name, data, words):
    found = seen(name, data)
    assert isinstance(found, Unread)
    assert words in found.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [("annotation.conf", b"[entities]"), ("TypeSystem.xml", b"<typeSystemDescription />")],
)
def test_what_only_helps_other_files_is_never_an_article(name, data):
    found = seen(name, data)
    assert isinstance(found, Unread)
    assert found.is_companion


def test_json_in_a_folder_is_taken_only_if_it_seems_to_hold_articles():
    settings = b'{"version": 3, "name": "x"}'
    assert isinstance(seen("a.json", settings, is_named=False), Unread)
    assert seen("a.json", settings, is_named=True) is Kind.JSON
    article = json.dumps({"headline": "x", "words": record().article.body * 9}).encode()
    assert seen("a.json", article, is_named=False) is Kind.JSON


@given(
    st.sampled_from(["a.json", "a.jsonl", "a.xml", "a.tsv", "a.zip", "a", "a.x"]),
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
)
def test_any_bytes_are_something(name, data):
    assert isinstance(seen(name, data), Kind | Unread)


@pytest.mark.parametrize("name", ["README.md", "LICENSE.txt", "manifest.json", "readme.html"])
def test_what_tells_of_a_folder_is_no_article_unless_it_is_named(name: str):
    assert isinstance(kind_of_name(name, is_named=False), Unread)
    assert not isinstance(kind_of_name(name, is_named=True), Unread)
