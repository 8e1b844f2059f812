"""What is done with a hub in the background: each opens it, does one thing, and leaves it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing

from db.model import AnnotatorId
from db.packages import keys, pack
from db.packages.hub import credentials, exchange
from db.packages.hub.address import Address
from db.packages.hub.credentials import Credentials, HostKey
from db.packages.hub.exchange import Fetched, Place, Sent
from db.packages.hub.opening import open_hub
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries.packing import Planned


def fetch(
    project: Project,
    tell: Progress,
    is_cancelled: IsCancelled,
    *,
    trusted: Collection[AnnotatorId],
    host: HostKey | None,
) -> Fetched:
    """Fetch what is new; `host` is a key that a person has just vouched for."""
    secrets = keys.default_secrets()
    if host is not None:
        credentials.trust(secrets, host)
    with closing(exchange.hub_of(project, secrets)) as hub:
        return exchange.fetch(
            project, hub=hub, trusted=trusted, progress=tell, is_cancelled=is_cancelled
        )


def planned(project: Project) -> tuple[Planned, ...]:
    """The packages that would bring something new."""
    return tuple(each for each in pack.preview(project) if each.articles and each.has_news)


def send(
    project: Project,
    tell: Progress,
    is_cancelled: IsCancelled,
    *,
    author: AnnotatorId,
    host: HostKey | None,
) -> Sent:
    """Send what is new to everybody."""
    secrets = keys.default_secrets()
    if host is not None:
        credentials.trust(secrets, host)
    with closing(exchange.hub_of(project, secrets)) as hub:
        return exchange.send(
            project, author, hub=hub, secrets=secrets, progress=tell, is_cancelled=is_cancelled
        )


def places(project: Project, *, host: HostKey | None) -> tuple[Place, ...]:
    """What lies in the hub."""
    secrets = keys.default_secrets()
    if host is not None:
        credentials.trust(secrets, host)
    with closing(exchange.hub_of(project, secrets)) as hub:
        return exchange.what_is_where(project, hub)


def try_out(
    project: Project, where: Address, entered: Credentials | None, host: HostKey | None
) -> None:
    """Find out whether a hub works; what was entered is kept on this computer."""
    secrets = keys.default_secrets()
    if entered is not None:
        credentials.keep(secrets, where, entered)
    if host is not None:
        credentials.trust(secrets, host)
    with closing(open_hub(where.text, secrets)) as hub:
        exchange.try_out(project, hub)
