"""The card of the doctor: it checks the project, says what it found, and repairs what is safe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from db.doctor import Finding, Repaired, Severity
from gui.project.parts import button, words
from gui.translation import tr, tr_count
from gui.widgets.card import Card

_LINES_SHOWN = 12


class DoctorCard(Card):
    """Emits `check_wanted()` and `repair_wanted()`; shows findings or what became of them."""

    check_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._check = button(tr("Check the project"), self.check_wanted.emit)
        self._repair = button(tr("Repair what is safe"), self.repair_wanted.emit, role="primary")
        self._outcome = words("", "strong", wraps=True)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setAccessibleName(tr("What the doctor found"))
        self._details.setTabChangesFocus(True)
        self.head.addWidget(words(tr("Doctor"), "strong"), 1)
        self.head.addWidget(self._check)
        explanation = tr(
            "Reads the whole file and compares every quote with its article, every link with "
            "the scheme, and the journal with the rows. Checking changes nothing."
        )
        self.body.addWidget(words(explanation, "muted", wraps=True))
        for part in (self._outcome, self._details, self._repair):
            part.hide()
            self.body.addWidget(part)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what is wrong, the worst first, and offer to repair what can be."""
        if not findings:
            self._show(tr("All is well."), ())
            return
        errors = sum(each.severity is Severity.ERROR for each in findings)
        safe = sum(each.can_repair for each in findings)
        parts = (
            tr_count(len(findings), "{count} thing was found", "{count} things were found"),
            tr_count(errors, "{count} of them an error", "{count} of them errors") if errors else "",
            tr_count(safe, "{count} can be repaired safely", "{count} can be repaired safely")
            if safe
            else tr("none can be repaired without deciding something"),
        )
        self._show(", ".join(part for part in parts if part) + ".", [_line(each) for each in findings])
        self._repair.setVisible(safe > 0)

    def show_repaired(self, repaired: Sequence[Repaired]) -> None:
        """Say what was done and what was left."""
        done = sum(each.was_repaired for each in repaired)
        left = len(repaired) - done
        told = tr_count(done, "{count} thing was repaired.", "{count} things were repaired.")
        if left:
            told += " " + tr_count(left, "{count} was left as it is.", "{count} were left as they are.")
        self._show(told, [each.text for each in repaired])

    def _show(self, outcome: str, lines: Sequence[str]) -> None:
        self._outcome.setText(outcome)
        self._outcome.show()
        self._details.setPlainText("\n".join(lines))
        shown = min(_LINES_SHOWN, len(lines)) + 1
        self._details.setFixedHeight(shown * self._details.fontMetrics().lineSpacing() + 16)
        self._details.setVisible(bool(lines))
        self._repair.hide()


def _line(finding: Finding) -> str:
    severity = tr("Error") if finding.severity is Severity.ERROR else tr("Untidy")
    return f"{severity}: {finding.text}"
