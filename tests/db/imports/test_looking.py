from __future__ import annotations

import pytest

from db.formats.fields import guess
from db.imports.collecting import collect
from db.imports.kinds import Kind
from db.imports.looking import columns_of, letters_of
from db.text.decoding import Unreadable
from tests.db.imports.file_samples import ROWS, article_files, packed


def file_of(folder, name, data):
    (folder / name).write_bytes(data)
    (file,) = collect([folder / name]).files
    return file


@pytest.mark.parametrize("kind", [Kind.CSV, Kind.TSV, Kind.XLSX, Kind.JSON])
def test_columns_come_with_rows_and_suggest_what_is_what(tmp_path, kind):
    name, data, _ = article_files()[kind]
    for file in (
        file_of(tmp_path, name, data),
        file_of(tmp_path, "in.zip", packed({f"folder/{name}": data})),
    ):
        found = columns_of(file)
        assert found.names == ROWS[0]
        assert found.rows == ROWS[1:]
        mapping = guess(found.names, found.rows)
        assert mapping is not None
        assert (mapping.body, mapping.title) == ("Text", "Headline")


def test_what_has_no_columns_says_so(tmp_path):
    assert columns_of(file_of(tmp_path, "a.txt", b"Words.")).problem == "it has no columns"
    file = file_of(tmp_path, "a.csv", b"a,b\n1,2\n")
    (tmp_path / "a.csv").unlink()
    assert "can't be read" in (columns_of(file).problem or "")


def test_letters_read_by_a_guess_or_as_somebody_says(tmp_path):
    file = file_of(tmp_path, "a.txt", "Déjà vu –\r\nencore.".encode("cp1252"))
    assert letters_of(file).text == "Déjà vu –\nencore."
    assert letters_of(file).encoding == "cp1252"
    assert letters_of(file, encoding="cp1251").text.startswith("Dйjа")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_long_file_is_not_cut_in_the_middle_of_a_letter(tmp_path, encoding):
    file = file_of(tmp_path, "a.txt", (("é" * 99 + "\n") * 3_000).encode(encoding))
    assert set(letters_of(file).text) == {"é", "\n"}


def test_what_can_not_be_read_says_why(tmp_path):
    file = file_of(tmp_path, "a.txt", bytes(range(256)) * 9)
    with pytest.raises(Unreadable, match="binary"):
        letters_of(file)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(Unreadable, match="can't be read"):
        letters_of(file)
