"""Reading XML from strangers, without entities, and writing what XML can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

# No stubs are published for it.
import defusedxml.ElementTree as DefusedTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from db.errors import UserFault

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NoXml(UserFault):
    """Bytes that are no XML, or such that is not read; `str()` says why."""


def parsed(data: bytes) -> Element:
    """The root of a document; raises NoXml."""
    try:
        root = DefusedTree.fromstring(data, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise NoXml(f"it is no XML from line {line}, character {column + 1} on") from error
    except DefusedXmlException as error:
        raise NoXml("it holds declarations of a kind by which files do harm") from error
    except (LookupError, ValueError) as error:
        raise NoXml("its encoding is not known") from error
    if not isinstance(root, Element):
        raise NoXml("it is empty")
    return root


def local(name: str) -> str:
    """A name without its name space."""
    return name.rpartition("}")[2]


def is_writable(text: str) -> bool:
    """Whether XML can hold all characters of a text."""
    return _FORBIDDEN.search(text) is None


def writable(text: str) -> str:
    """The text with U+FFFD for what XML can't hold; offsets stay the same in every unit."""
    return _FORBIDDEN.sub("\ufffd", text)


def tag(name: str, attributes: Mapping[str, object]) -> str:
    """An element without content; the values must be writable."""
    written = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{written}/>"
