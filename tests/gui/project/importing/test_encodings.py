from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from db.imports.collecting import collect
from db.queries import articles
from gui.project.importing.encodings import EncodingsDialog
from gui.project.importing.file_table import FileTable
from gui.project.importing.letters import letters
from tests.db.imports.file_samples import packed
from tests.gui.project.office import button, click, part, write_texts

CZECH = "Žádná smlouva nebyla přijata, řekl ministr."


def titles(room):
    page = articles.page(room.office.project, room.office.session.author, limit=100)
    return [each.title for each in page]


def open_dialog(room):
    room.go("Files")
    room.only(FileTable).setFocus()
    click(room.section, "Encodings…")
    dialog = room.section.findChild(EncodingsDialog)
    room.office.bot.waitUntil(dialog.isVisible)
    room.settle()
    return dialog


def choose(room, dialog, encoding):
    """Walk with the arrows to the encoding whose line begins so."""
    ways = part(dialog, QListWidget, "Encoding")
    ways.setFocus()
    for _ in range(ways.count()):
        if ways.currentItem().text().startswith(encoding):
            return
        QTest.keyClick(ways, Qt.Key.Key_Down)
    raise AssertionError([ways.item(at).text() for at in range(ways.count())])


def test_each_encoding_shows_how_the_letters_would_read(tmp_path):
    (path,) = write_texts(tmp_path / "in", {"cz.txt": CZECH.encode("cp1250")})
    (file,) = collect([path]).files
    found = {each.encoding: each for each in letters(file).candidates}
    assert "přijata" in found["cp1250"].sample
    assert "pøijata" in found["cp1252"].sample
    assert "utf-8" not in found, "it can't be that"


def test_an_encoding_is_chosen_by_keys_and_the_text_comes_in_so(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"cz.txt": CZECH.encode("cp1250")}))
    dialog = open_dialog(room)
    choose(room, dialog, "cp1250")
    preview = part(dialog, QPlainTextEdit, "How the text reads in this encoding")
    assert preview.toPlainText() == CZECH
    click(dialog, "Use these encodings")
    room.settle()
    click(room.section, "Import 1 article")
    room.settle()
    assert titles(room)[-1].startswith("Žádná smlouva")


def test_an_encoding_is_chosen_for_all_files_of_an_archive(room, tmp_path):
    texts = {f"{at}.txt": f"{CZECH} {at}".encode("cp1250") for at in range(3)}
    path = tmp_path / "all.zip"
    path.write_bytes(packed(texts))
    room.look_at(path)
    dialog = open_dialog(room)
    choose(room, dialog, "cp1250")
    click(dialog, "The same for all files")
    click(dialog, "Use these encodings")
    room.settle()
    click(room.section, "Import 3 articles")
    room.settle()
    assert all(each.startswith("Žádná smlouva") for each in titles(room)[-3:])


def test_turning_away_from_the_encodings_changes_nothing(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"cz.txt": CZECH.encode("cp1252", "replace")}))
    dialog = open_dialog(room)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    room.settle()
    assert button(room.section, "Import 1 article").isEnabled()
    assert room.files[0][2] == "as it seems"
