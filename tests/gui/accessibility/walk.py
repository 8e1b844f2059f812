"""Walks everything that is on the screen as a screen reader does, and says what is amiss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

Role = QAccessible.Role
# What a person acts with, also where it takes no focus.
CONTROLS = frozenset(
    {
        Role.Button,
        Role.ButtonMenu,
        Role.ButtonDropDown,
        Role.CheckBox,
        Role.RadioButton,
        Role.EditableText,
        Role.ComboBox,
        Role.SpinBox,
        Role.Slider,
        Role.Link,
        Role.List,
        Role.Tree,
        Role.Table,
        Role.PageTabList,
    }
)
# What says nothing about what can be done with something that takes the focus.
EMPTY_ROLES = frozenset({Role.NoRole, Role.Client, Role.Pane, Role.Border})
ROWS_LOOKED_AT = 12
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_]\b.*[^\W\d_]|^\d+$|^[^\W_]$")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with which widget."""

    what: str
    widget: str

    def __str__(self) -> str:
        return f"{self.what}: {self.widget}"


def complaints(root: QWidget, *, sees_focus: bool = True) -> list[str]:
    """Everything that is amiss with what `root` shows now."""
    found: list[Complaint] = []
    for widget in tuple(controls(root)):
        if not isValid(widget) or not widget.isVisible():
            continue
        found.extend(_about(widget))
        if sees_focus and isValid(widget) and widget.isEnabled() and _takes_tab(widget):
            found.extend(_about_focus(widget))
    return sorted({str(each) for each in found})


def controls(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget that can be acted with, whatever it calls itself."""
    for interface in interfaces(QAccessible.queryAccessibleInterface(root)):
        widget = interface.object()
        if not isinstance(widget, QWidget) or not widget.isVisible() or _is_part(widget):
            continue
        is_focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if widget is not root and (is_focusable or interface.role() in CONTROLS):
            yield widget


def interfaces(root: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """`root` and everything below it that belongs to a widget."""
    if root is None or not root.isValid():
        return
    yield root
    if isinstance(root.object(), QAbstractItemView):
        return
    for number in range(root.childCount()):
        child = root.child(number)
        if child is not None and isinstance(child.object(), QWidget):
            yield from interfaces(child)


def _is_part(widget: QWidget) -> bool:
    """Whether it is a piece of another control, which speaks for it."""
    parent = widget.parentWidget()
    name = widget.objectName()
    return (
        isinstance(widget, QScrollBar | QHeaderView | QSplitterHandle | QMainWindow)
        or (isinstance(widget, QScrollArea) and widget.focusPolicy() == Qt.FocusPolicy.StrongFocus)
        or name.startswith("qt_")
        or name in {"ScrollLeftButton", "ScrollRightButton"}
        or type(widget).__name__ in {"QLineEditIconButton", "QComboBoxPrivateContainer"}
        or (isinstance(widget, QLineEdit) and isinstance(parent, QComboBox))
        or isinstance(parent, QGraphicsView)
        or (isinstance(parent, QAbstractItemView) and not isinstance(widget, QLineEdit))
    )


def _about(widget: QWidget) -> Iterator[Complaint]:
    interface = QAccessible.queryAccessibleInterface(widget)
    # Of a box with choices Qt tells the chosen one as its name where labels are relations.
    is_box = isinstance(widget, QComboBox)
    name = widget.accessibleName() if is_box else interface.text(QAccessible.Text.Name)
    if not _WORD.search(name):
        yield Complaint(
            "no name" if not name else f"only a sign for a name, {name!r}", _path(widget)
        )
    is_focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    # What is only scrolled by keys has nothing to be said but its name.
    is_scrolled = isinstance(widget, QScrollArea | QGraphicsView)
    if is_focusable and interface.role() in EMPTY_ROLES and not is_scrolled:
        yield Complaint(f"no role but {interface.role().name}", _path(widget))
    if not is_focusable and interface.role() in CONTROLS and not _has_other_keys(widget):
        yield Complaint("out of reach of the keys", _path(widget))
    if isinstance(widget, QAbstractItemView):
        yield from _about_rows(widget)
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            if not _WORD.search(widget.tabText(tab) or widget.accessibleTabName(tab)):
                yield Complaint(f"tab {tab} without a name", _path(widget))


def _has_other_keys(widget: QWidget) -> bool:
    """Whether the arrow keys lead to it from its neighbours, or it has keys of its own."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and any(map(_takes_tab, group.buttons())):
        return True
    # Its field hands over the keys; a picture of a card does nothing at all.
    around = {type(each).__name__ for each in _ancestors(widget)}
    return bool(around & {"FindBar", "PopupList", "PreviewCard"})


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    each = widget.parentWidget()
    while each is not None:
        yield each
        each = each.parentWidget()


def _about_rows(view: QAbstractItemView) -> Iterator[Complaint]:
    model, root = view.model(), view.rootIndex()
    if model is None:
        return
    for row in range(min(ROWS_LOOKED_AT, model.rowCount(root))):
        cells = [model.index(row, column, root) for column in range(_columns(model, root))]
        words = [
            cell.data(role)
            for cell in cells
            for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
        ]
        if not any(str(each).strip() for each in words if each is not None):
            yield Complaint(f"row {row} without words", _path(view))
            return


def _columns(model: QAbstractItemModel, root: QModelIndex) -> int:
    # A list's count of columns is private.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _about_focus(widget: QWidget) -> Iterator[Complaint]:
    name = _path(widget)
    focused = QApplication.focusWidget()
    QApplication.processEvents()
    if focused is not None and isValid(focused):
        # Without events after it: the program gives a lost focus on to what is nearest.
        focused.clearFocus()
    if not isValid(widget) or not widget.isVisible() or widget.visibleRegion().isEmpty():
        return
    before = _picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    if not isValid(widget):
        return
    if not _has_focus(widget):
        yield Complaint("does not take the focus", name)
        return
    if isinstance(widget, QAbstractItemView) and not _has_rows(widget):
        return
    after = _picture(widget)
    if before.size() == after.size() and _differing(before, after) < 12:
        yield Complaint("nothing shows the focus", name)


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (
        focused is widget or widget.isAncestorOf(focused) or focused is widget.focusProxy()
    )


def _has_rows(view: QAbstractItemView) -> bool:
    model = view.model()
    return model is not None and model.rowCount(view.rootIndex()) > 0


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _differing(one: QImage, other: QImage) -> int:
    if one == other:
        return 0
    lines = zip(_lines(one), _lines(other), strict=True)
    return sum(
        sum(a[at : at + 4] != b[at : at + 4] for at in range(0, len(a), 4))
        for a, b in lines
        if a != b
    )


def _lines(image: QImage) -> list[bytes]:
    whole = bytes(image.constBits())
    width = image.bytesPerLine()
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def _path(widget: QWidget) -> str:
    names = []
    each: QWidget | None = widget
    while each is not None and len(names) < 4:
        said = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        names.append(f"{type(each).__name__}[{said[:24]}]" if said else type(each).__name__)
        each = each.parentWidget()
    return " < ".join(names)
