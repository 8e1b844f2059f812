"""The section where articles come in, after a look at what would come, and go out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer

from db.errors import UserFault
from db.imports.plan import ImportPlan
from db.model import Changes
from db.operations.imports import remove_batch
from db.project import Project
from db.queries import imports
from db.queries.imports import Batch, BatchContents
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.isolation import in_a_row
from gui.project.articles import batches_card
from gui.project.articles.batches_card import BatchesCard, PastImport
from gui.project.articles.copies_card import CopiesCard
from gui.project.articles.drop_area import DropArea
from gui.project.importing import plan_words
from gui.project.importing.assistant import ImportAssistant
from gui.project.importing.done_card import DoneCard
from gui.project.importing.import_job import Brought, bring_in
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.moments import moment
from gui.widgets.task_line import TaskLine
from gui.widgets.work_dialog import work


class ArticlesSection(Section):
    """Plans, imports and takes out again; all of it in the background.

    While an import is prepared its assistant has the section for itself.
    """

    tables = ("article", "layer", "span", "operation")

    def __init__(
        self, session: ProjectSession, theme: Theme, settings: Settings, background: Background
    ) -> None:
        super().__init__(session, theme, tr("Articles"))
        self._settings = settings
        self._background = background
        self._assistant: ImportAssistant | None = None
        self._waits_for_batch = False
        self._reading = LatestReading(session, background, batches_card.read, self._show_imports)
        self._area = DropArea()
        self._line = TaskLine(theme.accent)
        self._done = DoneCard()
        self._done.hide()
        self._batches = BatchesCard()
        self._copies = CopiesCard(session, theme, background)
        for part in (self._line, self._done, self._area, self._batches, self._copies):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._connect()

    def step(self, by: int) -> bool:
        """Go to the next or previous step of the import that is being prepared."""
        if self._assistant is None:
            return False
        self._assistant.step(by)
        return True

    def reload(self) -> None:
        """Read the imports again."""
        self._reading.refresh()
        self._copies.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._line.set_colour(theme.accent)
        self._copies.set_theme(theme)
        if self._assistant is not None:
            self._assistant.set_theme(theme)

    def plan_import(self, paths: Sequence[Path]) -> None:
        """Look at files and folders and show what would come in.

        While an import is being prepared they are added to it.
        """
        if self._assistant is None:
            self._assistant = ImportAssistant(self.session, self.theme, self._background)
            self._assistant.import_wanted.connect(self._import)
            self._assistant.put_away.connect(self._put_away)
            self.column.insertWidget(0, self._assistant)
            self._assistant.show()
            self._show_others(is_shown=False)
        self._assistant.start(paths)

    def find_copies(self) -> None:
        """Look for wire copies among all articles, with a window over the work."""
        self._copies.search()

    def _connect(self) -> None:
        self._area.files_wanted.connect(self._choose_files)
        self._area.folder_wanted.connect(self._choose_folder)
        self._area.dropped.connect(self.plan_import)
        self._done.remove_wanted.connect(self._ask_removal)
        self._done.put_away.connect(self._forget_last)
        self._batches.remove_wanted.connect(self._ask_removal)

    def _choose_files(self) -> None:
        paths = ask.open_files(
            self,
            tr("Choose files to import"),
            tr("All files") + " (*)",
            self.session.path.parent,
        )
        if paths:
            self.plan_import(paths)

    def _choose_folder(self) -> None:
        folder = ask.open_folder(self, tr("Choose a folder to import"), self.session.path.parent)
        if folder is not None:
            self.plan_import((folder,))

    def _show_others(self, *, is_shown: bool) -> None:
        for part in (self._area, self._batches, self._copies):
            part.setVisible(is_shown)
        if not is_shown:
            self._done.hide()

    def _put_away(self) -> None:
        assistant, self._assistant = self._assistant, None
        if assistant is None:
            return
        assistant.let_go()
        # Before the assistant is hidden, so that the focus has somewhere to go.
        self._show_others(is_shown=True)
        self._area.take_focus()
        assistant.hide()
        self.column.removeWidget(assistant)
        assistant.deleteLater()

    def _import(self, plan: ImportPlan) -> None:
        author = self.session.author
        work(
            self,
            self._background,
            self.theme,
            beside(
                self.session,
                lambda project, tell, is_cancelled: bring_in(
                    project, author, plan, tell, is_cancelled
                ),
            ),
            title=tr("Importing"),
            done=self._finish_import,
        )

    def _finish_import(self, brought: Brought) -> None:
        plan = brought.came.plan
        self._background.tell_outcome(plan_words.what(plan))
        self._put_away()
        self._done.show_came(brought.came)
        self._done.show()
        # Once the window over the work has gone, which takes the focus with it.
        QTimer.singleShot(0, self._done, self._done.take_focus)
        self._waits_for_batch = bool(plan.articles)
        for changes in brought.steps:
            self.session.announce(changes)

    def _forget_last(self) -> None:
        self._area.take_focus()
        self._done.hide()

    def _ask_removal(self, batch: Batch) -> None:
        def read(project: Project) -> BatchContents:
            return imports.contents(project, batch.id)

        def confirm(contents: BatchContents) -> None:
            if ask.confirm(
                self,
                tr("Remove this import"),
                _what_goes(batch, contents),
                yes=tr("Remove it"),
                is_danger=True,
            ):
                self._remove(batch)

        task = self._background.start(
            beside(self.session, lambda project, _tell, _is_cancelled: read(project)),
            # Once the task has ended, so that its line does not stand behind the question.
            done=lambda contents: QTimer.singleShot(0, self, lambda: confirm(contents)),
            failed=self._explain,
            title=tr("Looking at what would go"),
        )
        self._line.show_task(task)

    def _remove(self, batch: Batch) -> None:
        author = self.session.author
        work(
            self,
            self._background,
            self.theme,
            beside(
                self.session,
                lambda project, _tell, _is_cancelled: remove_batch(project, author, batch=batch.id),
            ),
            title=tr("Removing an import"),
            done=self._finish_removal,
        )

    def _finish_removal(self, changes: Changes) -> None:
        if self._done.isVisible():
            self._forget_last()
        self.session.announce(changes)

    def _show_imports(self, found: tuple[PastImport, ...]) -> None:
        articles = sum(each.batch.articles for each in found)
        self.set_lead(
            in_a_row(
                (
                    tr_count(articles, "{count} article", "{count} articles"),
                    tr_count(len(found), "{count} import", "{count} imports"),
                )
            )
        )
        self._batches.show_imports(found)
        if self._waits_for_batch and found:
            self._waits_for_batch = False
            self._done.show_batch(found[0].batch)

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)


def _what_goes(batch: Batch, contents: BatchContents) -> str:
    said = tr(
        "“{name}” of {when} goes: {articles}.",
        name=tr_said(batch.name),
        when=moment(batch.imported),
        articles=tr_count(contents.articles, "{count} article", "{count} articles"),
    )
    if not contents.holds_annotation:
        return (
            said
            + "\n\n"
            + tr("Nothing was marked in it. Undo does not bring it back, but a new import does.")
        )
    lost = in_a_row(
        (
            tr_count(contents.spans, "{count} span", "{count} spans"),
            tr_count(contents.links, "{count} link", "{count} links"),
            tr_count(contents.comments, "{count} comment", "{count} comments"),
        )
    )
    return (
        said
        + "\n\n"
        + tr(
            "With it goes what people marked: {lost}. A backup is made first; "
            "undo does not bring it back.",
            lost=lost,
        )
    )
