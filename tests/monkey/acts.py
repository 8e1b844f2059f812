"""The only place that knows what the monkey can do: keys, letters, the mouse, commands, people."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.queries import annotators
from gui.main_window.window import MainWindow

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
# They lead out of the window: to another project, another program, or the end.
_LEADS_OUT = frozenset({"project.new", "project.open", "project.close", "program.quit"})
_LEADS_OUT_KEYS = frozenset({
    (Qt.Key.Key_Q, _CONTROL), (Qt.Key.Key_W, _CONTROL), (Qt.Key.Key_F4, _ALT),
    (Qt.Key.Key_O, _CONTROL), (Qt.Key.Key_N, _CONTROL),
})  # fmt: skip
_WORDS_ASKED = ("France", "truce", "talks", "plan*", "observers", "ألمانيا", "nobody")
_MOST_REPLAYED = 12


class Somebody(Protocol):
    """Who acts: their dice, the window as it is now, and where steps are written down."""

    chance: random.Random

    @property
    def window(self) -> MainWindow:
        """The window that is open."""
        ...

    def note(self, step: str) -> None:
        """Write a step down."""
        ...

    def settle(self) -> None:
        """Wait for all that follows from what was done."""
        ...


def choose(chance: random.Random) -> Callable[[Somebody], None]:
    """One of all acts."""
    return chance.choices(tuple(_ACTS), weights=tuple(_ACTS.values()))[0]


def named(widget: QWidget) -> str:
    """A widget, for people."""
    kind = type(widget).__name__
    name = widget.accessibleName() or widget.objectName()
    return f"{kind} “{name}”" if name else kind


def _key(who: Somebody) -> None:
    chance = who.chance
    modifier = chance.choice(_MODIFIERS)
    is_special = chance.random() < 0.5
    key = chance.choice(_KEYS) if is_special else Qt.Key(Qt.Key.Key_A + chance.randrange(26))
    if (key, modifier) in _LEADS_OUT_KEYS:
        return
    target = _focus(who)
    who.note(f"key {modifier.name} {key.name} in {named(target)}")
    QTest.keyClick(target, key, modifier)


def _letters(who: Somebody) -> None:
    words = "".join(who.chance.choices(_LETTERS, k=who.chance.randint(1, 6)))
    who.note(f"type {words!r} in {named(_focus(who))}")
    for letter in words:
        # Each where the focus is by then.
        QTest.keyClicks(_focus(who), letter)


def _click(who: Somebody) -> None:
    target, point = _somewhere(who)
    is_double = who.chance.random() < 0.15
    held = who.chance.choice((_NONE, _SHIFT))
    who.note(f"{'double ' * is_double}click {named(target)} at {point.x()}, {point.y()}")
    click = QTest.mouseDClick if is_double else QTest.mouseClick
    click(target, Qt.MouseButton.LeftButton, held, point)


def _drag(who: Somebody) -> None:
    """Mostly words of the text; else from anywhere to anywhere, as a slip of the hand."""
    target = _text_up(who)
    if target is None or who.chance.random() < 0.25:
        target, _ = _somewhere(who)
    start, end = _point_in(target, who.chance), _point_in(target, who.chance)
    who.note(f"drag in {named(target)} from {start.x()}, {start.y()} to {end.x()}, {end.y()}")
    QTest.mousePress(target, Qt.MouseButton.LeftButton, _NONE, start)
    QTest.mouseMove(target, (start + end) / 2)
    QTest.mouseMove(target, end)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, _NONE, end)


def _wheel(who: Somebody) -> None:
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


def _context_menu(who: Somebody) -> None:
    target, point = _somewhere(who)
    who.note(f"context menu of {named(target)} at {point.x()}, {point.y()}")
    QTest.mouseClick(target, Qt.MouseButton.RightButton, _NONE, point)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, target.mapToGlobal(point), _NONE
    )
    QApplication.sendEvent(target, event)


def _replay(who: Somebody) -> None:
    """A storm of undo and redo."""
    session = who.window.session
    steps = [who.chance.random() < 0.6 for _ in range(who.chance.randint(1, _MOST_REPLAYED))]
    who.note("replay " + "".join("u" if each else "r" for each in steps))
    for is_undo in steps:
        if is_undo:
            session.undo()
        else:
            session.redo()


def _command(who: Somebody) -> None:
    actions = who.window.findChildren(QAction)
    names = {each.objectName() for each in actions if each.isEnabled() and each.objectName()}
    name = who.chance.choice(sorted(names - _LEADS_OUT))
    who.note(f"command {name}")
    who.window.run_command(name)


def _page(who: Somebody) -> None:
    pages = ["annotate", "project"]
    if not who.window.session.is_work_package:
        pages += ["review", "agreement", "explore"]
    page = who.chance.choice(pages)
    section = ""
    if page == "explore":
        section = who.chance.choice(_WORDS_ASKED)
    elif page == "project":
        section = who.chance.choice(list(who.window.project._sections))
    who.note(f"page {page} {section}")
    who.window.show_page(page, section)


def _other_person(who: Somebody) -> None:
    """Somebody else sits down, or gold: the window is made anew."""
    session = who.window.session
    if session.is_work_package:
        return
    person = who.chance.choice(annotators.every(session.project))
    who.note(f"from now on works {person.name}")
    who.window.author_wanted.emit(person.id)


_ACTS: dict[Callable[[Somebody], None], int] = {
    _key: 34,
    _letters: 10,
    _click: 20,
    _drag: 8,
    _wheel: 3,
    _context_menu: 3,
    _replay: 3,
    _command: 13,
    _page: 5,
    _other_person: 1,
}


def _focus(who: Somebody) -> QWidget:
    return QApplication.focusWidget() or QApplication.activeWindow() or who.window


def _somewhere(who: Somebody) -> tuple[QWidget, QPoint]:
    top = QApplication.activePopupWidget() or QApplication.activeWindow() or who.window
    targets = [each for each in top.findChildren(QWidget) if _can_be_clicked(each)] or [top]
    target = who.chance.choice(targets)
    return target, _point_in(target, who.chance)


def _point_in(widget: QWidget, chance: random.Random) -> QPoint:
    return QPoint(
        chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height()))
    )


def _text_up(who: Somebody) -> QWidget | None:
    if QApplication.activePopupWidget() or QApplication.activeModalWidget():
        return None
    window = who.window
    view = window.review.view if window._turner.is_reviewing else window.annotate.view
    return view.viewport() if view.isVisible() else None


def _can_be_clicked(widget: QWidget) -> bool:
    # A link to the world outside is none of its business.
    is_there = widget.isVisible() and widget.isEnabled() and widget.width() > 1
    return is_there and widget.objectName() != "outside"
