"""The only place for caret moves unknown to Qt: by sentence, and out of hidden blank lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

from gui.text.boundaries import next_sentence, previous_sentence

_BACKWARDS = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Home)


def sentence_target(event: QKeyEvent, body: str, caret: int) -> int | None:
    """Where Alt+Up or Alt+Down takes a caret, in code points; None for all other keys."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    )
    if held != Qt.KeyboardModifier.AltModifier:
        return None
    if event.key() == Qt.Key.Key_Up:
        return previous_sentence(body, caret)
    if event.key() == Qt.Key.Key_Down:
        return next_sentence(body, caret)
    return None


def is_backwards(event: QKeyEvent) -> bool:
    """Whether a key moves the caret towards the beginning."""
    return event.key() in _BACKWARDS


def out_of_hidden_lines(cursor: QTextCursor, *, backwards: bool) -> QTextCursor:
    """The cursor on the next line that shows, or back where there is none; the anchor stays."""
    block = cursor.block()
    if block.isVisible():
        return cursor
    keep = (
        QTextCursor.MoveMode.KeepAnchor
        if cursor.hasSelection()
        else QTextCursor.MoveMode.MoveAnchor
    )
    target = _shown(block, backwards=backwards)
    is_before = backwards if target.isValid() else not backwards
    if not target.isValid():
        target = _shown(block, backwards=not backwards)
    if target.isValid():
        cursor.setPosition(target.position() + (target.length() - 1 if is_before else 0), keep)
    return cursor


def _shown(block: QTextBlock, *, backwards: bool) -> QTextBlock:
    while block.isValid() and not block.isVisible():
        block = block.previous() if backwards else block.next()
    return block
