"""What a person sees before a file comes in, and what they agree to."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.merge.plan import Authority, Contents, Signature
from db.model import AnnotatorId
from db.operations.merging import Taking
from db.packages.intake import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person has agreed to beyond what goes by itself.

    `people` says who an unknown annotator is here. `trusted` are annotators whose new key is to
    be taken. `drops_unplaced` lets layers in without what the scheme has no place for any more.
    """

    people: Mapping[AnnotatorId, AnnotatorId] = field(default_factory=dict)
    trusted: Collection[AnnotatorId] = ()
    drops_unplaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """What one file would bring; a `refusal` says why it brings nothing, and what to do.

    `annotator` is whose file it is, where it is one annotator's; `is_unknown` says that nobody here
    has that id, so that somebody must be chosen. `made_at` is None for a plain project file.
    `names` are those of all annotators in the file. `second_readers`, who have none, are those
    whose layers somebody made on reading an article for the second time, and who that was.
    """

    path: Path
    title: str = ""
    annotator: AnnotatorId | None = None
    annotator_name: str = ""
    names: Mapping[AnnotatorId, str] = field(default_factory=dict)
    second_readers: Mapping[AnnotatorId, AnnotatorId] = field(default_factory=dict)
    is_unknown: bool = False
    made_at: str | None = None
    fingerprint: str = ""
    signature: Signature = Signature.UNSIGNED
    refusal: str = ""
    contents: Contents = field(default_factory=Contents)
    unplaced: int = 0


class CollectPlan:
    """The plans of all files, and the clean copies they were made from; close it in the end."""

    def __init__(self, authority: Authority, folder: tempfile.TemporaryDirectory[str]) -> None:
        self.authority = authority
        self.files: tuple[FilePlan, ...] = ()
        self.takings: tuple[Taking, ...] = ()
        self.newer_scheme: Incoming | None = None
        self._folder = folder

    @property
    def changes_something(self) -> bool:
        """Whether applying it would write anything but reading times."""
        return any(each.contents.changes_something for each in self.files if not each.refusal)

    def close(self) -> None:
        """Forget the copies."""
        self._folder.cleanup()

    def __enter__(self) -> CollectPlan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
