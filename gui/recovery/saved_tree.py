"""The only place that lists what can be saved of a damaged project: kinds of rows, and articles."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from db.doctor import ArticleSaved, Recovery, TableSaved, Whole
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.painting import bold
from gui.widgets.row_delegate import RowDelegate

_NUMBERS = (1, 2)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SavedTree(QTreeWidget):
    """What is saved and what is lost: first by kind, then each article that is not whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(tr("What can be saved"))
        self.setHeaderLabels([tr("What"), tr("Saved"), tr("Lost")])
        self.setItemDelegate(RowDelegate(self))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in _NUMBERS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_recovery(self, found: Recovery) -> None:
        """List what a recovery holds."""
        self.clear()
        tables = {each.table: each for each in found.tables}
        for kind, name in _kinds().items():
            table = tables[kind]
            if table.saved or table.lost or not table.is_all_known:
                self._add(name, _saved(table), _lost(table), is_bad=_is_bad(table))
        self._show_articles(found)

    def _show_articles(self, found: Recovery) -> None:
        if not found.articles:
            return
        title = tr_count(
            found.damaged,
            "{count} article that is not as it was",
            "{count} articles that are not as they were",
        )
        heading = self._add(title, "", "", is_bad=False)
        heading.setFont(0, bold(self.font()))
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for article in found.articles:
            saved, lost = _of_article(article)
            self._add(_title(article), saved, lost, is_bad=True)
        unlisted = found.damaged - len(found.articles)
        if unlisted:
            more = tr_count(unlisted, "and {count} more", "and {count} more")
            self._add(more, "", "", is_bad=True)

    def _add(self, name: str, saved: str, lost: str, *, is_bad: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name, saved, lost])
        item.setToolTip(0, name)
        for column in _NUMBERS:
            item.setTextAlignment(column, _RIGHT)
        if is_bad:
            item.setForeground(2, QBrush(self._theme.warning))
        self.addTopLevelItem(item)
        return item


def summary(found: Recovery) -> str:
    """What a recovery comes to, in a sentence."""
    if found.loses_nothing:
        return tr("All that the file held can be saved.")
    if found.damaged:
        return tr(
            "{whole}; {damaged} not.",
            whole=tr_count(found.whole, "{count} article is whole", "{count} articles are whole"),
            damaged=tr_count(found.damaged, "{count} is", "{count} are"),
        )
    if all(each.is_all_known for each in found.tables):
        return tr("All articles are whole; of the rest some is lost.")
    return tr("What can be read is saved. Some of the file can't be read, so more may be lost.")


def _is_bad(table: TableSaved) -> bool:
    return bool(table.lost) or not table.is_all_known


def _saved(table: TableSaved) -> str:
    number = QLocale().toString(table.saved)
    if not table.brought_back:
        return number
    return tr(
        "{count} ({back} from the journal)",
        count=number,
        back=QLocale().toString(table.brought_back),
    )


def _lost(table: TableSaved) -> str:
    number = QLocale().toString(table.lost)
    if table.is_all_known:
        return number if table.lost else "–"
    return tr("{count} or more", count=number) if table.lost else tr("unknown")


def _title(article: ArticleSaved) -> str:
    if article.title is not None:
        return article.title
    return tr("Article {number}", number=QLocale().toString(article.number))


def _of_article(article: ArticleSaved) -> tuple[str, str]:
    if article.state is Whole.LOST:
        return tr("nothing"), _parts(article.layers_lost, article.spans_lost) or tr("its text")
    lost = _parts(article.layers_lost, article.spans_lost)
    return _parts(article.layers, article.spans) or tr("its text"), lost or tr("its text differs")


def _parts(layers: int, spans: int) -> str:
    parts = (
        tr_count(layers, "{count} layer", "{count} layers") if layers else "",
        tr_count(spans, "{count} span", "{count} spans") if spans else "",
    )
    return ", ".join(part for part in parts if part)


def _kinds() -> dict[str, str]:
    return {
        "article": tr("Articles"),
        "layer": tr("Layers"),
        "span": tr("Spans"),
        "link": tr("Links"),
        "referent": tr("Referents"),
        "comment": tr("Comments"),
        "decision": tr("Decisions of the review"),
        "annotator": tr("Annotators"),
        "assignment": tr("Assignments"),
        "scheme": tr("Versions of the scheme"),
        "operation": tr("Steps in the journal"),
        "change": tr("Images that undo needs"),
    }
