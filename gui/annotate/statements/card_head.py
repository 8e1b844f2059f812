"""The only place for the head of a card: what it is, its name, and where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from gui.annotate.statements.contents import CardContents
from gui.style_sheet import set_role
from gui.theme import Theme, label_text
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel


class CardHead(QWidget):
    """A line. `renamed` carries the new name, `left` comes when its field is left by a key."""

    renamed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents: CardContents | None = None
        self._title = QLabel()
        set_role(self._title, "strong")
        self._name = ElidedLabel()
        self._name.setMinimumWidth(40)
        self._name.installEventFilter(self)
        self._editor: QLineEdit | None = None
        self._badge = QLabel()
        self._place = QLabel()
        for label in (self._badge, self._place):
            set_role(label, "muted")
            set_role(label, "secondary")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self._line.addWidget(self._title)
        self._line.addWidget(self._name, 1)
        self._line.addWidget(self._badge)
        self._line.addWidget(self._place)

    def show_contents(self, contents: CardContents, theme: Theme) -> None:
        """Show the head of a statement; a name that is just being typed stays."""
        self._contents = contents
        span_type = contents.span_type
        self._title.setText(span_type.title)
        self._title.setStyleSheet(f"color: {label_text(span_type, theme).name()}")
        self._name.setText(contents.name)
        count = len(contents.mentions)
        self._place.setText(
            tr_count(count, "{count} mention", "{count} mentions")
            if count > 1
            else tr("¶{number}", number=contents.paragraph)
        )
        self._badge.setText(tr_count(contents.comments, "{count} comment", "{count} comments"))
        self._badge.setVisible(bool(contents.comments))

    def edit_name(self) -> None:
        """Let the name be changed in its place."""
        if self._contents is None or self._contents.referent is None or self._editor is not None:
            return
        editor = QLineEdit(self._contents.name)
        editor.setAccessibleName(tr("Name of the referent"))
        set_role(editor, "compact")
        editor.selectAll()
        editor.installEventFilter(self)
        editor.editingFinished.connect(self._take_name)
        self._editor = editor
        self._line.replaceWidget(self._name, editor)
        self._line.setStretchFactor(editor, 1)
        self._name.hide()
        editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the name as it was; a double click on it changes it."""
        if watched is self._editor and isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape
            if is_escape and event.type() == QEvent.Type.KeyPress:
                self._put_editor_away()
                self.left.emit()
                return True
        if watched is self._name and event.type() == QEvent.Type.MouseButtonDblClick:
            self.edit_name()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _take_name(self) -> None:
        if self._editor is None or self._contents is None:
            return
        name = self._editor.text().strip()
        had_focus = self._editor.hasFocus()
        self._put_editor_away()
        if name and name != self._contents.name:
            self.renamed.emit(name)
        if had_focus:
            self.left.emit()

    def _put_editor_away(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            self._line.replaceWidget(editor, self._name)
            self._line.setStretchFactor(self._name, 1)
            self._name.show()
            editor.hide()
            editor.deleteLater()
