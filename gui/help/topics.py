"""The only place that says which part of the handbook fits what a person is doing."""

from __future__ import annotations

from gui.help.book import Place

_PLACES = {
    "annotate": "annotators",
    "review": "leads#review",
    "agreement": "leads#measure-agreement",
    "explore": "leads#explore",
    "project/overview": "leads#make-a-project",
    "project/articles": "leads#bring-in-articles",
    "project/assignment": "leads#hand-out-articles",
    "project/collect": "leads#collect",
    "project/scheme": "leads#write-the-scheme",
    "project/register": "leads#keep-the-register",
    "project/export": "leads#export",
    "project/safety": "recovery",
    "project/work": "annotators#work-packages",
    "welcome": "start",
    "settings": "settings",
    "keys": "keys",
}


def place_for(page: str, section: str = "") -> Place:
    """Where the handbook opens on a page of the window and one of its sections."""
    said = _PLACES.get(f"{page}/{section}") or _PLACES.get(page) or "start"
    name, _, slug = said.partition("#")
    return Place(page=name, slug=slug)


def every_place() -> tuple[Place, ...]:
    """All places that the window leads to."""
    return tuple(place_for(*said.split("/")) for said in _PLACES)
