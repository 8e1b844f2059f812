"""The only place that shows and hides parts of the pane, which happens with every key."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


def show_part(part: QWidget, *, is_shown: bool) -> None:
    """Show or hide a part; Qt lays everything out anew also where nothing changes."""
    if part.isHidden() == is_shown:
        part.setVisible(is_shown)


def show_words(label: QLabel, text: str) -> None:
    """Show some words, or no label where there are none."""
    if text != label.text():
        label.setText(text)
    show_part(label, is_shown=bool(text))
