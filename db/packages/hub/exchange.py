"""The exchange through a hub: what the window and the command line call."""

from __future__ import annotations

from db.packages.hub.fetching import Arrival, Doubtful, Fetched, fetch, note
from db.packages.hub.layout import Direction
from db.packages.hub.places import Place, what_is_where
from db.packages.hub.sending import Sent, send
from db.packages.hub.setting_up import hub_of, try_out

__all__ = [
    "Arrival",
    "Direction",
    "Doubtful",
    "Fetched",
    "Place",
    "Sent",
    "fetch",
    "hub_of",
    "note",
    "send",
    "try_out",
    "what_is_where",
]
