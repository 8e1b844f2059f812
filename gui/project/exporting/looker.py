"""Looks in the background at what choices would come to; a newer wish stops the look at the old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import UserFault
from db.exports import catalogue
from db.exports.choices import ExportChoices, chosen_layers
from db.exports.preview import LAYERS_LOOKED_AT, Preview, preview
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import exports
from db.queries.exports import Amounts
from gui.background import Background, Task
from gui.beside import beside
from gui.project.exporting.keeping import Keeps, keeps
from gui.project_session import ProjectSession
from gui.translation import tr

_DELAY_MS = 150
_WHOLE_AT_ONCE = 1_000
"""So many layers are all looked at without being asked."""


_AT_FIRST = 25


class Depth(Enum):
    """How far a look goes: a few layers, so that something is there soon; many; or all."""

    FIRST = auto()
    MANY = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What would be written; `amounts` are counted where the whole was looked at.

    A sight that `is_first` is followed by a better one.

    `keeps` says what a format keeps that could not be tried out before.
    """

    choices: ExportChoices
    preview: Preview
    amounts: Amounts | None = None
    keeps: Mapping[str, Keeps] = field(default_factory=dict)
    is_first: bool = False


class Looker(QObject):
    """Emits `seen(Sight)` or `failed(UserFault)`, and `busy(bool)`.

    `counting(Task)` comes when a look at everything that a person asked for begins.
    """

    seen = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)
    counting = Signal(object)

    def __init__(self, session: ProjectSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._choices = ExportChoices()
        self._asked: ExportChoices | None = None
        self._task: Task | None = None
        self._turn = 0
        # What is typed changes letter by letter; each of them need not be looked at.
        self._later = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._later.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether a look is on its way."""
        return self._task is not None or self._later.isActive()

    def look(self, choices: ExportChoices, *, again: bool = False) -> None:
        """Look soon, unless what matters is as it was; `again` where the project changed."""
        self._choices = choices
        asked = _what_matters(choices)
        if asked == self._asked and not again:
            return
        self._asked = asked
        self._stop()
        self._later.start()
        self.busy.emit(self.is_busy)

    def look_at_all(self) -> None:
        """Look at every layer, however long that takes."""
        self._start(Depth.ALL, title=tr("Looking at all layers"))
        if self._task is not None:
            self.counting.emit(self._task)

    def forget(self) -> None:
        """Stop; the next look is a new one."""
        self._asked = None
        self._stop()
        self.busy.emit(self.is_busy)

    def _look(self) -> None:
        self._start(Depth.FIRST)

    def _start(self, depth: Depth, *, title: str = "") -> None:
        self._stop()
        turn, choices = self._turn, self._choices
        task = self._background.start(
            beside(
                self._session,
                lambda project, tell, is_cancelled: _sight(
                    project, choices, depth, tell if title else None, is_cancelled
                ),
            ),
            done=lambda sight: self._show(sight, turn),
            failed=lambda fault: self._explain(fault, turn),
            title=title,
        )
        task.finished.connect(lambda _state: self._end(turn))
        self._task = task
        self.busy.emit(self.is_busy)

    def _stop(self) -> None:
        self._turn += 1
        self._later.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _show(self, sight: Sight, turn: int) -> None:
        if turn != self._turn:
            return
        self.seen.emit(sight)
        if sight.is_first and turn == self._turn:
            self._start(Depth.MANY)

    def _explain(self, fault: UserFault, turn: int) -> None:
        if turn == self._turn:
            self.failed.emit(fault)

    def _end(self, turn: int) -> None:
        if turn == self._turn:
            self._task = None
            self.busy.emit(self.is_busy)


def _sight(
    project: Project,
    choices: ExportChoices,
    depth: Depth,
    tell: Tell | None,
    is_cancelled: IsCancelled,
) -> Sight:
    chosen = chosen_layers(project, choices)
    is_first = depth is Depth.FIRST
    enough = _AT_FIRST if is_first else _WHOLE_AT_ONCE
    is_whole = depth is Depth.ALL or exports.count(project, chosen) <= enough
    kind = catalogue.one(choices.format)
    kept = {} if kind.extra is None else keeps([kind])
    if not is_whole:
        at_most = _AT_FIRST if is_first else LAYERS_LOOKED_AT
        seen = preview(project, choices, at_most=at_most, is_cancelled=is_cancelled)
        return Sight(choices=choices, preview=seen, keeps=kept, is_first=is_first)
    seen = preview(
        project,
        choices,
        at_most=None,
        with_splits=True,
        progress=tell,
        is_cancelled=is_cancelled,
    )
    amounts = exports.amounts(project, chosen)
    return Sight(choices=choices, preview=seen, amounts=amounts, keeps=kept)


def _what_matters(choices: ExportChoices) -> ExportChoices:
    """The choices without what only the data card tells."""
    return replace(choices, licence=None, creator=None, description="")
