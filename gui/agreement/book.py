"""The only place of this page that keeps the layers compared, in step with the project.

What was counted in an article is kept until the article changes. All of it is for one job at a
time, which the single worker for the project file sees to.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar, cast

from db.agreement.comparison import Comparison
from db.agreement.layers import ArticleLayers, Words, words_of
from db.agreement.measured import without_collection
from db.model import ArticleId
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import agreement, articles
from gui.agreement.wish import Basis

T = TypeVar("T")

_MANY_ARTICLES = 1_000


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a piece of work has at hand: figures, and the project on the job's own connection."""

    comparison: Comparison
    project: Project
    tell: Progress
    is_cancelled: IsCancelled


class Book:
    """Comparisons by basis, and what was worked out of them; made on any thread, used on one."""

    def __init__(self) -> None:
        self._comparisons: dict[Basis, Comparison] = {}
        self._versions: dict[Basis, dict[ArticleId, str]] = {}
        self._known: dict[Hashable, object] = {}
        self._forgotten: deque[frozenset[ArticleId] | None] = deque()
        self._project: Project | None = None

    def forget(self, changed: frozenset[ArticleId] | None = None) -> None:
        """Read anew what these articles say, or all of them, when it is next asked for.

        From any thread. Edits of layers are noticed without it; this is for what shows in no layer:
        names of referents, rounds.
        """
        self._forgotten.append(changed)

    @contextmanager
    def opened(
        self, basis: Basis, project: Project, tell: Progress, is_cancelled: IsCancelled
    ) -> Iterator[Desk]:
        """The comparison as the project is now, for the length of one job."""
        self._project = project
        with without_collection():
            try:
                comparison = self._up_to_date(basis, project)
                comparison.count(progress=tell, is_cancelled=is_cancelled)
                yield Desk(
                    comparison=comparison, project=project, tell=tell, is_cancelled=is_cancelled
                )
            finally:
                self._project = None
                self._spare_collector()

    def known(self, key: Hashable, work: Callable[[], T]) -> T:
        """What was worked out under this key since the layers last changed, or now."""
        if key not in self._known:
            self._known[key] = work()
        return cast("T", self._known[key])

    def _spare_collector(self) -> None:
        """Keep the garbage collector away from what is kept here, where that is much.

        A look through a million spans stops the window for most of a second, again and again.
        They hang in no circles, so that nothing is lost by leaving them out.
        """
        if sum(map(len, self._versions.values())) >= _MANY_ARTICLES:
            gc.freeze()

    def _forget_now(self) -> None:
        while self._forgotten:
            changed = self._forgotten.popleft()
            if changed is None:
                self._versions.clear()
                self._comparisons.clear()
            else:
                for versions in self._versions.values():
                    versions.update(dict.fromkeys(changed & versions.keys(), ""))

    def _up_to_date(self, basis: Basis, project: Project) -> Comparison:
        self._forget_now()
        present = dict(agreement.versions(project))
        known = self._versions.get(basis)
        if known is None:
            self._known.clear()
            comparison = Comparison(
                self._read(basis, project), agreement.options(project, basis.grain)
            )
            self._comparisons[basis] = comparison
        else:
            comparison = self._comparisons[basis]
            changed = [each for each, version in present.items() if known.get(each) != version]
            gone = known.keys() - present.keys()
            if changed or gone:
                self._known.clear()
                read = self._read(basis, project, changed)
                comparison.remove((gone | set(changed)) - {each.article for each in read})
                comparison.replace(read)
        self._versions[basis] = present
        return comparison

    def _read(
        self, basis: Basis, project: Project, changed: list[ArticleId] | None = None
    ) -> list[ArticleLayers]:
        found = agreement.layers(project, articles=changed, with_gold=basis.with_gold)
        # Words are asked for later on, when the connection that read the layers is closed.
        return [replace(each, words=partial(self._words, each.article)) for each in found]

    def _words(self, article: ArticleId) -> Words:
        if self._project is None:
            raise RuntimeError("words are read while the book is open")
        return words_of(articles.body(self._project, article))
