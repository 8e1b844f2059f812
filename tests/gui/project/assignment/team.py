"""What tests of the Assignment section say in a word: people, cells, keys."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from db.model import AnnotatorId, LayerState
from db.operations import assignments, layers
from db.operations.packages import Dispatch, note_sent
from db.queries import annotators
from db.queries import assignments as handed
from db.queries.assignment_filter import Filter
from gui.project.assignment.grid_view import GridView
from tests.gui.project.office import Office

FIRST, SECOND, THIRD = 2, 3, 4
"""The columns of the three annotators."""


def people(office: Office) -> tuple[AnnotatorId, ...]:
    """The annotators without the lead."""
    return tuple(each.id for each in handed.team(office.project) if each.name != "annotator A")


def hand_out(office: Office, rows: range, *numbers: int) -> None:
    """Let the annotators of these numbers (from 0) have these articles."""
    assignments.assign_to(
        office.project,
        office.session.author,
        articles=office.articles[rows.start : rows.stop],
        annotators=[people(office)[number] for number in numbers],
    )


def send_out(office: Office, number: int) -> None:
    """Note that a package with all that somebody has was sent to them."""
    annotator = people(office)[number]
    rows = office.project.connection.execute(
        "SELECT id FROM assignment WHERE annotator = ?", (annotator,)
    ).fetchall()
    note_sent(
        office.project,
        office.session.author,
        sent=[
            Dispatch(
                package=office.project.new_id(),
                annotator=annotator,
                round=1,
                issued_at=office.project.now(),
                fingerprint="0" * 64,
                assignments=[row[0] for row in rows],
                details={"number": 1},
            )
        ],
    )


def work_on(office: Office, row: int, number: int, state: LayerState) -> None:
    """Let somebody be as far as this with an article."""
    annotator, article = people(office)[number], office.articles[row]
    layers.open_layer(office.project, annotator, article=article)
    layers.set_state(office.project, annotator, article=article, state=state)


def settle_on(office: Office, row: int) -> None:
    """Let the article have a settled version."""
    gold, article = annotators.gold(office.project), office.articles[row]
    layers.open_layer(office.project, gold, article=article)
    layers.set_state(office.project, gold, article=article, state=LayerState.DONE)


def grid(section: QWidget) -> GridView:
    """The table of the section."""
    found = section.findChild(GridView)
    assert isinstance(found, GridView)
    return found


def go_to(section: QWidget, row: int, column: int) -> GridView:
    """Put the keys into a cell."""
    shown = grid(section)
    shown.setFocus()
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    shown.selectionModel().setCurrentIndex(shown.model().index(row, column), flags)
    return shown


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)


def has(office: Office) -> dict[int, set[int]]:
    """By row, the numbers of those who have the article, as the file says."""
    found = handed.grid(office.project, Filter(), limit=1000).rows
    ids = people(office)
    return {
        number: {ids.index(each) for each in row.cells}
        for number, row in enumerate(found)
        if row.cells
    }
