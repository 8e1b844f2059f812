"""One window for each project."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from gui.single_instance import SingleInstance, raise_running


def test_a_second_start_brings_the_first_window_up(tmp_path, qtbot):
    path = tmp_path / "one.demarche"
    first = SingleInstance(path)
    with qtbot.waitSignal(first.raise_wanted):
        assert raise_running(path)
    first.close()


def test_another_project_gets_a_window_of_its_own(tmp_path, qapp):
    first = SingleInstance(tmp_path / "one.demarche")
    assert not raise_running(tmp_path / "two.demarche")
    first.close()


def test_whoever_opens_many_projects_keeps_nothing_of_the_former_ones(tmp_path, qapp):
    parent = QObject()
    for number in range(3):
        SingleInstance(tmp_path / f"{number}.demarche", parent).close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not parent.children()


def test_a_closed_window_is_not_raised(tmp_path, qapp):
    path = tmp_path / "one.demarche"
    SingleInstance(path).close()
    assert not raise_running(path)
