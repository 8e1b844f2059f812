"""The welcome page: start with the sample, make a project, open one, or go on with a recent one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
)

from db.errors import UserFault
from gui import ask
from gui.appearance import Appearance
from gui.icons import pixmap
from gui.project.articles.drop_area import paths_of
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.welcome import opening
from gui.welcome.choice_button import ChoiceButton
from gui.welcome.example import Example
from gui.welcome.identity import IdentityCard
from gui.welcome.recent_pane import RecentPane
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words

_SIZE = QSize(1000, 660)
_LEAST = QSize(640, 420)
_LOGO = 36
_TWO_COLUMNS = 720
_LEAST_LIST = 170


class WelcomePage(QFrame):
    """What is there without a project; it stays until one is open.

    `project_wanted` carries the path of a project to open, `sample_wanted` asks for the sample,
    `recovery_wanted` carries the path of a damaged file.
    """

    project_wanted = Signal(object)
    sample_wanted = Signal(object)
    recovery_wanted = Signal(object)

    def __init__(self, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self._settings = settings
        self._appearance = appearance
        self.setWindowTitle("Demarche")
        set_role(self, "pane", "page")
        self.setAcceptDrops(True)
        self._logo = QLabel()
        self.sample = ChoiceButton(
            "book",
            tr("Start with the sample"),
            tr("Articles to try everything on, with a tour of three minutes."),
            self.open_sample,
        )
        self.new = ChoiceButton(
            "add",
            tr("New project"),
            tr("Choose a title, what may be marked, and your articles."),
            self.make,
        )
        self.open = ChoiceButton(
            "folder",
            tr("Open a project or a work package"),
            tr("What you work on, or what the lead has sent you. Or drop the file here."),
            self.choose,
        )
        self.identity = IdentityCard(settings)
        self.identity.answered.connect(self._thank)
        self._name = button("", self.identity.ask, role="link")
        self._recover = button(tr("Recover a damaged file…"), self.choose_damaged, role="link")
        self.example = Example(appearance.theme)
        self.recent = RecentPane(settings)
        self.recent.opened.connect(self.project_wanted)
        self._lay_out()
        self._bind_keys()
        self._show_name()
        appearance.changed.connect(self._set_theme)
        self._set_theme(appearance.theme)
        wanted = QSize(round(scaled(self, _SIZE.width())), round(scaled(self, _SIZE.height())))
        self.resize(wanted.boundedTo(QGuiApplication.primaryScreen().availableSize()))
        self.setMinimumSize(_LEAST)

    def show_recent(self) -> None:
        """List the recent projects anew."""
        self.recent.refresh()

    def open_sample(self) -> None:
        """Have the sample ready and open it."""
        try:
            path = opening.ready_sample()
        except UserFault as fault:
            ask.message(self, fault)
            return
        self.sample_wanted.emit(path)

    def make(self, articles: Sequence[Path] = ()) -> None:
        """Let the assistant make a project, with these articles if there are some."""
        # Knows every format of articles, and is slow to import.
        from gui.welcome.new_project.dialog import NewProjectDialog  # noqa: PLC0415

        dialog = NewProjectDialog(self, self._settings, self._appearance.theme, articles)
        dialog.made.connect(self.project_wanted)
        dialog.finished.connect(self._show_name)
        dialog.open()

    def choose(self) -> None:
        """Ask which project to open."""
        path = opening.ask_open(self)
        if path is not None:
            self.project_wanted.emit(path)

    def choose_damaged(self) -> None:
        """Ask which file is damaged, and show what can be saved of it."""
        path = opening.ask_damaged(self)
        if path is not None:
            self.recovery_wanted.emit(path)

    def take(self, paths: Sequence[Path]) -> None:
        """Open what was dropped, or make a project of it where it can only be articles."""
        opened = [each for each in paths if each.suffix in opening.OPENED]
        if opened:
            self.project_wanted.emit(opened[0])
        elif paths:
            self.make(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files."""
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the person most likely goes on."""
        super().showEvent(event)
        self.example.setVisible(not self.recent.has_any)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two columns below each other where there is no room beside."""
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(self, _TWO_COLUMNS)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self.recent.setMinimumHeight(round(scaled(self, _LEAST_LIST)) if is_narrow else 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus is on the latest project, or on the sample at the first start."""
        super().focusInEvent(event)
        if self.recent.has_any:
            self.recent.take_focus()
            self._scroll.ensureWidgetVisible(self.recent)
        else:
            self.sample.setFocus(Qt.FocusReason.TabFocusReason)

    def _bind_keys(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for key, run in (
            ("Ctrl+N", self.make),
            ("Ctrl+O", self.choose),
            ("Ctrl+W", self.close),
            ("Ctrl+Q", self.close),
            ("Ctrl++", self._appearance.zoom_in),
            ("Ctrl+=", self._appearance.zoom_in),
            ("Ctrl+-", self._appearance.zoom_out),
            ("Ctrl+0", self._appearance.reset_zoom),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            # Without what the signal might hand over.
            shortcut.activated.connect(lambda run=run: run())

    def _lay_out(self) -> None:
        inside = QFrame()
        set_role(inside, "pane", "page")
        self._across = QHBoxLayout(inside)
        self._across.setContentsMargins(40, 34, 40, 28)
        self._across.setSpacing(36)
        self._across.addLayout(self._left(), 5)
        self._across.addLayout(self._right(), 6)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def _left(self) -> QLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._logo)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(words("Demarche", "title"))
        names.addWidget(words(tr("Who proposed what, and who rejected it."), "muted", wraps=True))
        head.addLayout(names, 1)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(head)
        column.addSpacing(14)
        for each in (self.sample, self.new, self.open):
            column.addWidget(each)
        column.addSpacing(6)
        column.addWidget(self.identity)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._name)
        foot.addStretch(1)
        foot.addWidget(self._recover)
        column.addLayout(foot)
        return column

    def _right(self) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.example)
        column.addWidget(words(tr("Recent projects"), "heading"))
        column.addWidget(self.recent, 1)
        column.addWidget(
            words(
                tr("Everything stays on this computer. Nothing needs the internet."),
                "muted",
                "secondary",
                wraps=True,
            )
        )
        return column

    def _thank(self) -> None:
        self._show_name()
        self.new.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_name(self) -> None:
        name = self._settings.author
        self.identity.setVisible(not self._settings.is_name_asked)
        self._name.setVisible(self._settings.is_name_asked)
        self._name.setText(
            tr("You are {name}: change…", name=name)
            if name
            else tr("You have no name here: give one…")
        )

    def _set_theme(self, theme: Theme) -> None:
        side = round(scaled(self, _LOGO))
        self._logo.setPixmap(pixmap("demarche", theme.accent, side, self.devicePixelRatioF()))
        self.example.set_theme(theme)
