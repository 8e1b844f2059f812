"""The scheme page: it holds the draft, and tells outline, form and preview when it has changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from db.model import Changes
from db.operations import schemes as operations
from db.queries import projects
from db.queries import schemes as queries
from db.scheme.toml import parse
from gui.background import Background
from gui.project.scheme.draft import Draft, LabelItem
from gui.project.scheme.drafts import draft_of, kept_text, restored
from gui.project.scheme.editor_pane import EditorPane
from gui.project.scheme.header import Header
from gui.project.scheme.located import LocatedFault, located
from gui.project.scheme.outline import Node, Outline, path_to
from gui.project.scheme.outline_tools import OutlineTools
from gui.project.scheme.preview import Preview
from gui.project.scheme.problem_bar import ProblemBar
from gui.project.scheme.putting_in_force import PuttingInForce
from gui.project.scheme.toml_files import export_scheme, import_scheme, read_scheme
from gui.project.scheme.workpiece import Workpiece
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import scaled

_PREVIEW_AFTER_MS = 120
_KEEP_AFTER_MS = 1500
_ROOM_FOR_PREVIEW = 740


class SchemePage(QFrame):
    """Edits a draft; what is in force changes only when the person uses the draft.

    The draft is kept in the project while it is unfinished. Lives on the window's thread.
    """

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        set_role(self, "pane", "page")
        self._session = session
        self._faults: tuple[LocatedFault, ...] = ()
        self._shown_fault = -1
        self.header = Header()
        self.outline = Outline(theme)
        self.tools = OutlineTools(self.outline)
        self.editor = EditorPane()
        self.problems = ProblemBar()
        self.preview = Preview(theme)
        self._use = PuttingInForce(self, session, background)
        self._preview_timer = QTimer(self, interval=_PREVIEW_AFTER_MS, singleShot=True)
        self._keep_timer = QTimer(self, interval=_KEEP_AFTER_MS, singleShot=True)
        self._splitter = QSplitter()
        self._preview_column = _column(self.preview)
        self._lay_out()
        self._piece = self._kept_piece()
        self._connect()
        self._show_piece(self._piece)

    @property
    def draft(self) -> Draft:
        """What is being edited."""
        return self._piece.draft

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something else than the scheme in force."""
        return self.draft.scheme() != self._session.scheme

    def set_theme(self, theme: Theme) -> None:
        """Show everything in another theme."""
        self.outline.set_theme(theme)
        self.preview.set_theme(theme)
        self._refresh()

    def keep_now(self) -> None:
        """Write the unfinished draft to the project, if it was edited since."""
        if self._keep_timer.isActive():
            self._keep_timer.stop()
            self._keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing unkept behind."""
        self.keep_now()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the preview where there is room for it."""
        super().resizeEvent(event)
        had_room = event.oldSize().width() >= scaled(self, _ROOM_FOR_PREVIEW)
        has_room = self.width() >= scaled(self, _ROOM_FOR_PREVIEW)
        if had_room != has_room or event.oldSize().width() < 0:
            self._show_preview(has_room)
            self._divide()

    def _lay_out(self) -> None:
        rule = QFrame()
        set_role(rule, "rule")
        outline_column = _column(self.outline, self.tools)
        outline_column.setMinimumWidth(round(scaled(self, 170)))
        self._splitter.addWidget(outline_column)
        self._splitter.addWidget(_column(self.editor, self.problems))
        self._splitter.addWidget(self._preview_column)
        for index, stretch in enumerate((0, 3, 2)):
            self._splitter.setStretchFactor(index, stretch)
            self._splitter.setCollapsible(index, False)  # noqa: FBT003 - Qt's way
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(rule)
        layout.addWidget(self._splitter, 1)
        self.setFocusProxy(self.outline)

    def _divide(self) -> None:
        """Give each column its share of the width."""
        outline = min(scaled(self, 236), max(scaled(self, 182), self.width() * 0.2))
        preview = max(scaled(self, 270), self.width() * 0.32)
        editor = max(1.0, self.width() - outline - preview)
        self._splitter.setSizes([round(each) for each in (outline, editor, preview)])

    def _connect(self) -> None:
        self.outline.chosen.connect(self._show_node)
        self.tools.changed.connect(self._restructure)
        self.tools.added.connect(self._show_added)
        self.editor.edited.connect(self._note_edit)
        self.problems.next_wanted.connect(self._show_next_problem)
        self.header.use_wanted.connect(self._put_in_force)
        self.header.discard_wanted.connect(self._discard)
        self.header.import_wanted.connect(self._import)
        self.header.export_wanted.connect(self._export)
        self.header.version_wanted.connect(self._show_version)
        self.header.preview_wanted.connect(self._show_preview)
        self._use.busy_changed.connect(self._show_state)
        self._preview_timer.timeout.connect(self._show_in_preview)
        self._keep_timer.timeout.connect(self._keep)
        self._session.changed.connect(self._follow)

    def _begin(self, draft: Draft, source: str) -> None:
        """Edit another draft; `source` is the text that it came from, with its comments."""
        self._show_piece(Workpiece(draft, source, queries.every(self._session.project)))

    def _show_piece(self, piece: Workpiece) -> None:
        self._piece = piece
        self.header.show_versions(queries.every(self._session.project))
        self.outline.rebuild(piece.draft)
        node = self.outline.current
        if node is not None:
            self._show_node(node)
        self._refresh()
        self._show_in_preview()

    def _kept_piece(self) -> Workpiece:
        project, current = self._session.project, self._session.scheme
        kept = projects.setting(project, operations.DRAFT_SETTING)
        draft = restored(kept, current) if kept is not None else None
        source = queries.current_toml(project)
        return Workpiece(draft or draft_of(current, current), source, queries.every(project))

    @Slot(object)
    def _show_node(self, node: Node) -> None:
        self.editor.show_node(node, self.draft)
        self.tools.show_node(node, self.draft)
        self._preview_timer.start()

    @Slot(object)
    def _restructure(self, node: Node | None) -> None:
        self.outline.rebuild(self.draft)
        if node is not None:
            self.outline.choose(node)
        self._note_edit()

    @Slot(object)
    def _show_added(self, node: Node) -> None:
        self._restructure(node)
        self.editor.focus_field("title")

    @Slot()
    def _note_edit(self) -> None:
        if self._piece.raise_version():
            self.editor.show_version(self.draft.version)
        self._refresh()
        self._preview_timer.start()
        self._keep_timer.start()

    def _refresh(self) -> None:
        faults = self._piece.faults(self.draft.scheme())
        self._faults = located(self.draft, faults)
        marked = {node for fault in self._faults for node in path_to(self.draft, fault.node)}
        self.outline.refresh(marked)
        self.editor.show_faults(self._faults)
        self.problems.show_count(len(faults), faults[0].reason if faults else "")
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        current = self._session.scheme
        is_changed = self.is_changed
        name = f"{self.draft.title} {self.draft.version}"
        words = tr("{name} · in force", name=name)
        if is_changed:
            words = tr(
                "Not in force yet: {name}, after {version}", name=name, version=current.version
            )
        self.header.show_state(
            words,
            is_changed=is_changed,
            may_be_used=not self._faults,
            is_busy=self._use.is_busy,
        )
        self._splitter.setEnabled(not self._use.is_busy)

    @Slot()
    def _show_in_preview(self) -> None:
        node = self.outline.current
        label = None
        if node is not None:
            above = path_to(self.draft, node)
            label = next((each for each in above if isinstance(each, LabelItem)), None)
        self.preview.show_scheme(self.draft.scheme(), label.value.label if label else "")

    @Slot(bool)
    def _show_preview(self, is_open: bool) -> None:  # noqa: FBT001 - a slot for a toggled button
        self._preview_column.setVisible(is_open)
        self.header.show_preview_is_open(is_open=is_open)

    @Slot()
    def _show_next_problem(self) -> None:
        if self._faults:
            self._shown_fault = (self._shown_fault + 1) % len(self._faults)
            fault = self._faults[self._shown_fault]
            self.outline.choose(fault.node)
            self.editor.focus_field(fault.field)

    @Slot()
    def _keep(self) -> None:
        text = kept_text(self.draft, self._session.scheme) if self.is_changed else None
        self._session.run(operations.keep_draft, draft=text)

    @Slot()
    def _put_in_force(self) -> None:
        renames = self.draft.renames(self._session.scheme)
        self._use.start(self.draft.scheme(), self._piece.toml(), renames)

    @Slot()
    def _discard(self) -> None:
        current = self._session.scheme
        self._begin(draft_of(current, current), queries.current_toml(self._session.project))
        self._keep_timer.stop()
        self._keep()

    def read_file(self, path: Path) -> None:
        """Show the scheme of a file as a draft; the problems of one that has any are told."""
        self._take(read_scheme(self, path))

    @Slot()
    def _import(self) -> None:
        self._take(import_scheme(self))

    def _take(self, text: str | None) -> None:
        if text is not None:
            self._begin(draft_of(parse(text), self._session.scheme), text)
            self._keep_timer.start()

    @Slot()
    def _export(self) -> None:
        export_scheme(self, self._piece.toml(), self.draft.id)

    @Slot(str)
    def _show_version(self, version: str) -> None:
        text = queries.toml_of(self._session.project, version)
        self._begin(draft_of(parse(text), self._session.scheme), text)
        self._keep_timer.start()

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if "scheme" in changes.tables:
            current = self._session.scheme
            self._begin(draft_of(current, current), queries.current_toml(self._session.project))
            self._keep_timer.start()


def _column(*widgets: QWidget) -> QFrame:
    column = QFrame()
    set_role(column, "pane", "page")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    return column
