"""The only place that reads the chosen article for the Annotate page.

All panes of the page show what is here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from db.model import (
    Annotation,
    Article,
    ArticleId,
    Changes,
    Comment,
    Fragment,
    Layer,
    LayerId,
    Span,
    SpanId,
)
from db.queries import articles, comments, layers, links, referents, spans
from db.scheme.rules import RuleProblem, problems
from gui.project_session import ProjectSession
from gui.selection import Selection

_MARKS = ("span", "link", "referent", "layer", "scheme")


class CurrentArticle(QObject):
    """The chosen article, the author's annotation of it and what is wrong with that.

    Read anew after each commit.

    `annotation` is None only without an article: a layer that is not there yet is shown as an empty
    one. `reloaded` comes after a read, when the span that the operation wants selected is selected
    already.
    """

    reloaded = Signal()

    def __init__(
        self, session: ProjectSession, selection: Selection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._selection = selection
        self.article: Article | None = None
        self.annotation: Annotation | None = None
        self.problems: tuple[RuleProblem, ...] = ()
        self.comments: tuple[Comment, ...] = ()
        self._spans: dict[SpanId, Span] = {}
        session.changed.connect(self._follow)
        selection.article_chosen.connect(self._show)
        self._show(selection.article)

    def span(self, span: SpanId | None) -> Span | None:
        """The author's span of this id in the chosen article, or None."""
        return self._spans.get(span) if span is not None else None

    @property
    def selected(self) -> Span | None:
        """The selected span."""
        return self.span(self._selection.span)

    def mentions(self, span: Span) -> tuple[Span, ...]:
        """All spans of the article that mean the same as one, itself included, in reading order."""
        if self.annotation is None or span.referent is None:
            return (span,)
        return self.annotation.mentions(span.referent)

    def span_of(self, label: str, fragments: tuple[Fragment, ...]) -> Span | None:
        """The span with this label and exactly these words, or None."""
        return next(
            (
                span
                for span in self._spans.values()
                if span.label == label and span.fragments == fragments
            ),
            None,
        )

    @Slot(object)
    def _show(self, article: ArticleId | None) -> None:
        self.article = articles.one(self._session.project, article) if article else None
        self._read_marks()
        self._read_comments()
        self.reloaded.emit()

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if self.article is None:
            return
        shown = self.article.id
        if changes.touches(shown, "article"):
            self.article = articles.one(self._session.project, shown)
        if changes.touches(shown, *_MARKS):
            self._read_marks(changes)
        elif not changes.touches(shown, "article", "comment"):
            return
        if changes.touches(shown, "comment"):
            self._read_comments()
        self._select(changes.focus)
        self.reloaded.emit()

    def _select(self, focus: SpanId | None) -> None:
        if focus in self._spans:
            self._selection.select_span(focus)
        elif self._selection.span not in self._spans:
            self._selection.select_span(None)

    def _read_marks(self, changes: Changes | None = None) -> None:
        self.annotation = self._annotation(changes)
        self._spans = {span.id: span for span in self.annotation.spans} if self.annotation else {}
        annotation = self.annotation
        self.problems = problems(self._session.scheme, annotation) if annotation else ()

    def _read_comments(self) -> None:
        project = self._session.project
        self.comments = comments.of_article(project, self.article.id) if self.article else ()

    def _annotation(self, changes: Changes | None) -> Annotation | None:
        """The annotation; only those tables are read again that an operation has touched."""
        if self.article is None:
            return None
        layer = self._layer()
        if layer is None:
            unsaved = Layer(id=LayerId(""), article=self.article.id, annotator=self._session.author)
            return Annotation(layer=unsaved)
        known, project = self.annotation, self._session.project
        if changes is None or changes.is_large or known is None or known.layer.id != layer.id:
            return layers.annotation(project, layer)
        tables = changes.tables
        return Annotation(
            layer=layer,
            spans=spans.of_layer(project, layer.id) if "span" in tables else known.spans,
            links=links.of_layer(project, layer.id) if "link" in tables else known.links,
            referents=(
                # A span can mention another referent without any referent being changed.
                referents.of_layer(project, layer.id)
                if tables & {"span", "referent"}
                else known.referents
            ),
        )

    def _layer(self) -> Layer | None:
        if self.article is None:
            return None
        return layers.of(self._session.project, self.article.id, self._session.author)
