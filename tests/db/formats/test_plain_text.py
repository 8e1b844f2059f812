from __future__ import annotations

from pathlib import Path

from db.formats import plain_text


def read(tmp_path: Path, data: bytes, name: str = "note.txt"):
    file = tmp_path / name
    file.write_bytes(data)
    return plain_text.read(file, path=name)


def test_the_whole_file_is_the_body(tmp_path):
    found = read(tmp_path, b"Envoys meet\r\n\r\nThey met.\r\n\r\n\r\n")
    article = found.record.article
    assert article.body == "Envoys meet\n\nThey met.\n\n\n"
    assert (article.title, article.source, article.external_id) == ("Envoys meet", "note.txt", None)


def test_a_title_may_come_from_the_name_of_the_file(tmp_path):
    assert read(tmp_path, b"***", "stars.txt").record.article.title == "stars"


def test_what_was_guessed_or_replaced_is_noted_with_the_file(tmp_path):
    (note,) = read(tmp_path, b"a\x00b").notes
    assert str(note) == "note.txt: 1 NUL character was replaced by U+FFFD"


def test_an_empty_file_is_a_problem(tmp_path):
    (problem,) = read(tmp_path, b"").problems
    assert str(problem) == "note.txt: it is empty"


def test_a_huge_file_is_refused_unread(tmp_path):
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)
    (problem,) = plain_text.read(file).problems
    assert "200 MB, more than the 20 MB" in problem.reason


def test_a_vanished_file_is_a_problem(tmp_path):
    (problem,) = plain_text.read(tmp_path / "gone.txt").problems
    assert "can't be read" in problem.reason
