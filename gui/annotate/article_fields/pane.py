"""The Article tab: what its header offers, the fields of the scheme, and a few facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel

from db.model import ArticleId, AttributeValue
from db.operations import articles, layers
from db.queries import article_facts
from db.scheme.model import ArticleField
from gui.annotate.article_fields.facts import FactLines
from gui.annotate.article_fields.form import TITLE, FieldForm
from gui.annotate.article_fields.header_offer import HeaderOffer
from gui.annotate.current_article import CurrentArticle
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.late_contents import LateContents
from gui.widgets.scrolled_column import ScrolledColumn


class ArticleFieldsPane(ScrolledColumn):
    """Every answer is stored as it is given. `text_wanted` comes with Escape."""

    title_changed = Signal(str)
    text_wanted = Signal()

    def __init__(self, session: ProjectSession, current: CurrentArticle, theme: Theme) -> None:
        super().__init__("", QMargins(14, 12, 14, 16), spacing=12)
        self._session = session
        self._current = current
        self._theme = theme
        self._shown: ArticleId | None = None
        self._contents = LateContents(self, self._show)
        self._offer = HeaderOffer()
        self._offer.wanted.connect(self.take_header)
        self._form = FieldForm((), self._candidates)
        self._facts = FactLines()
        self._nothing = QLabel(tr("Choose an article on the left."))
        set_role(self._nothing, "muted")
        for part in (self._nothing, self._offer, self._form, self._facts):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setAccessibleName(self.tab_title)
        current.reloaded.connect(self._contents.follow)
        self._contents.refresh()

    @property
    def tab_title(self) -> str:
        """The words on this pane's tab."""
        return tr("Article")

    @property
    def form(self) -> FieldForm:
        """The fields, made anew when the scheme has others."""
        return self._form

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; all of them come with the style sheet."""
        self._theme = theme

    def focus_first(self) -> None:
        """Go to the header's offer, else to the first question."""
        if not self._offer.isHidden():
            self._offer.setFocus()
        elif not self._form.isHidden():
            self._form.focus_first()

    @Slot()
    def take_header(self) -> None:
        """Fill the fields with what the text's own header says; also while nobody sees the pane."""
        self._contents.catch_up()
        if self._shown is not None and self._offer.values:
            self._session.run(
                articles.take_metadata, article=self._shown, values=dict(self._offer.values)
            )

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed before it is out of sight."""
        self._form.settle()
        super().hideEvent(event)

    def _show(self) -> None:
        if self._form.fields != self._session.scheme.fields:
            self._rebuild()
        article, annotation = self._current.article, self._current.annotation
        is_other = self._shown != (article.id if article is not None else None)
        if is_other:
            # What was typed belongs to the article that was shown until now.
            self._form.settle()
            self._shown = article.id if article is not None else None
        self._offer.show_offer(article, self._session.scheme)
        facts = article_facts.of(self._session.project, article.id) if article else None
        has_article = article is not None and annotation is not None and facts is not None
        self._nothing.setVisible(not has_article)
        self._form.setVisible(has_article)
        self._facts.setVisible(has_article)
        if article is not None and annotation is not None and facts is not None:
            self._form.show_values(article, annotation, is_other_article=is_other)
            self._facts.show_facts(article, facts, annotation.layer.active_seconds)

    def _rebuild(self) -> None:
        former, self._form = self._form, FieldForm(self._session.scheme.fields, self._candidates)
        self._form.answered.connect(self._store)
        self._form.left.connect(self.text_wanted)
        self.column.replaceWidget(former, self._form)
        # Hidden at once: until it is deleted, Tab would still lead to it.
        former.hide()
        former.deleteLater()

    @Slot(object, object)
    def _store(self, field: ArticleField, value: AttributeValue | None) -> None:
        article = self._shown
        if article is None:
            return
        if field is TITLE:
            done = self._session.run(articles.set_title, article=article, title=str(value or ""))
        elif field.per_annotator:
            done = self._session.run(
                layers.set_answer, article=article, field=field.name, value=value
            )
        else:
            done = self._session.run(
                articles.set_metadata, article=article, field=field.name, value=value
            )
        if done is None:
            self._show()

    def _candidates(self, field: ArticleField) -> Sequence[str]:
        project = self._session.project
        if field.per_annotator:
            return article_facts.usual_answers(project, self._session.author, field.name)
        return article_facts.usual_metadata(project, field.name)
