"""The card that shows what an import would do, before it does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.imports.kinds import Kind
from db.imports.plan import ImportPlan
from gui.project.articles.remark_table import Remark, RemarkTable, Weight
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words


class PlanCard(QWidget):
    """Shows one plan; it only says what a person wants, the section does it."""

    import_wanted = Signal()
    sound_files_wanted = Signal()
    encodings_wanted = Signal()
    put_away = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._what = words("", "strong", wraps=True)
        self._more = words("", "muted", wraps=True)
        self._problem = words("", "problem", wraps=True)
        self._table = RemarkTable(theme)
        self._import = button("", self.import_wanted.emit, role="primary")
        self._sound = button(
            tr("Leave out the files with problems"), self.sound_files_wanted.emit, role=""
        )
        self._encodings = button(tr("Encodings…"), self.encodings_wanted.emit, role="")
        self._close = button(tr("Put away"), self.put_away.emit, role="quiet")
        card = titled_card(tr("What will come in"))
        card.body.setSpacing(8)
        for part in (self._what, self._more, self._problem, self._table):
            card.body.addWidget(part)
        card.body.addLayout(self._buttons())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan; nothing can be imported while it has problems."""
        self._what.setText(_what(plan))
        self._more.setText(_more(plan))
        self._more.setVisible(bool(self._more.text()))
        self._problem.setText(_problems(plan))
        self._problem.setVisible(bool(plan.problems))
        remarks = _remarks(plan)
        self._table.show_remarks(remarks)
        self._table.setVisible(bool(remarks))
        self._import.setText(_verb(plan))
        self._import.setEnabled(plan.has_anything and not plan.problems)
        self._sound.setVisible(bool(plan.problems) and bool(sound_files(plan)))
        self._encodings.setVisible(any(file.kind is Kind.PLAIN_TEXT for file in plan.files))

    def take_focus(self) -> None:
        """Put the focus on what comes next."""
        (self._import if self._import.isEnabled() else self._close).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._table.remarks.set_theme(theme)

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(gap=8, line_gap=6)
        for each in (self._import, self._sound, self._encodings, self._close):
            row.addWidget(each)
        return row


def sound_files(plan: ImportPlan) -> tuple[str, ...]:
    """The names of the files without problems."""
    broken = {problem.path for problem in plan.problems}
    return tuple(file.name for file in plan.files if file.name not in broken)


def _what(plan: ImportPlan) -> str:
    if not plan.has_anything:
        return tr("Nothing new comes in.")
    articles = tr_count(plan.articles, "{count} article", "{count} articles")
    layers = tr_count(plan.layers, "{count} annotation", "{count} annotations")
    parts = [
        *([articles] if plan.articles or not plan.layers else []),
        *([layers] if plan.layers else []),
    ]
    files = tr_count(len(plan.files), "{count} file", "{count} files")
    return tr("{what} from {files}", what=tr(" with ").join(parts), files=files)


def _more(plan: ImportPlan) -> str:
    lines = []
    if plan.new_annotators:
        lines.append(tr("New annotators: {names}", names=", ".join(plan.new_annotators)))
    if plan.skipped:
        lines.append(
            tr_count(len(plan.skipped), "{count} is left out", "{count} are left out")
            + tr(", for the reasons below")
        )
    return " · ".join(lines)


def _problems(plan: ImportPlan) -> str:
    return tr_count(
        len(plan.problems),
        "There is {count} problem. Nothing is imported until it is mended or its file is left out.",
        "There are {count} problems. Nothing is imported until they are mended or their files are "
        "left out.",
    )


def _verb(plan: ImportPlan) -> str:
    if not plan.articles and plan.layers:
        return tr_count(plan.layers, "Import {count} annotation", "Import {count} annotations")
    return tr_count(plan.articles, "Import {count} article", "Import {count} articles")


def _remarks(plan: ImportPlan) -> list[Remark]:
    groups = (
        (Weight.PROBLEM, plan.problems),
        (Weight.SKIPPED, plan.skipped),
        (Weight.NOTE, plan.notes),
    )
    return [Remark(weight=weight, problem=each) for weight, group in groups for each in group]
