"""What can be done with dropped files, and what is said about it before."""

from __future__ import annotations

from pathlib import Path

from gui.main_window.offers import Deed, Room, offers, promise, refusal

LEAD, ANNOTATOR = Room(), Room(is_work_package=True)
COLLECT = Room(page="project", section="collect")


def deeds(room: Room, *names: str) -> list[list[Deed]]:
    groups = offers([Path(name) for name in names], room)
    return [[each.deed for each in group] for group in groups]


def test_texts_and_folders_are_imported_by_the_lead():
    assert deeds(LEAD, "a.txt", "b.docx", "folder") == [[Deed.IMPORT]]
    assert promise(offers([Path("a.txt"), Path("b.txt")], LEAD)) == (
        "Import articles from 2 files: you see first what would come in"
    )


def test_a_scheme_is_looked_at():
    assert deeds(LEAD, "scheme.toml") == [[Deed.SCHEME]]


def test_returned_work_is_collected():
    assert deeds(LEAD, "a.demarche-back", "b.demarche-back") == [[Deed.COLLECT]]


def test_a_project_file_could_be_collected_or_opened():
    assert deeds(LEAD, "work.demarche") == [[Deed.COLLECT, Deed.OPEN]]
    assert promise(offers([Path("work.demarche")], LEAD)) == "Choose what to do with it"


def test_where_work_is_collected_it_is_clear():
    assert deeds(COLLECT, "work.demarche") == [[Deed.COLLECT]]
    assert deeds(LEAD, "one.demarche", "two.demarche") == [[Deed.COLLECT]]


def test_each_kind_of_file_is_dealt_with():
    assert deeds(LEAD, "a.txt", "b.demarche-back", "s.toml") == [
        [Deed.COLLECT], [Deed.SCHEME], [Deed.IMPORT],
    ]  # fmt: skip


def test_a_package_is_taken_in_or_opened_by_an_annotator():
    assert deeds(ANNOTATOR, "work.demarche-package") == [[Deed.TAKE_IN, Deed.OPEN]]


def test_an_annotator_is_told_who_imports():
    assert deeds(ANNOTATOR, "a.txt") == []
    assert "the lead" in refusal(ANNOTATOR)
