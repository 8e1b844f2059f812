"""What was marked in plain words, on the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.model import Absence
from db.operations import articles, referents, spans
from db.queries import articles as article_queries
from gui.actions import COMMANDS, build_actions
from gui.annotate.page import AnnotatePage
from gui.annotate.sentences import Sentences, metadata_lines
from gui.background import Background
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.settings import Settings
from gui.theme import LIGHT
from tests.builders import make_desk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    made.open()
    yield made
    made.project.close()


def sentences(desk):
    article = article_queries.one(desk.project, desk.article)
    return Sentences(desk.annotation, desk.project_scheme, article)
