"""The only place for the words of the queue."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from db.queries.review_queue import Order, QueueEntry, Stage
from gui.isolation import in_a_row
from gui.translation import tr, tr_count
from gui.widgets.parts import fraction

_ORDERS = {
    Order.LOWEST_AGREEMENT: "Lowest agreement first",
    Order.MOST_DIFFERENCES: "Most differences first",
    Order.LIST: "In the order of the list",
}


def order_words(order: Order) -> str:
    """What comes first."""
    return tr(_ORDERS[order])


def state_words(entry: QueueEntry) -> str:
    """What there is to do in an article, and who has read it."""
    known = entry.summary
    if known is None:
        return tr("reading…")
    people = tr_count(len(known.annotators), "{count} annotator", "{count} annotators")
    if known.changed:
        return tr(
            "{count} to decide, {changed} changed · {people}",
            count=known.to_decide,
            changed=known.changed,
            people=people,
        )
    if known.to_decide:
        return tr("{count} to decide · {people}", count=known.to_decide, people=people)
    if entry.stage is Stage.DONE:
        return tr("settled · {people}", people=people)
    if known.settled == known.units:
        return tr("all decided · {people}", people=people)
    return tr("unanimous · {people}", people=people)


def agreement_words(entry: QueueEntry) -> str:
    """The agreement as two digits; "" where no two annotators meet."""
    value = entry.summary.agreement if entry.summary else None
    if value is None:
        return ""
    # So that 0.996 is not called all.
    shown = min(value, 0.99) if value < 1 else value
    return fraction(shown)


def spoken(entry: QueueEntry) -> str:
    """A row for a screen reader."""
    value = agreement_words(entry)
    parts = [entry.title, state_words(entry)]
    return ", ".join([*parts, tr("agreement {value}", value=value)] if value else parts)


def progress_words(done: int, total: int, left: int) -> str:
    """How many articles are reviewed, and how many places are left."""
    number = QLocale().toString
    reviewed = tr("{done} of {total} reviewed", done=number(done), total=number(total))
    if not left:
        return reviewed
    return in_a_row((reviewed, tr_count(left, "{count} place left", "{count} places left")))
