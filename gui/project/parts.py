"""The small parts that sections are made of: those that all pages share, and what annotators are."""

from __future__ import annotations

from db.model import AnnotatorKind
from gui.translation import tr
from gui.widgets.parts import button, clear, open_folder, size_words, titled_card, words

__all__ = ["button", "clear", "kind_words", "open_folder", "size_words", "titled_card", "words"]


def kind_words(kind: AnnotatorKind) -> str:
    """What an annotator is, where it is no person."""
    names = {AnnotatorKind.GOLD: tr("the settled version"), AnnotatorKind.MODEL: tr("a program")}
    return names.get(kind, "")
