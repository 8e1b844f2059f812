"""The register as a table; filtered and sorted here, as no proxy in Python does 50,000 in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from operator import attrgetter, itemgetter

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QPixmap

from db.model import AnnotatorId, Referent, ReferentId
from db.queries.referents import RegisterEntry
from db.scheme.model import AttributeKind, Scheme
from db.text.keys import match_key
from gui.theme import Theme, label_colour
from gui.translation import tr

_SWATCH = 10


class Column(IntEnum):
    """What the table shows of each referent."""

    NAME = 0
    KIND = 1
    OWNER = 2
    MENTIONS = 3
    ARTICLES = 4


_TITLES = ("Name", "Type", "Owner", "Mentions", "Articles")
_NUMBERS = (Column.MENTIONS, Column.ARTICLES)

Keyed = tuple[RegisterEntry, str]
"""A referent and the key of its name, by which it is filtered and sorted."""


class RegisterModel(QAbstractTableModel):
    """One row a referent that fits the filter."""

    def __init__(self, scheme: Scheme, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._theme = theme
        self._everything: tuple[Keyed, ...] = ()
        self._rows: list[RegisterEntry] = []
        self._places: dict[ReferentId, int] = {}
        self._owners: Mapping[AnnotatorId, str] = {}
        self._label: str | None = None
        self._containing = ""
        self._sorted_by = (Column.MENTIONS, Qt.SortOrder.DescendingOrder)
        self._swatches: dict[str, QPixmap] = {}
        self._kinds = _kinds(scheme)

    def set_look(self, scheme: Scheme, theme: Theme) -> None:
        """Take another scheme and other colours."""
        self._scheme, self._theme = scheme, theme
        self._swatches = {}
        self._kinds = _kinds(scheme)

    def show_entries(self, entries: Sequence[Keyed], owners: Mapping[AnnotatorId, str]) -> None:
        """Show the register as it is now, filtered and sorted as before."""
        # By name, so that no other order has to look at names.
        self._everything = tuple(sorted(entries, key=itemgetter(1)))
        self._owners = owners
        self._refill()

    def show_only(self, label: str | None, containing: str) -> None:
        """Keep one label, None for all, and the names that hold these words."""
        wanted = (label, match_key(containing))
        if wanted != (self._label, self._containing):
            self._label, self._containing = wanted
            self._refill()

    def count_by_label(self) -> dict[str, int]:
        """How many referents each label has, whatever the filter."""
        counts: dict[str, int] = {}
        for entry, _ in self._everything:
            counts[entry.referent.label] = counts.get(entry.referent.label, 0) + 1
        return counts

    def count_mentions(self) -> int:
        """How many mentions there are altogether, whatever the filter."""
        return sum(entry.mentions for entry, _ in self._everything)

    def entry(self, row: int) -> RegisterEntry:
        """The referent in a row."""
        return self._rows[row]

    def row_of(self, referent: ReferentId) -> int | None:
        """The row of a referent, or None where the filter hides it."""
        return self._places.get(referent)

    def named(self, referent: ReferentId) -> Referent | None:
        """The referent of an id, whatever the filter."""
        return next(
            (each.referent for each, _ in self._everything if each.referent.id == referent), None
        )

    def fitting(self, label: str, containing: str, limit: int) -> tuple[RegisterEntry, ...]:
        """The most mentioned referents of a label whose names hold these words."""
        key = match_key(containing)
        found = [
            each for each, name in self._everything if each.referent.label == label and key in name
        ]
        return tuple(sorted(found, key=lambda each: -each.mentions)[:limit])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """One row a referent."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """As many as there are columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A cell's words, and the label's colour before the name."""
        entry = self._rows[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.NAME:
            return self._swatch(entry.referent.label)
        if role == Qt.ItemDataRole.ForegroundRole and (
            column in (Column.KIND, Column.OWNER) or not entry.mentions
        ):
            return self._theme.muted
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.NAME:
            return entry.referent.name
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal ones stay by name."""
        self._sorted_by = (Column(column), order)
        self._refill()

    def _refill(self) -> None:
        self.beginResetModel()
        label, words = self._label, self._containing
        rows = [
            each
            for each, key in self._everything
            if words in key and (label is None or each.referent.label == label)
        ]
        column, order = self._sorted_by
        key = self._sort_key(column)
        is_descending = order is Qt.SortOrder.DescendingOrder
        if key is not None:
            rows.sort(key=key, reverse=is_descending)
        elif is_descending:
            rows.reverse()
        self._rows = rows
        self._places = {each.referent.id: row for row, each in enumerate(rows)}
        self.endResetModel()

    def _sort_key(self, column: Column) -> Callable[[RegisterEntry], str | int] | None:
        match column:
            case Column.MENTIONS:
                return attrgetter("mentions")
            case Column.ARTICLES:
                return attrgetter("articles")
            case Column.KIND | Column.OWNER:
                return lambda each: self._words(each, column).casefold()
            case _:
                return None

    def _words(self, entry: RegisterEntry, column: Column) -> str:
        match column:
            case Column.NAME:
                return entry.referent.name
            case Column.KIND:
                name, titles = self._kinds.get(entry.referent.label, ("", {}))
                value = str(entry.referent.attributes.get(name, ""))
                return titles.get(value, value)
            case Column.MENTIONS:
                return QLocale().toString(entry.mentions)
            case Column.ARTICLES:
                return QLocale().toString(entry.articles)
            case _:
                owner = entry.referent.owner
                return tr("shared") if owner is None else self._owners.get(owner, "")

    def _swatch(self, label: str) -> QPixmap:
        known = self._swatches.get(label)
        if known is None:
            span_type = self._scheme.span_type(label)
            colour = label_colour(span_type, self._theme) if span_type else QColor(self._theme.line)
            known = QPixmap(_SWATCH, _SWATCH)
            known.fill(colour)
            self._swatches[label] = known
        return known


def _kinds(scheme: Scheme) -> dict[str, tuple[str, dict[str, str]]]:
    """By label, the question that says what a referent is, and the titles of its answers."""
    found = {}
    for span_type in scheme.span_types:
        for attribute in span_type.referent_attributes:
            if attribute.kind is AttributeKind.CHOICE:
                titles = {option.value: option.title for option in attribute.options}
                found[span_type.label] = (attribute.name, titles)
                break
    return found


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignHCenter if column in _NUMBERS else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
