"""An article view on the screen that is no screen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.text.article_view import ArticleView


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    """A shown, focused view, wide enough for the full column."""
    shown = ArticleView()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    return shown
