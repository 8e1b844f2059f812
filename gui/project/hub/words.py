"""The sentences about the hub: what would be sent, what was, and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from db.packages.hub.exchange import Doubtful, Sent
from db.queries.packing import Planned
from gui.isolation import in_a_row
from gui.translation import tr, tr_count, tr_said

_NAMED = 8


def send_question(plans: Sequence[Planned]) -> str:
    """Which packages would go."""
    lines = [
        tr(
            "{name}: {articles}, {new} new",
            name=each.name,
            articles=tr_count(each.articles, "{count} article", "{count} articles"),
            new=each.new_articles,
        )
        for each in plans[:_NAMED]
    ]
    if len(plans) > _NAMED:
        lines.append(tr("and {count} more", count=len(plans) - _NAMED))
    head = tr_count(
        len(plans), "{count} package has something new:", "{count} packages have something new:"
    )
    return "\n".join((head, *lines))


def sent_words(sent: Sent) -> str:
    """What has arrived in the hub."""
    if sent.receipt is not None:
        return tr(
            "Your work has arrived in the hub. Its fingerprint is {fingerprint}.",
            fingerprint=sent.receipt.fingerprint,
        )
    if sent.without_news == ("",):
        return tr("Nothing has changed since you last sent your work.")
    parts = [tr_count(len(sent.packages), "{count} package was sent", "{count} packages were sent")]
    if sent.is_stopped:
        parts.append(tr("then it was stopped; the rest is not sent"))
    if sent.without_news:
        parts.append(tr("nothing new for {names}", names=", ".join(sent.without_news[:_NAMED])))
    return in_a_row(parts)


def doubt_words(doubt: Doubtful) -> str:
    """A file in the hub that was not used, and why."""
    who = doubt.name or tr("somebody unknown here")
    return tr("A file of {who} was not used. {reason}", who=who, reason=tr_said(doubt.reason))
