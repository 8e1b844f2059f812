"""What is known of an article besides its file's contents: from the file's name and from a header.

What a name says by a person's pattern counts more than what was found in the file, where the file
is one article; a header only fills what is still empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from db.errors import Problem
from db.formats.record import Read
from db.imports.choices import ImportChoices
from db.imports.collecting import SourceFile
from db.imports.file_names import ANNOTATOR, ID, TITLE, FileNamePattern
from db.model import Attributes, NewArticle
from db.scheme.model import Scheme
from db.text.headers import inline_header


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSays:
    """What the name of one file says; `problems` are why it doesn't say all."""

    values: Attributes = field(default_factory=dict)
    title: str = ""
    external_id: str = ""
    annotator: str | None = None
    problems: tuple[str, ...] = ()


_NOTHING = NameSays()


class FileMetadata:
    """Adds what is known to the articles of one file after another. Raises InvalidPattern."""

    def __init__(self, choices: ImportChoices, scheme: Scheme) -> None:
        pattern = choices.file_name_pattern
        self._pattern = FileNamePattern(pattern, scheme) if pattern else None
        self._reads_headers = choices.reads_headers
        self.adds_anything = bool(pattern) or choices.reads_headers

    def of_name(self, file: SourceFile) -> NameSays:
        """What the name of a file says."""
        if self._pattern is None:
            return _NOTHING
        found = self._pattern.read(file.name)
        values = dict(found.values)
        own = {name: str(values.pop(name, "")) for name in (TITLE, ID, ANNOTATOR)}
        return NameSays(
            values=values,
            title=own[TITLE],
            external_id=own[ID],
            annotator=own[ANNOTATOR] or None,
            problems=found.problems,
        )

    def added(self, found: Read, says: NameSays, file: SourceFile, *, is_first: bool) -> Read:
        """The same with all that is known."""
        if is_first and says.problems:
            notes = (Problem(path=file.name, line=None, reason=each) for each in says.problems)
            found = replace(found, notes=(*found.notes, *notes))
        if found.record is None:
            return found
        article = self._with_header(self._with_name(found.record.article, says, file))
        return replace(found, record=replace(found.record, article=article))

    def _with_name(self, article: NewArticle, says: NameSays, file: SourceFile) -> NewArticle:
        if not file.kind.is_one_article:
            return replace(article, metadata={**says.values, **article.metadata})
        return replace(
            article,
            title=says.title or article.title,
            external_id=says.external_id or article.external_id,
            metadata={**article.metadata, **says.values},
        )

    def _with_header(self, article: NewArticle) -> NewArticle:
        header = inline_header(article.body) if self._reads_headers else None
        if header is None:
            return article
        return replace(article, metadata={**header.values, **article.metadata})
