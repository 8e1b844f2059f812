"""A lead in front of the Explore page: acts by what can be seen and pressed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from gui.explore.answer_button import AnswerButton
from gui.explore.case_list import CaseList
from gui.explore.count_table import CountTable
from gui.explore.kind_list import KindList
from gui.explore.page import ExplorePage
from gui.widgets.search_field import SearchField
from gui.widgets.toast import Toast
from tests.explored import Corpus
from tests.gui.project.office import Office, said

_NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Room:
    """The page, and what it works on."""

    corpus: Corpus
    office: Office
    page: ExplorePage

    @property
    def field(self) -> SearchField:
        """Where words are typed."""
        return self.page.findChild(SearchField)

    @property
    def list(self) -> CaseList:
        """The places found."""
        return self.page.findChild(CaseList)

    @property
    def kinds(self) -> KindList:
        """The kinds of places."""
        return self.page.findChild(KindList)

    def ask(self, words: str) -> None:
        """Type some words."""
        self.field.setFocus()
        self.field.selectAll()
        self.office.bot.keyClicks(self.field, words)
        self.office.bot.keyClick(self.field, Qt.Key.Key_Return)
        self.office.settle()

    def choose(self, *rows: int) -> None:
        """Choose some of the listed places."""
        flags = QItemSelectionModel.SelectionFlag
        model, chosen = self.list.model(), self.list.selectionModel()
        chosen.clearSelection()
        for row in rows:
            chosen.select(model.index(row, 0), flags.Select)
            chosen.setCurrentIndex(model.index(row, 0), flags.NoUpdate)
        self.list.setFocus()
        self.office.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key in the list."""
        QTest.keyClick(self.list, key, modifiers)
        self.office.settle()

    def go_to_kind(self, row: int) -> None:
        """Go to one of the kinds, 0 being all."""
        self.kinds.setCurrentIndex(self.kinds.model().index(row, 0))
        self.office.settle()

    @property
    def listed(self) -> list[tuple[int, str]]:
        """Article number and words of each listed place."""
        return [(case.number, case.quote) for case in self.list.model_of_cases.rows]

    @property
    def kind_lines(self) -> list[str]:
        """What stands for each kind."""
        model = self.kinds.model()
        return [
            str(model.index(row, 0).data()).replace("\n", " | ") for row in range(model.rowCount())
        ]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Key and words of each answer that can be taken."""
        return [
            (each.key, each.text())
            for each in self.page.findChildren(AnswerButton)
            if each.isVisible()
        ]

    @property
    def counts(self) -> tuple[tuple[str, ...], ...]:
        """The table of labels."""
        return self.page.findChild(CountTable).rows

    @property
    def toast(self) -> str:
        """What the page says at its lower edge."""
        shown = self.page.findChild(Toast)
        return " ".join(said(shown)) if shown.isVisible() else ""
