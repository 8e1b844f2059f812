"""The whole round of a team in the window: hand out, annotate, send back, collect, settle, again.

Nobody touches the command line, and no network is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from db.model import LayerState
from db.operations import projects
from db.queries import annotators, articles, layers
from gui import ask
from gui.app import Program
from gui.command_line import read_arguments
from gui.main_window.window import MainWindow
from gui.project.assignment.packages_dialog import PackagesDialog
from gui.project.assignment.plan_dialog import PlanDialog
from gui.settings import Settings
from tests.builders import article_ids, author_of, make_article, make_project
from tests.gui.project.office import answer, buttons, click, part, said
from tests.journeys.annotator import Annotator

BODIES = {
    "Bridge": "Ruritania proposed a bridge over the river. Freedonia rejected the bridge.",
    "Toll": "Sylvania offered to drop the toll. Ruritania welcomed the offer.",
}
NAME = "annotator number 1"


class Seat:
    """A person in front of the program on a computer of their own."""

    def __init__(self, app: QApplication, bot: QtBot, folder: Path) -> None:
        self._app, self._bot = app, bot
        folder.mkdir()
        self.program = Program(app, read_arguments([]), Settings(folder / "settings.ini"))

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    def open(self, path: Path) -> None:
        assert self.program.open(path)
        self.window.resize(1440, 900)
        self._app.processEvents()

    def section(self, command: str) -> QWidget:
        """What a command of the menu brings up."""
        self.window.run_command(command)
        self._app.processEvents()
        return self.window.project

    def wait(self, told: Callable[[], bool]) -> None:
        self._bot.waitUntil(told)
        self._app.processEvents()

    def until(self, inside: QWidget, words: str) -> None:
        """Wait until some words or a button with them can be seen."""
        self.wait(lambda: any(words in each for each in (*said(inside), *buttons(inside))))

    def annotator(self) -> Annotator:
        self.window.run_command("page.annotate")
        self.window.activateWindow()
        self.window.annotate.view.setFocus()
        self._app.processEvents()
        return Annotator(self.window.annotate, self.window.session, self.window.selection)

    def leave(self) -> None:
        window = self.program.window
        self.program.close()
        if window is not None:
            self._app.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def seat(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Seat]]:
    taken: list[Seat] = []

    def sit_down(name: str) -> Seat:
        taken.append(Seat(qapp, qtbot, tmp_path / name))
        return taken[-1]

    yield sit_down
    for each in taken:
        each.leave()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The lead's project with two articles and one annotator besides the lead."""
    articles = [make_article(body, title=title) for title, body in BODIES.items()]
    with make_project(tmp_path, articles=articles, name="rivers") as made:
        projects.set_title(made, author_of(made), title="Rivers")
        projects.add_annotator(made, author_of(made), name=NAME)
        return made.path


def test_a_round_of_a_team_without_server_network_or_command_line(
    seat: Callable[[str], Seat],
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, back = tmp_path / "out", tmp_path / "work.demarche-back"
    out.mkdir()
    lead = seat("lead")
    lead.open(project)
    hand_out(lead, out, monkeypatch)
    lead.leave()
    [package] = out.iterdir()

    person = seat("annotator")
    person.open(package)
    greeting = person.window.project
    person.until(greeting, "0 of 2 articles done")
    assert f"Hello, {NAME}" in said(greeting)
    work_on(person.annotator())
    send_back(person, back, monkeypatch)
    person.leave()

    lead.open(project)
    collect(lead, back)
    with_project = lead.window.session.project
    [number_1] = [each.id for each in annotators.every(with_project) if each.name == NAME]
    layer = layers.of(with_project, article_ids(with_project)[0], number_1)
    assert layer is not None
    assert layer.state is LayerState.DONE
    annotation = layers.annotation(with_project, layer)
    assert [each.quote for each in annotation.spans] == ["Ruritania", "a bridge over the river"]
    assert [each.role for each in annotation.links] == ["proposed_by"]


def test_an_article_that_comes_twice_shows_how_steady_somebody_is(
    seat: Callable[[str], Seat],
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, back = tmp_path / "out", tmp_path / "work.demarche-back"
    out.mkdir()
    lead = seat("lead")
    lead.open(project)
    hand_out(lead, out, monkeypatch, repeats=1)
    lead.leave()
    [package] = out.iterdir()

    person = seat("annotator")
    person.open(package)
    person.until(person.window.project, "0 of 3 articles done")
    with_package = person.window.session.project
    titles = [summary.title for summary in articles.page(with_package, author_of(with_package))]
    assert len(titles) == 3
    assert len(set(titles)) == 2
    annotator = person.annotator()
    for number in range(3):
        assert annotator.marked == []
        annotator.select("Ruritania" if number < 2 else annotator.body.split()[0])
        annotator.press("A", "Ctrl+Return")
    send_back(person, back, monkeypatch, done=3, of=3)
    person.leave()

    lead.open(project)
    collect(lead, back, new=3)
    page = lead.window.agreement
    lead.window.show_page("agreement")
    page.show_section("annotators")
    lead.until(page, "1 text")
    bar = page.profiles.figures.rows[-1]
    assert bar.name == "Themselves, texts read twice"
    page.profiles.figures.opened.emit(bar.key)
    lead.until(page, "the first time × the second time")


def hand_out(
    lead: Seat, folder: Path, monkeypatch: pytest.MonkeyPatch, *, repeats: int = 0
) -> None:
    section = lead.section("project.assign")
    click(section, "Plan…")
    lead.wait(lambda: section.findChild(PlanDialog) is not None)
    plan = section.findChild(PlanDialog)
    assert plan is not None
    lead.until(plan, "Make 2 assignments")
    if repeats:
        part(plan, QSpinBox, "Articles that come twice").setValue(repeats)
        part(plan, QSpinBox, "Articles between the two times").setValue(1)
    lead.until(plan, f"Make {2 + repeats} assignments")
    click(plan, f"Make {2 + repeats} assignments")
    lead.until(section, "Unassigned 0")
    click(section, "Make packages")
    lead.wait(lambda: section.findChild(PackagesDialog) is not None)
    packages = section.findChild(PackagesDialog)
    assert packages is not None
    lead.until(packages, "Make 1 package")
    monkeypatch.setattr(ask, "open_folder", answer(folder))
    click(packages, "Choose a folder…")
    click(packages, "Make 1 package")
    lead.until(packages, "Show in folder")
    click(packages, "Close")


def work_on(annotator: Annotator) -> None:
    annotator.select("a bridge over the river")
    annotator.press("P")
    annotator.select("Ruritania")
    annotator.press("B")
    annotator.press("Ctrl+Return")


def send_back(
    person: Seat, target: Path, monkeypatch: pytest.MonkeyPatch, *, done: int = 1, of: int = 2
) -> None:
    monkeypatch.setattr(ask, "save_file", answer(target))
    section = person.section("work.send_back")
    person.until(section, "Copy the receipt")
    person.until(section, f"{done} of {of} articles done")


def collect(lead: Seat, path: Path, *, new: int = 1) -> None:
    section = lead.section("project.collect")
    lead.window.project.collect([path])
    lead.until(section, "What would come in")
    assert any(f"{new} new" in each for each in said(section))
    click(section, "Collect 1 file")
    lead.until(section, "1 file came in")
