"""The only place that keeps the view showing the article, its spans, arcs and letters."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from db.model import Article, SpanId
from db.text import words
from db.text.headers import inline_header
from gui.annotate.armed_strip import ArmedStrip
from gui.annotate.article_list.words import byline
from gui.annotate.current_article import CurrentArticle
from gui.annotate.decorations import Drawing, Looks, draw, hints
from gui.isolation import BETWEEN, isolated
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.text.article_view import ArticleView
from gui.text.direction import is_right_to_left
from gui.theme import READING_PX, Theme
from gui.translation import tr, tr_count
from gui.widgets.soon import Soon


class TextDisplay(QObject):
    """Several signals come with one key; the text follows them once, before it is painted."""

    def __init__(
        self,
        session: ProjectSession,
        current: CurrentArticle,
        selection: Selection,
        view: ArticleView,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._session = session
        self._current = current
        self._selection = selection
        self._view = view
        self._theme = theme
        self._looks = Looks(session.scheme, theme)
        self._scheme = session.scheme
        self._article: Article | None = None
        self._has_words = False
        self.strip = ArmedStrip(view)
        self._soon = Soon(self, self.refresh)
        current.reloaded.connect(self._follow)
        selection.span_selected.connect(self._soon.start)
        selection.slot_armed.connect(self._soon.start)
        view.selection_changed.connect(self._follow_words)
        self._follow()

    def set_theme(self, theme: Theme, zoom_percent: float) -> None:
        """Take other colours and another size of letters.

        `zoom_percent` is of the usual reading size.
        """
        self._theme = theme
        self._looks = Looks(self._session.scheme, theme)
        self._view.set_theme(theme)
        self._view.set_reading_size(READING_PX * zoom_percent / 100)
        self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """Draw now what is selected and marked now."""
        self._soon.stop()
        if self._session.scheme is not self._scheme:
            self._scheme = self._session.scheme
            self._looks = Looks(self._scheme, self._theme)
        annotation = self._current.annotation
        if annotation is None:
            self._show_drawing(Drawing())
            return
        selection = self._selection
        self._show_drawing(
            draw(annotation, self._scheme, self._looks, selection.span, selection.armed)
        )

    @Slot()
    def _follow(self) -> None:
        article = self._current.article
        if article is None:
            self._view.show_article(article_key="", title="", byline="", body="")
        elif self._article is None or article.id != self._article.id:
            self._article = article
            self._show_article(article)
            return
        elif (article.title, article.metadata) != (self._article.title, self._article.metadata):
            self._view.set_heading(article.title, self._byline(article))
        self._article = article
        self._soon.start()

    def _show_article(self, article: Article) -> None:
        header = inline_header(article.body)
        self._view.show_article(
            article_key=article.id,
            title=article.title,
            byline=self._byline(article),
            body=article.body,
            header_end=header.end if header else 0,
            right_to_left=is_right_to_left(article.body),
        )
        # At once: a frame without its spans would flicker.
        self.refresh()

    def _byline(self, article: Article) -> str:
        count = words.count(article.body)
        known = byline(article.metadata, count, self._session.scheme)
        length = tr_count(count, "{count} word", "{count} words")
        return known if known == length else f"{known}{BETWEEN}{isolated(length)}"

    def _show_drawing(self, drawing: Drawing) -> None:
        self._view.set_spans(drawing.spans)
        self._view.set_arcs(drawing.arcs)
        self._show_letters(drawing)

    def _show_letters(self, drawing: Drawing) -> None:
        armed = self._selection.armed
        statement = self._current.span(armed.statement) if armed else None
        role = self._scheme.role(armed.role, statement.label) if armed and statement else None
        if armed is None or statement is None or role is None:
            self._view.clear_hints()
            self.strip.show_slot(None)
            return
        # While words are selected, letters are the keys of labels and roles again.
        letters: dict[SpanId, str] = {}
        if not self._has_words:
            letters = hints(drawing, statement.start)
        self._view.set_hints(letters)
        title = (
            role.title
            if not armed.is_sticky
            else tr("{role}, one after the other", role=role.title)
        )
        self.strip.show_slot(title, has_letters=bool(letters))

    @Slot()
    def _follow_words(self) -> None:
        has_words = self._view.textCursor().hasSelection()
        if has_words != self._has_words:
            self._has_words = has_words
            if self._selection.armed is not None:
                self._soon.start()
