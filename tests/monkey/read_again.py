"""The look that fits every page: to read all anew must show what is shown already.

Whatever a page shows was read once. Where reading it again shows something else, the page had not
followed what was done; where it takes away what somebody was typing, it follows too eagerly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

from db.model import Changes
from gui.review.queue.view import QueueView
from gui.widgets.task_line import TaskLine
from gui.widgets.toast import Toast
from tests.monkey.somebody import Somebody, columns_of, named

_MOST_ROWS = 60
_TOLD = 4


def read_again(who: Somebody) -> str:
    """What differs after everything on the page was read again."""
    window = who.window
    page = window._turner.current
    focused = QApplication.focusWidget()
    before, name = shown(page), "nothing" if focused is None else named(focused)
    window.session.announce(Changes(name="look again", is_large=True))
    who.settle()
    after = shown(page)
    if before != after:
        lost, new = _told(before - after), _told(after - before)
        return f"reading {window._turner.page} again shows {new} instead of {lost}"
    if focused is not None and QApplication.focusWidget() is None:
        return f"reading {window._turner.page} again took the focus from {name}"
    return ""


def shown(page: QWidget) -> Counter[str]:
    """All words that can be seen on a page, and how often."""
    return Counter(
        f"{type(each).__name__} {_untimed(words)!r}"
        for each in _seen(page)
        if (words := _words(each))
    )


def _seen(widget: QWidget) -> Iterator[QWidget]:
    # What passes by itself is nothing that was read.
    if not widget.isVisible() or isinstance(widget, Toast | TaskLine):
        return
    yield widget
    for each in widget.children():
        if isinstance(each, QWidget) and not each.isWindow():
            yield from _seen(each)


def _untimed(words: str) -> str:
    """Without shares, which grow by themselves while somebody reads."""
    return re.sub(r"\d+(?=\s?%)", "", words)


def _words(widget: QWidget) -> str:
    words = ""
    match widget:
        case QLabel() | QLineEdit():
            words = widget.text()
        case QAbstractButton():
            words = f"{widget.text()} {widget.isChecked()} {widget.isEnabled()}"
        case QComboBox():
            words = f"{widget.currentText()} of {widget.count()}"
        case QPlainTextEdit() | QTextEdit():
            words = widget.toPlainText()
        case QProgressBar():
            words = str(widget.value())
        case QAbstractItemView() if widget.model() is not None:
            rows = _rows(widget.model(), QModelIndex())
            # The queue keeps its order under the hands, and takes its own when it is read again.
            words = " | ".join(sorted(rows) if isinstance(widget, QueueView) else rows)
    return words


def _rows(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(_MOST_ROWS, model.rowCount(parent))):
        for column in range(columns_of(model, parent)):
            index = model.index(row, column, parent)
            yield str(index.data() or "")
            if column == 0:
                yield from _rows(model, index)


def _told(words: Counter[str]) -> str:
    listed = [each[:300] for each in words]
    return "; ".join(listed[:_TOLD]) or "nothing"
