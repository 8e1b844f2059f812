"""The only place for the words of the article list: whence an article is, how far the work is."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt

from db.model import Attributes, LayerState
from db.queries.articles import ArticleSummary, Progress
from db.scheme.model import ArticleField, AttributeKind, Scheme
from gui.isolation import in_a_row
from gui.translation import tr, tr_count

_PUBLISHER = "publisher"
_HOUR_S = 3600
_MINUTE_S = 60


def byline(metadata: Attributes, words: int, scheme: Scheme) -> str:
    """Publisher and date as far as they are known, else how long the article is."""
    own = [each for each in scheme.fields if not each.per_annotator and each.name in metadata]
    source = next((each for each in own if each.name == _PUBLISHER), None) or next(
        (each for each in own if each.kind is AttributeKind.TEXT), None
    )
    date = next((each for each in own if each.kind is AttributeKind.DATE), None)
    parts = [_answer(each, metadata) for each in (source, date) if each is not None]
    return in_a_row(parts) or tr_count(words, "{count} word", "{count} words")


def date_words(stored: str) -> str:
    """A stored date as people write it, 5 Mar 2024; a year alone or what is no date as it is."""
    date = QDate.fromString(stored, Qt.DateFormat.ISODate)
    return QLocale().toString(date, tr("d MMM yyyy")) if date.isValid() else stored


def state_words(state: LayerState, *, is_flagged: bool) -> str:
    """How far an article is."""
    if is_flagged:
        return tr("flagged")
    return {
        LayerState.TODO: tr("to do"),
        LayerState.OPEN: tr("open"),
        LayerState.DONE: tr("done"),
        LayerState.SKIPPED: tr("skipped"),
    }[state]


def spoken(summary: ArticleSummary, scheme: Scheme) -> str:
    """A row of the list for a screen reader."""
    counts = [
        f"{summary.span_counts[each.label]} {each.title}"
        for each in scheme.span_types
        if summary.span_counts.get(each.label)
    ]
    state = state_words(summary.state, is_flagged=summary.flag is not None)
    return ", ".join(
        (summary.title, byline(summary.metadata, summary.words, scheme), state, *counts)
    )


def progress_words(progress: Progress) -> str:
    """How much is done, and how long the rest takes at the annotator's own pace."""
    if not progress.total:
        return ""
    number = QLocale().toString
    done = tr("{done} of {total} done", done=number(progress.done), total=number(progress.total))
    left = _time_left(progress)
    return in_a_row((done, left))


def _time_left(progress: Progress) -> str:
    rest = progress.todo + progress.open
    if not progress.done or progress.seconds < progress.done:
        return ""
    seconds = rest * progress.seconds / progress.done
    if not rest:
        return ""
    if seconds < _HOUR_S:
        minutes = max(1, round(seconds / _MINUTE_S))
        return tr("about {count} min left at your pace", count=minutes)
    hours = QLocale().toString(round(seconds / _HOUR_S))
    return tr("about {count} h left at your pace", count=hours)


def _answer(field: ArticleField, metadata: Attributes) -> str:
    value = str(metadata[field.name])
    return date_words(value) if field.kind is AttributeKind.DATE else value
