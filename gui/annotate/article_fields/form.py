"""The only place that lays out the questions about an article, as the scheme names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from db.model import Annotation, Article, AttributeValue
from db.scheme.model import ArticleField, AttributeKind
from gui.annotate.article_fields.editors import CHOSEN, ChoiceEditor, LineEditor
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import scaled

TITLE = ArticleField(name="title", title="Title", kind=AttributeKind.TEXT)
"""The article's title, which every scheme has."""

LABEL_WIDTH = 108
"""The room for the names on the left, at 100 %."""

Candidates = Callable[[ArticleField], Sequence[str]]


class FieldForm(QWidget):
    """The annotator's own answers first, then the details that all annotators share.

    `answered` carries the field, `TITLE` for the title, and the value; `left` comes with Escape.
    """

    answered = Signal(object, object)
    left = Signal()

    def __init__(self, fields: tuple[ArticleField, ...], candidates: Candidates) -> None:
        super().__init__()
        self.fields = fields
        self._candidates = candidates
        self._editors: dict[ArticleField, LineEditor | ChoiceEditor] = {}
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        own = [field for field in fields if field.per_annotator]
        if own:
            self._add_heading(tr("Your answers"))
            for field in own:
                self._add_row(field)
        self._add_heading(tr("The article"))
        for field in (TITLE, *(field for field in fields if not field.per_annotator)):
            self._add_row(field)
        self._fit_labels()

    def show_values(
        self, article: Article, annotation: Annotation, *, is_other_article: bool
    ) -> None:
        """Show what is stored, not over what a person is typing about the same article."""
        for field, editor in self._editors.items():
            value: AttributeValue | None
            if field is TITLE:
                value = article.title
            elif field.per_annotator:
                value = annotation.layer.labels.get(field.name)
            else:
                value = article.metadata.get(field.name)
            editor.show_value(value, is_other_article=is_other_article)

    def editor(self, name: str) -> LineEditor | ChoiceEditor:
        """The editor of a field, "title" for the title."""
        return next(editor for field, editor in self._editors.items() if field.name == name)

    def settle(self) -> None:
        """Tell at once what is typed."""
        for editor in self._editors.values():
            editor.settle()

    def focus_first(self) -> None:
        """Go to the first question."""
        next(iter(self._editors.values())).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Give the labels the room that another zoom asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_labels()

    def _add_heading(self, words: str) -> None:
        heading = QLabel(words)
        set_role(heading, "strong")
        row = self._grid.rowCount()
        if self._editors:
            self._grid.setRowMinimumHeight(row, 10)
            row += 1
        self._grid.addWidget(heading, row, 0, 1, 2)

    def _add_row(self, field: ArticleField) -> None:
        editor: LineEditor | ChoiceEditor
        if field.kind in CHOSEN:
            editor = ChoiceEditor(field)
        else:
            is_plain = field.kind is AttributeKind.TEXT and field is not TITLE
            editor = LineEditor(field, partial(self._candidates, field) if is_plain else None)
        label = QLabel(tr(field.title) if field is TITLE else field.title)
        label.setBuddy(editor)
        label.setWordWrap(True)
        label.setToolTip(field.hint)
        set_role(label, "muted")
        set_role(label, "secondary")
        self._labels.append(label)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(editor, row, 1)
        self._editors[field] = editor
        editor.answered.connect(partial(self.answered.emit, field))
        editor.ended.connect(self.focusNextChild)
        editor.left.connect(self.left)

    def _fit_labels(self) -> None:
        for label in self._labels:
            label.setFixedWidth(round(scaled(self, LABEL_WIDTH)))
