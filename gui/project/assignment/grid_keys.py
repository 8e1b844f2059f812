"""What the keys and the menu of the grid do with the cells that are selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Signal,
)
from PySide6.QtWidgets import QMenu

from db.model import AnnotatorId, ArticleId
from gui.background import Background
from gui.project.assignment.grid_view import GridView
from gui.project.assignment.handing import Chosen, Handing
from gui.project.assignment.model import TITLE, GridModel
from gui.project.assignment.wording import selection_words
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.parts import button, words

_Cells = Sequence[tuple[int, int]]


class GridKeys(QObject):
    """Emits `article_wanted(ArticleId)`, and `told(str)` where something stayed as it was.

    `told_selection` says how much is selected, `button` opens the menu for those without keys.
    """

    article_wanted = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        view: GridView,
        model: GridModel,
        session: ProjectSession,
        theme: Theme,
        background: Background,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._handing = Handing(view, session, theme, background)
        self._everything = False
        self.told_selection = words("", "muted", "secondary")
        self.button = button(tr("Selected…"), self._open_menu_at_button)
        self.button.setToolTip(tr("Hand out or take back what is selected"))
        self.button.setEnabled(False)
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._handing.set_theme(theme)

    def selected_articles(self) -> tuple[ArticleId, ...]:
        """The articles with a selected cell, in list order; empty where all that fit are meant."""
        if self._everything:
            return ()
        rows = sorted({row for row, _ in self._view.selected_cells()})
        return tuple(self._model.row(row).article for row in rows)

    @contextmanager
    def kept_selection(self) -> Iterator[None]:
        """Select again what was selected, after the rows were read anew."""
        kept = [
            (self._model.row(row).article, column) for row, column in self._view.selected_cells()
        ]
        current, everything = self._view.currentIndex(), self._everything
        row, column = current.row(), current.column()
        article = self._model.row(row).article if current.isValid() else None
        scroll = self._view.verticalScrollBar().value()
        yield
        places = self._model.places()
        cells = [(places[each], at) for each, at in kept if each in places]
        if article is not None and self._model.rowCount():
            # What fits the filter no more makes room for the next one, where the keys go on.
            row = places.get(article, min(row, self._model.rowCount() - 1))
            self._go_to(self._model.index(row, min(column, self._model.gold)))
            cells = cells or [(row, column)]
        self._select(cells)
        if everything:
            self._select_all()
        self._view.verticalScrollBar().setValue(scroll)

    def menu(self) -> QMenu:
        """What can be done with what is selected; made anew each time."""
        menu = QMenu(self._view)
        chosen, people = self._chosen(), self._model.people
        out, back = menu.addMenu(tr("Hand out to")), menu.addMenu(tr("Take back from"))
        for number, each in enumerate(people, start=1):
            key = f"\t{number}" if number < 10 else ""
            name = each.name.replace("&", "&&")
            out.addAction(name + key, partial(self._handing.hand_out, chosen, [each.id]))
            back.addAction(name, partial(self._handing.take_back, chosen, [each.id]))
        if len(people) > 1:
            everybody = [each.id for each in people]
            for part, run in ((out, self._handing.hand_out), (back, self._handing.take_back)):
                part.addSeparator()
                part.addAction(tr("Everybody"), partial(run, chosen, everybody))
        menu.addSeparator()
        menu.addAction(tr("Open the article") + "\t" + tr("Enter"), self._open_current)
        menu.addAction(tr("Select all that fit") + "\t" + tr("Ctrl+A"), self._select_all)
        for part in (out, back):
            part.setEnabled(bool(people))
        return menu

    def _connect(self) -> None:
        view = self._view
        view.toggle_wanted.connect(self._toggle)
        view.hand_out_wanted.connect(self._hand_out_to)
        view.take_back_wanted.connect(self._take_back)
        view.all_wanted.connect(self._select_all)
        view.menu_wanted.connect(self._open_menu)
        view.taken.connect(lambda row: self.article_wanted.emit(self._model.row(row).article))
        view.selectionModel().selectionChanged.connect(lambda *_: self._note_selection())
        self._model.rowsInserted.connect(lambda *_: self._grow())
        self._model.modelReset.connect(self._note_selection)
        self._handing.told.connect(self.told)

    def _chosen(self) -> Chosen:
        if self._everything and self._model.has_more:
            return Chosen(all_of=self._model.filter)
        rows = sorted({row for row, _ in self._view.selected_cells()})
        return Chosen(articles=tuple(self._model.row(row).article for row in rows))

    def _toggle(self) -> None:
        """Hand the selected cells out, or take them back where all are handed out."""
        blocks = self._blocks()
        if not blocks:
            self._open_menu_at_current()
            return
        is_anything_free = any(
            annotator is not None and annotator not in self._model.row(row).cells
            for row, column in self._view.selected_cells()
            for annotator in [self._model.annotator(column)]
        )
        run = self._handing.hand_out if is_anything_free else self._handing.take_back
        for chosen, people in blocks:
            run(chosen, people)

    def _hand_out_to(self, number: int) -> None:
        if number < len(self._model.people) and self._view.selected_cells():
            self._handing.hand_out(self._chosen(), [self._model.people[number].id])

    def _take_back(self) -> None:
        """Take the selected cells back; a selected title means everybody's."""
        blocks = self._blocks()
        if not blocks and self._view.selected_cells():
            blocks = [(self._chosen(), [each.id for each in self._model.people])]
        for chosen, people in blocks:
            self._handing.take_back(chosen, people)

    def _blocks(self) -> list[tuple[Chosen, list[AnnotatorId]]]:
        """The selected cells of people: those who have the same articles selected stand together.

        So a rectangle is one step, which undo takes back as one.
        """
        by_person: dict[AnnotatorId, list[ArticleId]] = {}
        for row, column in self._view.selected_cells():
            annotator = self._model.annotator(column)
            if annotator is not None:
                by_person.setdefault(annotator, []).append(self._model.row(row).article)
        if self._everything and self._model.has_more:
            return [(Chosen(all_of=self._model.filter), list(by_person))] if by_person else []
        blocks: dict[tuple[ArticleId, ...], list[AnnotatorId]] = {}
        for annotator, articles in by_person.items():
            blocks.setdefault(tuple(articles), []).append(annotator)
        return [(Chosen(articles=articles), people) for articles, people in blocks.items()]

    def _select_all(self) -> None:
        """All articles that fit, in the column in which the keys are."""
        rows = self._model.rowCount()
        if not rows:
            return
        column = max(TITLE, self._view.currentIndex().column())
        if not self._view.currentIndex().isValid():
            self._go_to(self._model.index(0, column))
        selection = QItemSelection(
            self._model.index(0, column), self._model.index(rows - 1, column)
        )
        self._view.selectionModel().select(
            selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._everything = True
        self._show_selection()

    def _grow(self) -> None:
        if self._everything:
            self._select_all()

    def _select(self, cells: _Cells) -> None:
        selection = QItemSelection()
        for column, first, last in _ranges(cells):
            selection.select(self._model.index(first, column), self._model.index(last, column))
        self._view.selectionModel().select(
            selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _go_to(self, index: QModelIndex) -> None:
        self._view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.NoUpdate
        )

    def _note_selection(self) -> None:
        self._everything = False
        self._show_selection()

    def _show_selection(self) -> None:
        count = len({row for row, _ in self._view.selected_cells()})
        is_all = self._everything and self._model.has_more
        self.told_selection.setText(selection_words(count, is_all=is_all))
        self.button.setEnabled(count > 0)

    def _open_current(self) -> None:
        row = self._view.currentIndex().row()
        if row >= 0:
            self.article_wanted.emit(self._model.row(row).article)

    def _open_menu(self, where: QPoint) -> None:
        if self._view.selected_cells():
            self.menu().popup(where)

    def _open_menu_at_current(self) -> None:
        corner = self._view.visualRect(self._view.currentIndex()).bottomLeft()
        self._open_menu(self._view.viewport().mapToGlobal(corner))

    def _open_menu_at_button(self) -> None:
        self._open_menu(self.button.mapToGlobal(QPoint(0, self.button.height())))


def _ranges(cells: _Cells) -> Iterator[tuple[int, int, int]]:
    """Cells that stand below each other as column, first and last row."""
    ordered = sorted((column, row) for row, column in cells)
    start = 0
    for at in range(1, len(ordered) + 1):
        here = ordered[at - 1]
        if at == len(ordered) or ordered[at] != (here[0], here[1] + 1):
            yield here[0], ordered[start][1], here[1]
            start = at
