"""The list of what the doctor found or did, in whole sentences under headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from db.doctor import Finding
from gui.icons import icon
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import bold, scaled

_FINDING = Qt.ItemDataRole.UserRole
_MOST_HEIGHT = 340


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading and the sentences under it; `icon` names a picture, `is_bad` says its colour."""

    title: str
    icon: str
    is_bad: bool
    lines: tuple[tuple[str, Finding], ...]


class FindingList(QListView):
    """`article_wanted` carries the ArticleId of a finding that a person activated."""

    article_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setAccessibleName(tr("What the doctor found"))
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(2)
        self.activated.connect(self._tell)

    def show_groups(self, groups: Sequence[Group], theme: Theme) -> None:
        """Show these groups, as high as they need up to some lines."""
        self._items.clear()
        self.setIconSize(QSize(round(scaled(self, 15)), round(scaled(self, 15))))
        for group in groups:
            self._add_heading(f"{group.title} {len(group.lines):,}")
            picture = icon(group.icon, theme.warning if group.is_bad else theme.muted)
            for text, finding in group.lines:
                item = QStandardItem(picture, text)
                item.setData(finding, _FINDING)
                hint = tr("Double-click to see the article") if finding.article else ""
                item.setToolTip(hint)
                self._items.appendRow(item)

    def doItemsLayout(self) -> None:
        """Lay the sentences out, and be as high as they need."""
        super().doItemsLayout()
        # Not at once: what asks for another size while its parent is laid out is not heard.
        QTimer.singleShot(0, self, self._fit_height)

    def _fit_height(self) -> None:
        most = round(scaled(self, _MOST_HEIGHT))
        wanted = max(1, min(most, self.contentsSize().height() + 2))
        if (self.minimumHeight(), self.maximumHeight()) != (wanted, wanted):
            self.setFixedHeight(wanted)

    @property
    def texts(self) -> list[str]:
        """All lines, headings included."""
        return [self._items.item(row).text() for row in range(self._items.rowCount())]

    def _add_heading(self, title: str) -> None:
        heading = QStandardItem(title)
        heading.setFont(bold(self.font()))
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._items.appendRow(heading)

    def _tell(self, index: QModelIndex) -> None:
        finding = index.data(_FINDING)
        if isinstance(finding, Finding) and finding.article is not None:
            self.article_wanted.emit(finding.article)
