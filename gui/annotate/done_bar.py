"""The bar under the cards: what is still wrong, how much was read, and the button for Done."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from db.model import LayerState
from db.scheme.model import Level
from db.scheme.rules import RuleKind, RuleProblem
from gui.actions import with_key
from gui.annotate.current_article import CurrentArticle
from gui.icons import icon
from gui.isolation import in_a_row
from gui.keys.in_force import in_force
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.fitting_button import FittingButton
from gui.widgets.wrapping_row import WrappingRow


class DoneBar(QFrame):
    """Follows the current article.

    `finish_wanted` comes from the button, `problems_wanted` from the words about problems.
    """

    finish_wanted = Signal()
    problems_wanted = Signal()

    def __init__(self, current: CurrentArticle, theme: Theme) -> None:
        super().__init__()
        self._current = current
        self._theme = theme
        set_role(self, "bar", "bottom")
        self._problems = QPushButton()
        set_role(self._problems, "compact")
        set_role(self._problems, "danger")
        set_role(self._problems, "quiet")
        self._problems.clicked.connect(self.problems_wanted)
        self._state = ElidedLabel()
        self._reading = ElidedLabel()
        for label in (self._state, self._reading):
            set_role(label, "muted")
            set_role(label, "secondary")
            # Large letters leave room for nothing but the buttons.
            label.setMinimumWidth(1)
        self._button = FittingButton()
        set_role(self._button, "primary")
        for button in (self._button, self._problems):
            # So that Enter presses it, too, as in a dialog.
            button.setAutoDefault(True)
        self._button.clicked.connect(self.finish_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 10, 14, 10)
        layout.addWidget(WrappingRow(self._facts(), (self._button,), patient=True))
        self.set_theme(theme)
        current.reloaded.connect(self._show)
        in_force().changed.connect(self._show)
        self._show()

    @property
    def problems_button(self) -> QPushButton:
        """Where the list of problems opens."""
        return self._problems

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._problems.setIcon(icon("warning", theme.warning))

    def show_reading(self, fraction: float) -> None:
        """Say how much of the article was on the screen long enough, from 0 to 1."""
        percent = int(fraction * 100 + 0.5)
        self._reading.setText(tr("reading {percent} %", percent=percent))
        self._reading.setToolTip(
            tr("How much of the text was on the screen long enough to be read")
        )

    def _facts(self) -> QWidget:
        facts = QWidget()
        row = QHBoxLayout(facts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._problems)
        row.addWidget(self._state)
        row.addWidget(self._reading, 1)
        return facts

    @Slot()
    def _show(self) -> None:
        annotation = self._current.annotation
        self.setEnabled(annotation is not None)
        self._reading.setVisible(annotation is not None)
        problems = self._current.problems
        self._problems.setText(problem_count(problems))
        self._problems.setVisible(bool(problems))
        layer = annotation.layer if annotation else None
        is_done = layer is not None and layer.state is LayerState.DONE
        facts = [
            words
            for words, holds in (
                (tr("✓ done"), is_done),
                (tr("skipped"), layer is not None and layer.state is LayerState.SKIPPED),
                (tr("nothing here"), layer is not None and layer.nothing_here),
                (tr("flagged"), layer is not None and layer.flag is not None),
            )
            if holds
        ]
        self._state.setText(in_a_row(facts))
        self._state.setVisible(bool(facts))
        self._state.setToolTip(layer.flag or "" if layer else "")
        words = tr("Next") if is_done else tr("Done — next")
        self._button.set_texts(with_key(words, "article.done"), words)
        self._button.setAccessibleName(tr("Next") if is_done else tr("Done, next article"))


def problem_count(problems: tuple[RuleProblem, ...]) -> str:
    """How many problems there are, in the plainest words that are true."""
    if problems and all(problem.kind is RuleKind.OPEN_SLOT for problem in problems):
        return tr_count(len(problems), "{count} open slot", "{count} open slots")
    if all(problem.level is Level.WARNING for problem in problems):
        return tr_count(len(problems), "{count} warning", "{count} warnings")
    return tr_count(len(problems), "{count} problem", "{count} problems")
