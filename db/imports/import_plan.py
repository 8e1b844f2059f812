"""What an import would do, as one value that the window and the command line show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from db.errors import Problem
from db.imports.choices import NOTHING_CHOSEN, Copies, ImportChoices
from db.imports.collecting import SourceFile
from db.imports.copies import Copy
from db.imports.judging import Contents, Preview, summed
from db.imports.kept import Kept
from db.imports.kinds import Kind
from db.imports.mapping.account import LeftOut
from db.imports.mapping.seen import Inventory
from db.imports.mapping.unmapped import Unmapped, unmapped
from db.scheme.model import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    `contents` are those of `files`, in their order. `skipped` are duplicates and the like; `notes`
    say what is changed on the way; `new_annotators` are the names of those whom the records bring
    along. `choices` are those of the person, with the mapping that is used; `seen` is all that
    files of other tools say, `left_out` what of it has no place here. `preview` are the first
    articles, and `new_scheme` is the one that is made of the labels, where that was chosen.
    `copies` are None where they were not looked for. `keeps_texts` says that texts which come in
    are named by digest in records behind them, `lacks_texts` that a text so named was nowhere.
    `kept` is what need not be read again; `apply` lets go of it.
    """

    files: tuple[SourceFile, ...]
    contents: tuple[Contents, ...]
    articles: int
    layers: int
    new_annotators: tuple[str, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    preview: tuple[Preview, ...] = ()
    choices: ImportChoices = NOTHING_CHOSEN
    seen: Inventory | None = None
    left_out: tuple[LeftOut, ...] = ()
    new_scheme: Scheme | None = None
    copies: tuple[Copy, ...] | None = None
    keeps_texts: bool = False
    lacks_texts: bool = False
    kept: Kept = field(default_factory=lambda: Kept(0), compare=False, repr=False)

    @property
    def has_anything(self) -> bool:
        """Whether there is something to bring in."""
        return bool(self.articles or self.layers)

    @property
    def unwanted(self) -> Mapping[bytes, str]:
        """The digests of the copies that stay out, each with the title of its original."""
        if self.choices.copies is not Copies.SKIP:
            return {}
        copies = self.copies or ()
        return {each.coming.digest: each.original for each in copies if each.may_be_left_out}

    def with_copies(self, copies: tuple[Copy, ...]) -> ImportPlan:
        """The same, with what was found."""
        return replace(self, copies=copies)

    @property
    def with_problems(self) -> tuple[SourceFile, ...]:
        """The files that something is wrong with, or with a part of them."""
        broken: set[str] = set()
        for problem in self.problems:
            broken.update(accumulate(problem.path.split("/"), "{}/{}".format))
        return tuple(file for file in self.files if file.name in broken)

    @property
    def unmapped(self) -> Unmapped:
        """What of the files of other tools has no target, by the mapping that is used."""
        mapping = self.choices.mapping
        return Unmapped() if mapping is None or self.seen is None else unmapped(mapping, self.seen)

    def of_kinds(self) -> dict[Kind, tuple[int, Contents]]:
        """How many files of each kind there are, and what comes of them."""
        found: dict[Kind, list[Contents]] = {}
        for file, contents in zip(self.files, self.contents, strict=True):
            found.setdefault(file.kind, []).append(contents)
        return {kind: (len(each), summed(each)) for kind, each in found.items()}
