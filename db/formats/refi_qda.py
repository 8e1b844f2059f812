"""REFI-QDA projects (.qdpx), which qualitative tools exchange: a ZIP of XML and texts; read here.

Each coding of a selection is a span that its user made, so a text has a layer for each user. Links
between selections or codings are links. The standard counts code points, but some tools write
UTF-16 units; where selections are named by their words, these tell. `db.formats.refi_qda_writer`
writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO
from xml.etree.ElementTree import Element

from db.formats.archive import Archive, NoArchive
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignNote,
    ForeignRead,
)
from db.formats.marks import Account, Mark, placed, refused, tied
from db.formats.offsets import Counting, OffsetUnit, RawText, Stretch, counting_of
from db.formats.refi_project import Project, child_text, children, guid_of
from db.formats.whole import TooLarge, characters
from db.formats.xml_tree import NoXml, local, parsed
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".qdpx",)

_NUMBER = re.compile(r"\d{1,18}")
_INTERNAL = "internal://"


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each text of a project, with a layer for each user; `annotator` is who else it was.

    The stream must be seekable.
    """
    try:
        archive = Archive(stream)
        root = parsed(_project_file(archive))
    except (NoArchive, NoXml, TooLarge) as error:
        yield refused(path, str(error))
        return
    project = Project(root)
    files = _Files(archive)
    is_any = False
    for source in project.sources:
        is_any = True
        yield _Source(source, project, files, Account(path)).read(annotator)
    if not is_any:
        yield refused(path, "the project holds no texts")


def _project_file(archive: Archive) -> bytes:
    name = next((each for each in archive.names if each.lower().endswith(".qde")), None)
    if name is None:
        raise NoArchive("there is no project.qde in it, so it is no REFI-QDA project")
    return archive.read(name)


