"""What would be written: how much, what is lost and left out, and the first record."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserFault
from db.exports.preview import Preview
from db.queries.exports import Which
from gui.background import Task
from gui.isolation import in_a_row
from gui.project.exporting import wording
from gui.project.exporting.looker import Sight
from gui.project.exporting.loss_table import LossTable
from gui.project.exporting.notices import Notices
from gui.project.exporting.record_view import RecordView
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.parts import button, words
from gui.widgets.task_line import TaskLine

_PATIENCE_MS = 500


class PreviewPane(QWidget):
    """`places_wanted` carries a LossCount; `all_wanted` asks for a look at every layer."""

    places_wanted = Signal(object)
    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._amount = words("", wraps=True)
        self._busy = words("", "muted", "secondary")
        self._notices = Notices()
        self._install = button(tr("Copy the line that installs it"), self._copy_install)
        self._installs = ""
        self._losses_title = words("", "strong", wraps=True)
        self._losses = LossTable(tr("What the format can't hold"))
        self._hint = words(tr("Enter or a click shows where"), "muted", "secondary")
        self._part_only = words("", "muted", "secondary", wraps=True)
        self._all = button(tr("Look at all"), self.all_wanted.emit)
        self._line = TaskLine(theme.accent)
        self._record_title = words(tr("The first record"), "strong")
        self._record = RecordView()
        self._copy = button(tr("Copy"), self._record.copy_all)
        self._copy.setAccessibleName(tr("Copy the first record"))
        self._later = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._later.timeout.connect(lambda: self._busy.setText(tr("Looking …")))
        self._losses.wanted.connect(self.places_wanted)
        self._install.hide()
        self._lay_out()
        self._show_losses(None)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._line.set_colour(theme.accent)

    def show_sight(self, sight: Sight) -> None:
        """Show what would be written."""
        seen = sight.preview
        self._amount.setText(_amount(sight))
        self._notices.show_lines(_notices(sight))
        self._installs = seen.installs
        self._install.setVisible(bool(seen.installs))
        self._show_losses(seen, is_first=sight.is_first)
        self._record.show_text(seen.text)
        self._record_title.setText(
            tr("How the first record begins") if seen.is_cut else tr("The first record")
        )
        self._copy.setEnabled(bool(seen.text))

    def show_fault(self, fault: UserFault) -> None:
        """Say why nothing can be exported like this; the last record stays to look at."""
        self._amount.setText("")
        self._notices.show_lines([(tr_said(str(fault)), True)])
        self._install.hide()
        self._show_losses(None)

    @Slot(bool)
    def show_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - a switch is what it is
        """Say that a look takes its time, but not of the quick ones, which would flicker."""
        if not is_busy:
            self._later.stop()
            self._busy.setText("")
        elif not self._later.isActive():
            self._later.start()

    def follow(self, task: Task) -> None:
        """Show how far a look at all layers is."""
        self._line.show_task(task)

    def focus_losses(self) -> None:
        """Go to the losses, or to the record where there are none."""
        part = self._losses if self._losses.isVisible() else self._record
        part.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(words(tr("What would be written"), "heading"), 1)
        head.addWidget(self._busy)
        below = QHBoxLayout()
        below.addWidget(self._part_only, 1)
        below.addWidget(self._all)
        record = QHBoxLayout()
        record.addWidget(self._record_title, 1)
        record.addWidget(self._copy)
        losses = QHBoxLayout()
        losses.addWidget(self._losses_title, 1)
        losses.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(head)
        column.addWidget(self._amount)
        column.addWidget(self._notices)
        column.addWidget(self._install, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(4)
        column.addLayout(losses)
        column.addWidget(self._losses)
        column.addLayout(below)
        column.addWidget(self._line)
        column.addSpacing(4)
        column.addLayout(record)
        column.addWidget(self._record, 1)

    def _copy_install(self) -> None:
        # The sentence ends with the line.
        QGuiApplication.clipboard().setText(self._installs.rpartition(": ")[2])

    def _show_losses(self, seen: Preview | None, *, is_first: bool = False) -> None:
        losses = seen.losses if seen is not None else ()
        self._losses.show_losses(losses)
        for part in (self._losses, self._hint):
            part.setVisible(bool(losses))
        is_known = seen is not None and not seen.installs and seen.layers > 0
        self._losses_title.setVisible(is_known)
        if seen is None or not is_known:
            self._part_only.hide()
            self._all.hide()
            return
        title = tr("{format} can't hold", format=tr_said(seen.format.title))
        self._losses_title.setText(title if losses else _holds_all(seen))
        self._part_only.setText(
            tr_count(
                seen.looked_at, "Found in the first layer.", "Found in the first {count} layers."
            )
        )
        for each in (self._part_only, self._all):
            each.setVisible(seen.is_sample and not is_first)
        if seen.is_sample:
            self._all.setText(
                tr_count(seen.layers, "Look at all of {count} layer", "Look at all {count} layers")
            )


def _holds_all(seen: Preview) -> str:
    if seen.is_sample:
        return tr("{format} holds all that was looked at.", format=tr_said(seen.format.title))
    return tr("{format} holds all of it.", format=tr_said(seen.format.title))


def _amount(sight: Sight) -> str:
    if not sight.preview.layers:
        return ""
    if sight.amounts is None:
        return tr_count(sight.preview.layers, "{count} layer", "{count} layers")
    amounts = sight.amounts
    return in_a_row(
        (
            tr_count(amounts.articles, "{count} article", "{count} articles"),
            tr_count(amounts.layers, "{count} layer", "{count} layers"),
            tr_count(amounts.spans, "{count} span", "{count} spans"),
            tr_count(amounts.links, "{count} link", "{count} links"),
        )
    )


def _notices(sight: Sight) -> Iterator[tuple[str, bool]]:
    """Lines to be shown, and whether each is a problem."""
    seen, which = sight.preview, sight.choices.layers
    if not seen.layers:
        yield tr("There is nothing to export yet in this choice."), True
        if which is not Which.ALL:
            yield tr("“All layers that say anything” takes unfinished ones, too."), False
    if seen.installs:
        yield seen.installs, True
    if sight.choices.split is not None and seen.is_sample and not sight.is_first:
        yield tr("How the parts come out is seen when all layers are looked at."), False
    if seen.splits is not None:
        yield tr("Articles: {parts}", parts=wording.splits_line(seen.splits)), False
        empty = [name for name, count in seen.splits.items() if not count]
        if empty and seen.layers:
            yield tr("Nothing goes to: {parts}.", parts=", ".join(empty)), True
        yield wording.leaks_line(seen.leaks), seen.leaks > 0
    if seen.closed_texts:
        yield wording.closed_texts_line(seen.closed_texts, is_done=False), True
    for line in wording.left_out_lines(seen.left_out):
        yield line, False
