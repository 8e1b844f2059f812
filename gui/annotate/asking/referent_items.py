"""The only place that orders the referents that a span may mean, likeliest first. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from db.model import Annotation, Referent, ReferentId
from db.text.keys import match_key
from gui.translation import tr, tr_count
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import fuzzy_filter

NEW = "new"
_LEAST_WORD_LENGTH = 3


def referent_items(
    annotation: Annotation,
    register: Sequence[Referent],
    label: str,
    *,
    quote: str = "",
    besides: ReferentId | None = None,
) -> tuple[PopupItem, ...]:
    """Referents of a label: those that share a word with the quote, then the article's latest.

    The rest of the register follows as it comes. `besides` is left out: it is what is chosen now.
    """
    newest = {span.referent: span.id for span in sorted(annotation.spans, key=lambda span: span.id)}
    here = sorted(annotation.referents, key=lambda each: newest.get(each.id, ""), reverse=True)
    known = {each.id: each for each in (*here, *register)}
    said = _words(quote)
    fitting = [each for each in known.values() if each.label == label and each.id != besides]
    fitting.sort(key=lambda each: not _shares_word(said, each, annotation))
    return tuple(_item(each, annotation) for each in fitting)


def with_new(query: str, items: Sequence[PopupItem]) -> Sequence[PopupItem]:
    """The items that the query can mean and, unless it names one, a new referent."""
    found = tuple(fuzzy_filter(query, items))
    name = " ".join(query.split())
    if not name or any(match_key(item.title) == match_key(name) for item in found):
        return found
    return (*found, PopupItem(key=NEW, title=name, detail=tr("new referent")))


def _item(referent: Referent, annotation: Annotation) -> PopupItem:
    here = sum(span.referent == referent.id for span in annotation.spans)
    detail = tr_count(here, "{count} mention here", "{count} mentions here") if here else ""
    return PopupItem(key=referent.id, title=referent.name, detail=detail)


def _shares_word(said: set[str], referent: Referent, annotation: Annotation) -> bool:
    if not said:
        return False
    quotes = (span.quote for span in annotation.mentions(referent.id))
    return any(said & _words(words) for words in (referent.name, *quotes))


def _words(text: str) -> set[str]:
    words = "".join(each if each.isalnum() else " " for each in match_key(text)).split()
    return {word for word in words if len(word) >= _LEAST_WORD_LENGTH}
