"""The only place that draws the words of a version with what the others have and have not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.review.contents import MarkKind, Passage
from gui.text.direction import is_right_to_left
from gui.text.positions import PositionMap
from gui.theme import READING_PX, Theme, readable_family
from gui.translation import tr
from gui.widgets.painting import scaled

_SIZE = 0.88 * READING_PX
_LINE_GAP = 5
_UNDERLINES = {
    MarkKind.SHARED: QTextCharFormat.UnderlineStyle.SingleUnderline,
    MarkKind.OWN: QTextCharFormat.UnderlineStyle.DashUnderline,
    MarkKind.MISSING: QTextCharFormat.UnderlineStyle.DotLine,
}


class MarkedWords(QWidget):
    """A passage that wraps: shared words on a ground, own ones on another, missing ones pale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passage = Passage(text="")
        self._layout = QTextLayout()
        self._laid_out_for = -1.0
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._build()

    @property
    def passage(self) -> Passage:
        """What is shown."""
        return self._passage

    def show_passage(self, passage: Passage) -> None:
        """Show other words."""
        if passage != self._passage:
            self._passage = passage
            self.setAccessibleName(_spoken(passage))
            self._build()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._build()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together."""
        # Qt asks for several widths in turn each time.
        if width not in self._heights:
            self._heights[width] = round(self._lay_out(width) + 0.5)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As many words in a line as are read at ease."""
        width = round(scaled(self, 330))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line, a few words wide."""
        return QSize(round(scaled(self, 120)), round(QFontMetricsF(self._font()).height()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom, which comes with the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._build()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words."""
        if self.width() != self._laid_out_for:
            self._lay_out(self.width())
        painter = QPainter(self)
        painter.setPen(self._theme.text)
        self._layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _build(self) -> None:
        positions = PositionMap(self._passage.text)
        layout = QTextLayout(positions.display_text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if is_right_to_left(self._passage.text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
        ranges = []
        for mark in self._passage.marks:
            piece = QTextLayout.FormatRange()
            start = positions.to_qt(mark.place.start)
            piece.start = start
            piece.length = positions.to_qt(mark.place.end) - start
            piece.format = self._format(mark.kind)
            ranges.append(piece)
        layout.setFormats(ranges)
        self._layout = layout
        self._laid_out_for = -1.0
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _format(self, kind: MarkKind) -> QTextCharFormat:
        theme, made = self._theme, QTextCharFormat()
        colour = {
            MarkKind.SHARED: theme.done,
            MarkKind.OWN: theme.warning,
            MarkKind.MISSING: theme.muted,
        }[kind]
        made.setUnderlineStyle(_UNDERLINES[kind])
        made.setUnderlineColor(colour)
        if kind is MarkKind.MISSING:
            made.setForeground(theme.muted)
        else:
            ground = QColor(colour)
            ground.setAlphaF(0.2)
            made.setBackground(ground)
        return made

    def _lay_out(self, width: float) -> float:
        """Break the words into lines, and tell how high these are."""
        self._laid_out_for = width
        gap, top = scaled(self, _LINE_GAP), 0.0
        self._layout.beginLayout()
        line = self._layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height() + gap
            line = self._layout.createLine()
        self._layout.endLayout()
        return top

    def _font(self) -> QFont:
        font = QFont()
        font.setFamilies(readable_family())
        font.setPixelSize(max(1, round(scaled(self, _SIZE))))
        return font


def _spoken(passage: Passage) -> str:
    """The passage for a screen reader: the words of the version, and those it leaves out."""
    taken = [
        passage.text[mark.place.start : mark.place.end]
        for mark in passage.marks
        if mark.kind is not MarkKind.MISSING
    ]
    missing = [
        passage.text[mark.place.start : mark.place.end]
        for mark in passage.marks
        if mark.kind is MarkKind.MISSING
    ]
    words = " … ".join(taken)
    return (
        tr("{words}; without: {others}", words=words, others=" … ".join(missing))
        if missing
        else words
    )
