"""The section where articles come in, after a look at what would come, and go out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer

from db.errors import UserFault
from db.formats import jsonl, plain_text
from db.imports import plan as plans
from db.imports.choices import ImportChoices
from db.imports.kinds import Kind
from db.imports.plan import ImportPlan
from db.model import Changes
from db.operations.imports import remove_batch
from db.project import Project
from db.queries import imports
from db.queries.imports import Batch, BatchContents
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.project.articles import batches_card
from gui.project.articles.batches_card import BatchesCard, PastImport
from gui.project.articles.drop_area import DropArea
from gui.project.articles.encodings import EncodingsDialog
from gui.project.articles.plan_card import PlanCard, sound_files
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.moments import moment
from gui.widgets.task_line import TaskLine
from gui.widgets.work_dialog import work


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a person wants to import, and what they said of the encodings."""

    paths: tuple[Path, ...] = ()
    encodings: dict[Path, str] = field(default_factory=dict)


class ArticlesSection(Section):
    """Plans, imports and takes out again; all of it in the background."""

    tables = ("article", "layer", "span", "operation")

    def __init__(
        self, session: ProjectSession, theme: Theme, settings: Settings, background: Background
    ) -> None:
        super().__init__(session, theme, tr("Articles"))
        self._settings = settings
        self._background = background
        self._wish = _Wish()
        self._plan: ImportPlan | None = None
        self._reading = LatestReading(session, background, batches_card.read, self._show_imports)
        self._area = DropArea()
        self._line = TaskLine(theme.accent)
        self._card = PlanCard(theme)
        self._card.hide()
        self._batches = BatchesCard()
        for part in (self._area, self._line, self._card, self._batches):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._connect()

    def reload(self) -> None:
        """Read the imports again."""
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._line.set_colour(theme.accent)
        self._card.set_theme(theme)

    def plan_import(self, paths: Sequence[Path]) -> None:
        """Look at files and folders and show what would come in."""
        self._look(_Wish(paths=tuple(paths)))

    def _connect(self) -> None:
        self._area.files_wanted.connect(self._choose_files)
        self._area.folder_wanted.connect(self._choose_folder)
        self._area.dropped.connect(self.plan_import)
        self._card.import_wanted.connect(self._import)
        self._card.sound_files_wanted.connect(self._leave_out_broken)
        self._card.encodings_wanted.connect(self._choose_encodings)
        self._card.put_away.connect(self._put_away)
        self._batches.remove_wanted.connect(self._ask_removal)

    def _choose_files(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in (*plain_text.SUFFIXES, *jsonl.SUFFIXES))
        filters = tr("Articles") + f" ({endings});;" + tr("All files") + " (*)"
        paths = ask.open_files(
            self, tr("Choose files to import"), filters, self.session.path.parent
        )
        if paths:
            self.plan_import(paths)

    def _choose_folder(self) -> None:
        folder = ask.open_folder(self, tr("Choose a folder to import"), self.session.path.parent)
        if folder is not None:
            self.plan_import((folder,))

    def _look(self, wish: _Wish) -> None:
        self._put_away()
        self._wish = wish
        task = self._background.start(
            beside(
                self.session,
                lambda project, tell, is_cancelled: plans.plan(
                    project,
                    wish.paths,
                    choices=ImportChoices(encodings=wish.encodings),
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            done=self._show_plan,
            failed=self._explain,
            title=tr("Reading the files"),
        )
        self._line.show_task(task)

    def _show_plan(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._card.show_plan(plan)
        self._card.show()
        self._card.take_focus()

    def _put_away(self) -> None:
        self._plan = None
        self._card.hide()

    def _leave_out_broken(self) -> None:
        if self._plan is not None:
            names = set(sound_files(self._plan))
            paths = tuple(file.path for file in self._plan.files if file.name in names)
            self._look(_Wish(paths=paths, encodings=self._wish.encodings))

    def _choose_encodings(self) -> None:
        if self._plan is None:
            return
        remarked = {each.path for each in (*self._plan.notes, *self._plan.problems)}
        texts = [file for file in self._plan.files if file.kind is Kind.PLAIN_TEXT]
        dialog = EncodingsDialog(
            self,
            [file.path for file in texts],
            doubtful=frozenset(file.path for file in texts if file.name in remarked),
            chosen=self._wish.encodings,
        )
        wish = self._wish
        dialog.accepted.connect(
            lambda: self._look(_Wish(paths=wish.paths, encodings=dialog.chosen))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _import(self) -> None:
        plan = self._plan
        if plan is None:
            return
        author = self.session.author
        work(
            self,
            self._background,
            self.theme,
            beside(
                self.session,
                lambda project, tell, is_cancelled: plans.apply(
                    project, author, plan=plan, progress=tell, is_cancelled=is_cancelled
                ),
            ),
            title=tr("Importing"),
            done=self._finish_import,
        )

    def _finish_import(self, changes: Changes) -> None:
        self._put_away()
        self.session.announce(changes)

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
            done=self.session.announce,
        )

    def _show_imports(self, found: tuple[PastImport, ...]) -> None:
        articles = sum(each.batch.articles for each in found)
        self.set_lead(
            tr_count(articles, "{count} article", "{count} articles")
            + " · "
            + tr_count(len(found), "{count} import", "{count} imports")
        )
        self._batches.show_imports(found)

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)


def _what_goes(batch: Batch, contents: BatchContents) -> str:
    said = tr(
        "“{name}” of {when} goes: {articles}.",
        name=batch.name,
        when=moment(batch.imported),
        articles=tr_count(contents.articles, "{count} article", "{count} articles"),
    )
    if not contents.holds_annotation:
        return (
            said
            + "\n\n"
            + tr("Nothing was marked in it. Undo does not bring it back, but a new import does.")
        )
    lost = " · ".join(
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
