"""The list itself: keys that mean more than in other lists, and rows that come above the first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from gui.annotate.article_list.model import ArticleListModel
from gui.translation import tr

# Articles that only fly past while a key is held are not opened.
_HELD_KEY_DELAY_MS = 120
_NEAR_TOP_ROWS = 5


class ArticleListView(QListView):
    """Tells with `row_chosen` to which row a person went, with `taken` that they pressed Enter.

    Rows that the program makes current are not told. `left` comes with Escape.
    """

    row_chosen = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(self, model: ArticleListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_quiet = False
        self._key_is_held = False
        self._tell_later = QTimer(self, interval=_HELD_KEY_DELAY_MS, singleShot=True)
        self._tell_later.timeout.connect(self._tell)
        self.setModel(model)
        self.setAccessibleName(tr("Articles"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._fill_above)
        model.modelReset.connect(self._tell_later.stop)

    def show_row(self, row: int | None) -> None:
        """Make a row current, or none, and show it; nobody is told."""
        self._is_quiet = True
        index = self._model.index(row) if row is not None else QModelIndex()
        if row is None:
            self.clearSelection()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        self._is_quiet = False

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell where a person went, at once or when a held key is let go."""
        super().currentChanged(current, previous)
        if self._is_quiet or not current.isValid():
            return
        if self._key_is_held:
            self._tell_later.start()
        else:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the article, Escape goes back to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._tell()
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self._key_is_held = event.isAutoRepeat()
            super().keyPressEvent(event)
            self._key_is_held = False

    @Slot()
    def _tell(self) -> None:
        self._tell_later.stop()
        self.row_chosen.emit(self.currentIndex().row())

    @Slot(int)
    def _fill_above(self, value: int) -> None:
        height = self.sizeHintForRow(0)
        if not self._model.has_earlier or value > _NEAR_TOP_ROWS * height:
            return
        added = self._model.fetch_earlier()
        # What is on the screen stays where it is.
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + added * height)
