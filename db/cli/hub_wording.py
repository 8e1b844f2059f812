"""How the commands of the hub say what was sent and fetched, and what lies there."""

from __future__ import annotations

from collections.abc import Iterator

from db.cli.wording import counted
from db.packages import send_back
from db.packages.hub.exchange import Direction, Doubtful, Fetched, Place, Sent


def sent_lines(sent: Sent) -> Iterator[str]:
    """What has arrived in the hub."""
    for package in sent.packages:
        yield (
            f"{package.name}: package {package.number} "
            f"({counted(package.articles, 'article')}, {package.new_articles:,} new; "
            f"fingerprint {package.fingerprint})"
        )
    if sent.receipt is not None:
        yield send_back.receipt_text(sent.receipt)


def quiet_lines(sent: Sent) -> Iterator[str]:
    """For whom nothing was sent, and why."""
    names = [each for each in sent.without_news if each]
    if names:
        yield f"Nothing new for {', '.join(names)}. Use --again to send it all the same."
    elif sent.without_news:
        yield "Nothing has changed since you last sent. Use --again to send it all the same."
    elif not sent.packages and sent.receipt is None:
        yield "Nobody has articles, so nothing was sent. Assign some first."


def doubt_lines(fetched: Fetched) -> Iterator[str]:
    """What lies there and was not used."""
    for each in fetched.doubtful:
        advice = f" To trust it: --accept-new-key {each.annotator}" if each.is_other_key else ""
        yield f"Not used: {each.id} of {_who(each)}: {each.reason}{advice}"


def place_line(place: Place) -> str:
    """One file of the hub."""
    moment = f"{place.modified:%Y-%m-%d %H:%M} UTC  " if place.modified is not None else ""
    number = f" {place.number}" if place.number is not None else ""
    what = f"package{number} for" if place.direction is Direction.OUT else "work of"
    return f"{moment}{what} {_who(place)}, {place.size / 1e6:,.1f} MB, {_state(place)}"


def place_data(place: Place) -> dict[str, object]:
    """One file of the hub, for other programs."""
    return {
        "annotator": place.annotator,
        "annotator_name": place.name,
        "direction": place.direction,
        "id": place.id,
        "bytes": place.size,
        "modified": None if place.modified is None else place.modified.isoformat(),
        "is_taken": place.is_taken,
        "number": place.number,
    }


def _who(each: Doubtful | Place) -> str:
    return each.name or f"somebody unknown here ({each.annotator})"


def _state(place: Place) -> str:
    if place.is_taken is None:
        return "waiting there"
    return "taken in" if place.is_taken else "new"
