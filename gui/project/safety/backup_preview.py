"""What the chosen backup holds, and what would go if it took the place of the project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.backup_contents import BackupContents
from db.queries.figures import Action
from gui.isolation import in_a_row
from gui.translation import tr, tr_count, tr_said
from gui.widgets.moments import moment
from gui.widgets.parts import words


class BackupPreview(QWidget):
    """A few lines under the list of backups; hidden while none is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._holds = words("", "strong", wraps=True)
        self._last = words("", "muted", wraps=True)
        self._loses = words("", "strong", wraps=True)
        self._since = words("", "muted", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        for label in (self._holds, self._last, self._loses, self._since):
            layout.addWidget(label)
        self.hide()

    def show_waiting(self) -> None:
        """Say that somebody is looking into it."""
        self._show(tr("Looking into the backup …"))

    def show_fault(self, reason: str) -> None:
        """Say that it can't be looked into, and why."""
        self._show(reason)

    def show_contents(self, found: BackupContents) -> None:
        """Show what it holds, and what would go."""
        last = _steps(found.last_actions, found.names)
        self._show(
            tr("It holds {what}.", what=holding(found)),
            tr("Last steps in it: {steps}", steps=last) if last else "",
            losing(found),
            _steps(found.since.actions, found.names),
        )

    def _show(self, holds: str, last: str = "", loses: str = "", since: str = "") -> None:
        for label, text in (
            (self._holds, holds),
            (self._last, last),
            (self._loses, loses),
            (self._since, since),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.show()


def holding(found: BackupContents) -> str:
    """What a backup holds, in numbers."""
    return ", ".join(
        (
            tr_count(found.articles, "{count} article", "{count} articles"),
            tr(
                "{begun} ({done} done)",
                begun=tr_count(found.layers, "{count} layer", "{count} layers"),
                done=found.layers_done,
            ),
            tr_count(found.spans, "{count} span", "{count} spans"),
            tr_count(found.comments, "{count} comment", "{count} comments"),
        )
    )


def losing(found: BackupContents) -> str:
    """What restoring it would take out of the present project."""
    if not found.since.steps:
        return tr("Nothing was done since: restoring it changes nothing that was saved.")
    told = tr_count(
        found.since.steps,
        "Restoring it takes back {count} step that was done since.",
        "Restoring it takes back {count} steps that were done since.",
    )
    if found.since.more:
        told += " " + tr_count(
            found.since.more,
            "It brings {count} step that is not in the project now.",
            "It brings {count} steps that are not in the project now.",
        )
    return told


def _steps(actions: Sequence[Action], names: dict[str, str]) -> str:
    return in_a_row(_step(each, names) for each in actions)


def _step(action: Action, names: dict[str, str]) -> str:
    what = tr_said(action.name)
    if action.times > 1:
        what = tr("{what} ({count} times)", what=what, count=action.times)
    who = names.get(action.annotator, "") if action.annotator else ""
    when = moment(action.at)
    return tr("{what}, {who}, {when}", what=what, who=who, when=when) if who else f"{what}, {when}"
