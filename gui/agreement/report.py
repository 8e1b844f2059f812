"""The only place where figures leave the window: as a page, as a table, as a methods paragraph."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from db.agreement.figure import By, Figure, Measure
from db.agreement.methods import Methods, methods
from db.exports import agreement_report
from db.exports.agreement_report import HEADLINES
from db.exports.pseudonyms import pseudonyms
from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators, projects, review_rules
from gui import ask
from gui.agreement.book import Desk
from gui.agreement.reckoning import Reckoning, wanted
from gui.agreement.wish import Wish
from gui.style_sheet import set_role
from gui.translation import tr

_BY = (By.LABEL, By.PAIR, By.ROUND, By.WEEK)
_SLOW = frozenset({Measure.GAMMA})


class Reports(QObject):
    """Writes what is asked for and says so: `written` carries a sentence."""

    written = Signal(str)

    def __init__(self, window: QWidget, reckoning: Reckoning, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._reckoning = reckoning
        self._path = path
        self._folder = path.parent
        self._menu = QMenu(window)
        self._wish: Callable[[], Wish] = Wish
        for title, run in (
            (tr("Report as a page (HTML)…"), self.ask_for_page),
            (tr("All figures as a table (CSV)…"), self.ask_for_table),
            (tr("Methods paragraph…"), self.show_methods),
        ):
            self._menu.addAction(title).triggered.connect(run)
        self._menu.addSeparator()
        self._with_names = self._menu.addAction(tr("Say real names in files"))
        self._with_names.setCheckable(True)

    def button(self, wish: Callable[[], Wish]) -> QPushButton:
        """A button with the ways out; `wish` gives the view that is shown when one is taken."""
        self._wish = wish
        made = QPushButton(tr("Report"))
        made.setAutoDefault(False)
        set_role(made, "compact")
        made.setMenu(self._menu)
        return made

    def ask_for_page(self) -> None:
        """Ask where the page should go, and write it."""
        suggestion = self._folder / f"{self._path.stem}-agreement.html"
        target = ask.save_file(self._window, tr("Report to"), suggestion, "HTML (*.html)")
        if target is not None:
            self._folder = target.parent
            self._write(target, partial(_write_page, with_names=self._with_names.isChecked()))

    def ask_for_table(self) -> None:
        """Ask where the table should go, and write it."""
        suggestion = self._folder / f"{self._path.stem}-agreement.csv"
        target = ask.save_file(self._window, tr("Table to"), suggestion, "CSV (*.csv)")
        if target is not None:
            self._folder = target.parent
            self._write(target, partial(_write_table, with_names=self._with_names.isChecked()))

    def show_methods(self) -> None:
        """Show how agreement was measured, ready to be copied, and put it on the clipboard."""
        wish = self._wish()

        def work(desk: Desk) -> Methods:
            return methods(desk.comparison.figure(each, wish.scope) for each in HEADLINES)

        self._reckoning.add_first(
            wanted(
                wish.basis,
                work,
                self._show_methods,
                key=("methods", wish),
                title=tr("Computing all measures"),
            )
        )

    def _write(self, target: Path, write: Callable[[Desk, Path], None]) -> None:
        basis = self._wish().basis

        def work(desk: Desk) -> Path:
            write(desk, target)
            return target

        self._reckoning.add_first(
            wanted(
                basis,
                work,
                lambda path: self.written.emit(tr("Wrote {file}.", file=path.name)),
                title=tr("Writing {file}", file=target.name),
            )
        )

    def _show_methods(self, found: Methods) -> None:
        text = "\n".join((found.text, "", *map(str, found.references)))
        QGuiApplication.clipboard().setText(text)
        ask.report(
            self._window,
            tr("Methods paragraph"),
            tr("For the methods section of a paper. It is on the clipboard already."),
            text,
        )


def _write_page(desk: Desk, target: Path, *, with_names: bool) -> None:
    found = agreement_report.report(
        desk.comparison,
        title=projects.info(desk.project).title,
        made_at=desk.project.now(),
        names=_names(desk.project, with_names=with_names),
        guidelines=review_rules.guideline_use(desk.project),
    )
    agreement_report.write_html(found, target)


def _write_table(desk: Desk, target: Path, *, with_names: bool) -> None:
    figures: list[Figure] = [desk.comparison.figure(each) for each in HEADLINES]
    for measure in HEADLINES:
        if measure not in _SLOW:
            for by in _BY:
                figures += desk.comparison.figures(measure, by)
    names = _names(desk.project, with_names=with_names)
    agreement_report.write_csv(figures, target, names=names)


def _names(project: Project, *, with_names: bool) -> dict[AnnotatorId, str]:
    everybody = annotators.every(project)
    if with_names:
        return {each.id: each.name for each in everybody}
    return {each: called or "gold" for each, called in pseudonyms(everybody).items()}
