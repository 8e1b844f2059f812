"""The only place that puts what was marked on the clipboard, as sentences or as references."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from db.model import Span, SpanId
from gui.annotate.current_article import CurrentArticle
from gui.annotate.sentences import Sentences
from gui.annotate.statements.pane import StatementsPane
from gui.project_session import ProjectSession
from gui.text.article_view import ArticleView
from gui.translation import tr, tr_count


class Copying(QObject):
    """Copies the selected span, or the statement on the card that has the focus.

    The usual key for copying does so where no words are selected. `said` tells what was copied.
    """

    said = Signal(str)

    def __init__(
        self,
        session: ProjectSession,
        current: CurrentArticle,
        view: ArticleView,
        statements: StatementsPane,
    ) -> None:
        super().__init__(view)
        self._session = session
        self._current = current
        self._view = view
        self._statements = statements
        view.installEventFilter(self)
        statements.installEventFilter(self)

    def copy_statement(self) -> None:
        """Copy the chosen statement or span as a sentence."""
        span, sentences = self._chosen(), self._sentences()
        if span is None or sentences is None:
            self.said.emit(tr("Select a span first; then it can be copied as a sentence."))
            return
        self._copy(sentences.of_span(span))
        self.said.emit(tr("Copied as a sentence."))

    def copy_reference(self) -> None:
        """Copy where the chosen words stand."""
        span, sentences = self._chosen(), self._sentences()
        if span is None or sentences is None:
            self.said.emit(tr("Select a span first; then its place can be copied."))
            return
        self._copy(sentences.reference(span))
        self.said.emit(tr("Copied with its place."))

    def copy_all(self) -> None:
        """Copy all statements of the article."""
        sentences = self._sentences()
        count = len(sentences.statements()) if sentences is not None else 0
        if sentences is None or not count:
            self.said.emit(tr("There is no statement in this article yet."))
            return
        self._copy(sentences.everything())
        self.said.emit(tr_count(count, "{count} statement copied.", "{count} statements copied."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy a statement where the usual key would copy nothing."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
            and not (watched is self._view and self._view.textCursor().hasSelection())
            and self._chosen() is not None
        ):
            self.copy_statement()
            return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> Span | None:
        return self._current.span(self._focused_card()) or self._current.selected

    def _focused_card(self) -> SpanId | None:
        focused = self._statements.focusWidget()
        if focused is None or not focused.hasFocus():
            return None
        cards = self._statements.cards
        return next((each.contents.shown for each in cards if each.isAncestorOf(focused)), None)

    def _sentences(self) -> Sentences | None:
        article, annotation = self._current.article, self._current.annotation
        if article is None or annotation is None:
            return None
        return Sentences(annotation, self._session.scheme, article)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
