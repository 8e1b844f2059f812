"""The bar under the versions: how much is settled, and the button for what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from db.operations.review import problems_of
from gui.actions import with_key
from gui.icons import icon
from gui.review.current import CurrentReview
from gui.review.wording import places_words, problem_words
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.fitting_button import FittingButton
from gui.widgets.soon import Soon


class Foot(QFrame):
    """`command_wanted` carries what the button does now: take, accept all, or settle."""

    command_wanted = Signal(str)

    def __init__(self, current: CurrentReview, theme: Theme) -> None:
        super().__init__()
        self._current = current
        self._command = "review.take"
        self._knows_problems = False
        set_role(self, "bar", "bottom")
        self._words = ElidedLabel()
        self._problems = QPushButton()
        for role in ("compact", "danger", "quiet"):
            set_role(self._problems, role)
        for role in ("muted", "secondary"):
            set_role(self._words, role)
        # Large letters leave room for nothing but the buttons.
        self._words.setMinimumWidth(1)
        self._button = FittingButton()
        set_role(self._button, "primary")
        self._button.clicked.connect(lambda: self.command_wanted.emit(self._command))
        self._problems.clicked.connect(lambda: self.command_wanted.emit("review.problems"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self._problems)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button)
        self._soon = Soon(self, self.refresh)
        current.reloaded.connect(self._forget_problems)
        current.unit_chosen.connect(self._soon.start)
        self.set_theme(theme)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._problems.setIcon(icon("warning", theme.warning))

    @Slot()
    def refresh(self) -> None:
        """Say how far the article is now."""
        current = self._current
        reviewed = current.reviewed
        self.setEnabled(reviewed is not None and bool(current.units))
        if reviewed is None:
            self._problems.hide()
            self._words.setText("")
            self._offer("review.take", tr("Take"), (tr("Take"),))
            return
        self._show_problems()
        differences, left = len(current.differences), len(current.to_decide)
        unanimous = len(current.open_unanimous)
        self._words.setText(
            tr("{done} of {total} decided", done=differences - left, total=differences)
            if differences
            else tr("all agree")
        )
        if left and current.is_taken:
            self._offer("review.take", tr("Next difference"), (tr("Next  ↵"),))
        elif left:
            number = current.candidate
            name = tr("Take version {number}, next", number=number)
            whole = tr("Take {number} — next  ↵", number=number)
            self._offer("review.take", name, (whole, tr("Take {number}", number=number)))
        elif unanimous:
            name = tr("Accept {places} that all agree on", places=places_words(unanimous))
            text = tr("Accept {count} agreed  A", count=unanimous)
            self._offer("review.accept", name, (text, tr("Accept {count}", count=unanimous)))
        else:
            words = tr("Settled — next")
            texts = (with_key(words, "article.done"), words)
            self._offer("article.done", tr("Settle the article, next one"), texts)

    @Slot()
    def _forget_problems(self) -> None:
        self._knows_problems = False
        self._soon.start()

    def _show_problems(self) -> None:
        reviewed = self._current.reviewed
        if self._knows_problems or reviewed is None:
            return
        self._knows_problems = True
        found = problems_of(reviewed)
        self._problems.setVisible(bool(found))
        if found:
            self._problems.setText(tr_count(len(found), "{count} to look at", "{count} to look at"))
            self._problems.setToolTip("\n".join(problem_words(each, reviewed) for each in found))

    def _offer(self, command: str, name: str, texts: tuple[str, ...]) -> None:
        self._command = command
        self._button.set_texts(*texts)
        self._button.setAccessibleName(name)
