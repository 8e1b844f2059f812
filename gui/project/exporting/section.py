"""The section where the dataset leaves the project: a form, and beside it what would come of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import UserFault
from db.exports import catalogue, places
from db.exports.choices import ExportChoices
from db.exports.run import export
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import annotators, export_profiles, exports
from db.queries.exports import Which
from gui import ask
from gui.actions import taught_key
from gui.background import Background, State, Task
from gui.beside import LatestReading, beside
from gui.keys.in_force import in_force
from gui.project.exporting.form import ExportForm
from gui.project.exporting.keeping import keeps
from gui.project.exporting.layers_form import Offer
from gui.project.exporting.looker import Looker, Sight
from gui.project.exporting.profile_bar import ProfileBar
from gui.project.exporting.side import Side
from gui.project.exporting.written import Written, written
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.parts import button
from gui.widgets.task_line import TaskLine

_SPLITTER = "export"
_SIZES = [560, 480]
_MARGIN = 18


class ExportSection(Section):
    """`article_wanted(ArticleId, Fragment | None)` asks for an article at what would be lost."""

    article_wanted = Signal(object, object)
    tables = ("article", "layer", "span", "link", "referent", "annotator", "scheme", "setting")

    def __init__(
        self, session: ProjectSession, theme: Theme, settings: Settings, background: Background
    ) -> None:
        super().__init__(session, theme, tr("Export"))
        self._settings = settings
        self._background = background
        self._folder = session.path.parent
        self._choices: ExportChoices | None = None
        self._task: Task | None = None
        self._can_export = False
        self._reading = LatestReading(session, background, _read, self._show_offer)
        self._looker = Looker(session, background, self)
        self._profiles = ProfileBar(session)
        self._form = ExportForm()
        self._side = Side(session, theme, background)
        self._line = TaskLine(theme.accent)
        self._export = button(tr("Export…"), self.export, role="primary")
        self._compose()
        self._connect()
        self._offer_export()

    def reload(self) -> None:
        """Read again what there is to choose from, and look again at what would come of it."""
        self._reading.refresh()
        if self._choices is not None:
            self._looker.look(self._choices, again=True)
        else:
            self._follow_form()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._line.set_colour(theme.accent)
        self._side.set_theme(theme)

    def export(self) -> None:
        """Ask where to, and write it."""
        choices = self._choices
        if choices is None or not self._export.isEnabled():
            return
        kind = catalogue.one(choices.format)
        suggestion = self._folder / places.file_name(self.session.path, kind, choices)
        title = tr("Export as {format}", format=tr_said(kind.title))
        if suggestion.suffix == kind.suffix:
            filters = f"{tr_said(kind.title)} (*{kind.suffix})"
            target = ask.save_file(self, title, suggestion, filters)
        else:
            target = ask.open_folder(self, title, self._folder)
        if target is not None:
            self._folder = target if target.is_dir() else target.parent
            self._write(places.beneath(target, self.session.path, kind, choices), choices)

    def _write(self, target: Path, choices: ExportChoices) -> None:
        def work(project: Project, tell: Tell, is_cancelled: IsCancelled) -> Written:
            return written(
                export(project, target, choices, progress=tell, is_cancelled=is_cancelled)
            )

        had_focus = self._export.hasFocus()
        self._task = self._background.start(
            beside(self.session, work),
            done=lambda done: self._show_outcome(done, choices),
            failed=lambda fault: ask.message(self, fault),
            title=tr("Exporting to {file}", file=target.name),
        )
        self._task.finished.connect(self._end)
        self._line.show_task(self._task)
        self._offer_export()
        if had_focus:
            # A button that can't be pressed would lose the focus to anything.
            self._line.findChildren(QPushButton)[0].setFocus()

    @Slot(object)
    def _end(self, state: State) -> None:
        self._task = None
        self._offer_export()
        # Whoever cancelled was at the button that cancels, which can't be pressed a second time.
        if state is State.CANCELLED or _holds_focus(self._line):
            self._export.setFocus()

    def _show_outcome(self, done: Written, choices: ExportChoices) -> None:
        records = tr_count(done.exported.records, "{count} record", "{count} records")
        self._background.tell_outcome(records, done.folder)
        self._side.show_outcome(done, choices)
        if _holds_focus(self._line):
            self._side.take_focus()

    @Slot()
    def _follow_form(self) -> None:
        try:
            choices = self._form.choices
        except UserFault as fault:
            self._choices = None
            self._looker.forget()
            self._show_fault(fault)
        else:
            self._choices = choices
            self._looker.look(choices)
        self._side.choices = self._choices
        self._side.show_preview()
        self._profiles.show_choices(self._choices)

    @Slot(object)
    def _show_sight(self, sight: Sight) -> None:
        seen = sight.preview
        self._can_export = seen.layers > 0 and not seen.installs
        self._form.show_keeps(sight.keeps)
        self._side.preview.show_sight(sight)
        self._offer_export()

    @Slot(object)
    def _show_fault(self, fault: UserFault) -> None:
        self._can_export = False
        self._side.preview.show_fault(fault)
        self._offer_export()

    def _show_offer(self, offer: Offer) -> None:
        self._form.show_offer(offer)
        self._profiles.show_profiles(offer.profiles)
        self._profiles.show_choices(self._choices)

    def step(self, by: int) -> bool:
        """Go from the form to what would be written, on to the button, and around."""
        reason = Qt.FocusReason.TabFocusReason
        goals = (
            lambda: self._form.formats.setFocus(reason),
            self._side.take_focus,
            lambda: self._export.setFocus(reason),
        )
        at = 0 if _holds_focus(self._form) else 1 if _holds_focus(self._side) else 2
        goals[(at + by) % len(goals)]()
        return True

    def _offer_export(self) -> None:
        self._export.setEnabled(
            self._can_export and self._choices is not None and self._task is None
        )

    def _connect(self) -> None:
        preview = self._side.preview
        self._form.changed.connect(self._follow_form)
        self._profiles.taken.connect(self._form.take)
        self._looker.seen.connect(self._show_sight)
        self._looker.failed.connect(self._show_fault)
        self._looker.busy.connect(preview.show_busy)
        self._looker.counting.connect(preview.follow)
        preview.all_wanted.connect(self._looker.look_at_all)
        self._side.outcome_left.connect(self._export.setFocus)
        self._side.article_wanted.connect(self.article_wanted)
        in_force().changed.connect(self._tell_keys)

    @Slot()
    def _tell_keys(self) -> None:
        forward, back = taught_key("tab.next"), taught_key("tab.previous")
        said = tr("{forward} goes on from the form, {back} back", forward=forward, back=back)
        self._export.setToolTip(said if forward and back else "")

    def _compose(self) -> None:
        self.set_lead(tr("A dataset for others, with a manifest and a data card beside it"))
        self.column.addWidget(self._profiles)
        self.column.addWidget(self._form)
        self.column.addStretch(1)
        self._tell_keys()
        foot = QHBoxLayout()
        foot.addWidget(self._line, 1)
        foot.addStretch()
        foot.addWidget(self._export)
        panel = QFrame()
        set_role(panel, "pane", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(_MARGIN, 22, _MARGIN, 14)
        column.setSpacing(12)
        column.addWidget(self._side, 1)
        column.addLayout(foot)
        splitter = self.add_side(panel)
        # In a narrow window both give way.
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(self._settings.splitter_sizes(_SPLITTER) or _SIZES)
        splitter.splitterMoved.connect(
            lambda: self._settings.keep_splitter_sizes(_SPLITTER, splitter.sizes())
        )


def _holds_focus(part: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is part or part.isAncestorOf(focus))


def _read(project: Project) -> Offer:
    return Offer(
        counts={which: exports.count(project, which) for which in Which},
        people=annotators.every(project),
        fields=exports.metadata_names(project),
        profiles=export_profiles.every(project),
        # Those with a library of their own are tried out when they are chosen.
        keeps=keeps(each for each in catalogue.FORMATS if each.extra is None),
    )
