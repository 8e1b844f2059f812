"""What must hold of the journal: taking back and doing again leaves the file as it was."""

from __future__ import annotations

from gui.main_window.window import MainWindow
from tests.builders import ADVANCING, all_rows

_TABLES = (
    "project", "annotator", "article", "layer", "span", "link", "referent", "comment",
    "assignment", "decision", "scheme", "merged_referent", "forked_layer",
)  # fmt: skip
_DEPTH = 4


def undone_and_redone(window: MainWindow) -> str:
    """Some steps back and as many forth."""
    session = window.session
    before = all_rows(session.project, *_TABLES, but=ADVANCING)
    titles = []
    for _ in range(_DEPTH):
        title = session.undo_title
        if title is None or session.undo() is None:
            break
        titles.append(title)
    for title in reversed(titles):
        if session.redo_title != title:
            return f"redo offers “{session.redo_title}” after “{title}” was taken back"
        if session.redo() is None:
            return f"“{title}” can't be done again after it was taken back"
    after = all_rows(session.project, *_TABLES, but=ADVANCING)
    for table, rows in before.items():
        if rows != after[table]:
            lost, new = set(rows) - set(after[table]), set(after[table]) - set(rows)
            return f"after undo and redo of {titles}, {table} lost {lost} and has {new}"
    return ""
