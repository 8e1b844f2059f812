from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView

from db.operations import hub as operations
from db.packages import keys
from db.packages.hub import exchange
from db.packages.hub.credentials import HostKey, UnknownHost
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.opening import open_hub
from db.project import Project
from db.queries import hub as queries
from db.queries import packages
from gui import ask
from gui.project.hub import jobs as hub_jobs
from gui.project.hub.dialog import HubDialog
from tests.gui.project.office import answer, button, buttons, cells, click, part, said

KEY = HostKey(host="host", kind="ed25519", text="x", fingerprint="SHA256:y", is_changed=False)


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "the hub"
    folder.mkdir()
    return folder


@pytest.fixture
def shared(table, place):
    """The lead has a hub that is a folder."""
    table.office.session.run(operations.set_hub, address=str(place))
    table.settle()
    return table


def send_work(table, path, who, place, *, secrets="own"):
    """An annotator sends what is in their file through the hub."""
    own = keys.FileSecrets(table.team.folder / f"{secrets} secrets of {who}")
    with Project.open(path) as package, closing(open_hub(str(place), own)) as hub:
        exchange.send(package, table.team.people[who], hub=hub, secrets=own, again=True)


def dialog_of(table):
    click(table.section, "Set up a hub…")
    table.settle()
    return table.section.findChild(HubDialog)


def type_address(dialog, text):
    field = part(dialog, QLineEdit, "Where the hub is")
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)
    return field


def test_without_a_hub_only_setting_one_up_is_offered(table):
    shown = buttons(table.section.intake.hub)
    assert "Set up a hub…" in shown
    assert not {"Fetch from the hub", "Send packages…", "What is where"} & set(shown)


def test_a_folder_is_tried_out_before_it_is_taken(table, place):
    dialog = dialog_of(table)
    assert not any(each.isVisible() for each in dialog.findChildren(QLineEdit)[1:])
    field = type_address(dialog, str(place))
    QTest.keyClick(field, Qt.Key.Key_Return)
    table.settle()
    assert queries.address(table.team.project) == str(place)
    assert f"Hub: {place}" in said(table.section)
    assert "Fetch from the hub" in buttons(table.section)
    assert table.section.findChild(HubDialog) is None or not dialog.isVisible()


def test_an_address_that_leads_nowhere_is_explained_in_the_window(table, tmp_path):
    dialog = dialog_of(table)
    for wrong, said_of_it in (
        ("", "it is empty"),
        ("ftp://host/x", "none of the kinds"),
        ("sftp://me:secret@host/x", "it has a password in it"),
        (str(tmp_path / "not there"), "is not there"),
    ):
        type_address(dialog, wrong)
        click(dialog, "Try it and use it")
        table.settle()
        assert any(said_of_it in each for each in said(dialog)), said(dialog)
    assert queries.address(table.team.project) is None
    click(dialog, "Cancel")
    table.settle()


def test_a_server_asks_for_user_and_password_and_they_stay_out_of_the_project(table, monkeypatch):
    tried = []

    def try_out(_project, where, entered, host):
        tried.append((where.text, entered, host))
        if host is None:
            raise UnknownHost(where.text, KEY)

    monkeypatch.setattr(hub_jobs, "try_out", try_out)
    monkeypatch.setattr(ask, "confirm", answer(True))
    dialog = dialog_of(table)
    type_address(dialog, "sftp://me@host/work")
    fields = {each.accessibleName(): each for each in dialog.findChildren(QLineEdit)}
    secret = fields["Password, or secret key"]
    assert secret.isVisible()
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(secret, "hunter2")
    click(dialog, "Try it and use it")
    table.settle()
    assert [host for *_, host in tried] == [None, KEY]
    assert (tried[0][1].user, tried[0][1].password) == ("me", "hunter2")
    assert queries.address(table.team.project) == "sftp://me@host/work"
    table.team.project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"hunter2" not in table.team.project.path.read_bytes()


def test_the_hub_can_be_left(shared):
    button(shared.section, "Change the hub…").click()
    shared.settle()
    click(shared.section.findChild(HubDialog), "Use no hub any more")
    shared.settle()
    assert queries.address(shared.team.project) is None
    assert "Set up a hub…" in buttons(shared.section)


