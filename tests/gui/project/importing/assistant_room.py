"""The section of articles with its assistant on the screen, worked by keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from gui.project.articles.section import ArticlesSection
from gui.project.importing.file_table import FileTable
from gui.project.importing.mapping_table import MappingTable
from gui.widgets.popup_list import PopupList
from tests.gui.project.office import Office, W, cells


class Room:
    """What a person does with the assistant."""

    def __init__(self, office: Office, section: ArticlesSection) -> None:
        self.office = office
        self.section = section

    def look_at(self, *paths: Path) -> None:
        """Drop files on the section."""
        self.section.plan_import(paths)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is read any more, nor anything that followed from it."""
        self.office.settle()
        while self.office.background.running:
            self.office.settle()

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is."""
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        # Qt's keyboard for tests knows no other letters.
        QTest.keyClicks(focus, "".join(filter(str.isascii, text)))

    def go(self, title: str) -> None:
        """Go to a step by its tab."""
        (tabs,) = (each for each in self.section.findChildren(QTabBar) if each.isVisible())
        titles = [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]
        tabs.setFocus()
        wanted = next(each for each in titles if each.startswith(title))
        while tabs.tabText(tabs.currentIndex()) != wanted:
            here = titles.index(tabs.tabText(tabs.currentIndex()))
            is_left = titles.index(wanted) < here
            QTest.keyClick(tabs, Qt.Key.Key_Left if is_left else Qt.Key.Key_Right)

    @property
    def steps(self) -> list[str]:
        """The titles of the steps that apply."""
        (tabs,) = (each for each in self.section.findChildren(QTabBar) if each.isVisible())
        return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]

    def only(self, kind: type[W]) -> W:
        """The one visible widget of a kind."""
        (found,) = (each for each in self.section.findChildren(kind) if each.isVisible())
        return found

    @property
    def files(self) -> list[tuple[str, ...]]:
        """The lines of the table of files."""
        return cells(self.only(FileTable))

    @property
    def mapping(self) -> dict[str, str]:
        """What each foreign word becomes."""
        return {row[0].strip(): row[3].removeprefix("– ") for row in cells(self.only(MappingTable))}

    def choose(self, table: FileTable | MappingTable, words: str) -> None:
        """Go to the line with these words, by the arrows."""
        names = [row[0].strip() for row in cells(table)]
        table.setFocus()
        while names[table.currentIndex().row()] != words:
            is_up = names.index(words) < table.currentIndex().row()
            QTest.keyClick(table, Qt.Key.Key_Up if is_up else Qt.Key.Key_Down)

    def place(self, words: str, becomes: str) -> None:
        """Say in the table what a foreign word becomes: Enter, some letters, Enter."""
        self.choose(self.only(MappingTable), words)
        self.press(Qt.Key.Key_Return)
        self.answer(becomes)

    def answer(self, words: str) -> None:
        """Take the answer with these words from the list that is open."""
        popup = self.popup()
        self.type(words)
        assert popup.current is not None
        assert popup.current.title == words
        self.press(Qt.Key.Key_Return)

    def popup(self) -> PopupList:
        """The list that is open."""
        window = self.section.window()
        (found,) = (each for each in window.findChildren(PopupList) if each.isVisible())
        return found


def visible(parts: Iterable[QWidget]) -> list[QWidget]:
    """Those that can be seen."""
    return [each for each in parts if each.isVisible()]
