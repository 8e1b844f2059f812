"""How the window says what was sent through the hub, what was fetched, and what lies there."""

from __future__ import annotations

from db.packages.hub.exchange import Direction, Doubtful, Fetched, Place, Sent
from gui.translation import tr, tr_count


def sent_words(sent: Sent) -> list[str]:
    """What has arrived there, and for whom there was nothing."""
    lines = [
        tr(
            "{name}: package {number} · {articles} · {fingerprint}",
            name=each.name,
            number=each.number,
            articles=tr_count(each.articles, "{count} article", "{count} articles"),
            fingerprint=each.fingerprint,
        )
        for each in sent.packages
    ]
    if sent.receipt is not None:
        lines.append(
            tr(
                "Your work has arrived in the hub. Its fingerprint is {fingerprint}.",
                fingerprint=sent.receipt.fingerprint,
            )
        )
    names = [each for each in sent.without_news if each]
    if names:
        lines.append(tr("Nothing new for {names}.", names=", ".join(names)))
    elif sent.without_news:
        lines.append(tr("Nothing has changed since you last sent."))
    elif not lines:
        lines.append(tr("Nobody has articles yet, so nothing was sent. Assign some first."))
    if sent.is_stopped:
        lines.append(tr("Stopped; what is named here was sent, the rest was not."))
    return lines


def doubts(fetched: Fetched) -> list[str]:
    """What lies there and was not used, and why."""
    return [f"{who(each)}: {each.reason}" for each in fetched.doubtful]


def what(place: Place) -> str:
    """What a file in the hub is."""
    if place.direction is Direction.BACK:
        return tr("work of {name}", name=who(place))
    if place.number is None:
        return tr("package for {name}", name=who(place))
    return tr("package {number} for {name}", number=place.number, name=who(place))


def state(place: Place) -> str:
    """Whether whom it is for has it, as far as one can know here."""
    if place.is_taken is None:
        return tr("waiting there")
    return tr("taken in") if place.is_taken else tr("new")


def who(each: Doubtful | Place) -> str:
    """The annotator's name, or that nobody here is known by that id."""
    return each.name or tr("somebody unknown")