def test_packages_are_sent_once_somebody_agrees(shared, monkeypatch):
    asked = []
    monkeypatch.setattr(ask, "confirm", lambda *said, **_more: bool(asked.append(said[2])))
    shared.press("Send packages…")
    assert "annotator number 1: 2 articles, 2 new" in asked[0]
    assert packages.sent(shared.team.project) == ()
    monkeypatch.setattr(ask, "confirm", answer(True))
    shared.press("Send packages…")
    assert "2 packages were sent" in said(shared.section)
    assert len(packages.sent(shared.team.project)) == 2
    assert shared.office.names[-1] == "send"
    shared.press("Send packages…")
    assert "There is nothing new for anybody. Hand out articles first." in said(shared.section)


def test_returned_work_is_fetched_looked_at_and_collected_and_not_fetched_again(shared, place):
    path = shared.team.pack(shared.team.people[0])
    shared.mark(path, 0, "France")
    send_work(shared, path, 0, place)
    shared.press("Fetch from the hub")
    assert "1 file · 1 new" in said(shared.section)
    assert shared.quotes(0) == []
    shared.press("Collect 1 file")
    assert shared.quotes(0) == ["France"]
    shared.press("Fetch from the hub")
    assert "There is nothing new in the hub." in said(shared.section)


def test_what_was_put_away_is_fetched_again(shared, place):
    path = shared.team.pack(shared.team.people[0])
    shared.mark(path, 0, "France")
    send_work(shared, path, 0, place)
    shared.press("Fetch from the hub")
    shared.press("Put away")
    shared.press("Fetch from the hub")
    assert "1 file · 1 new" in said(shared.section)


def test_a_file_with_another_key_is_left_there_until_the_key_is_trusted(shared, place, monkeypatch):
    path = shared.team.pack(shared.team.people[0])
    shared.mark(path, 0, "France")
    shared.collect(shared.team.send_back(path, shared.team.people[0]))
    shared.mark(path, 0, "Germany")
    send_work(shared, path, 0, place, secrets="other")
    shared.press("Fetch from the hub")
    assert any(
        "A file of annotator number 1 was not used." in each for each in said(shared.section)
    )
    monkeypatch.setattr(ask, "confirm", answer(False))
    shared.press("Trust the new key…")
    assert "Collect 1 file" not in buttons(shared.section)
    monkeypatch.setattr(ask, "confirm", answer(True))
    shared.press("Trust the new key…")
    shared.press("Collect 1 file")
    assert shared.quotes(0) == ["France", "Germany"]


def test_what_lies_in_the_hub_is_listed(shared, place, monkeypatch):
    monkeypatch.setattr(ask, "confirm", answer(True))
    shared.press("What is where")
    shown = part(shared.section, QTableView, "What lies in the hub")
    assert cells(shown) == []
    shared.press("Send packages…")
    path = shared.team.pack(shared.team.people[0])
    send_work(shared, path, 0, place)
    shared.press("What is where")
    told = {(row[0], row[1], row[4]) for row in cells(shown)}
    assert ("annotator number 1", "returned work", "new") in told
    assert ("annotator number 2", "package 1", "waiting there") in told
    assert len(told) == 3


def test_a_hub_that_is_away_says_what_was_kept_and_what_to_do(shared, place, monkeypatch):
    place.rename(place.with_name("elsewhere"))
    told = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(str(fault)))
    shared.press("Fetch from the hub")
    assert "is not there" in told[0]
    assert "What would come in" not in said(shared.section)


def test_a_refused_password_leads_to_where_it_is_entered(shared, monkeypatch):
    def refuse(*_given, **_more):
        raise HubFault("sftp://host", Trouble.LOGIN)

    monkeypatch.setattr(hub_jobs, "fetch", refuse)
    monkeypatch.setattr(ask, "message", answer(None))
    shared.press("Fetch from the hub")
    dialog = shared.section.findChild(HubDialog)
    assert dialog.isVisible()
    click(dialog, "Cancel")
    shared.settle()


def test_a_host_that_is_new_is_asked_about_and_then_used(shared, monkeypatch):
    asked = []

    def fetch(_project, _tell, _is_cancelled, *, trusted, host):
        asked.append(host)
        if host is None:
            raise UnknownHost("sftp://host", KEY)
        return exchange.Fetched()

    monkeypatch.setattr(hub_jobs, "fetch", fetch)
    monkeypatch.setattr(ask, "confirm", answer(True))
    shared.press("Fetch from the hub")
    assert asked == [None, KEY]
    assert "There is nothing new in the hub." in said(shared.section)
