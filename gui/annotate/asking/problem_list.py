"""The only place for the popup that lists what is wrong with an article and leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListView, QWidget

from db.scheme.rules import RuleProblem
from gui.annotate.asking.popup import Popup
from gui.style_sheet import set_role
from gui.translation import tr, tr_said
from gui.widgets.painting import scaled
from gui.widgets.popup_items import PopupDelegate, PopupItem, popup_model

_WIDTH = 440
_ROWS_SHOWN = 10


class ProblemList(Popup):
    """The problems with the words they are about.

    `chosen` carries the one to go to: Enter takes the first.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._problems: tuple[RuleProblem, ...] = ()
        self._model = popup_model(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PopupDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.installEventFilter(self)
        self._list.clicked.connect(self._choose)
        self._hint = QLabel()
        set_role(self._hint, "muted")
        set_role(self._hint, "secondary")
        self._body.addWidget(self._list)
        self._body.addWidget(self._hint)

    def show_problems(
        self, heading: str, problems: Sequence[tuple[RuleProblem, str]], hint: str, anchor: QRect
    ) -> None:
        """Open with problems and the quotes of the spans they are about."""
        self._problems = tuple(problem for problem, _ in problems)
        self._model.show_rows(
            [
                PopupItem(key=str(number), title=tr_said(str(problem)), detail=quote)
                for number, (problem, quote) in enumerate(problems)
            ]
        )
        self._list.setAccessibleName(heading)
        self._list.setFixedWidth(min(self._window.width() - 40, round(scaled(self, _WIDTH))))
        rows = min(_ROWS_SHOWN, len(self._problems))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 2)
        self._list.setCurrentIndex(self._model.index(0))
        self._hint.setText(hint or tr("Enter goes there, Escape back to the text"))
        self._show_at(heading, anchor, self._list)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to a problem, Escape back; Ctrl+Enter stays the window's."""
        is_plain = (
            isinstance(event, QKeyEvent)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        )
        if watched is self._list and isinstance(event, QKeyEvent) and is_plain:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._choose(self._list.currentIndex())
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self.dismiss()
                    return True
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and self.put_away():
            self.chosen.emit(self._problems[index.row()])
