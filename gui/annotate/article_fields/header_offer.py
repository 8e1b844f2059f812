"""The offer to take over what the text's own header says, such as date and agency."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from db.model import Article
from db.scheme.model import ArticleField, AttributeKind, Scheme
from db.text.headers import inline_header
from gui.annotate.article_list.words import date_words
from gui.style_sheet import set_role
from gui.translation import tr


class HeaderOffer(QFrame):
    """Shown while the header says something that the article's fields do not know yet."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.values: Mapping[str, str] = {}
        set_role(self, "card")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        set_role(self._button, "primary")
        self._button.clicked.connect(self.wanted)
        # So that Enter presses it, too, as in a dialog.
        self._button.setAutoDefault(True)
        self.setFocusProxy(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(11, 10, 11, 11)
        layout.setSpacing(9)
        layout.addWidget(self._words)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_offer(self, article: Article | None, scheme: Scheme) -> None:
        """Offer what is new in the header of an article; hidden where nothing is."""
        self.values = new_details(article, scheme) if article is not None else {}
        fields = [field for field in scheme.fields if field.name in self.values]
        self.setVisible(bool(fields))
        if not fields:
            return
        said = ", ".join(_said(field, self.values[field.name]) for field in fields)
        names = [field.title.lower() for field in fields]
        self._words.setText(tr("The text begins with: {header}.", header=said))
        self._button.setText(tr("Use as {fields}", fields=_listed(names)))


def new_details(article: Article, scheme: Scheme) -> dict[str, str]:
    """What the inline header says about fields of the scheme that are still empty."""
    header = inline_header(article.body)
    if header is None:
        return {}
    return {
        name: value
        for name, value in header.values.items()
        if (field := scheme.field(name)) is not None
        and not field.per_annotator
        and name not in article.metadata
    }


def _said(field: ArticleField, value: str) -> str:
    return date_words(value) if field.kind is AttributeKind.DATE else value


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return names[0]
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
