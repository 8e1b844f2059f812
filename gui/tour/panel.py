"""The small panel on which the tour says what to do next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui import announce
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words

_WIDTH = 300
_GAP = 8


class Panel(QFrame):
    """Title, sentence and the ways on; the buttons have letters that work from anywhere with Alt.

    `show_wanted`, `skip_wanted`, `leave_wanted` and `go_wanted` say which was pressed.
    """

    show_wanted = Signal()
    skip_wanted = Signal()
    leave_wanted = Signal()
    go_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_role(self, "popup")
        self.count = words("", "muted", "secondary")
        self.title = words("", "strong", wraps=True)
        self.sentence = words("", wraps=True)
        self.show_button = button(tr("&Show me"), self.show_wanted.emit)
        self.skip_button = button(tr("S&kip"), self.skip_wanted.emit)
        self.leave_button = button(tr("&Leave the tour"), self.leave_wanted.emit, role="quiet")
        self.go_button = button(tr("Bac&k to the tour"), self.go_wanted.emit, role="primary")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        row = FlowLayout(gap=6, line_gap=6)
        for each in (self.go_button, self.show_button, self.skip_button, self.leave_button):
            set_role(each, "compact")
            row.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addLayout(row)
        self.setAccessibleName(tr("Guided tour"))
        self.hide()

    def say(self, title: str, sentence: str, count: str, *, way: str = "step") -> None:
        """Say something; `way` is "step", "away" (go back there) or "end" (only close)."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.count.setText(count)
        self.show_button.setVisible(way == "step")
        self.skip_button.setVisible(way == "step")
        self.go_button.setVisible(way == "away")
        self.leave_button.setText(tr("C&lose") if way == "end" else tr("&Leave the tour"))
        self.setAccessibleDescription(f"{title}. {sentence}")
        self.show()
        self.raise_()
        announce.say(self, f"{title}. {sentence}".replace("&", ""))

    def take_focus(self) -> None:
        """Let the keyboard reach the buttons, also where Tab means something else."""
        visible = (self.go_button, self.show_button, self.leave_button)
        next(each for each in visible if not each.isHidden()).setFocus(
            Qt.FocusReason.TabFocusReason
        )

    def stand(self, area: QRect, besides: QRect) -> None:
        """Stand in a lower corner of an area of the window, where it covers no place pointed at."""
        width = min(round(scaled(self, _WIDTH)), area.width() - 2 * _GAP)
        height = self.layout_height(width)
        left, right = area.left() + _GAP, area.right() - width - _GAP
        top, bottom = area.top() + _GAP, area.bottom() - height - _GAP
        corners = ((left, bottom), (left, top), (right, bottom), (right, top))
        places = [QRect(x, y, width, height) for x, y in corners]
        free = [place for place in places if not place.intersects(besides)]
        wanted = (free or places)[0]
        if self.geometry() != wanted:
            self.setGeometry(wanted)

    def layout_height(self, width: int) -> int:
        """How high it is when it is so wide."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew after another zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