class _Files:
    """The files of sources, whose folder and letters tools write as they like."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {_last(name): name for name in archive.names}

    def has(self, address: str) -> bool:
        """Whether the file is there that a source names."""
        return _last(address) in self._names

    def read(self, address: str) -> bytes:
        """Its bytes; raises NoArchive or TooLarge."""
        return self._archive.read(self._names[_last(address)])


def _last(name: str) -> str:
    return name.rpartition("/")[2].lower()


@dataclass(slots=True)
class _Work:
    """What one user did in one text."""

    marks: list[Mark] = field(default_factory=list)
    notes: list[ForeignNote] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class _Source:
    """One text source."""

    def __init__(self, source: Element, project: Project, files: _Files, account: Account) -> None:
        self._source = source
        # A PDF may bring its text along, with the selections in it.
        self._text_source = next(children(source, "Representation"), source)
        self._project = project
        self._files = files
        self._account = account
        self._name = source.get("name") or source.get("guid") or "text"
        self._work: dict[str | None, _Work] = {}
        self._selections: dict[str, str] = {}
        self._stretches: list[Stretch] = []

    def read(self, annotator: str | None) -> ForeignRead:
        """The article, or why there is none."""
        raw = self._text()
        if raw is None:
            return self._account.read(None)
        try:
            text = RawText(raw)
        except Unreadable as error:
            self._account.problem(f"“{self._name}” can't be used: {error}")
            return self._account.read(None)
        for selection in children(self._text_source, "PlainTextSelection"):
            self._select(selection)
        self._code_all()
        layers = tuple(self._layers(text, annotator))
        description = child_text(self._source, "Description")
        metadata = self._project.values(self._source)
        if description:
            metadata.setdefault("description", description)
        return self._account.read(
            ForeignArticle(
                name=self._name,
                text=text.body,
                title=self._source.get("name") or title_of(text.body, fallback=self._name),
                metadata=metadata,
                layers=layers,
            )
        )

    def _text(self) -> str | None:
        content = child_text(self._text_source, "PlainTextContent")
        if content:
            return content
        where = self._text_source.get("plainTextPath")
        kind = local(self._source.tag)
        if not where and kind == "TextSource":
            self._account.problem(f"“{self._name}” comes without a plain text")
        elif not where:
            self._account.note(f"“{self._name}” is no text ({kind}) and was left out")
        if not where:
            return None
        if not where.startswith(_INTERNAL) or not self._files.has(where):
            self._account.problem(f"the text of “{self._name}” is not in the file ({where[:80]})")
            return None
        try:
            return characters(self._files.read(where))
        except (NoArchive, TooLarge, Unreadable) as error:
            self._account.problem(f"the text of “{self._name}” can't be read: {error}")
            return None

    def _of(self, *elements: Element) -> _Work:
        """The work of the user whom the first of these elements names."""
        guid = next((each.get("creatingUser") for each in elements if each.get("creatingUser")), "")
        return self._work.setdefault(self._project.users.get((guid or "").lower()), _Work())

    def _select(self, selection: Element) -> None:
        guid = (selection.get("guid") or "").lower()
        start, end = (selection.get(key) or "" for key in ("startPosition", "endPosition"))
        words = f"selection {guid[:36]} of “{self._name}”"
        if not _NUMBER.fullmatch(start) or not _NUMBER.fullmatch(end):
            self._account.problem(f"{words} has no start and end")
            return
        place = (int(start), int(end))
        name = selection.get("name") or ""
        self._stretches.append(Stretch(start=place[0], end=place[1], quote=name or None))
        codings = list(children(selection, "Coding"))
        first: str | None = None
        for number, coding in enumerate(codings):
            label = self._project.label(coding)
            if label is None:
                self._account.problem(f"{words} is coded with a code that is not in the codebook")
                continue
            identifier = (coding.get("guid") or f"{guid}-{number}").lower()
            if identifier == guid or identifier in self._selections:
                identifier = f"{identifier}-{number}-{len(self._selections)}"
            self._selections[identifier] = identifier
            first = first or identifier
            mark = Mark(id=identifier, label=label, pieces=(place,), words=words)
            self._of(coding, selection).marks.append(mark)
        if first is not None:
            self._selections.setdefault(guid, first)
        notes = [child_text(selection, "Description"), *self._project.notes(selection)]
        for note in filter(None, notes):
            self._of(selection, *codings).notes.append(ForeignNote(text=note, about=first))
        if not codings:
            self._account.note(f"{words} has no code and was left out, but not what is said of it")

    def _code_all(self) -> None:
        """Codes of the text as a whole, and what is said of it."""
        for coding in children(self._source, "Coding"):
            label = self._project.label(coding)
            if label is not None:
                self._of(coding, self._source).codes.append(label)
        for note in self._project.notes(self._source):
            self._of(self._source).notes.append(ForeignNote(text=note))

    def _layers(self, text: RawText, annotator: str | None) -> Iterator[ForeignLayer]:
        counting = self._counting(text)
        if counting.unit is not OffsetUnit.CODE_POINT:
            self._account.note(f"offsets of “{self._name}” count {counting.unit}")
        links = list(self._links())
        owner = {mark.id: user for user, work in self._work.items() for mark in work.marks}
        for user, work in self._work.items():
            spans = placed(
                text, work.marks, self._account, default=counting.unit, counting=counting
            )
            own = [link for link in links if owner[link.source] == user]
            yield ForeignLayer(
                annotator=user or annotator,
                spans=spans,
                links=tied(own, spans, self._account),
                notes=tuple(work.notes),
                answers={"codes": ", ".join(work.codes)} if work.codes else {},
            )

    def _counting(self, text: RawText) -> Counting:
        """By the names of selections that are their words, else by where words end."""
        named = [each for each in self._stretches if each.quote]
        counting = counting_of(text, named)
        if any(map(counting.fit, named)):
            return counting
        return counting_of(text, [replace(each, quote=None) for each in self._stretches])

    def _links(self) -> Iterator[ForeignLink]:
        seen: set[int] = set()
        for link in (link for guid in self._selections for link in self._project.links(guid)):
            if id(link) in seen:
                continue
            seen.add(id(link))
            name = link.get("name") or ""
            source, target = (
                self._selections.get(guid_of(link, key)) for key in ("originGUID", "targetGUID")
            )
            if source is not None and target is not None:
                yield ForeignLink(
                    id=guid_of(link) or f"{source}-{target}",
                    role=name or "link",
                    source=source,
                    target=target,
                )
            else:
                self._account.note(
                    f"link “{name[:40]}” leads out of “{self._name}”, so it was left out"
                )
