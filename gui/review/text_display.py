"""The only place that keeps the view showing the article under review and its units."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from db.model import SpanId
from db.review.model import UnitId
from db.text.headers import inline_header
from gui.review.current import CurrentReview
from gui.review.drawing import UnitDrawing
from gui.review.wording import people_words
from gui.text.article_view import ArticleView
from gui.text.direction import is_right_to_left
from gui.theme import READING_PX, Theme
from gui.translation import tr
from gui.widgets.soon import Soon


class TextDisplay(QObject):
    """Several signals come with one key; the text follows them once, before it is painted."""

    def __init__(self, current: CurrentReview, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._current = current
        self._view = view
        self._drawing = UnitDrawing(theme)
        self._heading = ""
        self._revealed: tuple[str, UnitId] | None = None
        self._soon = Soon(self, self.refresh)
        current.reloaded.connect(self._follow)
        current.unit_chosen.connect(self._soon.start)
        view.span_clicked.connect(self._choose)

    def set_theme(self, theme: Theme, zoom_percent: float) -> None:
        """Take other colours and another size of letters, in percent of the usual one."""
        self._drawing = UnitDrawing(theme)
        self._view.set_theme(theme)
        self._view.set_reading_size(READING_PX * zoom_percent / 100)
        self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """Draw now what is chosen and settled now, and bring the chosen unit on the screen."""
        self._soon.stop()
        current = self._current
        if current.reviewed is None:
            self._view.set_spans(())
            return
        self._view.set_spans(self._drawing.draw(current.reviewed, current.unit))
        self._reveal()

    @Slot()
    def _follow(self) -> None:
        reviewed = self._current.reviewed
        if reviewed is None:
            self._view.show_article(article_key="", title="", byline="", body="")
            self._heading = ""
            return
        article = reviewed.article
        is_other = self._view.article_key != article.id
        byline = self._byline()
        if is_other:
            header = inline_header(article.body)
            self._view.show_article(
                article_key=article.id,
                title=article.title,
                byline=byline,
                body=article.body,
                header_end=header.end if header else 0,
                right_to_left=is_right_to_left(article.body),
            )
            self._revealed = None
            # At once: a frame without its units would flicker.
            self.refresh()
        elif byline != self._heading:
            self._view.set_heading(article.title, byline)
        self._heading = byline
        self._soon.start()

    def _byline(self) -> str:
        current = self._current
        assert current.reviewed is not None
        said = tr(
            "{people} · solid: agreed · dashed: differs · dotted: one only",
            people=people_words(current.reviewed, current.naming),
        )
        if current.reviewed.only_gold:
            said = tr("{said} · wavy: gold only", said=said)
        return said

    def _reveal(self) -> None:
        unit = self._current.unit
        if unit is None or not unit.marked or self._revealed == (unit.article, unit.id):
            return
        self._revealed = unit.article, unit.id
        self._view.set_caret(unit.start)
        self._view.reveal(unit.start, unit.end)

    @Slot(object)
    def _choose(self, span: SpanId) -> None:
        # What was clicked is on the screen already.
        if self._current.article is not None:
            self._revealed = self._current.article, UnitId(span)
        self._current.choose_unit(UnitId(span))
