"""The only place for one recent project on the welcome page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from gui.isolation import in_a_row
from gui.translation import tr
from gui.welcome.recent import RecentProject
from gui.widgets.moments import moment
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font
from gui.widgets.parts import button, number

_AIR = 8
_RADIUS = 6


class RecentRow(QWidget):
    """Opens a project, or forgets one: `opened` and `forgotten` carry its path.

    Delete takes any project off the list; the file itself stays.
    """

    opened = Signal(object)
    forgotten = Signal(object)

    def __init__(self, project: RecentProject) -> None:
        super().__init__()
        self.path = project.path
        self.face = _Face(project)
        self.face.clicked.connect(lambda: self.opened.emit(self.path))
        self.face.delete_pressed.connect(lambda: self.forgotten.emit(self.path))
        self.forget = button(tr("Forget"), lambda: self.forgotten.emit(self.path))
        self.setFocusProxy(self.face)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.face, 1)
        layout.addWidget(self.forget)
        self.show_project(project)

    def show_project(self, project: RecentProject) -> None:
        """Say what is known now."""
        self.face.show_project(project)
        self.forget.setVisible(not project.is_there)
        self.forget.setAccessibleName(tr("Forget {name}", name=project.title))
        self.setFocusProxy(self.face if project.is_there else self.forget)


class _Face(QAbstractButton):
    """Title and place on the left, how far and when on the right; grey where it is gone."""

    delete_pressed = Signal()

    def __init__(self, project: RecentProject) -> None:
        super().__init__()
        self._project = project
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_project(self, project: RecentProject) -> None:
        """Say what is known now."""
        self._project = project
        self.setText(project.title)
        self.setEnabled(project.is_there)
        self.setToolTip(str(project.path))
        self.setAccessibleDescription(in_a_row((self._place, *self._facts)))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        lines = (
            QFontMetrics(bold(self.font())).height() + QFontMetrics(secondary_font(self)).height()
        )
        return QSize(round(scaled(self, 300)), lines + round(scaled(self, 2 * _AIR + 2)))

    def minimumSizeHint(self) -> QSize:
        """The words are cut where there is less room."""
        return QSize(round(scaled(self, 180)), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete forgets, Enter opens as Space does."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, words and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        air = round(scaled(self, _AIR))
        room = self.rect().adjusted(air, air, -air, -air)
        muted = colour(QPalette.ColorRole.PlaceholderText)
        strong = colour(QPalette.ColorRole.Text) if self.isEnabled() else muted
        painter.setFont(secondary_font(self))
        painter.setPen(muted)
        upper, lower = (*self._facts, "", "")[:2]
        top = QFontMetrics(bold(self.font())).height()
        self._write(painter, room, upper, bold_width=top, is_right=True)
        painter.setFont(bold(self.font()))
        painter.setPen(strong)
        self._write(painter, room, self.text(), beside=upper)
        painter.setFont(secondary_font(self))
        painter.setPen(muted)
        below = room.adjusted(0, top + round(scaled(self, 2)), 0, 0)
        self._write(painter, below, lower, is_right=True)
        self._write(painter, below, self._place, beside=lower, mode=Qt.TextElideMode.ElideMiddle)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), _RADIUS)
        painter.end()

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        *,
        beside: str = "",
        is_right: bool = False,
        bold_width: int = 0,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        metrics = painter.fontMetrics()
        gap = round(scaled(self, 14)) if beside else 0
        taken = QFontMetrics(secondary_font(self)).horizontalAdvance(beside) + gap
        width = room.width() - taken
        side = Qt.AlignmentFlag.AlignTrailing if is_right else Qt.AlignmentFlag.AlignLeading
        drop = max(0, (bold_width - metrics.height()) // 2)
        place = QRect(room.left(), room.top() + drop, width, metrics.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveLeft(room.left() + taken)
        if is_right:
            place = QRect(room.left(), room.top() + drop, room.width(), metrics.height())
        painter.drawText(
            place, side | Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(words, mode, width)
        )

    @property
    def _place(self) -> str:
        project = self._project
        folder = _short(project.path.parent)
        if not project.is_there:
            return tr("Not there any more: {folder}", folder=folder)
        kind = tr("Work package") if project.is_work_package else tr("Project")
        return in_a_row((kind, folder))

    @property
    def _facts(self) -> tuple[str, ...]:
        project = self._project
        when = moment(project.opened) if project.opened is not None else ""
        if project.total is None:
            return ("", when)
        done = tr("{done} of {total} done", done=number(project.done), total=number(project.total))
        return (done if project.total else tr("no articles yet"), when)


def _short(folder: Path) -> str:
    """A folder as people say it: from their own folder on."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
