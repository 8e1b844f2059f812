"""The card that checks the whole file, says what it found, and repairs what is safe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.doctor import Finding, FindingKind, Repaired, Severity
from gui.project.safety.finding_list import FindingList, Group
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.parts import button, titled_card, words
from gui.widgets.task_line import TaskLine


class DoctorCard(QWidget):
    """`check_wanted`, `repair_wanted` and `recover_wanted` carry nothing.

    `article_wanted` carries an ArticleId.
    """

    check_wanted = Signal()
    repair_wanted = Signal()
    recover_wanted = Signal()
    article_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._groups: tuple[Group, ...] = ()
        self.check = button(tr("Check the project"), self.check_wanted.emit)
        self.repair = button(tr("Repair what is safe…"), self.repair_wanted.emit, role="primary")
        self.recover = button(
            tr("Recover into a new project…"), self.recover_wanted.emit, role="primary"
        )
        self.line = TaskLine(theme.accent)
        self.said = words("", "strong", wraps=True)
        self.findings = FindingList()
        self.findings.article_wanted.connect(self.article_wanted)
        card = titled_card(tr("Doctor"))
        card.head.addWidget(self.check)
        card.body.setSpacing(8)
        card.body.addWidget(
            words(
                tr(
                    "Reads the whole file and compares every mark with its text, every link with "
                    "its spans, and the journal with both. Nothing is changed by checking."
                ),
                "muted",
                wraps=True,
            )
        )
        card.body.addWidget(self.line)
        card.body.addWidget(self.said)
        card.body.addWidget(self.findings)
        row = QHBoxLayout()
        row.addWidget(self.repair)
        row.addWidget(self.recover)
        row.addStretch(1)
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self._show("", ())
        self.repair.hide()
        self.recover.hide()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what a check found."""
        errors = [each for each in found if each.severity is Severity.ERROR]
        untidy = [each for each in found if each.severity is not Severity.ERROR]
        self._show(
            tr_count(len(found), "{count} thing was found.", "{count} things were found.")
            if found
            else tr("All is well: nothing was found."),
            (
                Group(title=tr("Damaged"), icon="warning", is_bad=True, lines=_lines(errors)),
                Group(title=tr("Untidy"), icon="info", is_bad=False, lines=_lines(untidy)),
            ),
        )
        # Where pages can't be read, a repair would only make it worse.
        is_spoiled = any(each.kind is FindingKind.FILE and not each.can_repair for each in found)
        self.recover.setVisible(is_spoiled)
        repairable = 0 if is_spoiled else sum(each.can_repair for each in found)
        self.repair.setVisible(repairable > 0)
        self.repair.setText(
            tr_count(repairable, "Repair {count} of them safely…", "Repair {count} of them safely…")
        )

    def show_repaired(self, outcome: Sequence[Repaired]) -> None:
        """Show what a repair did and what it left."""
        done = _lines([each.finding for each in outcome if each.was_repaired])
        left = _lines([each.finding for each in outcome if not each.was_repaired])
        self._show(
            tr_count(len(done), "{count} thing was repaired.", "{count} things were repaired."),
            (
                Group(title=tr("Repaired"), icon="check", is_bad=False, lines=done),
                Group(title=tr("Left as it is"), icon="warning", is_bad=True, lines=left),
            ),
        )
        self.repair.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.line.set_colour(theme.accent)
        self.findings.show_groups(self._groups, theme)

    def _show(self, said: str, groups: Sequence[Group]) -> None:
        self._groups = tuple(group for group in groups if group.lines)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.findings.setVisible(bool(self._groups))
        self.findings.show_groups(self._groups, self._theme)


def _lines(findings: Sequence[Finding]) -> tuple[tuple[str, Finding], ...]:
    return tuple((tr_said(each.text), each) for each in findings)
