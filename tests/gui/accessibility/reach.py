"""Walks a window with Tab alone, and says what that never comes to."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QTabBar, QWidget
from shiboken6 import isValid

from tests.gui.accessibility.walk import controls

_MOST_KEYS = 200


def out_of_reach(root: QWidget) -> list[str]:
    """The controls of a window that take the focus by Tab, but are not met on the way round."""
    wanted = {each: _named(each) for each in _tabbed(root)}
    if not wanted:
        return []
    next(iter(wanted)).setFocus(Qt.FocusReason.TabFocusReason)
    met: set[QWidget] = set()
    for _ in range(_MOST_KEYS):
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        if focused is None or (met and focused in met and met >= wanted.keys()):
            break
        # The way round may lead through other parts of the same window.
        met.update(_around(focused, root))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    # Only one of a group takes Tab; the arrow keys lead to the others.
    groups = {each.group() for each in met if isinstance(each, QAbstractButton) and each.group()}
    return sorted(
        name
        for each, name in wanted.items()
        if isValid(each) and each.isVisible() and each.isEnabled()
        if each not in met and not _is_beside_one_that_is_met(each, met, groups)
    )


def _tabbed(root: QWidget) -> Iterator[QWidget]:
    for each in controls(root):
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield each


def _around(focused: QWidget, root: QWidget) -> Iterator[QWidget]:
    """The widget with the focus, and those that hand theirs to it."""
    each: QWidget | None = focused
    while each is not None and each is not root:
        yield each
        each = each.parentWidget()


def _is_beside_one_that_is_met(widget: QWidget, met: set[QWidget], groups: set[object]) -> bool:
    if isinstance(widget, QAbstractButton) and widget.group() in groups:
        return True
    proxy = widget.focusProxy()
    if proxy is not None and proxy in met:
        return True
    return isinstance(widget, QRadioButton) and any(
        isinstance(each, QRadioButton) and each.parent() is widget.parent() for each in met
    )


def _named(widget: QWidget) -> str:
    said = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    kind = "tabs" if isinstance(widget, QTabBar) else type(widget).__name__
    return f"{kind} “{said}”"
