"""What a web folder says of its files: the only place that reads WebDAV's XML, as hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

QUESTION = (
    '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/>'
    "<getcontentlength/><getlastmodified/></prop></propfind>"
)
"""What to ask for in a PROPFIND."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file or folder at a server; `path` is decoded, without a slash at the end."""

    path: str
    size: int
    modified: datetime | None
    is_folder: bool


def resources(text: bytes) -> tuple[Resource, ...]:
    """All that an answer tells of; raises ValueError where it can't be understood."""
    try:
        # Expat refuses entities that grow without measure by itself.
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    return tuple(_resource(each) for each in root.iter("{DAV:}response"))


def children(found: tuple[Resource, ...]) -> Iterator[tuple[str, Resource]]:
    """The names of what lies directly in the folder that was asked about, which is among them."""
    if not found:
        return
    # Its path may differ from the one that was asked for, behind a server that translates it.
    folder = min(found, key=lambda each: len(each.path)).path
    for each in found:
        before, _, name = each.path.rpartition("/")
        if name and before == folder:
            yield name, each


def _resource(response: ElementTree.Element) -> Resource:
    path = unquote(urlsplit(response.findtext("{DAV:}href", "").strip()).path)
    size = response.findtext(".//{DAV:}getcontentlength", "").strip()
    return Resource(
        path=path.rstrip("/"),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 20 else 0,
        modified=_moment(response.findtext(".//{DAV:}getlastmodified", "")),
        is_folder=response.find(".//{DAV:}resourcetype/{DAV:}collection") is not None,
    )


def _moment(text: str) -> datetime | None:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        moment = parsedate_to_datetime(text)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None
