"""What a REFI-QDA project says beside its texts: users, codes, variables, notes and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from db.formats.xml_tree import local
from db.model import AttributeValue

_SOURCES = frozenset({"TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"})
_DEEPEST_CODE = 100


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, whatever the version of the name space."""
    return (child for child in element if local(child.tag) == name)


def child_text(element: Element, name: str) -> str:
    """The text of the first child of a name; "" where there is none."""
    found = next(children(element, name), None)
    return "" if found is None else found.text or ""


def guid_of(element: Element, key: str = "guid") -> str:
    """A GUID; tools write the same in capitals and in small letters."""
    return (element.get(key) or "").lower()


class Project:
    """The project of a file."""

    def __init__(self, root: Element) -> None:
        parts = {local(child.tag): child for child in root}
        self.users = {
            guid_of(user): user.get("name") or user.get("id") or guid_of(user)
            for user in _in(parts, "Users", "User")
        }
        self._links: dict[str, list[Element]] = {}
        for link in _in(parts, "Links", "Link"):
            for key in dict.fromkeys((guid_of(link, "originGUID"), guid_of(link, "targetGUID"))):
                self._links.setdefault(key, []).append(link)
        self.sources = tuple(
            source for source in parts.get("Sources", ()) if local(source.tag) in _SOURCES
        )
        """Elements of sources, of pictures and sound, too."""
        self._codes = _labels(parts.get("CodeBook"))
        self._variables = {
            guid_of(each): each.get("name") or "" for each in _in(parts, "Variables", "Variable")
        }
        self._notes = {
            guid_of(note): child_text(note, "PlainTextContent") or child_text(note, "Description")
            for note in _in(parts, "Notes", "Note")
        }
        self._of_cases: dict[str, dict[str, AttributeValue]] = {}
        for case in _in(parts, "Cases", "Case"):
            values = dict(self._values(case))
            for reference in children(case, "SourceRef"):
                self._of_cases.setdefault(guid_of(reference, "targetGUID"), {}).update(values)

    def label(self, coding: Element) -> str | None:
        """The name of the code that a coding gives."""
        reference = next(children(coding, "CodeRef"), None)
        return None if reference is None else self._codes.get(guid_of(reference, "targetGUID"))

    def links(self, guid: str) -> Sequence[Element]:
        """The link elements that begin or end at a selection or coding."""
        return self._links.get(guid, ())

    def notes(self, element: Element) -> Iterator[str]:
        """The notes that an element refers to."""
        for reference in children(element, "NoteRef"):
            text = self._notes.get(guid_of(reference, "targetGUID"))
            if text:
                yield text

    def values(self, source: Element) -> dict[str, AttributeValue]:
        """The variables of a source and of the cases that it belongs to."""
        return {**self._of_cases.get(guid_of(source), {}), **dict(self._values(source))}

    def _values(self, element: Element) -> Iterator[tuple[str, AttributeValue]]:
        for value in children(element, "VariableValue"):
            reference = next(children(value, "VariableRef"), None)
            name = (
                self._variables.get(guid_of(reference, "targetGUID"))
                if (reference is not None)
                else None
            )
            for child in value:
                found = _value(local(child.tag), child.text or "")
                if name and found is not None:
                    yield name, found


def _in(parts: dict[str, Element], part: str, name: str) -> Iterator[Element]:
    return children(parts[part], name) if part in parts else iter(())


def _labels(codebook: Element | None) -> dict[str, str]:
    """Codes by GUID; a code is called by its path where another one has the same name."""
    paths: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = []
    for codes in () if codebook is None else children(codebook, "Codes"):
        waiting.extend((code, ()) for code in children(codes, "Code"))
    while waiting:
        code, above = waiting.pop()
        path = (*above[:_DEEPEST_CODE], code.get("name") or "")
        paths[guid_of(code)] = path
        waiting.extend((child, path) for child in children(code, "Code"))
    names = Counter(path[-1] for path in paths.values())
    return {
        guid: path[-1] if names[path[-1]] == 1 else "/".join(path) for guid, path in paths.items()
    }


def _value(kind: str, text: str) -> AttributeValue | None:
    try:
        match kind:
            case "BooleanValue":
                return text.strip() in {"true", "1"}
            case "IntegerValue":
                return int(text)
            case "FloatValue":
                return float(text)
            case "TextValue" | "DateValue" | "DateTimeValue":
                return text or None
            case _:
                return None
    except ValueError:
        return text or None
