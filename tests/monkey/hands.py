"""The only place that knows what hands do, wherever they are: keys, letters, the mouse, buttons."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QWidget,
)

from tests.monkey.somebody import (
    Somebody,
    can_be_used,
    columns_of,
    focus_of,
    in_the_way,
    named,
    place_of,
    point_in,
    top_of,
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+-?,. "
_KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    Qt.Key.Key_Space, Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_Menu,
)  # fmt: skip
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_MODIFIERS = (_NONE, _NONE, _NONE, _SHIFT, _CONTROL | _SHIFT, _CONTROL, _ALT)
_LONGEST_LABEL = 30


def key(who: Somebody) -> None:
    """One key, wherever the focus is."""
    chance = who.chance
    modifier = chance.choice(_MODIFIERS)
    is_special = chance.random() < 0.5
    pressed = chance.choice(_KEYS) if is_special else Qt.Key(Qt.Key.Key_A + chance.randrange(26))
    target = focus_of(who)
    who.note(f"key {modifier.name} {pressed.name} in {named(target)}")
    QTest.keyClick(target, pressed, modifier)


def letters(who: Somebody) -> None:
    """Some letters, each where the focus is by then."""
    words = "".join(who.chance.choices(_LETTERS, k=who.chance.randint(1, 6)))
    who.note(f"type {words!r} in {named(focus_of(who))}")
    for letter in words:
        QTest.keyClicks(focus_of(who), letter)


def escape(who: Somebody) -> None:
    """Out of whatever is in the way, layer by layer, as far as one key leads."""
    target = focus_of(who)
    who.note(f"Escape in {named(target)}")
    QTest.keyClick(target, Qt.Key.Key_Escape)


def click(who: Somebody) -> None:
    """A click or two, anywhere."""
    target, point = _somewhere(who)
    is_double = who.chance.random() < 0.15
    held = who.chance.choice((_NONE, _SHIFT))
    who.note(f"{'double ' * is_double}click {named(target)} at {point.x()}, {point.y()}")
    press = QTest.mouseDClick if is_double else QTest.mouseClick
    press(target, Qt.MouseButton.LeftButton, held, point)


def button(who: Somebody) -> None:
    """A button; rather one that was seldom pressed."""
    place = place_of(who)
    there = [each for each in top_of(who).findChildren(QAbstractButton) if can_be_used(each)]
    by_name = {f"{place}: {_label(each)}": each for each in there if each.objectName() != "outside"}
    if not by_name:
        return
    who.reached.expect("button", by_name)
    name = who.reached.choose(who.chance, "button", by_name)
    who.reached.note("button", name)
    pressed = by_name[name]
    who.note(f"press {name}")
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton, _NONE, pressed.rect().center())


def row(who: Somebody) -> None:
    """A row of a list or table, sometimes twice."""
    views = [each for each in top_of(who).findChildren(QAbstractItemView) if can_be_used(each)]
    views = [each for each in views if not isinstance(each, QHeaderView) and _rows(each)]
    if not views:
        return
    view = who.chance.choice(views)
    model = view.model()
    index = model.index(
        who.chance.randrange(model.rowCount()),
        who.chance.randrange(max(1, columns_of(model, QModelIndex()))),
    )
    view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
    point = view.visualRect(index).center()
    is_double = who.chance.random() < 0.2
    who.note(f"{'double ' * is_double}click row {index.row()} of {named(view)}")
    press = QTest.mouseDClick if is_double else QTest.mouseClick
    press(view.viewport(), Qt.MouseButton.LeftButton, _NONE, point)


def pick(who: Somebody) -> None:
    """Another entry of a field that offers some."""
    fields = [each for each in top_of(who).findChildren(QComboBox) if can_be_used(each)]
    if not fields:
        return
    field = who.chance.choice(fields)
    pressed = who.chance.choice((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_End))
    who.note(f"pick by {pressed.name} in {named(field)}")
    QTest.keyClick(field, pressed)


def drag(who: Somebody) -> None:
    """Mostly words of the text; else from anywhere to anywhere, as a slip of the hand."""
    target = _text_up(who)
    if target is None or who.chance.random() < 0.25:
        target, _ = _somewhere(who)
    start, end = point_in(target, who.chance), point_in(target, who.chance)
    who.note(f"drag in {named(target)} from {start.x()}, {start.y()} to {end.x()}, {end.y()}")
    QTest.mousePress(target, Qt.MouseButton.LeftButton, _NONE, start)
    QTest.mouseMove(target, (start + end) / 2)
    QTest.mouseMove(target, end)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, _NONE, end)


def wheel(who: Somebody) -> None:
    """Some notches, sometimes with a key held."""
    target, point = _somewhere(who)
    turned = QPoint(0, 120 * who.chance.choice((-5, -1, 1, 5)))
    held = who.chance.choice((_NONE, _NONE, _SHIFT, _CONTROL))
    who.note(f"wheel {turned.y()} {held.name} over {named(target)}")
    event = QWheelEvent(
        QPointF(point),
        QPointF(target.mapToGlobal(point)),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def context_menu(who: Somebody) -> None:
    """What the right button offers."""
    target, point = _somewhere(who)
    who.note(f"context menu of {named(target)} at {point.x()}, {point.y()}")
    QTest.mouseClick(target, Qt.MouseButton.RightButton, _NONE, point)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, target.mapToGlobal(point), _NONE
    )
    QApplication.sendEvent(target, event)


def _rows(view: QAbstractItemView) -> int:
    return view.model().rowCount() if view.model() is not None else 0


def _somewhere(who: Somebody) -> tuple[QWidget, QPoint]:
    top = top_of(who)
    # A link to the world outside is none of its business.
    targets = [
        each
        for each in top.findChildren(QWidget)
        if can_be_used(each) and each.objectName() != "outside"
    ]
    target = who.chance.choice(targets or [top])
    return target, point_in(target, who.chance)


def _text_up(who: Somebody) -> QWidget | None:
    window = who.program.window
    if window is None or in_the_way():
        return None
    view = window.review.view if window._turner.is_reviewing else window.annotate.view
    return view.viewport() if view.isVisible() else None


def _label(pressed: QAbstractButton) -> str:
    """What stands on a button, numbers and names of articles aside, so that there are not many."""
    words = pressed.accessibleName() or pressed.text() or pressed.objectName() or "a button"
    return re.sub(r"\d+", "#", words)[:_LONGEST_LABEL]
