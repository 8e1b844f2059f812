"""The picture of a marked sentence, which says at a glance what the program is for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db import shipped
from db.scheme.model import SpanType
from db.scheme.toml import parse
from gui.theme import Theme, label_colour, label_text, label_tint, readable_family
from gui.translation import tr
from gui.widgets.painting import scaled, secondary_font


class Example(QWidget):
    """Words with the marks that they would have in the window, and what each mark is called."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        scheme = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
        self._types = {each.label: each for each in scheme.span_types}
        self._pieces = (
            (tr("Norland"), "ACTOR"),
            (tr("proposed"), ""),
            (tr("a joint patrol"), "PROPOSAL"),
            (tr("of the strait;"), ""),
            (tr("Sarovia"), "ACTOR"),
            (tr("will not hear of it."), "REJECTION"),
        )
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(" ".join(words for words, _label in self._pieces))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all lines."""
        places = self._places(width)
        return round(places[-1][0].bottom() + scaled(self, 26)) if places else 0

    def sizeHint(self) -> QSize:
        """A column of text."""
        width = round(scaled(self, 360))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few words a line."""
        return QSize(round(scaled(self, 200)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words on their tints, with their lines and the names of the labels."""
        painter = QPainter(self)
        for place, words, label in self._places(self.width()):
            span_type = self._types.get(label)
            if span_type is not None:
                painter.fillRect(place, label_tint(span_type, self._theme))
                self._underline(painter, place, span_type)
                painter.setFont(secondary_font(self))
                painter.setPen(label_text(span_type, self._theme, self._theme.page))
                painter.drawText(
                    QPointF(place.left(), place.bottom() + scaled(self, 20)), span_type.title
                )
            painter.setFont(self._font())
            painter.setPen(self._theme.text)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _underline(self, painter: QPainter, place: QRectF, span_type: SpanType) -> None:
        painter.setPen(QPen(label_colour(span_type, self._theme), scaled(self, 2)))
        gaps = {"low": (3.0,), "double": (0.0, 4.0)}.get(span_type.line, (0.0,))
        for gap in gaps:
            y = place.bottom() + scaled(self, gap)
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))

    def _places(self, width: int) -> list[tuple[QRectF, str, str]]:
        metrics = QFontMetricsF(self._font())
        step, space = scaled(self, 54), metrics.horizontalAdvance(" ")
        found, left, top = [], 0.0, scaled(self, 2)
        for words, label in self._pieces:
            wide = metrics.horizontalAdvance(words) + 2
            if left and left + wide > width:
                left, top = 0.0, top + step
            found.append((QRectF(left, top, wide, metrics.height()), words, label))
            left += wide + space
        return found

    def _font(self) -> QFont:
        font = QFont()
        font.setFamilies(readable_family())
        font.setPixelSize(round(scaled(self, 19)))
        return font
