"""What "Print" and "Save as PDF" do: preview and printer, or a file written in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import QDate, QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import UserFault
from db.model import AnnotatorId
from db.queries import annotators
from gui import ask
from gui.annotate.current_article import CurrentArticle
from gui.background import Background
from gui.isolation import in_a_row
from gui.printing.sheet import Sheet, make_sheet
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import theme_for
from gui.translation import tr, tr_count
from gui.widgets.parts import open_folder

_SIGNS_IN_NAMES = 60


class Printing(QObject):
    """Prints what the Annotate page shows.

    `said` carries a sentence, what can be done about it, and a function that does it.
    """

    said = Signal(str, str, object)

    def __init__(
        self,
        window: QWidget,
        session: ProjectSession,
        current: CurrentArticle,
        settings: Settings,
        background: Background,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._current = current
        self._settings = settings
        self._background = background

    def preview(self) -> None:
        """Show the pages, from where they can be printed."""
        sheet = self._sheet()
        if sheet is None:
            return
        # Seldom needed, and slow to load.
        from gui.printing.preview import show_preview  # noqa: PLC0415

        show_preview(self._window, sheet)

    def save_pdf(self) -> None:
        """Ask where the PDF should go, and write it."""
        sheet = self._sheet()
        if sheet is None:
            return
        folder = Path(platformdirs.user_documents_dir())
        suggestion = folder / f"{file_name(sheet.title)}.pdf"
        path = ask.save_file(self._window, tr("Save the article as PDF"), suggestion, "PDF (*.pdf)")
        if path is not None:
            self._write(sheet, path)

    def _write(self, sheet: Sheet, path: Path) -> None:
        from gui.printing.paper import write_pdf  # noqa: PLC0415 - see above

        def done(pages: int) -> None:
            counted = tr_count(pages, "{count} page", "{count} pages")
            told = tr("{file} is written, {pages}.", file=path.name, pages=counted)
            self._background.tell_outcome(told, path.parent)
            self.said.emit(told, tr("Open", meaning="a file"), _opener(path))

        def failed(fault: UserFault) -> None:
            ask.message(self._window, fault)

        self._background.start(
            lambda _progress: write_pdf(sheet, path),
            done=done,
            failed=failed,
            title=tr("Writing {file}", file=path.name),
            pure=True,
        )

    def _sheet(self) -> Sheet | None:
        article, annotation = self._current.article, self._current.annotation
        if article is None or annotation is None:
            self.said.emit(tr("Open an article first; then it can be printed."), "", None)
            return None
        who = annotators.one(self._session.project, AnnotatorId(self._session.author))
        today = QLocale().toString(QDate.currentDate(), "d MMM yyyy")
        byline = in_a_row((who.name if who else "", tr("printed {day}", day=today)))
        # On paper the colours are those of a white page, but for the same eyes.
        theme = theme_for("light", self._settings.sight)
        return make_sheet(article, annotation, self._session.scheme, byline=byline, theme=theme)


def file_name(title: str) -> str:
    """A title as every system lets a file be called."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
    return " ".join(kept.split())[:_SIGNS_IN_NAMES].strip() or tr("Article")


def _opener(path: Path) -> Callable[[], object]:
    return lambda: open_folder(str(path))
