"""The only place that orders the referents that a span may mean, likeliest first. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from db.model import Annotation, ReferentId, Span
from db.queries.referents import RegisterEntry
from db.text.keys import match_key
from gui.translation import tr, tr_count
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import fuzzy_filter

NEW = "new"
_LEAST_WORD_LENGTH = 3


def referent_items(
    annotation: Annotation,
    register: Sequence[RegisterEntry],
    label: str,
    *,
    quote: str = "",
    besides: ReferentId | None = None,
) -> tuple[PopupItem, ...]:
    """Referents of a label: first those that share a word with the quote, then the article's, the latest first.

    The rest of the register follows by name. `besides` is left out: it is what is chosen now.
    """
    newest = {span.referent: span.id for span in sorted(annotation.spans, key=lambda span: span.id)}
    said = _words(quote)
    entries = [
        entry
        for entry in register
        if entry.referent.label == label and entry.referent.id != besides
    ]
    entries.sort(key=lambda entry: newest.get(entry.referent.id, ""), reverse=True)
    entries.sort(key=lambda entry: not _shares_word(said, entry, annotation))
    return tuple(_item(entry, annotation) for entry in entries)


def with_new(query: str, items: Sequence[PopupItem]) -> Sequence[PopupItem]:
    """The items that the query can mean and, unless it is the name of one, a new referent of this name."""
    found = tuple(fuzzy_filter(query, items))
    name = " ".join(query.split())
    if not name or any(match_key(item.title) == match_key(name) for item in found):
        return found
    return (*found, PopupItem(key=NEW, title=name, detail=tr("new referent")))


def _item(entry: RegisterEntry, annotation: Annotation) -> PopupItem:
    here = sum(span.referent == entry.referent.id for span in annotation.spans)
    if here:
        detail = tr_count(here, "{count} mention here", "{count} mentions here")
    elif entry.articles:
        detail = tr_count(entry.articles, "in {count} article", "in {count} articles")
    else:
        detail = ""
    return PopupItem(key=entry.referent.id, title=entry.referent.name, detail=detail)


def _shares_word(said: set[str], entry: RegisterEntry, annotation: Annotation) -> bool:
    if said & _words(entry.referent.name):
        return True
    mentions: Sequence[Span] = annotation.mentions(entry.referent.id)
    return any(said & _words(span.quote) for span in mentions)


def _words(text: str) -> set[str]:
    words = "".join(each if each.isalnum() else " " for each in match_key(text)).split()
    return {word for word in words if len(word) >= _LEAST_WORD_LENGTH}
